"""What a build keeps for the next one, on disk: plain data by the name of all that it follows from.

Entries lie one after the other in packs, each of which one process wrote: thousands of files would take longer than what is
in them. An entry holds only in the folder that it was made in, under the name that it was made for: before it stands a digest of
both and of its content. So what is cut off, damaged, moved, or came from elsewhere is never used.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = ".cache/briefing/engine"
MANY = 8
"""Of more packs the smaller half is made one."""
_HEAD = 400
"""No line before an entry is longer."""
_AS_BYTES = getattr(os, "O_BINARY", 0)
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | _AS_BYTES


@dataclass(frozen=True)
class _Entry:
    """Where an entry's content lies: its pack's number, the first byte and how many; and the seal that stands before it."""

    pack: int
    start: int
    length: int
    seal: bytes


class Kept:
    """The entries of a folder. One that can't be read or written counts as not kept. Forked processes may add to it too."""

    def __init__(self, root: Path, name: str) -> None:
        self._folder = root / FOLDER / name
        self._place = ""
        self._used: set[str] = set()
        self._there: dict[str, _Entry] = {}
        self._read: dict[int, int] = {}
        """The packs by their numbers: what each is read by."""
        self._own: tuple[int, int, int] | None = None
        """The process, the number of the pack that it writes, and what that is written by."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._folder.resolve() == root.resolve() / FOLDER / name:  # a link may lead to the files of others
                stat = self._folder.stat()
                self._place = f"{stat.st_dev} {stat.st_ino}"
        except OSError:
            pass
        self.look()

    def __contains__(self, name: str) -> bool:
        """Whether an entry by this name was there when it was last looked for, sound or not."""
        return name in self._there

    def __iter__(self) -> Iterator[str]:
        return iter(self._there)

    def look(self) -> None:
        """Looks for what other processes have added."""
        for number in self._numbers():
            if number not in self._read and (self._own is None or number != self._own[1]):
                with suppress(OSError, ValueError):
                    self._read[number] = os.open(self._folder / str(number), os.O_RDONLY | _AS_BYTES)
                    self._there.update(_entries(number, self._read[number]))

    def get(self, name: str) -> tuple[Any, str] | None:
        """The data and the text that were kept by this name; None if nothing sound was."""
        self._used.add(name)
        try:
            entry = self._there[name]
            content = _at(self._read[entry.pack], entry.start, entry.length)
            if not self._place or entry.seal != self._seal(name, content):
                return None
            data, _, text = content.partition(b"\n")
            return json.loads(data), text.decode("utf-8", "surrogatepass")
        except (OSError, ValueError, KeyError):
            return None

    def put(self, name: str, data: Any, text: str) -> None:
        """Keeps data and a text, unless JSON would give back other data."""
        self._used.add(name)
        written = _written(data) if self._place else None
        if written is not None:
            self._add(name, f"{written}\n{text}".encode("utf-8", "surrogatepass"))

    def _add(self, name: str, content: bytes) -> None:
        head = b"%s %s %d\n" % (seal := self._seal(name, content), name.encode(), len(content))
        try:
            number, file = self._pack()
            start = os.lseek(file, 0, os.SEEK_END)
            if os.write(file, head + content) == len(head) + len(content):
                self._there[name] = _Entry(number, start + len(head), len(content), seal)
            else:
                os.ftruncate(file, start)  # no room: none is taken for half an entry
        except OSError:
            pass

    def _pack(self) -> tuple[int, int]:
        """The pack that this process writes: its number, and what it is written by. Raises OSError."""
        if self._own is None or self._own[0] != os.getpid():
            number = max(self._numbers(), default=0) + 1
            while True:
                with suppress(FileExistsError):  # another process was sooner
                    file = os.open(self._folder / str(number), _NEW, 0o644)
                    break
                number += 1
            self._own = os.getpid(), number, file
            self._read[number] = file
        return self._own[1:]

    def _numbers(self) -> list[int]:
        """The packs' numbers: what a later one holds, counts."""
        try:
            names = [path.name for path in self._folder.iterdir()] if self._place else []
        except OSError:
            return []
        return sorted(int(name) for name in names if name.isascii() and name.isdecimal())

    def sweep(self) -> None:
        """Removes the packs that hold mostly what has been neither asked for nor put; the rest of them is packed anew."""
        try:
            sizes = {number: os.fstat(file).st_size for number, file in self._read.items()}
            live: dict[int, list[str]] = {number: [] for number in sizes}
            for name in self._used & self._there.keys():
                live[self._there[name].pack].append(name)
            stale = [
                one for one, names in live.items() if 2 * sum(self._there[name].length for name in names) <= sizes[one]
            ]
            others = sorted(set(sizes) - set(stale), key=lambda one: sizes[one])
            stale += others[: len(others) // 2] if len(others) > MANY else []
            self._own = None
            for name in [name for one in stale for name in live[one]]:
                entry = self._there[name]
                self._add(name, _at(self._read[entry.pack], entry.start, entry.length))
            for one in stale:
                os.close(self._read.pop(one))
            rest = {str(one) for one in self._read}
            for file in self._folder.iterdir() if self._place else ():
                if file.name not in rest:
                    file.unlink()
        except OSError:
            pass

    def _seal(self, name: str, content: bytes) -> bytes:
        return sha256(f"{self._place} {name}\n".encode() + content).hexdigest().encode()


def _entries(number: int, file: int) -> Iterator[tuple[str, _Entry]]:
    """Where the entries of a pack lie, by their names, up to what is none. Raises OSError, ValueError."""
    at, end = 0, os.fstat(file).st_size
    while at < end:
        head, line_end, _ = _at(file, at, _HEAD).partition(b"\n")
        seal, name, length = head.split(b" ")
        start = at + len(head) + len(line_end)
        at = start + int(length)
        if not line_end or at > end or at <= start:
            return
        yield name.decode(), _Entry(number, start, at - start, seal)


def _at(file: int, start: int, length: int) -> bytes:
    """So many bytes from there, wherever other processes read. Raises OSError."""
    if hasattr(os, "pread"):
        return os.pread(file, length, start)
    os.lseek(file, start, os.SEEK_SET)  # where there is no fork either
    return os.read(file, length)


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
    folder = root / FOLDER
    shutil.rmtree(folder.parent, ignore_errors=True)
    with suppress(OSError):  # other programs have caches there too
        folder.parent.parent.rmdir()
