"""Reads all text files of a repository, and makes a folder a repository."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from .atomic_files import read_start, walk
from .git import GitError, run_git
from .special_files import find_linked_folders, find_special_files
from .tracked_files import find_tracked_files

__all__ = [
    "GitError",
    "create",
    "find_linked_folders",
    "find_outer",
    "find_special_files",
    "find_tracked_files",
    "knows_user",
    "read_files",
]

MAX_BYTES = 20_000_000
"""The number of bytes that are read of one file."""


def read_files(root: Path, exclude: Iterable[Path] = ()) -> Iterator[tuple[str, str]]:
    """Yields the path and the text of every text file of a folder.

    Raises OSError. With git, these are the files that git does not ignore. Without git, hidden folders are left out,
    and `texts/`, where the sources' texts may be. Bytes that are not UTF-8 are replaced; a file with a NUL byte is
    not text. Of a file larger than `MAX_BYTES`, the beginning is returned.
    """
    excluded = {path.resolve() for path in exclude}
    listed = _list_with_git(root)
    for name in sorted(_list_folder(root) if listed is None else listed):
        path = root / name
        if path.is_file() and not path.is_symlink() and path.resolve() not in excluded:
            content = read_start(path, MAX_BYTES)
            if b"\0" not in content:
                yield name, content.decode("utf-8-sig", "replace")


def _list_with_git(root: Path) -> list[str] | None:
    try:
        listed = run_git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except (OSError, GitError):
        return None
    return [name for name in dict.fromkeys(listed.decode("utf-8", "surrogateescape").split("\0")) if name]


def _list_folder(root: Path) -> Iterator[str]:
    for entry in walk(root):
        inside = Path(entry).relative_to(root)
        if not any(part.startswith(".") for part in inside.parts) and inside.parts[0] != "texts":
            yield inside.as_posix()


def find_outer(folder: Path) -> str:
    """Returns the folder of the repository that a folder is in; empty without one.

    Raises GitError.
    """
    try:
        return os.fsdecode(run_git(folder, "rev-parse", "--show-toplevel")).removesuffix("\n")
    except GitError as error:
        if error.is_absent and shutil.which("git"):
            return ""
        raise


def knows_user(folder: Path) -> bool:
    """Returns whether git knows the user's name and address for commits."""
    try:
        for role in ("AUTHOR", "COMMITTER"):
            run_git(folder, "-c", "user.useConfigOnly=true", "var", f"GIT_{role}_IDENT")
    except GitError:
        return False
    return True


def create(folder: Path, message: str) -> None:
    """Makes a folder a repository, with all its files added.

    They are committed if there is a message. Raises GitError.
    """
    run_git(folder, "init", "--quiet", "--initial-branch", "main")
    run_git(folder, "add", "--all", "--force")
    if message:
        run_git(folder, "commit", "--quiet", "--message", message)
