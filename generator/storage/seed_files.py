"""Reads a folder's `seeds/`: path -> content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..loading import Files, UnreadableFile, seed_paths, yaml_reader
from ..problems import Code
from .atomic_files import read_start

LINK = UnreadableFile(Code.STRAY_FILE, "this is a symbolic link, which is not followed; put here what it points to")
NO_FILE = UnreadableFile(Code.STRAY_FILE, "this must be a plain text file with a record in it")
_NO_FOLDER = UnreadableFile(Code.STRAY_FILE, "this must be a folder, with the records in it")
_TOO_DEEP = UnreadableFile(Code.STRAY_FILE, "this folder is nested too deep; records are at most one folder deep")
_MAX_DEPTH = 20
_LEFTOVER = re.compile(
    r".*~|#.*#|\.#.*|\..*\.sw.|\..*\.kate-swp|\._.*|.*___jb_(?:tmp|old)___|4913|\.briefing-.*|\.DS_Store|Thumbs\.db|\.gitkeep"
)
"""Matches the names of files that editors, systems and this program leave behind."""


def read_seeds(root: Path) -> Files:
    """Reads every file under `root/seeds/`: path from `root` -> content.

    Leaves out what editors leave behind (`x.yml~`). What can't be read (a symbolic link, a device, a file
    without permission) is an `UnreadableFile`, so that the loader reports it. A file over the size limit is cut just
    beyond the limit, so that the loader can report it.
    """
    seeds = root / seed_paths.SEEDS
    if seeds.is_symlink():
        return {seed_paths.SEEDS: LINK}
    if seeds.exists() and not seeds.is_dir():
        return {seed_paths.SEEDS: _NO_FOLDER}
    return {path.relative_to(root).as_posix(): text for path, text in _read_folder(seeds)} if seeds.exists() else {}


def _read_folder(folder: Path, depth: int = 0) -> Iterator[tuple[Path, bytes | UnreadableFile]]:
    if depth > _MAX_DEPTH:
        yield folder, _TOO_DEEP
        return
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield folder, _unreadable(error)
        return
    for path in paths:
        if is_leftover(path.name):
            continue
        if path.is_symlink():
            yield path, LINK
        elif path.is_dir() and path.suffix != ".yml":
            yield from _read_folder(path, depth + 1)
        else:
            yield path, _read_file(path) if path.is_file() else NO_FILE


def is_leftover(name: str) -> bool:
    """Returns whether an editor, a system or this program left the file behind.

    It is no data. Any other file in `seeds/`, hidden or not, has to be a record.
    """
    return _LEFTOVER.fullmatch(name) is not None


def _read_file(path: Path) -> bytes | UnreadableFile:
    try:
        return read_start(path, yaml_reader.MAX_BYTES)
    except OSError as error:
        return _unreadable(error)


def _unreadable(error: OSError) -> UnreadableFile:
    return UnreadableFile(
        Code.UNREADABLE, f"the system does not let this be read ({error.strerror}); check its permissions"
    )
