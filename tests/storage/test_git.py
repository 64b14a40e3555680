"""Running git: a command that does not end is ended."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.storage import git
from support import repositories


def test_a_command_of_git_has_a_time_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "_SECONDS", 0.2)
    start = time.monotonic()
    with pytest.raises(git.GitError, match=r"^git ls-files did not end within 0\.2 seconds$"):
        git.run_git(tmp_path, "ls-files")
    assert time.monotonic() - start < 20


def test_blobs_that_are_too_large_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in {"small": "ab", "empty": "", "large": "abcdef"}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    repositories.git(tmp_path, "init", "--quiet")
    repositories.commit(tmp_path, "Three files")
    names = git.run_git(tmp_path, "rev-parse", "HEAD:small", "HEAD:large", "HEAD:empty", "HEAD:small").decode().split()
    assert git.read_blobs(tmp_path, names, 3) == [b"ab", bytes(3), b"", b"ab"]
    assert git.read_blobs(tmp_path, [], 3) == []
    asked: list[bytes] = []
    run = git.run_git
    monkeypatch.setattr(git, "run_git", lambda *words, given: asked.append(given) or run(*words, given=given))
    git.read_blobs(tmp_path, names[:2], 3)
    assert names[1].encode() not in asked[1]
    monkeypatch.setattr(git, "_MAX_TOTAL", 3)
    with pytest.raises(git.GitError, match="the records are larger than 0 MB in all"):
        git.read_blobs(tmp_path, names, 3)


def test_what_git_prints_is_shown_without_control_characters(tmp_path: Path) -> None:
    repositories.git(tmp_path, "init", "--quiet")
    with pytest.raises(git.GitError) as caught:
        git.run_git(tmp_path, "rev-parse", "--verify", "\x1b[31m")
    assert str(caught.value).isprintable()
