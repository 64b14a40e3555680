"""The history of the content as plain data, which may be empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .content_changes import ChangeGroup

SECTION = "changes"
"""The folder under `docs/` whose pages show the history."""


@dataclass(frozen=True)
class HistoryEntry:
    """The changes that one commit of the published branch made to the content.

    `committed_at` is the commit's time in UTC (RFC 3339, to the second), `subject` its message's subject, or empty.
    `groups` are the changes by record, the most important first. `current_ids` maps the id that a record had then to
    the id that it has today, where they differ. The first entry of all adds the records. `is_reviewed` says that somebody
    other than the author signed the commit as reviewed.
    """

    commit: str
    committed_at: str
    subject: str
    groups: tuple[ChangeGroup, ...]
    current_ids: Mapping[str, str] = field(default_factory=dict)
    is_first: bool = False
    is_reviewed: bool = False

    @property
    def day(self) -> str:
        """The day, as `2031-04-05`."""
        return self.committed_at[:10]

    @property
    def month(self) -> str:
        """The month, as `2031-04`."""
        return self.committed_at[:7]

    @property
    def time(self) -> str:
        """The time of day, as `12:30`."""
        return self.committed_at[11:16]

    @property
    def anchor(self) -> str:
        """The id of the entry on its page; made of the commit's name, so it never changes."""
        return f"c-{self.commit[:12]}"

    @property
    def address(self) -> str:
        """The permanent address of the entry: a path under `docs/` with an anchor."""
        return f"{SECTION}/{self.month}.md#{self.anchor}"

    def current_id(self, group: ChangeGroup) -> str:
        """The id that the group's record has today, if it still exists."""
        return self.current_ids.get(group.record_id, group.record_id)


@dataclass(frozen=True)
class History:
    """The entries, the newest first.

    `since` is the day before which nothing is known, or empty. `missing_reason` says why there is no history, or is empty.
    """

    entries: tuple[HistoryEntry, ...] = ()
    since: str = ""
    missing_reason: str = ""

    def last_changed(self, record_id: str) -> HistoryEntry | None:
        """Returns the entry that last changed a record or its nested records, if known."""
        return next(iter(self._by_record.get(record_id, ())), None)

    def last_reviewed(self, record_id: str) -> HistoryEntry | None:
        """The last reviewed entry that changed the record; None if none is known."""
        return next((entry for entry in self._by_record.get(record_id, ()) if entry.is_reviewed), None)

    @cached_property
    def _by_record(self) -> Mapping[str, tuple[HistoryEntry, ...]]:
        found: dict[str, list[HistoryEntry]] = {}
        for entry in self.entries:
            for group in entry.groups:
                found.setdefault(entry.current_id(group), []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}
