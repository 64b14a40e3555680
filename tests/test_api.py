"""The functions for notebooks and scripts, and the examples that use them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.api import BriefingError, check, document, export, load, tables
from support.project import EXAMPLES, ROOT

PROJECTS = [ROOT, EXAMPLES / "strait", EXAMPLES / "minimal"]


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_what_is_exported_loads_as_the_same_briefing(project: Path, tmp_path: Path) -> None:
    briefing = load(project)
    for name, content in export(briefing, "json").items():
        (tmp_path / name).write_bytes(content)
    again = load(tmp_path / "briefing.json")
    assert again.head == briefing.head.model_copy(update={"default_source": None}), "only in files"
    assert {**again.records, "briefing": ()} == {**briefing.records, "briefing": ()}
    assert document(again) == document(briefing)
    assert [str(problem) for problem in check(tmp_path / "briefing.json") if not problem.is_warning] == []


def test_tables_are_rows_by_column() -> None:
    rows = tables(load(EXAMPLES / "strait"))["relations"]
    assert [row["from"] for row in rows if row["id"] == "rel-kpa-part"] == ["kesh-ports-authority"]


def test_faults_of_a_project_are_all_there(tmp_path: Path) -> None:
    assert [str(problem).split(": ")[1][:4] for problem in check(tmp_path)] == ["E028"]
    with pytest.raises(BriefingError) as caught:
        load(tmp_path)
    assert caught.value.problems == check(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "x.json:1:2: E001: Expecting property name enclosed in double quotes"),
        ("[]", "x.json: E007: this is not an export of a briefing: a mapping of briefing, sources"),
        ('{"vessels": []}', "x.json: E007: this is not an export of a briefing"),
        ('{"actors": [{"id": "a"}]}', "seeds/actors/a.yml:1:1: E010 actor a: kind is missing"),
        ('{"actors": [{"id": "a"}, {"id": "a"}]}', "seeds/actors/2.yml:1:8: E017 actor a: the id is"),
        ('{"actors": {"id": "a"}}', "seeds/actors/: E027"),
    ],
)
def test_problems_of_a_file_are_reported(text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.json").write_text(text, encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        load("x.json")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe{}", "E008: byte 1 is not UTF-8; save the file as UTF-8"),
        (b"[" * 100_000, "E009: is nested too deep; check its brackets"),
        (b"1" * 6_000, "E009: holds a number with too many digits"),
        (b'{"actors": [{"id": "\\ud800"}]}', "E008: byte 0xED is not UTF-8"),
        (b'{"actors": [{"id": 1e999}]}', "E010"),
    ],
)
def test_a_file_that_can_not_be_read_is_a_problem(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(BriefingError) as caught:
        load(tmp_path / "x.json")
    assert said in str(caught.value)


def test_a_file_that_is_too_large_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.json").open("wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(BriefingError, match=r"x\.json: E009: the file is larger than 100 MB"):
        load(tmp_path / "x.json")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="this is not a plain file"):
        check(tmp_path / "pipe")


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(ValueError, match=r"^no format 'jsom'; did you mean 'json'\?$"):
        export(load(EXAMPLES / "minimal"), "jsom")


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nothing.json")


def test_the_command_does_not_wait_for_the_functions() -> None:
    code = "import sys, generator.commands; print('generator.api' in sys.modules, 'sqlite3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False False\n"


@pytest.mark.parametrize("script", sorted((ROOT / "examples").glob("*.py")), ids=lambda file: file.stem)
def test_each_example_prints_what_it_should(script: Path) -> None:
    command = [sys.executable, str(script), str(EXAMPLES / "strait")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout == (ROOT / "tests/cases/scripts" / f"{script.stem}.txt").read_text(encoding="utf-8")


def test_the_documents_describe_each_function() -> None:
    told = (ROOT / "handbook/docs/exchange/exports.md").read_text(encoding="utf-8")
    for name in ("load", "check", "export", "tables", "document"):
        assert f"`{name}(" in told
