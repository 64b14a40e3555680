"""The README's section "Your own briefing": its commands are those of examples/start.sh, which makes a briefing of its own."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.formats import editions, exports
from support.commands import briefing
from support.project import ROOT
from support.repositories import CALM

SCRIPT = ROOT / "examples" / "start.sh"
SECONDS = 60
"""The most time of the processor that the script may take."""


def test_the_commands_of_the_readme_are_those_of_the_script() -> None:
    section = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## Your own briefing\n")[2].partition("\n## ")[0]
    )
    _, commands = re.findall(r"(?m)(?:^ {4}.+\n)+", section)
    expected = [line.strip().partition("  ")[0] for line in commands.splitlines()]
    script = re.sub(r"cat > .* <<'END'\n(?s:.*?)\nEND\n", "", SCRIPT.read_text(encoding="utf-8"))
    assert [line for line in script.splitlines() if line and not line.startswith(("#", "set "))] == expected


@pytest.mark.slow
def test_the_script_makes_a_briefing_that_holds_nothing_of_another(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "briefing"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    program.chmod(0o755)
    where = {**CALM, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    (tmp_path / "empty").mkdir()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([SCRIPT], cwd=tmp_path / "empty", env=where, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout + done.stderr
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
    assert "  new: The first trip (" in done.stdout

    root = tmp_path / "empty" / "my-briefing"
    with (root / "seeds/briefing.yml").open("a") as head:
        head.write("site_url: https://kesh.example/\n")  # for the feed
    for name in sorted({*exports.FORMATS, *editions.EDITIONS} - {"pdf"}):  # whose texts are compressed
        exported = briefing(root, "export", name, "--output", str(root / "exports" / name))
        assert exported.returncode == 0, exported.stderr
    found = {path: content for file in root.rglob("*") if file.is_file() for path, content in contents(file)}
    assert f"{root}/offline/the-kesh-ferry.zip/the-kesh-ferry/index.html" in found
    assert {f"{root}/site/index.html", f"{root}/exports/json"} <= set(found)
    assert [path for path, content in found.items() if b"Putin" in content] == []


def contents(file: Path) -> Iterator[tuple[str, bytes]]:
    """The file and, of an archive, each file in it: path and content."""
    yield str(file), file.read_bytes()
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            yield from ((f"{file}/{name}", archive.read(name)) for name in archive.namelist())
