"""Replaces single files in one step, and removes folders without following links."""

from __future__ import annotations

import shutil
from pathlib import Path


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


def has_content(file: Path, content: bytes) -> bool:
    """Returns whether this is a plain file, not a link, with this content."""
    return not file.is_symlink() and file.is_file() and file.read_bytes() == content


def write_bytes(file: Path, content: bytes, target: Path) -> None:
    """Writes a temporary file.

    Raises OSError that names `target`, because the error of a full disk names no file.
    """
    try:
        file.write_bytes(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


def remove_folder(folder: Path) -> None:
    """Removes a folder with its content, if it exists; of a symbolic link, the link."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
