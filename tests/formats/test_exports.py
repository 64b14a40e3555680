"""The exports as tables: CSV and SQLite hold every field, mean what they say, and are the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft7Validator

from generator.authoring.json_schema import EXPORT
from generator.formats.downloads import DEFAULT_DOWNLOADS
from generator.formats.escaping import guard_formula, unguard_formula
from generator.formats.exports import FORMATS
from generator.formats.exports.json import document
from generator.formats.exports.tables import day_range
from generator.formats.page_data import build_files
from generator.kinds import KINDS
from generator.loading.loader import load
from generator.model.briefing import Briefing
from generator.pipeline import load_briefing
from generator.storage.seed_files import read_seeds
from support import rebuilt
from support.briefings import NAMES, STRAIT, briefing_called
from support.commands import briefing
from support.hostile import texts
from support.project import EXAMPLES, ROOT


@pytest.fixture(params=NAMES)
def any_briefing(request: pytest.FixtureRequest) -> Briefing:
    return briefing_called(request.param)


def rows_of_csv(files: dict[str, bytes]) -> rebuilt.Rows:
    """As any reader of CSV sees them, with what guards against formulas taken away."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, content in files.items():
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        found[Path(path).stem] = [{key: unguard_formula(cell) or None for key, cell in row.items()} for row in reader]
    return found


def opened(content: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    database.row_factory = sqlite3.Row
    return database


@pytest.fixture
def database(any_briefing: Briefing) -> Iterator[sqlite3.Connection]:
    with closing(opened(FORMATS["sqlite"].files(any_briefing)["briefing.sqlite"])) as database:
        yield database


def names(database: sqlite3.Connection, type_: str) -> list[str]:
    found = database.execute("SELECT name FROM sqlite_master WHERE type = ? ORDER BY rowid", (type_,))
    return [name for (name,) in found]


# JSON


def test_the_document_holds_in_its_published_schema(any_briefing: Briefing) -> None:
    schema = json.loads((ROOT / EXPORT).read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    content = json.loads(FORMATS["json"].files(any_briefing)["briefing.json"])
    assert [error.message for error in Draft7Validator(schema).iter_errors(content)] == []


def test_the_schema_refuses_what_is_not_the_document() -> None:
    validator = Draft7Validator(json.loads((ROOT / EXPORT).read_text(encoding="utf-8")))
    right = document(load_briefing(STRAIT))
    wrong: list[dict[str, Any]] = [
        {**right, "vessels": []},
        {key: value for key, value in right.items() if key != "actors"},
        {**right, "events": [{**right["events"][0], "date": "soon"}]},
        {**right, "events": [{key: value for key, value in right["events"][0].items() if key != "place"}]},
    ]
    assert [validator.is_valid(one) for one in (right, *wrong)] == [True, *[False] * len(wrong)]


def test_json_lines_are_the_documents_records(any_briefing: Briefing) -> None:
    files = FORMATS["jsonl"].files(any_briefing)
    found = {
        Path(path).stem: [json.loads(line) for line in content.decode().split("\n")[:-1]]
        for path, content in files.items()
    }
    expected = document(any_briefing)
    assert found == {name: one if isinstance(one, list) else [one] for name, one in expected.items()}


# CSV


def test_csv_holds_every_field_of_every_record(any_briefing: Briefing) -> None:
    assert rebuilt.document(rows_of_csv(FORMATS["csv"].files(any_briefing))) == document(any_briefing)


def test_csv_is_as_rfc_4180_says(any_briefing: Briefing) -> None:
    for path, content in FORMATS["csv"].files(any_briefing).items():
        text = content.decode()
        assert text.startswith("\ufeff"), path
        rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, path
        assert len(set(rows[0])) == len(rows[0]), path
        outside = "".join(text[1:].split('"')[::2])
        assert outside.replace("\r\n", "").count("\n") == outside.replace("\r\n", "").count("\r") == 0, path


def test_no_cell_is_a_formula(any_briefing: Briefing) -> None:
    for path, content in FORMATS["csv"].files(any_briefing).items():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert [cell for cell in row if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")] == [], path  # noqa: RUF001


@given(texts)
def test_what_guards_against_formulas_can_be_undone(text: str) -> None:
    assert unguard_formula(guard_formula(text)) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+31 20", "'+31 20"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("''tis", "''tis"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_text_as_a_cell(text: str, cell: str) -> None:
    assert (guard_formula(text), unguard_formula(cell)) == (cell, text)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2023-09-05", "2023-09-05", "2023-09-05"),
        ("2024-02~", "2024-02-01", "2024-02-29"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("2022/..", "2022-01-01", None),
        ("../2022", None, "2022-12-31"),
        ("[..2023-09]", None, "2023-09-30"),
        ("[2023-09-05..2023-09-10]", "2023-09-05", "2023-09-10"),
    ],
)
def test_a_date_has_columns_for_its_first_and_last_day(date: str, first: str | None, last: str | None) -> None:
    assert day_range(date) == (first, last)


# SQLite


def test_the_database_holds_every_field_of_every_record(any_briefing: Briefing, database: sqlite3.Connection) -> None:
    rows = {
        name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]
        for name in names(database, "table")
        if not name.startswith(("records_fts", "records_trigram"))
    }
    assert rebuilt.document(rows) == document(any_briefing)


def test_the_database_is_whole(database: sqlite3.Connection) -> None:
    assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
    assert list(database.execute("PRAGMA foreign_key_check")) == []
    keyed = [
        name
        for name in names(database, "table")
        if not name.startswith("records") and not list(database.execute(f'PRAGMA foreign_key_list("{name}")'))
    ]
    assert keyed == []
    database.execute("INSERT INTO records_fts (records_fts, rank) VALUES ('integrity-check', 1)")


def test_every_view_can_be_read_and_loses_no_row(database: sqlite3.Connection) -> None:
    views = names(database, "view")
    assert "relations_named" in views
    for view in views:
        (seen,) = database.execute(f'SELECT count(*) FROM "{view}"').fetchone()
        (there,) = database.execute(f'SELECT count(*) FROM "{view.removesuffix("_named")}"').fetchone()
        assert seen == there, view


def test_views_read_as_sentences() -> None:
    with closing(opened(FORMATS["sqlite"].files(load_briefing(STRAIT))["briefing.sqlite"])) as database:
        (row,) = database.execute("SELECT from_name, label, to_name FROM relations_named WHERE id = 'rel-kpa-part'")
        assert tuple(row) == ("Kesh Ports Authority", "is an agency of", "Kesh Isles")


@pytest.mark.parametrize(
    ("words", "found"),
    [("tol", "anna-tol"), ("memorandum", "term-mou"), ("lindqv*", "bo-lindqvist"), ("nowhere", None)],
)
def test_full_text_search(words: str, found: str | None) -> None:
    with closing(opened(FORMATS["sqlite"].files(load_briefing(STRAIT))["briefing.sqlite"])) as database:
        hits = database.execute(
            "SELECT id FROM records JOIN records_fts ON records_fts.rowid = records.rowid WHERE records_fts MATCH ?",
            (words,),
        )
        ids = [row["id"] for row in hits]
        assert found in ids if found else ids == []


def test_the_trigram_index_finds_part_of_a_sentence_without_spaces() -> None:
    records = (
        {"id": "b", "title": "B", "bottom_line": {"text": "B."}, "as_of": "2031", "language": "zh", "status": "draft"},
        {"id": "a", "kind": "group", "name": "A", "summary": "双方恢复两国之间的渡轮服务。"},
    )
    seeds = {
        path: json.dumps({**record, "draft": True}).encode()
        for path, record in zip(("seeds/briefing.yml", "seeds/actors/a.yml"), records, strict=True)
    }
    with closing(opened(FORMATS["sqlite"].files(load(seeds, KINDS).briefing)["briefing.sqlite"])) as database:
        query = "SELECT id FROM records JOIN records_trigram AS found ON found.rowid = records.rowid WHERE found.text MATCH ?"
        assert [row["id"] for row in database.execute(query, ("两国之间",))] == ["a"]


def test_the_database_keeps_out_what_the_model_does() -> None:
    with closing(opened(FORMATS["sqlite"].files(load_briefing(STRAIT))["briefing.sqlite"])) as database:
        database.execute("PRAGMA foreign_keys = ON")
        for statement in (
            "UPDATE events SET status = 'perhaps'",
            "UPDATE relations SET \"from\" = 'nobody'",
            "UPDATE actors SET named = 2",
            "UPDATE events SET title = NULL",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(statement)


@pytest.mark.slow
def test_datasette_starts_on_it_and_searches(tmp_path: Path) -> None:
    file = tmp_path / "briefing.sqlite"
    file.write_bytes(FORMATS["sqlite"].files(load_briefing(STRAIT))["briefing.sqlite"])
    command = [sys.executable, "-W", "ignore", "-m", "datasette", "serve", str(file), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            line = next(line for line in server.stderr if "running on" in line)
            address = line.split("running on ")[1].split()[0]
            with urllib.request.urlopen(f"{address}/briefing/records.json?_search=tol&_shape=array") as answer:
                assert "anna-tol" in [row["id"] for row in json.load(answer)]
            with urllib.request.urlopen(f"{address}/briefing/records") as answer:
                assert 'name="_search"' in answer.read().decode()
            with urllib.request.urlopen(f"{address}/briefing/relations_named.json?_shape=array") as answer:
                assert len(json.load(answer)) == 8
        finally:
            server.terminate()
            server.stderr.read()


# All


def test_the_page_of_the_formats_describes_each_and_names_existing_tests() -> None:
    page = (ROOT / "handbook/docs/exchange/exports.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", page.partition("## JSON")[0], re.MULTILINE)
    assert [name for name, _ in rows] == list(FORMATS)
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    for name, tests in rows:
        named = re.findall(r"`(test_\w+)`", tests)
        assert named, name
        assert [one for one in named if f"def {one}(" not in sources] == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_each_time(any_briefing: Briefing, name: str) -> None:
    again = Briefing(any_briefing.kinds, any_briefing.records, any_briefing.lock, any_briefing.history)
    assert FORMATS[name].files(any_briefing) == FORMATS[name].files(again)


CITED = {f"{name}{ending}" for name in ("briefing", "sources") for ending in (".bib", ".ris", ".csl.json")}
"""The files that every page's citation links to; each site has them, whatever else is offered."""


def test_the_data_page_offers_what_the_briefing_says_with_size_and_checksum() -> None:
    data = STRAIT / "expected/docs/data"
    page = (data / "index.md").read_text(encoding="utf-8")
    offered = load_briefing(STRAIT)
    paths = [path for name in offered.head.downloads for path in FORMATS[name].files(offered)]
    there = {file.relative_to(data).as_posix(): file.read_bytes() for file in data.rglob("*") if file.is_file()}
    assert set(there) - CITED - {*build_files(offered)} == {*paths, "index.md", "fields.md", "SHA256SUMS.txt"}
    sums = dict(line.split("  ")[::-1] for line in there["SHA256SUMS.txt"].decode().splitlines())
    assert sums == {path: sha256(there[path]).hexdigest() for path in paths}
    for path in paths:
        place = page.index(f"[{path}]({path})")
        line = page[place : page.index("\n", place)]
        assert str(len(there[path])) in line, path
        assert sums[path] in line, path


def test_a_briefing_that_says_nothing_offers_the_usual_formats() -> None:
    assert load_briefing(EXAMPLES / "minimal").head.downloads == DEFAULT_DOWNLOADS


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[json, josnl]", 'downloads[2] "josnl" is no format; did you mean "jsonl"?'),
        ("[CSV]", 'downloads[1] "CSV" is no format; did you mean "csv"?'),
        ("[word]", 'downloads[1] "word" is no format; known are html, pdf, epub,'),
    ],
)
def test_a_misspelt_format_is_reported_with_a_suggestion(written: str, said: str) -> None:
    seeds = dict(read_seeds(STRAIT))
    text = seeds["seeds/briefing.yml"]
    assert isinstance(text, bytes)
    seeds["seeds/briefing.yml"] = re.sub(rb"(?m)^downloads: .*$", f"downloads: {written}".encode(), text)
    assert said in "".join(map(str, load(seeds, KINDS).problems))


def test_a_site_may_offer_nothing(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    with (tmp_path / "seeds/briefing.yml").open("a", encoding="utf-8") as file:
        file.write("downloads: []\n")
    assert briefing(tmp_path, "generate").returncode == 0
    page = (tmp_path / "docs/data/index.md").read_text(encoding="utf-8")
    assert "SHA-256" not in page
    assert {file.name for file in (tmp_path / "docs/data").iterdir()} == {"index.md", "fields.md", *CITED}
