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
    owner_has_page: bool = True
    """False if the owner is an entry on the index of its kind."""

    @cached_property
    def address(self) -> str:
        """The record's path under `docs/`, with an anchor if it has no page."""
        if not self.owner_has_page:
            return self.owner_kind.index_anchor(self.record.id)
        anchor = "" if self.record is self.owner else f"#{self.record.id}"
        return f"{self.owner_kind.record_path(self.owner.id)}{anchor}"
