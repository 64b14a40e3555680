"""A briefing: its kinds, its records, the lock of its evidence, its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from ..records import Record, fields, traversal
from .entry import Entry
from .history import History
from .kind import Kind, Layout
from .lockfile import Lock

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class Briefing:
    """The records of a briefing by kind, with the lock and the history.

    `indexes` has the references and the evidence. A briefing is equal only to itself.
    """

    kinds: tuple[Kind, ...]
    records: Mapping[str, tuple[Record, ...]]
    lock: Lock = field(default_factory=Lock)
    history: History = field(default_factory=History)
    memoized: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False)
    """The results that `indexes.memoize` keeps."""

    def of_type(self, record: type[R]) -> tuple[R, ...]:
        """Returns the top-level records of a type, in the order of ids or of the list."""
        return self.records.get(record.KIND, ())  # type: ignore[return-value]

    def of_kind(self, kind: Kind) -> tuple[Record, ...]:
        """Returns the top-level records of a kind, in the order of ids or of the list."""
        return self.records.get(kind.name, ())

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The entries of all records by id, nested ones too, in the order of the kinds."""
        kinds = self.kinds_by_name
        found: dict[str, Entry] = {}
        for kind in self.kinds:
            without = frozenset(kind.without_page(self.records) if kind.has_pages else ())
            for owner in self.of_kind(kind):
                has_page = kind.has_pages and owner.id not in without
                for path, part in traversal.walk_parts(owner):
                    if isinstance(part, Record):
                        found.setdefault(part.id, Entry(part, kinds[part.KIND], owner, kind, path, has_page))
        return found

    @cached_property
    def former_ids(self) -> Mapping[str, Entry]:
        """The entries of renamed records by each id that they had before."""
        return {one: entry for entry in self.entries.values() for one in entry.record.former_ids}

    @cached_property
    def reserved_ids(self) -> frozenset[str]:
        """The ids that no record may have: their pages would take the place of others."""
        return fields.RESERVED_IDS | {kind.section for kind in self.kinds if kind.section}

    def get(self, record_id: str) -> Entry:
        """Returns the entry of the record with this id. Raises KeyError if there is none."""
        return self.entries[record_id]

    @property
    def kinds_by_name(self) -> Mapping[str, Kind]:
        """The kinds by their names."""
        return {kind.name: kind for kind in self.kinds}

    @cached_property
    def head(self) -> Any:
        """The record of the briefing itself; None if there is none."""
        heads = (self.of_kind(kind) for kind in self.kinds if kind.layout is Layout.ONE)
        return next((records[0] for records in heads if records), None)
