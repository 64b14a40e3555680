"""A build after which nothing changed runs no engine; after each kind of change one does. The engine is the stub."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.site import engines
from generator.site.engine_run import BuildOptions
from support import stub_engine
from support.forks import files
from support.project import EXAMPLES
from support.repositories import commit, git

RECORD = "seeds/actors/harbour-company.yml"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that the engine was run for."""
    found: list[Path] = []

    @contextmanager
    def build_command(engine: str, root: Path, folder: Path, *rest: object) -> Iterator[list[str]]:
        found.append(folder)
        with stub_engine.build_command(engine, root, folder, *rest) as command:
            yield command

    for name, function in {**stub_engine.REPLACED, "build_command": build_command}.items():
        monkeypatch.setattr(engines, name, function)
    return found


def edit(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).write_text((root / path).read_text("utf-8") + "\n", "utf-8")

    return change


def add(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("# New\n", "utf-8")

    return change


def history(root: Path) -> None:
    (root / ".gitignore").write_text("/.cache/\n/site/\n", "utf-8")
    git(root, "init", "-q")
    commit(root, "A commit")


CHANGES: dict[str, Callable[[Path], None]] = {
    "a record": edit(RECORD),
    "the settings": edit("mkdocs.yml"),
    "a page of the user": add("docs/mine.md"),
    "a page of the user again": edit("docs/mine.md"),
    "a generated page": edit("docs/index.md"),
    "a template of the user": add("overrides/partials/mine.html"),
    "a page of the site": edit("site/index.html"),
    "a page of the site less": lambda root: (root / "site/index.html").unlink(),
    "the site less": lambda root: shutil.rmtree(root / "site"),
    "a commit": history,
    "the cache less": lambda root: shutil.rmtree(root / ".cache"),
}


def test_only_a_change_runs_the_engine(project_with: Callable[[Path], Path], runs: list[Path]) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("theme: {name: material, custom_dir: overrides}\n")
    (root / "overrides").mkdir()
    page = pipeline.build(root)
    wrong = []
    for name, change in CHANGES.items():
        change(root)
        for expected in (1, 0):
            runs.clear()
            before = files(root / "site")
            assert pipeline.build(root) == page
            if len(runs) != expected or (expected == 0 and files(root / "site") != before):
                wrong.append((name, len(runs)))
    assert wrong == []


@pytest.mark.parametrize("path", [RECORD, "docs/mine.md", "mkdocs.yml"])
def test_what_is_saved_during_a_build_is_built_next(
    project_with: Callable[[Path], Path], runs: list[Path], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    add("docs/mine.md")(root)
    publish = pipeline.publish

    def save_and_publish(*arguments: Any) -> Path:
        edit(path)(root)
        return publish(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "publish", save_and_publish)
        pipeline.build(root)
    for expected in (1, 0):
        runs.clear()
        pipeline.build(root)
        assert len(runs) == expected


def test_other_builds_run_the_engine_each_time(project_with: Callable[[Path], Path], runs: list[Path]) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    pipeline.build(root)
    for options in (BuildOptions(use_cache=False), BuildOptions(offline=True), BuildOptions(offline=True)):
        runs.clear()
        pipeline.build(root, options)
        assert len(runs) == 1
    (root / "mkdocs.yml").write_text(
        (root / "mkdocs.yml").read_text("utf-8") + "copyright: !ENV [OWNER, us]\n", "utf-8"
    )
    for _ in range(2):
        runs.clear()
        pipeline.build(root)
        assert len(runs) == 1
