"""The command `briefing`, run in a process of its own or in this one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from generator.commands.cli import main
from support.project import ROOT


def briefing(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command `briefing` as a user would, in a process of its own."""
    command = [sys.executable, "-m", "generator", arguments[0], "--root", str(root), *arguments[1:]]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def output_of(root: Path, command: str) -> str:
    """What a command prints, run in this process, and its exit code if it is not 0."""
    name, *arguments = [part.replace("{root}", str(root)) for part in command.split()]
    done = CliRunner().invoke(main, [name, "--root", str(root), *arguments])
    output = re.sub(r"\d+ records checked\n", "", done.output.replace(f"{root}/", ""))
    return output + (f"exit {done.exit_code}\n" if done.exit_code else "")
