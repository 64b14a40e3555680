"""What a build keeps for the next one, on disk: plain data by the name of all that it follows from.

An entry holds only in the folder that it was made in, under the name that it was made for: its first line is a digest of both
and of its content. So what is cut off, damaged, moved, or came from elsewhere is never used.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = ".cache/briefing/engine"


class Kept:
    """The entries of a folder. One that can't be read or written counts as not kept."""

    def __init__(self, root: Path, name: str) -> None:
        self._folder = root / FOLDER / name
        self._place = ""
        self._used: set[str] = set()
        self._there: set[str] = set()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._folder.resolve() == root.resolve() / FOLDER / name:  # a link may lead to the files of others
                stat = self._folder.stat()
                self._place = f"{stat.st_dev} {stat.st_ino}"
                self._there = {file.name for file in self._folder.iterdir()}
        except OSError:
            pass

    def __contains__(self, name: str) -> bool:
        """Whether an earlier run left something by this name, sound or not."""
        return name in self._there

    def get(self, name: str) -> tuple[Any, str] | None:
        """The data and the text that were kept by this name; None if nothing sound was."""
        self._used.add(name)
        try:
            seal, _, content = (self._folder / name).read_bytes().partition(b"\n")
            if not self._place or seal != self._seal(name, content):
                return None
            data, _, text = content.partition(b"\n")
            return json.loads(data), text.decode("utf-8", "surrogatepass")
        except (OSError, ValueError):
            return None

    def put(self, name: str, data: Any, text: str) -> None:
        """Keeps data and a text, unless JSON would give back other data."""
        self._used.add(name)
        written = _written(data) if self._place else None
        if written is None:
            return
        content = f"{written}\n{text}".encode("utf-8", "surrogatepass")
        try:
            (self._folder / name).write_bytes(self._seal(name, content) + b"\n" + content)
        except OSError:  # no room: none is taken for half an entry
            with suppress(OSError):
                (self._folder / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Removes what has been neither asked for nor put."""
        try:
            for file in self._folder.iterdir() if self._place else ():
                if file.name not in self._used:
                    file.unlink()
        except OSError:
            pass

    def _seal(self, name: str, content: bytes) -> bytes:
        return sha256(f"{self._place} {name}\n".encode() + content).hexdigest().encode()


def is_plain(data: Any) -> bool:
    """Whether JSON gives back what it was given."""
    return _written(data) is not None


def _written(data: Any) -> str | None:
    """Data as JSON; None if that would give back other data."""
    try:
        text = json.dumps(data)
        return text if json.loads(text) == data else None
    except (TypeError, ValueError):
        return None


def forget(root: Path) -> None:
    """Removes all that builds of this folder have kept."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)
