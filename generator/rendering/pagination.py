"""Long indexes in parts, each a page of its own, which the index lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

MAX_LINES = 300
"""The most records on one page with a line each."""
MAX_FULL_ENTRIES = 60
"""The most records on one page that are shown in full, with their notes."""
T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """Some records of a long index.

    `name` says in words what they have in common; `path` is the page's, under `docs/`.
    """

    name: str
    path: str
    items: tuple[T, ...]


def is_long(count: int, full: bool = False) -> bool:
    """Tells whether an index needs several pages: of lines, or of full entries."""
    return count > (MAX_FULL_ENTRIES if full else MAX_LINES)


def paginate(items: Iterable[T], folder: str, key: Callable[[T], str], full: bool = False) -> tuple[Part[T], ...]:
    """Divides records by key, in the order of the first record of each key.

    A group that is too long for one page is cut into even parts. A key is a word that can be part of a path. The first
    part of a key has the key's own path, whatever records are added later.
    """
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple(
        part
        for name, group in groups.items()
        for part in _cut(name, group, folder, MAX_FULL_ENTRIES if full else MAX_LINES)
    )


def _cut(key: str, group: list[T], folder: str, most: int) -> Iterable[Part[T]]:
    count = -(-len(group) // most)
    size = -(-len(group) // count)
    for number in range(1, count + 1):
        again = f"-{number}" if number > 1 else ""
        name = f"{key.capitalize()} ({number} of {count})" if count > 1 else key.capitalize()
        yield Part(name, f"{folder}/{key}{again}.md", tuple(group[size * (number - 1) : size * number]))
