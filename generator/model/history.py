"""What became of the content, step by step: plain data, made from the project's git history or empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .content_changes import Group

SECTION = "changes"
"""The folder under `docs/` where the history is told."""


@dataclass(frozen=True)
class Step:
    """What one commit of the published line changed in the content.

    `moment` is its time in UTC (RFC 3339, to the second), `subject` what its author says of it, if anything. `groups` are the
    changes by record, the most important first, and `now` leads from the id of a record there to the one it bears today,
    where that is another. The first step of all makes the records. `is_reviewed`: somebody else signed it as read.
    """

    commit: str
    moment: str
    subject: str
    groups: tuple[Group, ...]
    now: Mapping[str, str] = field(default_factory=dict)
    is_first: bool = False
    is_reviewed: bool = False

    @property
    def day(self) -> str:
        return self.moment[:10]

    @property
    def month(self) -> str:
        return self.moment[:7]

    @property
    def time(self) -> str:
        return self.moment[11:16]

    @property
    def anchor(self) -> str:
        """Where a page shows it; of the commit's name, so that it never changes."""
        return f"c-{self.commit[:12]}"

    @property
    def address(self) -> str:
        """Where it is told for good: on its month's page, a path under `docs/`."""
        return f"{SECTION}/{self.month}.md#{self.anchor}"

    def id_now(self, group: Group) -> str:
        """The id that the group's record bears today, if it is still there."""
        return self.now.get(group.id, group.id)


@dataclass(frozen=True)
class History:
    """The steps, the newest first. `since` is the day before which nothing is known, empty if all is; `absent` why nothing is."""

    steps: tuple[Step, ...] = ()
    since: str = ""
    absent: str = ""

    def _of(self, record_id: str, reviewed: bool) -> Iterator[Step]:
        return (step for step in self._by_record.get(record_id, ()) if step.is_reviewed or not reviewed)

    @cached_property
    def _by_record(self) -> Mapping[str, tuple[Step, ...]]:
        found: dict[str, list[Step]] = {}
        for step in self.steps:
            for group in step.groups:
                found.setdefault(step.id_now(group), []).append(step)
        return {name: tuple(steps) for name, steps in found.items()}

    def changed(self, record_id: str) -> Step | None:
        """The step that last changed the content of a top-level record, or of what is nested in it; None if not known."""
        return next(self._of(record_id, reviewed=False), None)

    def reviewed(self, record_id: str) -> Step | None:
        """The last step that changed it and that somebody else signed as read; None if none is known."""
        return next(self._of(record_id, reviewed=True), None)
