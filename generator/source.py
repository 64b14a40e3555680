"""The only reader: a folder's `seeds/` as a mapping from path to bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .errors import Code
from .loaded import SEEDS, Files, Unread
from .yamltext import MAX_BYTES

_LINK = Unread(Code.STRAY_FILE, "this is a symbolic link, which is not followed; put here what it points to")
_NO_FOLDER = Unread(Code.STRAY_FILE, "this must be a folder, with the records in it")
_NO_FILE = Unread(Code.STRAY_FILE, "this must be a plain text file with a record in it")


def read_seeds(root: Path) -> Files:
    """Every file under `root/seeds/` by its path from `root`, with `/` between folders.

    Hidden files and editors' back-ups (`x.yml~`) are left out. What can't be read (a symbolic link, a device, a file
    without permission) stands as `Unread`, so that the loader reports it. A file over the size limit is read only so
    far that the loader can tell.
    """
    seeds = root / SEEDS
    if seeds.is_symlink():
        return {SEEDS: _LINK}
    if seeds.exists() and not seeds.is_dir():
        return {SEEDS: _NO_FOLDER}
    return {path.relative_to(root).as_posix(): text for path, text in _inside(seeds)} if seeds.exists() else {}


def _inside(folder: Path) -> Iterator[tuple[Path, bytes | Unread]]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield folder, _refused(error)
        return
    for path in paths:
        if path.name.startswith(".") or path.name.endswith("~"):
            continue
        if path.is_symlink():
            yield path, _LINK
        elif path.is_dir() and path.suffix != ".yml":
            yield from _inside(path)
        else:
            yield path, _text(path) if path.is_file() else _NO_FILE


def _text(path: Path) -> bytes | Unread:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return _refused(error)


def _refused(error: OSError) -> Unread:
    return Unread(Code.UNREADABLE, f"the system does not let this be read ({error.strerror}); check its permissions")
