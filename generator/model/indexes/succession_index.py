"""Later views: the records and parts that supersede earlier ones."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from ...records import Record, fields, traversal
from ..briefing import Briefing
from ..entry import Entry
from .memoization import memoize

K = TypeVar("K", bound=Hashable)
P = TypeVar("P")


def follow(start: K, following: Mapping[K, K | None]) -> tuple[K, ...]:
    """Returns a key and those that follow from it one after the other.

    In a circle each is in it once. A key that is not in the mapping is left out.
    """
    found: list[K] = []
    here: K | None = start
    while here is not None and here in following and here not in found:
        found.append(here)
        here = following[here]
    return tuple(found)


@dataclass(frozen=True)
class View:
    """A record, or a part at `path` in that of `entry`, that supersedes another.

    `earlier` is the one that it supersedes, None if there is none or it is unknown.
    """

    entry: Entry
    path: fields.Path
    part: Any
    earlier: Any


class SuccessionIndex:
    """The views that supersede others, from either end."""

    def __init__(self, views: Iterator[View]) -> None:
        self.views = tuple(views)

    def line(self, part: Any) -> tuple[Any, ...]:
        """Returns all views of the same thing, the earliest first; perhaps only one."""
        if _key(part) not in self._earlier:
            return (part,)
        first = follow(_key(part), self._earlier)[-1]
        return tuple(self._parts[key] for key in (first, *self._followers(first)))

    def is_superseded(self, part: Any) -> bool:
        """Returns True if a later view replaces it."""
        return _key(part) in self._later

    def current(self, parts: Iterable[P]) -> tuple[P, ...]:
        """Returns the parts without those that a later one of them replaces."""
        listed = tuple(parts)
        keys = {_key(part) for part in listed}
        return tuple(part for part in listed if not keys & {*self._followers(_key(part))})

    def _followers(self, key: Hashable) -> list[Hashable]:
        found = [key]
        for here in found:
            found += (one for one in self._later.get(here, ()) if one not in found)
        return found[1:]

    def circle(self, part: Any) -> tuple[Any, ...]:
        """Returns the views through which a part supersedes itself, from it on."""
        chain = follow(_key(part), self._earlier)
        return tuple(self._parts[key] for key in chain) if self._earlier[chain[-1]] == _key(part) else ()

    @cached_property
    def _parts(self) -> Mapping[Hashable, Any]:
        return {_key(one.part): one.part for one in self.views} | {
            _key(one.earlier): one.earlier for one in self.views if one.earlier is not None
        }

    @cached_property
    def _earlier(self) -> Mapping[Hashable, Hashable]:
        found = {_key(one.part): one.earlier and _key(one.earlier) for one in self.views}
        return dict.fromkeys(self._parts) | found

    @cached_property
    def _later(self) -> Mapping[Hashable, tuple[Hashable, ...]]:
        found: dict[Hashable, list[Hashable]] = {}
        for later, earlier in self._earlier.items():
            if earlier is not None:
                found.setdefault(earlier, []).append(later)
        return {earlier: tuple(later) for earlier, later in found.items()}


def _key(part: Any) -> Hashable:
    return part.id if isinstance(part, Record) else part


def _views(briefing: Briefing) -> Iterator[View]:
    for entry in briefing.entries.values():
        parts: list[tuple[fields.Path, Any]] = [
            (path, part)
            for path, part in traversal.walk_parts(entry.record, into_records=False)
            if "supersedes" in type(part).model_fields
        ]
        named = {part.id: part for path, part in parts if path and part.id}
        for path, part in parts:
            if part.supersedes and path:
                yield View(entry, path, part, named.get(part.supersedes))
            elif part.supersedes:
                earlier = briefing.entries.get(part.supersedes)
                yield View(entry, path, part, earlier and earlier.record)


@memoize
def successions(briefing: Briefing) -> SuccessionIndex:
    """Returns the index of the later views of a briefing."""
    return SuccessionIndex(_views(briefing))
