"""The handbook's page "Draft from an article": its first commands lead from nothing to a site that shows every draft."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.project import EXAMPLES, ROOT
from support.repositories import CALM

PAGE = ROOT / "handbook/docs/start/drafting.md"
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]


def test_there_are_at_most_five_commands() -> None:
    assert len(COMMANDS.splitlines()) <= 5


@pytest.mark.slow
def test_the_commands_build_a_site_that_shows_every_draft(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "briefing"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    program.chmod(0o755)
    where = {**CALM, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    shutil.copy(EXAMPLES / "articles/1/article.txt", tmp_path / "article.txt")
    done = subprocess.run(["sh", "-ec", COMMANDS], cwd=tmp_path, env=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

    root = tmp_path / "my-briefing"
    pages = {path: path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")}
    shown = {path.stem for path in pages} | {
        name for page in pages.values() for name in re.findall(r'\bid="?([\w-]+)', page)
    }
    drafted = [
        name
        for file in (root / "seeds").rglob("*.yml")
        for name in ids(yaml.safe_load(file.read_text(encoding="utf-8")))
    ]
    assert len(drafted) > 50
    assert [name for name in drafted if name not in shown and name != "my-briefing"] == []
    ignored = subprocess.run(
        ["git", "status", "--short", "texts"], cwd=root, env=where, capture_output=True, text=True, check=True
    )
    assert ignored.stdout == ""


def ids(data: object) -> list[str]:
    """The ids of all records in a file, nested ones too."""
    if isinstance(data, list):
        return [name for one in data for name in ids(one)]
    if not isinstance(data, dict):
        return []
    return [*([data["id"]] if "id" in data else []), *(name for one in data.values() for name in ids(one))]
