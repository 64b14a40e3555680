"""The command `briefing`, run in a process of its own or in this one."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from generator.commands import main
from support.project import ROOT


def briefing(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command `briefing` in this process, which spares a second of imports; the result has the same form."""
    command = [arguments[0], "--root", str(root), *arguments[1:]]
    with chdir(ROOT):
        done = CliRunner().invoke(main, command, prog_name="briefing")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(command, done.exit_code, done.stdout, done.stderr)


def briefing_process(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command `briefing` as a user does, in a process of its own."""
    return subprocess.run(command_of(root, *arguments), cwd=ROOT, capture_output=True, text=True, check=False)


def command_of(root: Path, *arguments: str) -> list[str]:
    """The words that start the command `briefing` in a process of its own, in the folder of the project."""
    return [sys.executable, "-m", "generator", arguments[0], "--root", str(root), *arguments[1:]]


def output_of(root: Path, command: str) -> str:
    """The output of a command, run in this process, and its exit code if it is not 0."""
    name, *arguments = [part.replace("{root}", str(root)) for part in command.split()]
    done = CliRunner().invoke(main, [name, "--root", str(root), *arguments])
    output = re.sub(r"\d+ records checked\n", "", done.output.replace(f"{root}/", ""))
    return output + (f"exit {done.exit_code}\n" if done.exit_code else "")
