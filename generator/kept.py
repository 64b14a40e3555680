"""What a build keeps for the next one, on disk: plain data by the name of all that it follows from.

An entry holds only in the folder that it was made in, under the name that it was made for: its first line is a digest of both
and of its content. So what is cut off, damaged, moved, or came from elsewhere is never used.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from .write import remove_folder

FOLDER = ".cache/briefing/engine"


class Kept:
    """The entries of a folder. One that can't be read or written counts as not kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stat = folder.stat()
        except OSError:
            self._place = None
        else:
            self._place = f"{stat.st_dev} {stat.st_ino}"

    def __contains__(self, name: str) -> bool:
        """Whether there is something by this name, sound or not."""
        return (self._folder / name).exists()

    def get(self, name: str) -> Any:
        """What was kept by this name; None if nothing sound was."""
        self._used.add(name)
        try:
            digest, _, content = (self._folder / name).read_bytes().partition(b"\n")
            return json.loads(content) if digest == self._seal(name, content) else None
        except (OSError, ValueError):
            return None

    def put(self, name: str, data: Any) -> None:
        """Keeps data, unless JSON would give back something else."""
        self._used.add(name)
        try:
            content = json.dumps(data)
            if self._place and json.loads(content) == data:
                (self._folder / name).write_bytes(self._seal(name, content.encode()) + b"\n" + content.encode())
        except (OSError, TypeError, ValueError):
            pass

    def sweep(self) -> None:
        """Removes what has been neither asked for nor put."""
        try:
            for file in self._folder.iterdir():
                if file.name not in self._used:
                    file.unlink()
        except OSError:
            pass

    def _seal(self, name: str, content: bytes) -> bytes:
        return sha256(f"{self._place} {name}\n".encode() + content).hexdigest().encode()


def forget(root: Path) -> None:
    """Removes all that builds of this folder have kept."""
    remove_folder(root / FOLDER)
