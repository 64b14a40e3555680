"""Finds links and other special files where only plain files and folders may be.

An engine copies what a link under `docs/` points to into the site, so that a change could publish any file of the builder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..problems import Code, Problem

_READ = ("docs", "overrides", "handbook")
"""The folders whose files an engine publishes or a template includes."""
WRITTEN_FOLDERS = ("site", "offline", "shares", ".cache")
"""The folders that are written; what they point to would be replaced."""
_FOLDERS = (*_READ, *WRITTEN_FOLDERS, ".cache/briefing", "schemas")
_MAX_DEPTH = 50
_LINK = "this is a symbolic link, which is not followed; put here what it points to"
_LINKED_FOLDER = "this folder is a symbolic link, which is not followed; make it a folder"
_PIPE = "this is a device or a pipe; only plain files are published: remove it"
_TOO_DEEP = f"this folder is nested too deep; pages are at most {_MAX_DEPTH} folders deep"


def find_linked_folders(root: Path) -> Iterator[Problem]:
    """Yields a problem for each link instead of a folder that is written."""
    for name in _FOLDERS:
        if (root / name).is_symlink():
            yield _problem(name, _LINKED_FOLDER)
    for path in sorted((root / ".cache/briefing").glob("*")):
        yield from _find_wrong_kind(path, path.relative_to(root).as_posix())


def find_special_files(root: Path, *settings: str) -> Iterator[Problem]:
    """Yields a problem for each link, device or pipe that is published or written.

    `settings` are the paths of the configuration and of the user's theme. Those outside of `root` are left out.
    """
    yield from find_linked_folders(root)
    paths = (Path(os.path.normpath(root / name)) for name in settings)
    inside = [path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)]
    for path in inside:
        yield from _find_wrong_kind(root / path, path)
    names = dict.fromkeys((*_READ, *inside))
    waiting = [(name, 1) for name in names if (root / name).is_dir() and not (root / name).is_symlink()]
    while waiting:
        folder, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            yield _problem(folder, _TOO_DEEP)
            continue
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append((path, depth + 1))
            else:
                yield from _find_wrong_kind(entry, path)


def _find_wrong_kind(file: Path | os.DirEntry[str], path: str) -> Iterator[Problem]:
    if file.is_symlink():
        yield _problem(path, _LINK)
    elif os.path.lexists(file) and not file.is_file() and not file.is_dir():
        yield _problem(path, _PIPE)


def _problem(path: str, message: str) -> Problem:
    return Problem(path, 0, 0, Code.STRAY_FILE, "", message)
