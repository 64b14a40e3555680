"""Puts a built folder in the place of the last one, in one step; a folder that was not built here is left alone."""

from __future__ import annotations

import ctypes
import os
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..problems import BriefingError, Code, Problem
from .page_writer import remove_folder

LISTING = ".briefing.txt"
"""In a built folder: the path of each file in it, one a line. What is not listed is somebody else's."""
_CLUTTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ASIDE = "aside"


@contextmanager
def fresh(root: Path, name: str, zipped: bool = False) -> Iterator[Path]:
    """A new folder to build in. When the block is left without an exception it stands at `root/name`, the old one gone.

    Zipped, `root/name.zip` is replaced too. Raises BriefingError, before anything is built, if a file there is not
    ours; OSError. It stands in a hidden folder beside its place, so that it can be moved there in one step.
    """
    folder = (root / name).resolve()
    archive = folder.with_name(f"{folder.name}.zip")
    stage = folder.with_name(f".briefing-{folder.name}")
    _put_back(stage / _ASIDE, folder)
    _refuse_others(name, folder, archive if zipped else None)
    remove_folder(stage)
    stage.mkdir(parents=True)
    try:
        new = stage / folder.name
        yield new
        if zipped:
            pack(new, stage / archive.name)
        sign(new)
        _exchange(new, folder)
        if zipped:
            (stage / archive.name).replace(archive)
    finally:
        remove_folder(stage)


def sign(folder: Path) -> None:
    """Lists the folder's files in it, so that a later run knows them for ours. No engine builds hidden files."""
    (folder / LISTING).write_text("".join(f"{path}\n" for path in _files(folder, hidden=False)), encoding="utf-8")


def remove(folder: Path) -> None:
    """Removes a built folder and its zip, each only if nothing else is in it."""
    archive = folder.with_name(f"{folder.name}.zip")
    if archive.is_file() and _is_our_zip(archive, folder.name):
        archive.unlink()
    if folder.is_dir() and not folder.is_symlink() and not _others(folder):
        remove_folder(folder)


def _files(folder: Path, hidden: bool) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    paths = (path.relative_to(folder) for path in found)
    return sorted(path.as_posix() for path in paths if hidden or not any(part[0] == "." for part in path.parts))


def _others(folder: Path) -> list[str]:
    """The files in a folder that were not built here."""
    listing = folder / LISTING
    listed = set(listing.read_text(encoding="utf-8").splitlines()) if listing.is_file() else set()
    files = _files(folder, hidden=True)
    return [path for path in files if path not in listed | {LISTING} and path.rpartition("/")[2] not in _CLUTTER]


def _refuse_others(name: str, folder: Path, archive: Path | None) -> None:
    others = []
    if folder.is_dir():
        others = [f"{name}/{path}" for path in _others(folder)]
    elif folder.exists():
        others = [name]
    if archive and archive.exists() and not _is_our_zip(archive, folder.name):
        others.append(f"{name}.zip")
    if others:
        more = f" (nor were {len(others) - 1} others)" if len(others) > 1 else ""
        message = f"the site is to be built here, but this was not{more}; move it away or delete it"
        raise BriefingError([Problem(others[0], 0, 0, Code.NOT_GENERATED, "", message)])


def _is_our_zip(archive: Path, name: str) -> bool:
    if not zipfile.is_zipfile(archive):
        return False
    with zipfile.ZipFile(archive) as opened:
        return all(one.date_time == _ZIP_TIME and one.filename.startswith(f"{name}/") for one in opened.infolist())


def pack(folder: Path, archive: Path) -> None:
    """Zips the folder, the same bytes for the same files: sorted, without times."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in _files(folder, hidden=False):
            entry = zipfile.ZipInfo(f"{folder.name}/{path}", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            opened.writestr(entry, (folder / path).read_bytes())


def _put_back(aside: Path, folder: Path) -> None:
    """What a run that was killed between two moves took away."""
    if aside.exists() and not folder.exists():
        aside.rename(folder)


def _exchange(new: Path, folder: Path) -> None:
    """Moves `new` to `folder`; what stood there then stands beside `new`, or in its place."""
    if not folder.exists():
        new.rename(folder)
    elif not _swap(new, folder):
        folder.rename(new.with_name(_ASIDE))
        new.rename(folder)


def _swap(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system or the file system can't.

    Linux's renameat2 with RENAME_EXCHANGE, macOS's renamex_np with RENAME_SWAP; -100 is AT_FDCWD.
    """
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            return bool(ctypes.CDLL(None).renameat2(-100, paths[0], -100, paths[1], 2) == 0)
        if sys.platform == "darwin":
            return bool(ctypes.CDLL(None).renamex_np(paths[0], paths[1], 2) == 0)
    except (AttributeError, OSError):
        pass
    return False
