"""Real git repositories for tests: nothing of the machine's settings is in them, and times are set."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

CALM = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A. Editor"),
    **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "editor@strait.example"),
}
RISK, EVENT = "seeds/risks/talks-collapse.yml", "seeds/events/deal-signed.yml"
LATER = "2031-06-01T12:00:00Z"


def git(root: Path, *arguments: str, moment: str = "", **others: str) -> str:
    """The output of git; `moment` is its current time, `others` are variables of its environment."""
    times = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), moment) if moment else {}
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, env={**CALM, **times, **others}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def commit(root: Path, message: str, moment: str = "", **others: str) -> str:
    """Commits all that is there; gives the commit's name."""
    git(root, "add", "--all")
    wanted = ("--quiet", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "--message")
    git(root, "commit", *wanted, message, moment=moment or LATER, **others)
    return git(root, "rev-parse", "HEAD").strip()


def add_actor(root: Path, name: str) -> None:
    text = (root / "seeds/actors/lume-council.yml").read_text(encoding="utf-8")
    text = text.replace("id: lume-council", f"id: {name}").replace("name: Lume Council", f"name: The {name}")
    (root / f"seeds/actors/{name}.yml").write_text(text, encoding="utf-8")
