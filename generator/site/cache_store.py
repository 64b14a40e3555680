"""The cache on disk: entries of plain data and text, by key.

Entries are appended to pack files; each process writes its own pack, because thousands of small files would take
longer to read and write than their content. A digest before each entry covers its folder, its key and its content, so
a truncated, damaged or moved entry is never used. It is made with the user's private key, so neither is an entry that
came with the project's folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..storage import atomic_files
from .environment_key import environment_key as environment_key
from .private_key import read_key

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

CACHE = ".cache/briefing"
"""The project's cache folder, which git ignores."""
FOLDER = f"{CACHE}/engine"
MAX_PACKS = 8
"""With more packs than this, the smaller half is merged into one."""
_MAX_HEADER = 400
"""The length of the line before an entry, at most."""
_BINARY = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0)
"""Opens a pack; one that is a pipe without waiting for its other end."""
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | _BINARY


def make_cache(root: Path) -> Path:
    """Returns the project's cache folder, which git ignores. Raises OSError."""
    folder = root / CACHE
    folder.mkdir(parents=True, exist_ok=True)
    atomic_files.replace_file(folder / ".gitignore", b"*\n")
    return folder


def clear_cache(root: Path) -> None:
    """Removes everything that earlier runs have cached."""
    folder = root / CACHE
    with suppress(OSError):
        atomic_files.remove_folder(folder)
    with suppress(OSError):  # other programs may have caches beside it
        folder.parent.rmdir()


FileState = tuple[str, int, int]
"""A file: its path, its size, and the time of its last change in nanoseconds."""


def list_files(*folders: Path) -> list[FileState]:
    """Lists the files in folders by path, size and time of change."""
    found = []
    for folder in folders:
        for file in atomic_files.walk(folder):
            stat = file.stat(follow_symlinks=False)
            found.append((Path(file).as_posix(), stat.st_size, stat.st_mtime_ns))
    return sorted(found)


def template_cache() -> BytecodeCache | None:
    """Returns the cache of compiled templates, if there can be one."""
    from .template_cache import template_cache  # imported here because a check needs no templates

    return template_cache()


@dataclass(frozen=True)
class _Entry:
    """The position of an entry's content in its pack, and the digest before it."""

    pack: int
    start: int
    length: int
    digest: bytes


class CacheStore:
    """The entries in a folder; one that can't be read or written is a miss.

    Forked processes may add entries too. As a context, it closes its files at the end.
    """

    def __init__(self, root: Path, name: str) -> None:
        self._folder = root / FOLDER / name
        self._secret = read_key(root)
        self._location = ""
        """Device and inode of the folder; empty if it can't be used."""
        self._used: set[str] = set()
        self._entries: dict[str, _Entry] = {}
        self._packs: dict[int, int] = {}
        """Number of each pack -> its file descriptor."""
        self._own_pack: tuple[int, int, int] | None = None
        """The process, the number of its pack, and the pack's file descriptor."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            is_direct = self._folder.resolve() == root.resolve() / FOLDER / name  # a link may lead to somebody's files
            if is_direct and self._secret:
                stat = self._folder.stat()
                self._location = f"{stat.st_dev} {stat.st_ino}"
        except OSError:
            pass
        self.refresh()

    def __enter__(self) -> CacheStore:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._packs.values():
            os.close(file)
        self._packs, self._entries, self._own_pack = {}, {}, None

    def __contains__(self, key: str) -> bool:
        """Returns whether the last refresh found an entry, valid or not."""
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def refresh(self) -> None:
        """Finds the entries that other processes have added."""
        for number in self._pack_numbers():
            if number not in self._packs and (self._own_pack is None or number != self._own_pack[1]):
                with suppress(OSError, ValueError):
                    self._packs[number] = os.open(self._folder / str(number), _READ)
                    self._entries.update(_read_entries(number, self._packs[number]))

    def get(self, key: str) -> tuple[Any, str] | None:
        """Returns an entry's data and text; None on a miss."""
        self._used.add(key)
        try:
            entry = self._entries[key]
            content = _read_at(self._packs[entry.pack], entry.start, entry.length)
            if not self._location or not compare_digest(entry.digest, self._digest(key, content)):
                return None
            data, _, text = content.partition(b"\n")
            return json.loads(data), text.decode("utf-8", "surrogatepass")
        except (OSError, ValueError, KeyError):
            return None

    def put(self, key: str, data: Any, text: str) -> None:
        """Adds an entry, unless JSON would change the data."""
        self._used.add(key)
        encoded = _encode(data) if self._location else None
        if encoded is not None:
            self._append(key, f"{encoded}\n{text}".encode("utf-8", "surrogatepass"))

    def compact(self) -> None:
        """Removes packs whose entries are mostly unused since the store was opened.

        Their used entries move to another pack.
        """
        try:
            sizes = {number: os.fstat(file).st_size for number, file in self._packs.items()}
            used: dict[int, list[str]] = {number: [] for number in sizes}
            for key in self._used & self._entries.keys():
                used[self._entries[key].pack].append(key)
            stale = [
                one for one, keys in used.items() if 2 * sum(self._entries[key].length for key in keys) <= sizes[one]
            ]
            others = sorted(set(sizes) - set(stale), key=lambda one: sizes[one])
            stale += others[: len(others) // 2] if len(others) > MAX_PACKS else []
            self._own_pack = None
            for key in [key for one in stale for key in used[one]]:
                entry = self._entries[key]
                self._append(key, _read_at(self._packs[entry.pack], entry.start, entry.length))
            for one in stale:
                os.close(self._packs.pop(one))
            names = {str(one) for one in self._packs}
            for file in self._folder.iterdir() if self._location else ():
                if file.name not in names:
                    file.unlink()
        except OSError:
            pass

    def _append(self, key: str, content: bytes) -> None:
        header = b"%s %s %d\n" % (digest := self._digest(key, content), key.encode(), len(content))
        try:
            number, file = self._writable_pack()
            start = os.lseek(file, 0, os.SEEK_END)
            if os.write(file, header + content) == len(header) + len(content):
                self._entries[key] = _Entry(number, start + len(header), len(content), digest)
            else:
                os.ftruncate(file, start)  # the disk is full: half an entry is removed
        except OSError:
            pass

    def _writable_pack(self) -> tuple[int, int]:
        """Returns the number and file descriptor of this process's pack.

        Raises OSError.
        """
        if self._own_pack is None or self._own_pack[0] != os.getpid():
            number = max(self._pack_numbers(), default=0) + 1
            while True:
                with suppress(FileExistsError):  # another process has created it
                    file = os.open(self._folder / str(number), _CREATE, 0o644)
                    break
                number += 1
            self._own_pack = os.getpid(), number, file
            self._packs[number] = file
        return self._own_pack[1:]

    def _pack_numbers(self) -> list[int]:
        """Returns the numbers of the packs in the folder, in order.

        An entry in a later pack replaces one in an earlier pack.
        """
        try:
            names = [path.name for path in self._folder.iterdir()] if self._location else []
        except OSError:
            return []
        return sorted(int(name) for name in names if name.isascii() and name.isdecimal())

    def _digest(self, key: str, content: bytes) -> bytes:
        return hmac_digest(self._secret, f"{self._location} {key}\n".encode() + content, "sha256").hex().encode()


MIN_SIZE = 60_000
"""Texts that depend on fewer characters are made sooner in this process."""
Making = tuple[tuple[Any, ...], Callable[[], str]]
"""All that a text depends on beside the program, and the function that makes it."""


def digest(*parts: Any) -> str:
    """Returns a digest of texts and plain data, the same in every process."""
    found = sha256()
    for part in parts:
        text = part if isinstance(part, str) else repr(part)
        found.update(f"{type(part).__name__} {len(text)}\n".encode() + text.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def get_text(store: CacheStore | None, depends_on: tuple[Any, ...], make: Callable[[], str]) -> str:
    """Returns a text from the store, or makes it."""
    return get_texts(store, [(depends_on, make)], [0])[0]


def get_texts(store: CacheStore | None, makings: Sequence[Making], sizes: Sequence[int]) -> list[str]:
    """Returns the texts; makes those that the store lacks.

    Many of them are made in several processes. `sizes` are the numbers of characters that each depends on.
    """
    from . import workers  # imported here because a check makes no texts

    if store is None:
        return [make() for _, make in makings]
    keys = _keys(makings)
    missing = {n: sizes[n] for n, key in enumerate(keys) if key not in store}
    if len(missing) > 1 and sum(missing.values()) > MIN_SIZE and workers.worker_count() > 1:
        workers.run(missing, lambda n: store.put(keys[n], None, makings[n][1]()))
        store.refresh()
    return [_get_or_make(store, key, make) for key, (_, make) in zip(keys, makings, strict=True)]


def find_missing(store: CacheStore, makings: Iterable[Making]) -> list[int]:
    """Returns the numbers of the texts that the store lacks, from 0."""
    return [n for n, key in enumerate(_keys(makings)) if key not in store]


def _keys(makings: Iterable[Making]) -> list[str]:
    return [digest(environment_key(), *depends_on) for depends_on, _ in makings]


def _get_or_make(store: CacheStore, key: str, make: Callable[[], str]) -> str:
    found = store.get(key)
    if found is not None:
        return found[1]
    text = make()
    store.put(key, None, text)
    return text


def _read_entries(number: int, file: int) -> Iterator[tuple[str, _Entry]]:
    """Yields the entries of a pack by key, up to the first bytes that are no entry.

    Raises OSError or ValueError.
    """
    at, end = 0, os.fstat(file).st_size
    while at < end:
        header, line_end, _ = _read_at(file, at, _MAX_HEADER).partition(b"\n")
        digest, key, length = header.split(b" ")
        start = at + len(header) + len(line_end)
        at = start + int(length)
        if not line_end or at > end or at <= start:
            return
        yield key.decode(), _Entry(number, start, at - start, digest)


def _read_at(file: int, start: int, length: int) -> bytes:
    """Reads bytes at a position, independent of other processes. Raises OSError."""
    if hasattr(os, "pread"):
        return os.pread(file, length, start)
    os.lseek(file, start, os.SEEK_SET)  # systems without pread have no fork either
    return os.read(file, length)


def is_json_data(data: Any) -> bool:
    """Returns whether JSON keeps the data as it is."""
    return _encode(data) is not None


def _encode(data: Any) -> str | None:
    """Returns the data as JSON; None if JSON would change it."""
    try:
        text = json.dumps(data)
        return text if json.loads(text) == data else None
    except (TypeError, ValueError):
        return None
