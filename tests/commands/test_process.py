"""The command `briefing` in a process of its own, as users run it, prints what it prints within the tests' process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.commands import briefing, briefing_process
from support.project import EXAMPLES, ROOT


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["check", "--format", "json"], 0), (["export", "csl"], 0), (["diff"], 2), (["new", "zzz", "x"], 2)],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_a_process_prints_and_returns_the_same(arguments: list[str], code: int, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    one, other = briefing(tmp_path, *arguments), briefing_process(tmp_path, *arguments)
    assert (one.returncode, one.stdout, one.stderr) == (other.returncode, other.stdout, other.stderr)
    assert one.returncode == code
    assert one.stdout or one.stderr


def test_a_reader_that_stops_ends_the_command_without_a_message(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    receiving, sending = os.pipe()
    os.close(receiving)
    command = [sys.executable, "-m", "generator", "export", "json", "--root", str(tmp_path)]
    done = subprocess.run(command, stdout=sending, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    os.close(sending)
    assert (done.returncode, done.stderr) == (1, "")
