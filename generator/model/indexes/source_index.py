"""The sources of a briefing: their names, copies, withdrawals and ages.

A source that is derived from another is as old as that one, and both count as one. Retracted sources do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from ...records import dates, fields, scales, traversal
from ..briefing import Briefing
from ..entry import Entry
from .evidence_index import SOURCE_KINDS
from .memoization import memoize

K = TypeVar("K", bound=Hashable)


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


class SourceIndex:
    """The sources by id."""

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
        return follow(source_id, self._derived_from)

    @cached_property
    def _derived_from(self) -> Mapping[str, str | None]:
        return {source.id: source.derived_from for source in self._sources.values()}

    def circle(self, source_id: str) -> tuple[str, ...]:
        """Returns the sources through which a source is derived from itself."""
        chain = self.chain(source_id)
        return chain if chain and self._derived_from[chain[-1]] == source_id else ()

    def origin(self, source_id: str) -> str:
        """Returns the first source that a source is derived from, or itself."""
        return (self.chain(source_id) or (source_id,))[-1]

    def copies(self, source_id: str) -> tuple[str, ...]:
        """Returns the sources that are derived from a source directly."""
        return tuple(one.id for one in self._sources.values() if one.derived_from == source_id)

    def retracted(self, source_id: str) -> str | None:
        """Returns the withdrawn source that a source is, or is derived from."""
        return next((one for one in self.chain(source_id) if self._sources[one].retracted), None)

    @cached_property
    def independent(self) -> tuple[str, ...]:
        """The ids of the sources that are neither retracted nor derived from another."""
        return tuple(one for one in self._sources if self.origin(one) == one and not self.retracted(one))

    @property
    def are_some_dependent(self) -> bool:
        """True if a source is retracted or derived from another."""
        return len(self.independent) < len(self._sources)

    def agreeing(self, evidence: Iterable[fields.Evidence]) -> tuple[str, ...]:
        """Returns the independent sources among those that evidence names, each once."""
        found = dict.fromkeys(self._counted_as.get(one.source, "") for one in evidence)
        return tuple(filter(None, found))

    @cached_property
    def _counted_as(self) -> Mapping[str, str]:
        """The source as which each counts, by id; none for a retracted one."""
        return {one: self.origin(one) for one in self._sources if not self.retracted(one)}

    def issued(self, source_id: str) -> dates.Edtf:
        """Returns the date of a source, for a derived one that of its origin."""
        return dates.parse(self._sources[self.origin(source_id)].issued)

    def said_on(self, statement: Any) -> str | None:
        """Returns the date of a statement, or that of the first source that reports it.

        None for a draft without evidence.
        """
        origins = [self._sources[self.origin(one.source)] for one in statement.evidence if one.source in self._sources]
        first = min(origins, key=lambda source: dates.parse(source.issued).sort_key, default=None)
        return statement.said_on or (first and first.issued)

    def view_date(self, part: Any) -> dates.Edtf | None:
        """Returns the date of a statement, or of the newest source of another view."""
        said_on = self.said_on(part) if "said_on" in type(part).model_fields else None
        newest = None if said_on else self.newest_of(part.evidence)
        return dates.parse(said_on) if said_on else self.issued(newest) if newest else None

    @cached_property
    def newest(self) -> tuple[str, ...]:
        """The independent sources than which no other is certainly newer."""
        latest = max((self.issued(one).earliest for one in self.independent), default=dates.FIRST)
        return tuple(one for one in self.independent if self.issued(one).latest >= latest)

    def accounts(self, dispute: fields.Dispute) -> tuple[fields.Account, ...]:
        """Returns the accounts of a dispute, that of the newest source first."""

        def newest(account: fields.Account) -> dates.Day:
            known = [one.source for one in account.evidence if one.source in self._sources]
            return max((self.issued(one).latest for one in known), default=dates.FIRST)

        return tuple(sorted(dispute.accounts, key=newest, reverse=True))

    @property
    def grades(self) -> tuple[scales.Reliability, ...]:
        """The grades of the independent sources, each once, the best first."""
        return tuple(sorted({self._sources[one].reliability for one in self.independent}))

    def newest_of(self, evidence: Iterable[fields.Evidence]) -> str | None:
        """Returns the newest of the independent sources that evidence names."""
        return max(self.agreeing(evidence), key=lambda one: (self.issued(one).latest, one), default=None)

    def is_outdated(self, evidence: Iterable[fields.Evidence]) -> bool:
        """Tells whether evidence names sources, and all are older than the newest one."""
        found = self.agreeing(evidence)
        return bool(found) and not set(found) & set(self.newest)


def cited_evidence(part: fields.Data) -> tuple[fields.Evidence, ...]:
    """Returns the evidence of a part, and of the accounts of its dispute."""
    disputed = getattr(part, "disputed", None)
    accounts = disputed.accounts if disputed else ()
    return (*getattr(part, "evidence", ()), *(one for account in accounts for one in account.evidence))


@memoize
def disputed_parts(briefing: Briefing) -> tuple[tuple[Entry, Any], ...]:
    """Returns each disputed record and part, with the entry of its record."""
    return tuple(
        (entry, part)
        for entry in briefing.entries.values()
        for _, part in traversal.walk_parts(entry.record, into_records=False)
        if getattr(part, "disputed", None)
    )


@memoize
def sources(briefing: Briefing) -> SourceIndex:
    """Returns the index of a briefing's sources."""
    kinds = (kind for kind in briefing.kinds if SOURCE_KINDS.allows(kind.name))
    return SourceIndex(record for kind in kinds for record in briefing.of_kind(kind))
