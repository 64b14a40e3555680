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


def find_special_files(root: Path) -> Iterator[Problem]:
    """Yields a problem for each link, device or pipe that is published or written."""
    for name in (*_READ, *WRITTEN_FOLDERS, "schemas"):
        if (root / name).is_symlink():
            yield _problem(name, "this folder is a symbolic link, which is not followed; make it a folder")
    waiting = [name for name in _READ if (root / name).is_dir() and not (root / name).is_symlink()]
    while waiting:
        folder = waiting.pop()
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_symlink():
                yield _problem(path, "this is a symbolic link, which is not followed; put here what it points to")
            elif entry.is_dir():
                waiting.append(path)
            elif not entry.is_file():
                yield _problem(path, "this is a device or a pipe; only plain files are published: remove it")


def _problem(path: str, message: str) -> Problem:
    return Problem(path, 0, 0, Code.STRAY_FILE, "", message)
