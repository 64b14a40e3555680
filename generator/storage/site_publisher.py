"""Replaces a built site in one step, and never overwrites other files."""

from __future__ import annotations

import ctypes
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from ..problems import BriefingError, Code, Problem
from .atomic_files import open_plain, read_start, remove_folder, walk

MANIFEST = ".briefing.txt"
"""The file in a built folder that lists the paths of its files, one a line.

Other files there belong to the user.
"""
_MANIFEST_MAX = 50_000_000  # bytes; what a larger one lists beyond is not known
_CLUTTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_OLD = "aside"


@contextmanager
def staged_folder(root: Path, name: str, zipped: bool = False) -> Iterator[Path]:
    """Yields the path of a new folder to build in, which replaces `root/name`.

    It does so when the block ends without an exception. With `zipped`, `root/name.zip` is replaced too. The new
    folder is in a hidden folder beside `root/name`, so that it can be moved in one step. Raises OSError;
    BriefingError, before the block is entered, if a file at `root/name` was not built here.
    """
    folder = root.resolve() / name
    if folder.is_symlink():
        message = "the site is to be built here, but this is a symbolic link, which is not followed; make it a folder"
        raise BriefingError([Problem(name, 0, 0, Code.STRAY_FILE, "", message)])
    archive = folder.with_name(f"{folder.name}.zip")
    stage = folder.with_name(f".briefing-{folder.name}")
    _restore(stage / _OLD, folder)
    _refuse_foreign_files(name, folder, archive if zipped else None)
    remove_folder(stage)
    stage.mkdir(parents=True)
    try:
        new = stage / folder.name
        yield new
        if zipped:
            _zip(new, stage / archive.name)
        write_manifest(new)
        _replace(new, folder)
        if zipped:
            (stage / archive.name).replace(archive)
    finally:
        remove_folder(stage)


def write_manifest(folder: Path) -> None:
    """Lists the folder's files in it, so that a later run recognises them.

    No engine writes hidden files, so the list is not one of its files.
    """
    (folder / MANIFEST).write_bytes(os.fsencode("".join(f"{path}\n" for path in _files(folder, hidden=False))))


def remove_sites(root: Path, patterns: Iterable[str]) -> None:
    """Removes the built folders that match a pattern such as `offline/*`.

    Removes their parent folders too, if they are empty then.
    """
    for pattern in patterns:
        for folder in filter(Path.is_dir, sorted(root.glob(pattern))):
            _remove_site(folder)
            if folder.parent != root and not any(folder.parent.iterdir()):
                folder.parent.rmdir()


def _remove_site(folder: Path) -> None:
    """Removes a built folder and its zip, each only if it has no other files."""
    archive = folder.with_name(f"{folder.name}.zip")
    if archive.is_file() and _is_built_zip(archive, folder.name):
        archive.unlink()
    if folder.is_dir() and not folder.is_symlink() and not _foreign_files(folder):
        remove_folder(folder)


def _files(folder: Path, hidden: bool) -> list[str]:
    paths = (Path(entry).relative_to(folder) for entry in walk(folder))
    return sorted(path.as_posix() for path in paths if hidden or not any(part[0] == "." for part in path.parts))


def _foreign_files(folder: Path) -> list[str]:
    """Returns the files in a folder that were not built here."""
    manifest = folder / MANIFEST
    listed = read_start(manifest, _MANIFEST_MAX) if manifest.is_file() and not manifest.is_symlink() else b""
    built = set(os.fsdecode(listed).split("\n"))
    files = _files(folder, hidden=True)
    return [path for path in files if path not in built | {MANIFEST} and path.rpartition("/")[2] not in _CLUTTER]


def _refuse_foreign_files(name: str, folder: Path, archive: Path | None) -> None:
    foreign = []
    if folder.is_dir():
        foreign = [f"{name}/{path}" for path in _foreign_files(folder)]
    elif folder.exists():
        foreign = [name]
    if archive and archive.exists() and not _is_built_zip(archive, folder.name):
        foreign.append(f"{name}.zip")
    if foreign:
        more = f" (nor were {len(foreign) - 1} others)" if len(foreign) > 1 else ""
        message = f"the site is to be built here, but this was not{more}; move it away or delete it"
        raise BriefingError([Problem(foreign[0], 0, 0, Code.NOT_GENERATED, "", message)])


def _is_built_zip(archive: Path, name: str) -> bool:
    """Returns whether a zip holds nothing but a site, by the names and times in it."""
    try:
        with open_plain(archive) as file, zipfile.ZipFile(file) as opened:
            entries = opened.infolist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False
    return bool(entries) and all(one.date_time == _ZIP_TIME and one.filename.startswith(f"{name}/") for one in entries)


def zip_and_remove(folder: Path) -> bytes:
    """Removes a new folder, and returns its zip as `staged_folder` makes it.

    Raises OSError.
    """
    archive = BytesIO()
    _zip(folder, archive)
    remove_folder(folder)
    return archive.getvalue()


def _zip(folder: Path, archive: Path | BytesIO) -> None:
    """Zips a folder without its hidden files.

    Equal files give equal bytes: sorted, and without times.
    """
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in _files(folder, hidden=False):
            entry = zipfile.ZipInfo(f"{folder.name}/{path}", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            opened.writestr(entry, (folder / path).read_bytes())


def _restore(old: Path, folder: Path) -> None:
    """Moves the old site back, if a run was killed between two moves."""
    if old.is_dir() and not (old.is_symlink() or old.parent.is_symlink() or os.path.lexists(folder)):
        old.rename(folder)


def _replace(new: Path, folder: Path) -> None:
    """Moves `new` to `folder`; an old folder there ends up in the stage."""
    if not folder.exists():
        new.rename(folder)
    elif not _swap(new, folder):
        folder.rename(new.with_name(_OLD))
        new.rename(folder)


def _swap(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system can't.

    Uses renameat2 with RENAME_EXCHANGE (Linux) or renamex_np with RENAME_SWAP (macOS); -100 is AT_FDCWD.
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
