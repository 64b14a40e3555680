"""The sources of a briefing: their names, copies and withdrawals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from ...records import dates
from ..briefing import Briefing
from .evidence_index import SOURCE_KINDS
from .memoization import memoize


class SourceIndex:
    """The sources by id.

    A source that is derived from another has that one's origin, so that both count as one.
    """

    def __init__(self, sources: Iterable[Any]) -> None:
        self._sources: Mapping[str, Any] = {source.id: source for source in sources}

    @property
    def are_several(self) -> bool:
        """True if there is more than one source."""
        return len(self._sources) > 1

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each source in notes and lists.

        It is that of the publication if there is one source, otherwise the short title if there is one. Two sources
        with the same name have their date too, or their title.
        """
        found = {
            source.id: (self.are_several and source.short_title) or source.container_title
            for source in self._sources.values()
        }
        for detail in (lambda source: dates.parse(source.issued).words, lambda source: source.title):
            same = Counter(found.values())
            found = {
                one: name if same[name] == 1 else f"{name}, {detail(self._sources[one])}" for one, name in found.items()
            }
        return found

    def chain(self, source_id: str) -> tuple[str, ...]:
        """Returns a source and those that it is derived from, the nearest first.

        In a circle each is in it once.
        """
        found: list[str] = []
        while source_id in self._sources and source_id not in found:
            found.append(source_id)
            source_id = self._sources[source_id].derived_from
        return tuple(found)

    def circle(self, source_id: str) -> tuple[str, ...]:
        """Returns the sources through which a source is derived from itself."""
        chain = self.chain(source_id)
        return chain if self._sources[chain[-1]].derived_from == source_id else ()

    def origin(self, source_id: str) -> str:
        """Returns the first source that a source is derived from, or itself."""
        return (self.chain(source_id) or (source_id,))[-1]

    def copies(self, source_id: str) -> tuple[str, ...]:
        """Returns the sources that are derived from a source directly."""
        return tuple(one.id for one in self._sources.values() if one.derived_from == source_id)

    def retracted(self, source_id: str) -> str | None:
        """Returns the withdrawn source that a source is, or is derived from."""
        return next((one for one in self.chain(source_id) if self._sources[one].retracted), None)


@memoize
def sources(briefing: Briefing) -> SourceIndex:
    """Returns the index of a briefing's sources."""
    kinds = (kind for kind in briefing.kinds if SOURCE_KINDS.allows(kind.name))
    return SourceIndex(record for kind in kinds for record in briefing.of_kind(kind))
