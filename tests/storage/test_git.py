"""Running git: a command that does not end is ended."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.storage import git


def test_a_command_of_git_has_a_time_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "_SECONDS", 0.2)
    start = time.monotonic()
    with pytest.raises(git.GitError, match=r"^git ls-files did not end within 0\.2 seconds$"):
        git.run_git(tmp_path, "ls-files")
    assert time.monotonic() - start < 20
