"""The references between the records of a briefing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...records import fields, traversal
from ..briefing import Briefing
from ..entry import Entry
from ..kind import Kind
from .memoization import memoize


@dataclass(frozen=True)
class Reference:
    """A reference at `path` in the record of `entry` to the id `target`."""

    entry: Entry
    path: fields.Path
    allowed: fields.RefTo
    target: str


class ReferenceIndex:
    """The references between records, nested ones too, from either end."""

    def __init__(self, kinds: tuple[Kind, ...], entries: Mapping[str, Entry]) -> None:
        self._kinds = kinds
        self._entries = entries

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """All references, in the order of the kinds."""
        return tuple(
            Reference(entry, *found) for entry in self._entries.values() for found in traversal.references(entry.record)
        )

    def backlinks(self, record_id: str) -> tuple[Reference, ...]:
        """Returns the references to a record, in the order of the kinds."""
        return self._backlinks.get(record_id, ())

    @cached_property
    def _backlinks(self) -> Mapping[str, tuple[Reference, ...]]:
        found: dict[str, list[Reference]] = {}
        for reference in self.references:
            if not traversal.is_setting(reference.entry.record, reference.path):
                found.setdefault(reference.target, []).append(reference)
        return {target: tuple(links) for target, links in found.items()}

    def is_referenced(self, record_id: str) -> bool:
        """Tells whether another top-level record refers to this record."""
        return any(link.entry.owner.id != record_id for link in self.backlinks(record_id))

    def referenced_by(
        self, record_id: str, besides: Collection[str] = ()
    ) -> tuple[tuple[Kind, tuple[Entry, ...]], ...]:
        """Returns the other records that refer to a record, each once, by kind.

        `besides` are the ids of records to leave out. Later views are left out, because pages list them by date.
        """
        groups: dict[str, dict[str, Entry]] = {}
        for link in self.backlinks(record_id):
            is_view = link.path == ("supersedes",)
            if not is_view and link.entry.owner.id != record_id and link.entry.record.id not in besides:
                groups.setdefault(link.entry.kind.name, {})[link.entry.record.id] = link.entry
        return tuple(
            (kind, tuple(sorted(groups[kind.name].values(), key=lambda entry: kind.sort_key(entry.record))))
            for kind in self._kinds
            if kind.name in groups
        )


@memoize
def references(briefing: Briefing) -> ReferenceIndex:
    """Returns the index of a briefing's references."""
    return ReferenceIndex(briefing.kinds, briefing.entries)
