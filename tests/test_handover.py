"""What a build and the engine's hook tell each other: how far it is, and that the pages are there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT

from generator import site
from generator.handover import PIPE, told, words

STEP = "import sys; sys.path.insert(0, sys.argv[1]); from generator.handover import step; step(); step()"


def test_each_step_is_told() -> None:
    heard: list[str] = []
    with told(heard.append, 3) as (variables, pipe):
        for _ in range(3):
            subprocess.run([sys.executable, "-c", STEP, str(ROOT)], env=variables, pass_fds=pipe, check=True)
    assert heard[-1] == "3 of 3 pages, about 0 s left"


def test_nobody_asked_and_nothing_is_told() -> None:
    with told(None, 3) as (variables, pipe):
        assert (variables, pipe) == ({}, ())
    subprocess.run([sys.executable, "-c", STEP, str(ROOT)], env={}, check=True)


@pytest.mark.parametrize(
    ("done", "seconds", "pages", "expected"),
    [
        (1, 2.0, 600, "0 of 600 pages, about 2398 s left"),
        (600, 30.0, 600, "300 of 600 pages, about 30 s left"),
        (1210, 60.0, 600, "600 of 600 pages, about 0 s left"),
    ],
)
def test_how_far_it_is_in_words(done: int, seconds: float, pages: int, expected: str) -> None:
    assert words(done, seconds, pages) == expected


def test_a_build_tells_of_all_its_pages(
    project_with: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "FEW_PAGES", 3)
    monkeypatch.delenv(PIPE, raising=False)
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    root = project_with(tmp_path / "seeds")
    heard: list[str] = []
    site.build(root, tell=heard.append)
    pages = sum(1 for _ in (root / "docs").rglob("*.md"))
    assert heard[-1] == f"{pages} of {pages} pages, about 0 s left"
