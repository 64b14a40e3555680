"""Later views: the records and parts that supersede earlier ones."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from ...records import Record, dates, fields, traversal
from ..briefing import Briefing
from ..entry import Entry
from .memoization import memoize
from .source_index import SourceIndex, follow, sources

P = TypeVar("P")


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
    """The views that supersede others, from either end.

    Each later view supersedes the first one; their dates say which is the newest.
    """

    def __init__(self, views: Iterator[View], known: SourceIndex) -> None:
        self.views = tuple(views)
        self._known = known

    def line(self, part: Any) -> tuple[Any, ...]:
        """Returns all views of the same thing, the earliest first; perhaps only one."""
        if _key(part) not in self._earlier:
            return (part,)
        first = follow(_key(part), self._earlier)[-1]
        later = (self._parts[key] for key in self._followers(first))
        return (self._parts[first], *sorted(later, key=self._age))

    def _age(self, part: Any) -> tuple[object, ...]:
        date = self._known.view_date(part)
        return date.sort_key if date else (dates.FIRST,)

    def is_superseded(self, part: Any) -> bool:
        """Returns True if a later view replaces it."""
        return bool(self._after(part))

    def _after(self, part: Any) -> tuple[Hashable, ...]:
        keys = [*map(_key, self.line(part))]
        return tuple(keys[keys.index(_key(part)) + 1 :])

    def current(self, parts: Iterable[P]) -> tuple[P, ...]:
        """Returns the parts without those that a later one of them replaces."""
        listed = tuple(parts)
        keys = {_key(part) for part in listed}
        return tuple(part for part in listed if keys.isdisjoint(self._after(part)))

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
    return SuccessionIndex(_views(briefing), sources(briefing))
