"""Bad input: each case in tests/cases/faults with the whole output it gives. UPDATE=1 writes the expected output anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands import main
from generator.kinds import KINDS
from generator.pipeline import load_briefing
from generator.problems.problem import Code
from generator.rendering import render
from support.faults import CASES, ELSEWHERE, Case

FINE = [case for case in CASES if case.name.startswith("fine/")]
BAD = [case for case in CASES if case not in FINE]
WITH_RECORDS = [kind for kind in KINDS if kind.seeds_path]


def run(command: str, root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, [command, "--root", str(root), *options])


def tree(root: Path) -> dict[Path, bytes | None]:
    return {
        path: path.read_bytes() if path.is_file() and os.access(path, os.R_OK) else None for path in root.rglob("*")
    }


@contextmanager
def ordinary(folder: Path) -> Iterator[None]:
    """The super-user as somebody else, who may go into the folder: nothing is locked for the super-user."""
    if os.geteuid() != 0:
        yield
        return
    for part in (folder, *folder.parents):
        if not part.stat().st_mode & 0o001:
            part.chmod(part.stat().st_mode | 0o011)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_every_fault_is_reported_and_nothing_written(case: Case, tmp_path: Path) -> None:
    root = case.root(tmp_path)
    before = tree(root)
    with ordinary(tmp_path) if any(file.how == "locked" for file in case.wrong) else nullcontext():
        done = run(case.call[0], root, *case.call[1:], *(["--strict"] if case.call[0] == "check" else []))
    if os.environ.get("UPDATE"):
        case.expect(done.stdout)
        return
    assert (done.stdout, done.exit_code) == (case.expected, 1)
    assert "Traceback" not in done.stderr
    if case.command == "publish":
        checked = run("check", root)
        assert checked.exit_code == 0
        assert " E0" not in checked.stdout
    elif any(code.startswith("E") for code in case.codes) and Code.UNREADABLE not in case.codes:
        generated = run("generate", root)
        assert (generated.stdout, generated.exit_code) == (case.expected, 1)
    assert tree(root) == before, "nothing is written where the data is at fault"


@pytest.mark.parametrize("case", [case for case in BAD if case.mended], ids=lambda case: case.name)
def test_what_is_mended_is_fine(case: Case, tmp_path: Path) -> None:
    root = case.root(tmp_path, mended=True)
    done = run("check", root, "--strict", *case.call[1:])
    assert (done.stdout, done.exit_code) == ("", 0)
    assert render(load_briefing(root), WITH_RECORDS)


@pytest.mark.parametrize("case", FINE, ids=lambda case: case.name)
def test_what_is_fine_stays_as_written(case: Case, tmp_path: Path) -> None:
    """The expected output is that of `briefing export`, in which every text stands as it was read."""
    root = case.root(tmp_path)
    checked = run("check", root, "--strict")
    assert (checked.stdout, checked.exit_code) == ("", 0)
    exported = CliRunner().invoke(main, ["export", "--root", str(root), "json"])
    if os.environ.get("UPDATE"):
        case.expect(exported.stdout)
        return
    assert exported.stdout == case.expected


def test_there_are_enough() -> None:
    assert len(BAD) >= 150


def test_each_code_has_its_case() -> None:
    covered = {code for case in BAD for code in case.codes}
    assert {*Code} - ELSEWHERE - covered == set()
