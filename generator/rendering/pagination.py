"""Long indexes: their records in parts, each a page of its own that stays light; the index lists all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

MANY = 300
"""More records than anybody reads on one page, a line each: an index with more of them leads to further pages."""
FULL = 60
"""So many records, told in full with their notes, stand on one page at most."""
T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """Some records of a long index: what they have in common, in words; the page's path under `docs/`; the records."""

    name: str
    path: str
    items: tuple[T, ...]


def is_long(count: int, full: bool = False) -> bool:
    """Whether so many records are more than one page holds: a line each, or told in full."""
    return count > (FULL if full else MANY)


def parted(items: Iterable[T], folder: str, key: Callable[[T], str], full: bool = False) -> tuple[Part[T], ...]:
    """Parts by key, in the order in which the keys come; what one page can't hold is cut into even parts.

    A key is a word that may stand in a path. The first part of a key has the key's own path, whatever comes after it.
    """
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple(part for name, group in groups.items() for part in _cut(name, group, folder, FULL if full else MANY))


def _cut(key: str, group: list[T], folder: str, most: int) -> Iterable[Part[T]]:
    count = -(-len(group) // most)
    size = -(-len(group) // count)
    for number in range(1, count + 1):
        again = f"-{number}" if number > 1 else ""
        name = f"{key.capitalize()} ({number} of {count})" if count > 1 else key.capitalize()
        yield Part(name, f"{folder}/{key}{again}.md", tuple(group[size * (number - 1) : size * number]))
