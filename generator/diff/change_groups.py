"""Groups changes by top-level record, as reviews and the history show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..loading import Loaded
from ..model import Kind, content_changes
from .briefing_diff import Revision, record_title


def revision_of(loaded: Loaded) -> Revision:
    """Returns the records of a loaded revision, and those that are unreadable."""
    kinds, entries = loaded.briefing.kinds_by_name, loaded.briefing.entries
    unreadable = {name: kinds[where[0]] for name, where in loaded.known_ids.items() if name not in entries}
    return Revision(loaded.briefing, unreadable)


def group_changes(
    changes: Iterable[content_changes.Change], old: Loaded, new: Loaded
) -> tuple[content_changes.ChangeGroup, ...]:
    """Groups the changes by top-level record, changes of meaning first."""
    order = {kind.name: n for n, kind in enumerate(new.briefing.kinds)}
    owners: dict[str, _Owner] = {}
    by_owner: dict[tuple[int, str], list[content_changes.Change]] = {}
    for change in changes:
        owner = owners[change.record_id] = _find_owner(change.record_id, old, new)
        by_owner.setdefault((order[owner.kind.name], owner.id), []).append(change)
    ranked = []
    for key, members in by_owner.items():
        owner = owners[members[0].record_id]
        members.sort(key=lambda change: (not change.kind.affects_meaning, change.kind.rank))
        reported = tuple(
            content_changes.ReportedChange(one, owners[one.record_id].member_kind.singular, one.record_id != owner.id)
            for one in members
        )
        file = owner.kind.file_of(owner.id)
        group = content_changes.ChangeGroup(owner.kind.singular, owner.id, owner.title, owner.page, file, reported)
        least = not any(one.kind.affects_meaning for one in members)
        ranked.append((least, members[0].kind.rank, key, group))
    return tuple(group for *_, group in sorted(ranked, key=lambda one: one[:3]))


@dataclass(frozen=True)
class _Owner:
    """The top-level record that holds a changed record, whose kind is `member_kind`."""

    member_kind: Kind
    kind: Kind
    id: str
    title: str = ""
    page: str = ""


def _find_owner(name: str, old: Loaded, new: Loaded) -> _Owner:
    """Finds a record's owner in the new revision, or in the old one if it was removed."""
    for loaded in (new, old):
        entry = loaded.briefing.entries.get(name)
        if entry:
            owner = loaded.briefing.get(entry.owner.id)
            title = record_title(loaded.briefing, owner)
            return _Owner(entry.kind, entry.owner_kind, entry.owner.id, title, owner.address)
        if name in loaded.known_ids:
            kind = loaded.briefing.kinds_by_name[loaded.known_ids[name][0]]
            return _Owner(kind, kind, name)
    raise KeyError(name)
