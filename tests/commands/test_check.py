"""`briefing check`: colour on a terminal, any names of files, exit codes, and a bug of the program."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.loading import reporters as report
from support.commands import briefing
from support.faults import CASES
from support.project import ROOT

MANY = next(case for case in CASES if case.name == "many/in-many-files")
COLOUR = re.compile(r"\x1b\[\d+m")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return MANY.root(tmp_path)


def on_terminal(root: Path, **environment: str) -> str:
    """The output of `briefing check` when its standard output is a terminal."""
    main, side = pty.openpty()
    command = [sys.executable, "-m", "generator", "check", "--root", str(root)]
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | environment
    with subprocess.Popen(command, cwd=ROOT, stdout=side, stderr=subprocess.PIPE, env=env) as process:
        os.close(side)
        chunks = []
        try:
            while chunk := os.read(main, 65536):
                chunks.append(chunk)
        except OSError:
            pass  # Linux says so when the other side has closed
        process.communicate()
    os.close(main)
    return b"".join(chunks).decode().replace("\r\n", "\n")


def test_colour_on_a_terminal_only(many: Path) -> None:
    coloured = on_terminal(many)
    assert COLOUR.search(coloured)
    assert COLOUR.sub("", coloured) == on_terminal(many, NO_COLOR="1") == MANY.expected
    assert briefing(many, "check").stdout == MANY.expected


def test_a_terminal_that_lacks_a_letter_still_gets_the_line(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "yaml/fault-after-wide-letters")
    command = [sys.executable, "-m", "generator", "check", "--root", str(case.root(tmp_path))]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, capture_output=True)
    assert done.returncode == 1
    assert rb"title: \u6e21\u8239 the ferry" in done.stdout


def test_names_of_files_may_be_any_bytes(tmp_path: Path) -> None:
    root = MANY.root(tmp_path)
    for name in (b"\xff\xfe.yml", b"line\nend.yml", b"::error::x.yml", b"\x1b[31m.txt"):
        Path(os.fsdecode(os.fsencode(root) + b"/seeds/events/" + name)).write_bytes(b"id: x\n")
    for name in report.FORMATS:
        done = briefing(root, "check", "--format", name)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert not re.search(r"^(end\.yml|::error::)|\x1b", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("fine/crlf", (), 0),
        ("fine/crlf", ("--strict",), 0),
        ("unused/actor", (), 0),
        ("unused/actor", ("--strict",), 1),
        ("unused/actor", ("--strict", "--format", "sarif"), 1),
        ("schema/missing", (), 1),
        ("schema/missing", ("--format", "json"), 1),
        ("fine/crlf", ("--format", "xml"), 2),
        ("fine/crlf", ("--loud",), 2),
        ("fine/crlf", ("--root", "/no/such/folder"), 2),
    ],
)
def test_exit_codes(name: str, options: tuple[str, ...], code: int, tmp_path: Path) -> None:
    root = next(case for case in CASES if case.name == name).root(tmp_path)
    done = briefing(root, "check", *options)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_a_bug_of_ours_is_called_one(tmp_path: Path) -> None:
    """A kind whose check is broken, added as any kind is: a folder and a line in the list."""
    CASES[0].root(tmp_path)
    package = tmp_path / "generator"
    shutil.copytree(ROOT / "generator", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "kinds" / "broken").mkdir()
    (package / "kinds" / "broken" / "__init__.py").write_text(
        "from ...model import Kind, Layout\n\n\n"
        "class BrokenKind(Kind):\n"
        "    name = singular = section = 'broken'\n"
        "    title, description, layout = 'Broken', '', Layout.NONE\n\n"
        "    def check(self, briefing):\n        raise ZeroDivisionError('broken on purpose')\n\n\n"
        "KIND = BrokenKind()\n"
    )
    kinds = package / "kinds" / "__init__.py"
    kinds.write_text(kinds.read_text().replace('"data",\n', '"data",\n        "broken",\n'))
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert "ZeroDivisionError: broken on purpose" in done.stderr
    assert done.stderr.endswith("This is a bug in briefing, not in your data; please report it with the lines above.\n")


@pytest.mark.slow
def test_the_engine_and_the_build_say_the_same(tmp_path: Path) -> None:
    root = MANY.root(tmp_path)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "docs").mkdir()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    engine = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    built = subprocess.run(engine, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert (built.returncode, "Traceback" in built.stderr) == (1, False)
    assert MANY.expected in built.stdout + built.stderr
    for command in ("build", "generate", "check"):
        done = briefing(root, command)
        assert (done.stdout, done.returncode) == (MANY.expected, 1)
    assert not (root / "site").exists()
    assert not list((root / "docs").iterdir())


@pytest.mark.parametrize("name", report.FORMATS)
def test_a_review_lists_the_oldest_first_in_every_format(name: str, tmp_path: Path) -> None:
    root = next(case for case in CASES if case.name == "sources/older-than-the-newest").root(tmp_path)
    done = briefing(root, "check", "--review", "--format", name)
    places = [
        done.stdout.index(f"seeds/{path}") for path in ("events/need.yml", "actors/harbour", "events/repairs.yml")
    ]
    assert done.returncode == 0
    assert places == sorted(places)
    assert "W115" in done.stdout
    assert "W115" not in briefing(root, "check", "--format", "json").stdout
