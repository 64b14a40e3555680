"""Runs git in a repository that may be anybody's.

It runs without a shell and without the network, and starts no programs that a repository's settings name.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ..problems import escape_path

_KEPT_VARIABLES = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
    "GIT_TEST_",
)
"""The git variables that are passed on: settings of the user, by their prefixes.

The others would name the repository of a calling git.
"""
_SAFE_VARIABLES = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",  # keeps older versions of git from fetching what a partial clone lacks
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_SAFE_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "log.showSignature=false")
"""Turn off settings by which a repository runs programs even if git only reads."""
_SECONDS = 300
"""The time for one command, at most: far more than a large history takes."""
_MAX_TOTAL = 1_000_000_000
"""The size of all blobs that are read at once."""
_PARTIAL_CLONE = "parts of the repository are missing: it is a partial clone"


class GitError(Exception):
    """Git can't answer; the message gives the reason.

    `is_absent` means that there is no git or no repository.
    """

    def __init__(self, message: str, is_absent: bool = False) -> None:
        self.is_absent = is_absent
        super().__init__(message)


def run_git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Runs git in the folder `root` and returns its output.

    Raises GitError with git's reason; OSError.
    """
    passed = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT_VARIABLES)
    }
    settings = [word for setting in _SAFE_SETTINGS for word in ("-c", setting)]
    command = ["git", "--no-pager", *settings, "-C", str(root), *arguments]
    try:
        variables = {**passed, **_SAFE_VARIABLES}
        done = subprocess.run(command, input=given, env=variables, capture_output=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {arguments[0]} did not end within {_SECONDS} seconds") from error
    except FileNotFoundError as error:
        raise GitError("git is not installed", is_absent=True) from error
    if done.returncode:
        output = escape_path(" ".join(done.stderr.decode("utf-8", "replace").split()))
        reason = output.removeprefix("fatal: ") or f"it ended with code {done.returncode}"
        if "promisor remote" in reason:
            raise GitError(_PARTIAL_CLONE)
        if "not a git repository" in reason:
            raise _no_repository(root)
        raise GitError(f"git failed: {reason}")
    return done.stdout


def require_repository(root: Path) -> None:
    """Raises GitError if `root` is in no repository, without running git."""
    real = root.resolve()
    if not any((folder / ".git").exists() for folder in (real, *real.parents)):
        raise _no_repository(root)


def _no_repository(root: Path) -> GitError:
    return GitError(f"{str(root)!r} is in no git repository", is_absent=True)


def path_in_repository(root: Path) -> str:
    """Returns the path of `root` in its repository: empty, or with a slash at its end.

    Raises GitError.
    """
    return os.fsdecode(run_git(root, "rev-parse", "--show-prefix")).removesuffix("\n")


def read_blobs(root: Path, names: list[str], max_bytes: int) -> list[bytes]:
    """Reads blobs, in the order of their names.

    A larger one than `max_bytes` is not read: for it, there are so many NUL bytes. Raises GitError.
    """
    sizes = [words.split()[-1] for words in _cat_file(root, "--batch-check", names).splitlines()]
    if b"missing" in sizes:
        raise GitError(_PARTIAL_CLONE)
    read = [name for name, size in zip(names, sizes, strict=True) if int(size) <= max_bytes]
    if sum(int(size) for size in sizes if int(size) <= max_bytes) > _MAX_TOTAL:
        raise GitError(f"the records are larger than {_MAX_TOTAL // 1_000_000} MB in all")
    answer, at = _cat_file(root, "--batch", read), 0
    found: dict[str, bytes] = {}
    for name in read:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[-1])
        found[name] = answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return [found[name] if name in found else bytes(max_bytes) for name in names]


def _cat_file(root: Path, option: str, names: list[str]) -> bytes:
    return run_git(root, "cat-file", option, given="".join(f"{name}\n" for name in names).encode())
