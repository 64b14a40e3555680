"""What a briefing is made of: evidence, kinds, pages, and the briefing itself. Frozen data, no input or output."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from ..records import Record, fields, traversal
from .history import History
from .kind import Kind, Layout
from .lockfile import Lock


@dataclass(frozen=True)
class Entry:
    """A record in its place: its kind, the top-level record that holds it, and the path inside that."""

    record: Record
    kind: Kind
    owner: Record
    owner_kind: Kind
    path: fields.Path = ()

    @cached_property
    def address(self) -> str:
        """Where the site shows it: a path under `docs/`, with an anchor where it has no page of its own."""
        if self.record is self.owner or not self.owner_kind.has_pages:
            return self.owner_kind.record_path(self.record.id)
        return f"{self.owner_kind.record_path(self.owner.id)}#{self.record.id}"


@dataclass(frozen=True)
class Backlink:
    """`entry` refers to a record by the field at `path` (within the entry's top-level record)."""

    entry: Entry
    path: fields.Path


R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class Briefing:
    """All records of a briefing, by kind, in the order they are shown; the lock; the history; what follows from them."""

    kinds: tuple[Kind, ...]
    records: Mapping[str, tuple[Record, ...]]
    lock: Lock = field(default_factory=Lock)
    history: History = field(default_factory=History)
    wholes: Mapping[str, bytes] = field(default_factory=dict)
    """What was made of all pages, by its name among the offers."""

    @cached_property
    def _made(self) -> dict[object, Any]:
        return {}

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this briefing: for what follows from it and is needed again."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def of(self, record: type[R]) -> tuple[R, ...]:
        """The top-level records of one kind, in the order of their ids or of their list."""
        return self.records.get(record.KIND, ())  # type: ignore[return-value]

    @cached_property
    def head(self) -> Any:
        """The record that speaks for the whole, of the kind with a single record; None while there is none."""
        heads = (self.all(kind) for kind in self.kinds if kind.layout is Layout.ONE)
        return next((records[0] for records in heads if records), None)

    def all(self, kind: Kind) -> tuple[Record, ...]:
        return self.records.get(kind.name, ())

    @cached_property
    def by_name(self) -> Mapping[str, Kind]:
        return {kind.name: kind for kind in self.kinds}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every record by its id, nested ones too."""
        found: dict[str, Entry] = {}
        for kind in self.kinds:
            for owner in self.all(kind):
                for path, part in traversal.walk_parts(owner):
                    if isinstance(part, Record):
                        found.setdefault(part.id, Entry(part, self.by_name[part.KIND], owner, kind, path))
        return found

    def get(self, record_id: str) -> Entry:
        """The record with this id. Raises KeyError if there is none."""
        return self.entries[record_id]

    @cached_property
    def references(self) -> tuple[tuple[Entry, fields.Path, fields.RefTo, str], ...]:
        """Every reference: the entry whose record makes it, its path there, the kinds that it may name, the id."""
        return tuple(
            (entry, *reference) for entry in self.entries.values() for reference in traversal.references(entry.record)
        )

    @cached_property
    def evidence(self) -> tuple[tuple[Entry, fields.Path, fields.Evidence], ...]:
        """Every piece of evidence: the entry whose record holds it, its path there."""
        return tuple(
            (entry, *piece) for entry in self.entries.values() for piece in traversal.walk_evidence(entry.record)
        )

    @cached_property
    def _backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        found: dict[str, list[Backlink]] = {}
        for entry, path, _, target in self.references:
            found.setdefault(target, []).append(Backlink(entry, path))
        return {target: tuple(links) for target, links in found.items()}

    def appears_in(self, record_id: str, besides: Collection[str] = ()) -> tuple[tuple[Kind, tuple[Entry, ...]], ...]:
        """What refers to this record from outside it, by kind in the order of the kinds, each record once.

        `besides` are the ids of records that the page names elsewhere.
        """
        groups: dict[str, dict[str, Entry]] = {}
        for link in self.backlinks(record_id):
            if link.entry.owner.id != record_id and link.entry.record.id not in besides:
                groups.setdefault(link.entry.kind.name, {})[link.entry.record.id] = link.entry
        return tuple(
            (kind, tuple(sorted(groups[kind.name].values(), key=lambda entry: kind.sort_key(entry.record))))
            for kind in self.kinds
            if kind.name in groups
        )

    @cached_property
    def resting_on(self) -> Mapping[tuple[str, int], tuple[Entry, ...]]:
        """What rests on each paragraph: (source id, paragraph number) -> records in the order of the kinds."""
        found: dict[tuple[str, int], dict[str, Entry]] = {}
        for entry, _, said in self.evidence:
            found.setdefault((said.source, said.paragraph), {})[entry.record.id] = entry
        return {place: tuple(entries.values()) for place, entries in found.items()}

    @cached_property
    def holders(self) -> Mapping[fields.Evidence, tuple[str, ...]]:
        """The ids of the records that hold each piece of evidence, equal ones taken together."""
        found: dict[fields.Evidence, dict[str, None]] = {}
        for entry, _, said in self.evidence:
            found.setdefault(said, {})[entry.record.id] = None
        return {said: tuple(ids) for said, ids in found.items()}

    @cached_property
    def evidence_by_source(self) -> Mapping[str, tuple[tuple[str, fields.Path, fields.Evidence], ...]]:
        """Every piece of evidence by the source it names: the record's id, the path in it, the evidence."""
        found: dict[str, list[tuple[str, fields.Path, fields.Evidence]]] = {}
        for entry, path, said in self.evidence:
            found.setdefault(said.source, []).append((entry.record.id, path, said))
        return {source: tuple(pieces) for source, pieces in found.items()}

    def stands_in(self, record: Record) -> tuple[tuple[Entry, tuple[int, ...]], ...]:
        """Where a record and what is nested in it stand: each source with its paragraphs' numbers."""
        found: dict[str, set[int]] = {}
        for _, evidence in traversal.walk_evidence(record, into_records=True):
            found.setdefault(evidence.source, set()).add(evidence.paragraph)
        return tuple((self.get(source), tuple(sorted(found[source]))) for source in sorted(found))

    def is_used(self, record_id: str) -> bool:
        """Whether another record refers to this one."""
        return any(link.entry.owner.id != record_id for link in self.backlinks(record_id))

    def backlinks(self, record_id: str) -> tuple[Backlink, ...]:
        """What refers to this record, in the order of the kinds; each referring field once."""
        return self._backlinks.get(record_id, ())
