"""The pipeline of GitLab, from check to pages, run by gitlab-ci-local, which `tests/support/npm.sh` installs.

Left out are the jobs `test` and `screenshots`, which run this suite, and what only a server does: images, reports, publication.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.project import EXAMPLES, ROOT
from support.repositories import CALM, commit, edit, git

RUNNER = ROOT / ".cache/gitlab/node_modules/.bin/gitlab-ci-local"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (RUNNER.exists() and shutil.which("node") and shutil.which("rsync")),
        reason="gitlab-ci-local is not installed: tests/support/npm.sh gitlab, which needs npm, installs it; it needs rsync",
    ),
]


def run(root: Path, *arguments: str) -> str:
    """The last lines that the runner prints: one for each job."""
    # The schema is checked in test_workflows.py.
    options = ("--force-shell-executor", "--no-color", "--no-json-schema-validation", "--home", str(root.parent))
    done = subprocess.run(
        [RUNNER, *options, *arguments], cwd=root, env=CALM, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout[done.stdout.index("\n PASS") :]


def test_the_pipeline_runs_from_the_check_to_the_pages(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(EXAMPLES / "minimal/seeds", root / "seeds")
    for name in (".gitignore", ".gitlab-ci.yml", "Makefile", "pyproject.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "requirements", root / "requirements")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "remote", "add", "origin", "https://gitlab.example/group/project.git")
    base = commit(root, "The briefing")
    edit(root, "seeds/briefing.yml", "status: draft", "status: published")
    commit(root, "Publish it")
    (root / ".venv").mkdir()
    (root / ".venv/bin").symlink_to(Path(sys.executable).parent)
    (root / ".venv/.site").touch()
    variables = ("CI_PIPELINE_SOURCE=merge_request_event", f"CI_MERGE_REQUEST_DIFF_BASE_SHA={base}")
    review = run(root, "check", "difference", "preview", *(part for one in variables for part in ("--variable", one)))
    assert review.count(" PASS ") == 3
    artifacts = root / ".gitlab-ci-local/artifacts"
    assert "draft → published" in (artifacts / "difference/difference.md").read_text(encoding="utf-8")
    assert [*artifacts.glob("preview/offline/*/index.html")]
    assert run(root, "pages").count(" PASS ") == 1
    assert (artifacts / "pages/site/index.html").is_file()
