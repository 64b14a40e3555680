"""Two loaded revisions -> what a reviewer is told: changes by record, faults that came and went, pages touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .changes import Change, ChangeKind, Group, Told
from .check import check
from .diff import Side, called, diff
from .errors import Problem
from .loaded import Loaded
from .model import Entry, Kind
from .render import render


@dataclass(frozen=True)
class Pages:
    """Paths under `docs/` of the pages and files that are new, gone, or read otherwise."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """What changed from `base` to `head` (as their names are shown). `pages` is None if they were not compared.

    `site` is where the base says that it is published: a change that is yet to be reviewed can't choose where links lead.
    """

    base: str
    head: str
    groups: tuple[Group, ...]
    new_faults: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    pages: Pages | None = None
    site: str = ""

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(told.change for group in self.groups for told in group.changes)

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many changes there are of each kind that occurs, the most important first."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in ChangeKind if found[kind]}


def review(old: Loaded, new: Loaded, base: str, head: str, with_pages: bool = False) -> Review:
    """Compares two revisions, as far as their faults allow; pages only if asked for, and if both have no error."""
    before, after = check(old), check(new)
    changes = diff(side(old), side(new))
    sound = not any(not problem.is_warning for problem in (*before, *after))
    pages = _pages(old, new) if with_pages and sound else None
    site = getattr(old.briefing.head, "site_url", None) or ""
    return Review(base, head, groups(changes, old, new), _without(after, before), _without(before, after), pages, site)


def side(loaded: Loaded) -> Side:
    """What the comparison takes of a loaded revision: its records, and the ids of those that could not be read."""
    kinds, entries = loaded.briefing.by_name, loaded.briefing.entries
    return Side(loaded.briefing, {name: kinds[where[0]] for name, where in loaded.known.items() if name not in entries})


def groups(changes: Iterable[Change], old: Loaded, new: Loaded) -> tuple[Group, ...]:
    """The changes by top-level record, the most important first."""
    order = {kind.name: n for n, kind in enumerate(new.briefing.kinds)}
    found: dict[tuple[int, str], list[Change]] = {}
    places: dict[str, _Place] = {}
    for change in changes:
        place = places[change.id] = _place(change.id, old, new)
        found.setdefault((order[place.owner_kind.name], place.owner), []).append(change)
    told_of = []
    for key, members in found.items():
        ranked = sorted(members, key=lambda change: change.kind.rank)
        place = places[members[0].id]
        told = tuple(Told(one, places[one.id].kind.one, one.id != place.owner) for one in ranked)
        file = place.owner_kind.file_of(place.owner)
        told_of.append(
            (ranked[0].kind.rank, key, Group(place.owner_kind.one, place.owner, place.title, place.page, file, told))
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


def _without(problems: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that the others do not hold, wherever in the file they stand there."""
    held = Counter(map(_sameness, others))
    found = []
    for problem in problems:
        if held[_sameness(problem)]:
            held[_sameness(problem)] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _sameness(problem: Problem) -> tuple[str, str, str, str]:
    return (problem.code.value, problem.path, problem.subject, problem.message)


def _pages(old: Loaded, new: Loaded) -> Pages:
    before, after = render(old.briefing), render(new.briefing)
    return Pages(
        tuple(sorted(path for path in after if path not in before)),
        tuple(sorted(path for path in before if path not in after)),
        tuple(sorted(path for path in after if path in before and after[path] != before[path])),
    )
