"""The key that signs this user's caches, in the user's own cache folder.

A project's folder may come from anybody, with a cache in it. Without the key, nobody can write an entry that is used.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

_BYTES = 32


def read_key(root: Path) -> bytes:
    """Returns the key, or creates it; empty if there can be none outside `root`."""
    try:
        file = _folder().resolve() / "cache.key"
        if file.is_relative_to(root.resolve()):
            return b""
        if not file.exists():
            _create(file)
        key = file.read_bytes() if file.is_file() and _is_own(file) else b""
    except (OSError, RuntimeError):
        return b""
    return key if len(key) == _BYTES else b""


def _folder() -> Path:
    caches = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "~/.cache"
    return Path(caches).expanduser() / "briefing-site"


def _create(file: Path) -> None:
    """Creates the key in one step: two processes use the same. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(secrets.token_bytes(_BYTES))
        with suppress(FileExistsError):
            temporary.rename(file) if os.name == "nt" else os.link(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def _is_own(file: Path) -> bool:
    """Returns whether only this user can read and write the file."""
    if os.name == "nt":
        return True
    stat = file.stat()
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o077
