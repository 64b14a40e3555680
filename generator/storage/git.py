"""Runs git, only to read: never through a shell, without the network, and nothing that a repository's settings name is run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_OURS = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH", "GIT_TEST_")
"""What of git's environment stays: the settings of whoever runs it, not the repository that another git is at work in."""
_CALM = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",  # what a partial clone lacks is not fetched, by older versions of git either
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "log.showSignature=false")
"""What would run a program of the repository's choice when git only reads."""
_PARTIAL = "parts of the repository are missing: it is a partial clone"


class GitError(Exception):
    """Git can't answer; the message says why. `is_absent` if there is no git, or no repository, to ask."""

    def __init__(self, message: str, is_absent: bool = False) -> None:
        self.is_absent = is_absent
        super().__init__(message)


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints, asked in the folder `root`. Raises GitError with what it says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_OURS)}
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    command = ["git", "--no-pager", *settings, "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, input=given, env={**kept, **_CALM}, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise GitError("git is not installed", is_absent=True) from error
    if done.returncode:
        told = " ".join(done.stderr.decode("utf-8", "replace").split())
        said = told.removeprefix("fatal: ") or "git gives no reason"
        if "promisor remote" in said:
            raise GitError(_PARTIAL)
        if "not a git repository" in said:
            raise GitError(f"{str(root)!r} is in no git repository", is_absent=True)
        raise GitError(f"git can't read this: {said}")
    return done.stdout


def prefix(root: Path) -> str:
    """The path of `root` within its repository, with a slash at its end; empty at the top. Raises GitError."""
    return os.fsdecode(git(root, "rev-parse", "--show-prefix")).removesuffix("\n")


def blobs(root: Path, names: list[str], at_most: int) -> list[bytes]:
    """The contents of blobs, in the order of their names, each cut where it is over so many bytes. Raises GitError."""
    answer = git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    found, at = [], 0
    for _ in names:
        end = answer.index(b"\n", at)
        size = answer[at:end].split()[-1]
        if size == b"missing":
            raise GitError(_PARTIAL)
        found.append(answer[end + 1 : end + 1 + min(int(size), at_most)])
        at = end + 1 + int(size) + 1
    return found
