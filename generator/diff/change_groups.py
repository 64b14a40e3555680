"""Changes grouped by top-level record, as a review and the history show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..loading import Loaded
from ..model import Entry, Kind, content_changes
from .briefing_diff import Side, called


def side(loaded: Loaded) -> Side:
    """What the comparison takes of a loaded revision: its records, and the ids of those that could not be read."""
    kinds, entries = loaded.briefing.by_name, loaded.briefing.entries
    return Side(loaded.briefing, {name: kinds[where[0]] for name, where in loaded.known.items() if name not in entries})


def groups(changes: Iterable[content_changes.Change], old: Loaded, new: Loaded) -> tuple[content_changes.Group, ...]:
    """The changes by top-level record, the most important first."""
    order = {kind.name: n for n, kind in enumerate(new.briefing.kinds)}
    found: dict[tuple[int, str], list[content_changes.Change]] = {}
    places: dict[str, _Place] = {}
    for change in changes:
        place = places[change.id] = _place(change.id, old, new)
        found.setdefault((order[place.owner_kind.name], place.owner), []).append(change)
    told_of = []
    for key, members in found.items():
        ranked = sorted(members, key=lambda change: change.kind.rank)
        place = places[members[0].id]
        told = tuple(content_changes.Told(one, places[one.id].kind.one, one.id != place.owner) for one in ranked)
        file = place.owner_kind.file_of(place.owner)
        told_of.append(
            (
                ranked[0].kind.rank,
                key,
                content_changes.Group(place.owner_kind.one, place.owner, place.title, place.page, file, told),
            )
        )
    return tuple(group for _, _, group in sorted(told_of, key=lambda one: one[:2]))


@dataclass(frozen=True)
class _Place:
    kind: Kind
    owner_kind: Kind
    owner: str
    title: str = ""
    page: str = ""


def _place(name: str, old: Loaded, new: Loaded) -> _Place:
    """Where a record stands: on the new side, or on the old one if it is gone."""
    for loaded in (new, old):
        entry = loaded.briefing.entries.get(name)
        if entry:
            owner = Entry(entry.owner, entry.owner_kind, entry.owner, entry.owner_kind)
            return _Place(entry.kind, entry.owner_kind, entry.owner.id, called(loaded.briefing, owner), owner.address)
        if name in loaded.known:
            kind = loaded.briefing.by_name[loaded.known[name][0]]
            return _Place(kind, kind, name)
    raise KeyError(name)
