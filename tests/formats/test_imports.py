"""Imports: each case in tests/cases/imports with the whole output and every record that it makes. UPDATE=1 writes those anew.

`=== NAME` begins a file of the case, the seeds that are there among them; `=== run ARGUMENTS` says how `briefing import` is
called; what follows is what it prints, and the files that are in `seeds/` then. A line that ends in ␍ ends in CR alone. A briefing is checked, and drafts are drafts.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.commands import main
from generator.formats.exports import FORMATS
from generator.formats.imports import IMPORTS
from generator.kinds import KINDS
from generator.pipeline import check_seeds, generate, load_briefing
from generator.problems.problem import Code
from generator.storage import read_seeds
from support.hostile import texts
from support.project import EXAMPLES, ROOT

FOLDER = ROOT / "tests" / "cases" / "imports"
STRAIT = EXAMPLES / "strait"
_HEADER = re.compile(r"^=== (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """The files of a case, how the command is called, and what is expected."""

    file: Path
    given: dict[str, str]
    arguments: list[str]
    expected: str


def read(file: Path) -> Case:
    text = file.read_text(encoding="utf-8")
    marks = list(_HEADER.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    at = next(n for n, mark in enumerate(marks) if mark[1].startswith("run "))
    files = {mark[1]: text[mark.end() : end] for mark, end in zip(marks[:at], ends[:at], strict=True)}
    return Case(file, files, marks[at][1].split()[1:], text[marks[at].end() :])


CASES = [read(file) for file in sorted(FOLDER.glob("*.txt"))]


def run(root: Path, *arguments: str) -> str:
    """The output of the command, standard output first, and its exit code."""
    done = CliRunner().invoke(main, ["import", "--root", str(root), *arguments])
    assert done.exit_code in (0, 1, 2), done.exception
    return f"{done.stdout}{done.stderr}exit code {done.exit_code}\n"


def seeds(root: Path) -> dict[str, str]:
    files = sorted(file for file in (root / "seeds").rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files}


@pytest.mark.parametrize(
    ("file", "raw", "message"),
    [
        ("actors.csv", "name\nZürich".encode("cp1252"), "2:2: E008: byte 0xFC is not UTF-8; save the file as UTF-8 (“CSV UTF-8” in spreadsheets)"),
        ("actors.csv", "name\tkind".encode("utf-16"), " E008: the file is encoded in UTF-16; save it as UTF-8 (“CSV UTF-8” in spreadsheets)"),
        ("actors.csv", b"PK\x03\x04", " E008: this file is compressed or a workbook; unpack it, or save its sheet as “CSV UTF-8”"),
        ("entities.ftm.json.gz", b"\x1f\x8b\x08", " E008: this file is compressed or a workbook; unpack it, or save its sheet as “CSV UTF-8”"),
    ],
)  # fmt: skip
def test_a_file_without_text_is_one_message(file: str, raw: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / file).write_bytes(raw)
    printed = run(tmp_path, "csv" if file.endswith(".csv") else "ftm", str(tmp_path / file))
    assert printed.startswith(f"{tmp_path / file}:{message}\n")
    assert printed.endswith("1 error, 0 warnings\nexit code 1\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file.stem)
def test_a_file_gives_these_drafts_or_these_faults(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").mkdir()
    for name, text in case.given.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = text.removesuffix("\n") if name.endswith(".json") else text.replace("␍\n", "\r")
        file.write_text(text, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    before = seeds(tmp_path)
    said = run(Path(), *case.arguments)
    after = seeds(tmp_path)
    found = said + "".join(f"=== {name}\n{text}" for name, text in after.items())
    if os.environ.get("UPDATE"):
        whole = case.file.read_text(encoding="utf-8")
        case.file.write_text(whole.removesuffix(case.expected) + found, encoding="utf-8", newline="\n")
        return
    assert found == case.expected
    if "exit code 0" in said:
        loaded, problems = check_seeds(read_seeds(Path()))
        assert [str(one) for one in problems if not one.is_warning] == []
        assert all(text in after[name] for name, text in before.items()), "nothing that was there is lost"
        old = {id_ for text in before.values() for id_ in re.findall(r"^(?:- )?id: (.+)$", text, re.MULTILINE)}
        new = [entry.record for id_, entry in loaded.briefing.entries.items() if id_ not in old]
        assert all(record.draft for record in new)
    else:
        assert after == before


# Round trips


def plain(value: Any) -> Any:
    """Exported data without what says that it is a draft."""
    if isinstance(value, dict):
        return {key: plain(inside) for key, inside in value.items() if key != "draft"}
    return [plain(one) for one in value] if isinstance(value, list) else value


def exported(root: Path) -> Any:
    return json.loads(FORMATS["json"].files(load_briefing(root))["briefing.json"])


@pytest.fixture(params=IMPORTS)
def brought(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path, Path]:
    """A format, the invented example as that format, and a folder into which that was brought."""
    name = request.param
    content = FORMATS[name].files(load_briefing(STRAIT))
    file = tmp_path / "strait"
    if IMPORTS[name].is_table:
        file.mkdir()
    for path, raw in content.items():
        (file / Path(path).name if file.is_dir() else file).write_bytes(raw)
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    assert "exit code 0" in run(root, name, str(file))
    return name, file, root


def test_what_comes_from_an_export_is_checked_and_generates_pages(brought: tuple[str, Path, Path]) -> None:
    _, _, root = brought
    found = generate(root)[0].briefing
    _, refused = check_seeds(read_seeds(root), to_publish=True)
    codes = [one.code for one in refused if not one.is_warning]
    assert codes.count(Code.DRAFT) == len(found.entries)
    assert {*codes} <= {Code.DRAFT, Code.PUBLISHES_UNVERIFIED}


def test_a_second_import_changes_nothing(brought: tuple[str, Path, Path]) -> None:
    name, file, root = brought
    before = seeds(root)
    said = run(root, name, str(file))
    assert said.splitlines()[-2].startswith("0 drafts created, ")
    assert seeds(root) == before


def test_tables_bring_back_all_that_they_hold(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for path, raw in FORMATS["csv"].files(load_briefing(STRAIT)).items():
        (folder / Path(path).name).write_bytes(raw)
    (tmp_path / "seeds").mkdir()
    run(tmp_path, "csv", str(folder))
    assert plain(exported(tmp_path)) == plain(exported(STRAIT))


KEPT = {
    "stix": {
        "actors": {"kind", "name", "role"},
        "events": {"title", "date", "status"},
        "relations": {"type", "label", "status", "date"},
        "questions": {"question", "why_it_matters"},
    },
    "ftm": {
        "actors": {"kind", "name", "country", "wikidata", "aliases"},
        "events": {"title", "date", "place"},
        "relations": {"type", "label", "status", "date"},
        "sources": {"title", "authors", "issued", "url"},
    },
}
"""The records of a kind that survive an export to another tool and the import from it."""


@pytest.mark.parametrize("name", KEPT)
def test_what_another_tool_knows_comes_back(name: str, tmp_path: Path) -> None:
    (raw,) = FORMATS[name].files(load_briefing(STRAIT)).values()
    (tmp_path / "strait").write_bytes(raw)
    (tmp_path / "seeds").mkdir()
    run(tmp_path, name, str(tmp_path / "strait"))
    old, new = exported(STRAIT), exported(tmp_path)
    for kind, fields in KEPT[name].items():
        had = old["actors"] + old["experts"] if kind == "actors" else old[kind]
        there = [{"kind": "person", **one} for one in had] if kind == "actors" else had

        def told(records: list[dict[str, Any]], fields: set[str] = fields) -> list[str]:
            return sorted(json.dumps({key: one.get(key) for key in sorted(fields)}) for one in records)

        assert told(new[kind]) == told(there), kind


# Whatever is in a file


def anything() -> st.SearchStrategy[Any]:
    leaf = st.one_of(st.none(), st.booleans(), st.integers(), texts)
    return st.recursive(
        leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=5
    )


STIX_OBJECTS = st.fixed_dictionaries(
    {"type": st.sampled_from(["identity", "note", "opinion", "report", "relationship", "malware"]), "id": texts},
    optional={
        key: st.one_of(texts, st.lists(texts, max_size=3), anything())
        for key in ("name", "content", "description", "object_refs", "labels", "authors", "opinion", "source_ref",
                    "target_ref", "relationship_type", "published", "modified", "created_by_ref", "abstract")
    },
)  # fmt: skip
FTM_ENTITIES = st.fixed_dictionaries(
    {
        "id": texts,
        "schema": st.sampled_from(["Person", "Event", "Document", "UnknownLink", "Membership", "Payment"]),
        "properties": st.dictionaries(
            st.sampled_from(["name", "title", "date", "startDate", "subject", "object", "member", "role", "summary"]),
            st.lists(texts | st.sampled_from(["2023", "2023-09-05", "a"]), max_size=2),
            max_size=5,
        ),
    }
)


def answered(name: str, raw: bytes, folder: Path) -> None:
    """The import of a file ends in drafts that hold, or in faults; never in a traceback."""
    root = folder / "project"
    shutil.rmtree(root, ignore_errors=True)
    (root / "seeds").mkdir(parents=True)
    file = folder / ("actors.csv" if name == "csv" else "file")
    file.write_bytes(raw)
    said = run(root, name, str(file), "--as-of", "2023")
    if "exit code 0" in said:
        assert not seeds(root) or [str(one) for one in check_seeds(read_seeds(root))[1] if not one.is_warning] == []
    else:
        assert re.search(r"^\S.*: E\d{3}", said, re.MULTILINE)
        assert seeds(root) == {}


MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@MANY
@given(objects=st.lists(STIX_OBJECTS, max_size=4))
def test_any_bundle_is_answered(objects: list[Any], tmp_path: Path) -> None:
    answered("stix", json.dumps({"type": "bundle", "objects": objects}).encode(), tmp_path)


@MANY
@given(entities=st.lists(FTM_ENTITIES, min_size=1, max_size=4))
def test_any_entities_are_answered(entities: list[Any], tmp_path: Path) -> None:
    answered("ftm", "\n".join(map(json.dumps, entities)).encode(), tmp_path)


@MANY
@given(rows=st.lists(st.lists(texts, min_size=3, max_size=5), max_size=4))
def test_any_table_is_answered(rows: list[list[str]], tmp_path: Path) -> None:
    lines = ["name,kind,summary", *(",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows)]
    answered("csv", "\n".join(lines).encode("utf-8", "surrogatepass"), tmp_path)


@pytest.mark.parametrize("name", IMPORTS)
@pytest.mark.parametrize(
    "raw",
    [b"", b"\n", b"\xff\xfe{\0", b"\x93quoted\x94", b"[" * 100_000, b"1" * 10_000, b"{}", b'"', b"\0", b"name,kind,summary\n" + b'"' * 9],
    ids=["empty", "line", "utf-16", "windows", "deep", "digits", "object", "quote", "nul", "quotes"],
)  # fmt: skip
def test_what_is_no_such_file_is_answered(name: str, raw: bytes, tmp_path: Path) -> None:
    answered(name, raw, tmp_path)


def test_a_file_that_is_too_large_is_answered(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    with (tmp_path / "large").open("wb") as file:
        file.truncate(20_000_001)
    assert "large: E009: the file is larger than 20 MB; split it" in run(tmp_path, "ftm", str(tmp_path / "large"))


def test_a_record_is_never_written_through_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/actors").symlink_to(elsewhere)
    (tmp_path / "actors.csv").write_text("name,kind,summary\nA,person,A person.\n", encoding="utf-8")
    assert "exit code 1" in run(tmp_path, "csv", str(tmp_path / "actors.csv"), "--as-of", "2023")
    assert list(elsewhere.iterdir()) == []


def test_every_kind_reads_back_what_it_exports_where_that_is_enough(any_kind: Callable[[str], Any]) -> None:
    """A term, a risk and an expert need more than their entities hold."""
    assert {kind.name for kind in KINDS if kind.seeds_path and not any_kind(kind.name)} == {
        "experts",
        "risks",
        "glossary",
    }


@pytest.fixture
def any_kind() -> Callable[[str], Any]:
    found = load_briefing(STRAIT)

    def takes_back(name: str) -> bool:
        entries = [entry for entry in found.entries.values() if entry.kind.name == name]
        return all(entry.kind.from_entity(entry.kind.to_entity(found, entry)) for entry in entries)

    return takes_back
