"""The progress of a build: the engine counts its steps in a file, and `briefing build` tells them as pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from generator.pipeline import build
from generator.site import engine_run, engines
from generator.site.engine_protocol import COUNTER, STEPS, count_steps
from generator.site.engine_run import BuildOptions, Engine, progress_text
from generator.site.engines import EngineError
from support.project import EXAMPLES, ROOT

COUNT = "import os, sys; from generator.site.engine_protocol import count_steps; [count_steps(sys.argv[1]) for _ in range(200)]"


def test_each_step_of_each_process_is_counted(tmp_path: Path) -> None:
    counter = tmp_path / "counter.txt"
    running = [subprocess.Popen([sys.executable, "-c", COUNT, str(counter)], cwd=ROOT) for _ in range(3)]
    count_steps(str(counter), 7)
    assert [process.wait() for process in running] == [0, 0, 0]
    assert counter.stat().st_size == 3 * 200 + 7


def test_without_a_counter_file_nothing_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    count_steps(None)
    count_steps("")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("done", "seconds", "pages", "expected"),
    [
        (1, 2.0, 600, "0 of 600 pages, about 2398 s left"),
        (600, 30.0, 600, "300 of 600 pages, about 30 s left"),
        (1210, 60.0, 600, "600 of 600 pages, about 0 s left"),
    ],
)
def test_the_progress_in_words(done: int, seconds: float, pages: int, expected: str) -> None:
    assert progress_text(done, seconds, pages) == expected


@pytest.fixture
def root(project_with: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(COUNTER, raising=False)
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    return project_with(tmp_path / "seeds")


@pytest.mark.parametrize("use_cache", [True, False], ids=["cached", "plain"])
def test_a_build_of_many_pages_reports_progress_until_the_last(
    root: Path, use_cache: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_run, "PROGRESS_MIN_PAGES", 3)
    monkeypatch.setattr(engine_run, "_INTERVAL", 0.02)
    heard: list[str] = []
    build(root, BuildOptions(use_cache=use_cache, report_progress=heard.append))
    pages = sum(1 for _ in (root / "docs").rglob("*.md"))
    numbers = [int(text.split()[0]) for text in heard]
    assert all(re.fullmatch(rf"\d+ of {pages} pages, about \d+ s left", text) for text in heard)
    assert numbers == sorted(numbers)
    assert heard[-1] == f"{pages} of {pages} pages, about 0 s left"
    assert list(root.glob("**/counter.txt")) == []


def test_a_build_with_editions_reports_progress_while_their_pages_are_converted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (root / "seeds/briefing.yml").open("a", encoding="utf-8") as head:
        head.write("downloads: [markdown]\n")
    monkeypatch.setattr(engine_run, "PROGRESS_MIN_PAGES", 3)
    monkeypatch.setattr(engine_run, "_INTERVAL", 0.02)
    heard: list[str] = []
    prepared: list[tuple[int, int]] = []
    prepare = Engine.prepare

    def prepare_and_count(engine: Engine, *arguments: Any) -> Any:
        contents = prepare(engine, *arguments)
        prepared.append((len(contents), len(heard)))
        return contents

    monkeypatch.setattr(Engine, "prepare", prepare_and_count)
    build(root, BuildOptions(report_progress=heard.append))
    ((converted, reports),) = prepared
    assert heard[reports - 1].startswith(f"{converted // STEPS} of ")
    assert heard[reports] == "writing the editions"
    assert reports < len(heard) - 1
    assert [*root.glob("**/counter.txt")] == []


def test_a_build_of_few_pages_reports_no_progress(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_run, "_INTERVAL", 0.02)
    heard: list[str] = []
    build(root, BuildOptions(report_progress=heard.append))
    assert heard == []


@pytest.mark.parametrize("is_worker", [True, False], ids=["worker", "command"])
def test_an_interrupted_run_ends_its_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_worker: bool) -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine_run, "_INTERVAL", 0.02)
    monkeypatch.setattr(engine_run, "PROGRESS_MIN_PAGES", -1)
    command = [
        sys.executable,
        "-c",
        f"import time; open({str(tmp_path / 'counter.txt')!r}, 'a').write('.'); time.sleep(600)",
    ]
    monkeypatch.setattr(engines, "worker_command", lambda *_: command if is_worker else None)
    monkeypatch.setattr(engines, "build_command", lambda *_: nullcontext(command))
    begun = monotonic()
    with (
        Engine(tmp_path, BuildOptions(report_progress=interrupt)) as engine,
        pytest.raises(KeyboardInterrupt),
    ):
        engine.build(tmp_path / "site", {}, {})
    assert monotonic() - begun < 300


def test_a_worker_that_ends_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "worker_command", lambda *_: [sys.executable, "-c", ""])
    with (
        Engine(tmp_path, BuildOptions()) as engine,
        pytest.raises(EngineError, match="the engine ended; its output is above"),
    ):
        engine.build(tmp_path / "site", {}, {})
