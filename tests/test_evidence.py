"""Evidence that holds: what is said when data, lock or text are tampered with, case by case, and what the lock is.

UPDATE=1 writes what is said into the cases anew.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import EXAMPLES, ROOT

from generator.cli import main

CASES = sorted((ROOT / "tests/cases/evidence").glob("*.yml"))


def run(root: Path, command: str) -> str:
    """What a command says, each of its lines, and its exit code if it is not 0."""
    name, *arguments = [part.replace("{root}", str(root)) for part in command.split()]
    done = CliRunner().invoke(main, [name, "--root", str(root), *arguments])
    says = done.output.replace(f"{root}/", "")
    return says + (f"exit {done.exit_code}\n" if done.exit_code else "")


def change(root: Path, edit: dict[str, Any]) -> None:
    if "delete" in edit:
        (root / edit["delete"]).unlink()
        return
    file = root / edit["file"]
    before = file.read_text(encoding="utf-8")
    if "encoding" in edit:
        file.write_text(before, encoding=edit["encoding"], errors="replace")
        return
    pattern = edit.get("pattern") or re.escape(edit["old"])
    after, count = re.subn(pattern, edit["new"] if "pattern" in edit else lambda _: edit["new"], before)
    assert count == 1, f"{edit} fits {count} times"
    file.write_text(after, encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_tampering_is_told_at_its_line(case: Path, tmp_path: Path) -> None:
    told = yaml.safe_load(case.read_text(encoding="utf-8"))
    for folder in ("seeds", "texts"):
        shutil.copytree(EXAMPLES / "strait" / folder, tmp_path / folder)
    for edit in told.get("change", ()):
        change(tmp_path, edit)
    said = [{"command": one["command"], "says": run(tmp_path, one["command"])} for one in told["runs"]]
    if os.environ.get("UPDATE"):
        case.write_text(_written(case.read_text(encoding="utf-8"), said), encoding="utf-8")
    else:
        assert said == told["runs"]


def _written(before: str, said: list[dict[str, str]]) -> str:
    """The case's text with what is said, each line on a line of its own."""
    lines = [before.partition("runs:\n")[0] + "runs:"]
    for one in said:
        lines += [f'  - command: "{one["command"]}"', "    says: |"]
        lines += [f"      {line}" for line in one["says"].splitlines()]
    return "\n".join(lines) + "\n"
