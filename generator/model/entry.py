"""A record with its place in the briefing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..records import Record, fields
from .kind import Kind


@dataclass(frozen=True)
class Entry:
    """A record with its kind, its top-level record, and its path in that one."""

    record: Record
    kind: Kind
    owner: Record
    owner_kind: Kind
    path: fields.Path = ()

    @cached_property
    def address(self) -> str:
        """The record's path under `docs/`, with an anchor if it has no page."""
        if self.record is self.owner or not self.owner_kind.has_pages:
            return self.owner_kind.record_path(self.record.id)
        return f"{self.owner_kind.record_path(self.owner.id)}#{self.record.id}"
