"""Files that git tracks and that each run writes, or that are no records: a pull request could bring them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.kinds import SECTIONS
from generator.storage.tracked_files import find_tracked_files
from support.commands import briefing
from support.project import EXAMPLES
from support.repositories import commit, git

TRACKED = (
    ".cache/briefing/engine/hosted/1",
    "docs/.generated.json",
    "docs/.briefing-new/0",
    "docs/actors/kremlin.md",
    "docs/actors/photo.png",
    "docs/Timeline/index.md",
    "docs/index.md",
    "offline/strait/index.html",
    "site/index.html",
    "seeds/events/.trip.yml.swp",
    "seeds/events/trip.yml~",
)
FINE = ("docs/.gitignore", "docs/team.md", "docs/assets/logo.svg", "seeds/actors/.gitkeep", "sites/x.md", "x.yml~")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The strait below the top of a repository."""
    git(tmp_path, "init", "--quiet")
    root = tmp_path / "below"
    shutil.copytree(EXAMPLES / "strait" / "seeds", root / "seeds")
    for name in FINE:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")
    commit(tmp_path, "The strait")
    return root


def test_what_is_written_may_not_be_tracked(project: Path) -> None:
    assert list(find_tracked_files(project, SECTIONS)) == []
    for name in TRACKED:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("")
    assert list(find_tracked_files(project, SECTIONS)) == []
    git(project, "add", "--all", "--force")
    by = "which briefing writes; run: git rm -r --cached"
    assert [str(problem) for problem in sorted(find_tracked_files(project, SECTIONS))] == [
        f".cache/: E054: git tracks 1 file in this folder, {by} .cache",
        f"docs/.briefing-new/: E054: git tracks 1 file in this folder, {by} docs/.briefing-new",
        f"docs/.generated.json: E054: git tracks this file, {by} docs/.generated.json",
        f"docs/actors/: E054: git tracks 2 files in this folder, {by} docs/actors",
        f"docs/index.md: E054: git tracks this file, {by} docs/index.md",
        f"docs/timeline/: E054: git tracks 1 file in this folder, {by} docs/timeline",
        f"offline/: E054: git tracks 1 file in this folder, {by} offline",
        "seeds/events/.trip.yml.swp: E054: git tracks this file, which is no record: delete it",
        "seeds/events/trip.yml~: E054: git tracks this file, which is no record: delete it",
        f"site/: E054: git tracks 1 file in this folder, {by} site",
    ]


def test_check_and_build_refuse_them(project: Path) -> None:
    (project / ".cache").mkdir()
    (project / ".cache/pages.json").write_text("{}")
    git(project, "add", "--all", "--force")
    for command in ("check", "generate", "build"):
        done = briefing(project, command)
        assert done.returncode == 1
        assert ".cache/: E054: git tracks 1 file in this folder" in done.stdout + done.stderr
    assert not (project / "docs/index.md").exists()


def test_a_submodule_in_the_place_of_a_folder_is_refused(project: Path) -> None:
    for path in ("docs/actors", "site", "seeds/events/more", "docs/notes"):
        git(project, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},below/{path}")
    by = "which briefing writes; run: git rm -r --cached"
    assert [str(problem) for problem in sorted(find_tracked_files(project, SECTIONS))] == [
        f"docs/actors/: E054: git tracks 1 file in this folder, {by} docs/actors",
        "seeds/events/more: E054: this is a submodule of git, whose files no review shows; put the records themselves here",
        f"site/: E054: git tracks 1 file in this folder, {by} site",
    ]


def test_without_a_repository_nothing_is_tracked(tmp_path: Path) -> None:
    assert list(find_tracked_files(tmp_path / "missing", SECTIONS)) == []
