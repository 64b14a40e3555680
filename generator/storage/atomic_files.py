"""Reads plain files; replaces files, makes and removes folders, each as a whole.

No link is followed instead of a temporary file, and no device or pipe is read, which may never end.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from io import BufferedReader
from pathlib import Path
from typing import TypeVar

from .project_lock import project_lock

T = TypeVar("T")
_STAGE = ".briefing-new"
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Lets the system open a pipe without waiting for its other end."""


def replace_file(file: Path, content: bytes) -> bool:
    """Writes a file in one step: a reader gets the old or the new content, whole.

    Returns False if the file had the content already. Raises OSError.
    """
    if has_content(file, content):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".briefing-{file.name}")
    try:
        write_bytes(temporary, content, file)
        if file.exists():
            shutil.copymode(file, temporary)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def create_file(file: Path, content: bytes) -> None:
    """Creates a file with its content in one step. Raises FileExistsError; OSError."""
    temporary = file.with_name(f".briefing-{os.getpid()}-new")
    try:
        write_bytes(temporary, content, file)
        os.link(temporary, file)  # unlike a rename, this fails if the file exists
    finally:
        temporary.unlink(missing_ok=True)


def replace_files(root: Path, contents: Mapping[str, bytes], moves: Mapping[str, str]) -> None:
    """Replaces files under `root`, then moves files to other paths: all, or none.

    Raises OSError; then every file is as it was before. A run that is killed leaves each file with its old or its new
    content.
    """
    before = {path: (root / path).read_bytes() for path in contents}
    temporary = {path: (root / path).with_name(f".briefing-{Path(path).name}") for path in contents}
    replaced: list[str] = []
    moved: list[tuple[str, str]] = []
    try:
        for path, content in contents.items():
            write_bytes(temporary[path], content, root / path)
            shutil.copymode(root / path, temporary[path])
        for path in contents:
            temporary[path].replace(root / path)
            replaced.append(path)
        for source, target in moves.items():
            (root / source).rename(root / target)
            moved.append((source, target))
    except OSError:
        for source, target in moved:
            (root / target).rename(root / source)
        for path in replaced:
            replace_file(root / path, before[path])
        raise
    finally:
        for file in temporary.values():
            file.unlink(missing_ok=True)


def has_content(file: Path, content: bytes) -> bool:
    """Returns whether this is a plain file, not a link, with this content."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size != len(content):
        return False
    return read_start(file, len(content)) == content


def read_start(file: Path, limit: int) -> bytes:
    """Returns a file's content, cut one byte after `limit`. Raises OSError."""
    with open_plain(file) as opened:
        return opened.read(limit + 1)


def open_plain(file: Path) -> BufferedReader:
    """Opens a plain file to read it. Raises OSError for any other."""
    opened = open(file, "rb", opener=lambda path, flags: os.open(path, flags | _AT_ONCE))  # noqa: SIM115 - returned
    if stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
        return opened
    opened.close()
    raise OSError(errno.EINVAL, "this is not a plain file", str(file))


def write_bytes(file: Path, content: bytes, target: Path) -> None:
    """Writes a new temporary file; what a killed run left there is removed.

    Raises OSError that names `target`, because the error of a full disk names no file.
    """
    try:
        file.unlink(missing_ok=True)
        with file.open("xb") as opened:
            opened.write(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


def remove_folder(folder: Path) -> None:
    """Removes a folder with its content, if it exists; of a symbolic link, the link."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        try:
            shutil.rmtree(folder)
        except RecursionError as error:
            raise OSError(errno.ENAMETOOLONG, "folders are nested too deep to be removed", str(folder)) from error


def walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yields the files below a folder, however deep, and links, unfollowed.

    There may be no such folder. Raises OSError.
    """
    waiting = [str(folder)]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except FileNotFoundError:  # removed meanwhile
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield entry


class NotEmptyError(Exception):
    """The folder has entries already; `names` are theirs.

    `is_interrupted` means that a run was killed while it moved them there.
    """

    def __init__(self, names: list[str], is_interrupted: bool) -> None:
        self.names = names
        self.is_interrupted = is_interrupted
        super().__init__(", ".join(names))


def create_folder(folder: Path, files: Mapping[str, bytes], finish: Callable[[Path], T]) -> T:
    """Creates a folder with its files: path -> content. It may exist if it is empty.

    The files are written into a hidden folder, which `finish` gets and may add to, and are moved into place at the end.
    Returns the result of `finish`. Raises NotEmptyError, OSError, and what `finish` raises; then the folder and its
    parents are as they were before.
    """
    folder = Path(os.path.realpath(folder))
    missing = next((one for one in reversed((folder, *folder.parents)) if not one.exists()), None)
    top = missing.parent if missing else folder
    stage = top / _STAGE
    with project_lock(top):
        names = sorted(one.name for one in folder.iterdir() if one != stage) if folder.exists() else []
        if names:
            raise NotEmptyError(names, is_interrupted=stage.is_dir() and any(stage.iterdir()))
        remove_folder(stage)
        try:
            new = stage / folder.relative_to(top)
            _make_folder(new, folder)
            for path, content in files.items():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                write_bytes(new / path, content, folder / path)
            result = finish(new)
            _move_content(stage, top)
        finally:
            remove_folder(stage)
    return result


def _make_folder(folder: Path, target: Path) -> None:
    """Makes a temporary folder. Raises OSError that names `target`."""
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


def _move_content(source: Path, target: Path) -> None:
    """Moves the entries of a folder into another: all of them, or none."""
    moved: list[Path] = []
    try:
        for entry in sorted(source.iterdir()):
            moved.append(entry.rename(target / entry.name))
    except OSError:
        for entry in moved:
            entry.rename(source / entry.name)
        raise
