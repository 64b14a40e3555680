"""The hooks for pre-commit, run by pre-commit itself in a git repository that has nothing but a briefing's data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.project import EXAMPLES, ROOT
from support.repositories import CALM, commit, git

pytestmark = pytest.mark.slow

ACTOR = "seeds/actors/harbour-company.yml"
CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: briefing-fmt
        language: unsupported
      - id: briefing-check
        language: unsupported
"""
"""As others have it, but for the language: the command is the one here, so that nothing is fetched to install it."""


def call(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs a command as in a shell of the developer's, with pre-commit's own files beside the repository."""
    environment = {
        **CALM,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "PRE_COMMIT_HOME": str(root.parent / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
    }
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the smallest briefing in its form, and the hooks installed from a repository that offers them."""
    hooks, root = tmp_path / "hooks", tmp_path / "briefing"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    for folder in (hooks, root):
        git(tmp_path, "init", "--quiet", "--initial-branch", "main", str(folder))
    commit(hooks, "The hooks")
    shutil.copytree(EXAMPLES / "minimal" / "seeds", root / "seeds")
    config = CONFIG.format(repository=hooks.as_uri(), revision=git(hooks, "rev-parse", "HEAD").strip())
    (root / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    assert call(root, "briefing", "fmt").returncode == 0
    commit(root, "The briefing")
    assert call(root, "pre-commit", "install").returncode == 0
    return root


def edit(root: Path, old: str, new: str) -> None:
    text = (root / ACTOR).read_text(encoding="utf-8")
    assert old in text
    (root / ACTOR).write_text(text.replace(old, new), encoding="utf-8")
    git(root, "add", "--all")


def test_the_hooks_are_of_the_right_form() -> None:
    done = call(ROOT, "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert (done.returncode, done.stdout) == (0, "")


def test_all_files_pass_when_they_are_in_form(repository: Path) -> None:
    done = call(repository, "pre-commit", "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 2


def test_a_commit_out_of_form_is_stopped_and_brought_into_form(repository: Path) -> None:
    form = (repository / ACTOR).read_bytes()
    edit(repository, "name: Kesh Harbour Company", "name:   'Kesh Harbour Company'")
    done = call(repository, "git", "commit", "--message", "Untidy")
    assert done.returncode == 1
    assert f"{ACTOR}: formatted" in done.stderr
    assert "files were modified by this hook" in done.stderr
    assert (repository / ACTOR).read_bytes() == form


def test_a_commit_with_a_fault_is_stopped_with_its_place(repository: Path) -> None:
    edit(repository, "harbour-news#p1", "harbour-nws#p1")
    done = call(repository, "git", "commit", "--message", "Dangling")
    assert done.returncode == 1
    assert f'{ACTOR}:8:5: E013 actor harbour-company: unknown source "harbour-nws"' in done.stderr
    edit(repository, "harbour-nws", "harbour-news")
    edit(repository, "The company that runs the ferry.", "The company that owns the ferry.")
    done = call(repository, "git", "commit", "--message", "Mended")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_record_that_goes_is_looked_at_too(repository: Path) -> None:
    git(repository, "rm", "--quiet", "seeds/sources/harbour-news.yml")
    done = call(repository, "git", "commit", "--message", "Gone")
    assert done.returncode == 1
    assert 'unknown source "harbour-news"' in done.stderr
