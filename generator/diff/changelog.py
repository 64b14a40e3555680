"""The steps of the history as a reader is told them: record by record, with what each is called and where it stands today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..model import Briefing, Entry, content_changes, history
from .change_phrases import Bit, Part, in_short

IN_FULL = 12
"""A step with up to so many changed records tells each change; a longer one, up to `AT_MOST`, those that weigh."""
AT_MOST = 40
_LONG = 160
"""No more characters of a change fit into a line of the home page."""
_WEIGHTY = content_changes.ChangeKind.ATTRIBUTION
"""The least of the changes that weigh: a likelihood, a status, a date, somebody's words."""


Said = tuple[Bit, ...]


@dataclass(frozen=True)
class Row:
    """One record of a step: the word for it, what it was called, its entry today (None if it is gone), and what is said."""

    one: str
    title: str
    entry: Entry | None
    told: tuple[Said, ...]


@dataclass(frozen=True)
class Telling:
    """A step for a reader. `new` and `gone` are rows by the word for their record, `changed` those told, `small` the rest."""

    step: history.Step
    new: tuple[tuple[str, tuple[Row, ...]], ...]
    gone: tuple[Row, ...]
    changed: tuple[Row, ...]
    small: tuple[Row, ...]


def telling(briefing: Briefing, step: history.Step) -> Telling:
    """The step in full, if it is short; of a long one the changes that weigh, and which other records it touched."""
    fates = {fate: [group for group in step.groups if group.fate is fate] for fate in _FATES}
    rest = fates[None]
    is_short = len(rest) <= IN_FULL
    told = rest if is_short else [group for group in rest if _weighs(group.changes[0])][:AT_MOST]
    small = [group for group in rest if group not in told]
    new = groupby(
        sorted(fates[content_changes.ChangeKind.ADDED], key=lambda group: group.file), lambda group: group.one
    )
    return Telling(
        step,
        tuple((one, tuple(_row(briefing, step, group) for group in groups)) for one, groups in new),
        tuple(_row(briefing, step, group) for group in fates[content_changes.ChangeKind.REMOVED]),
        tuple(_row(briefing, step, group, _told(briefing, group, is_short)) for group in told),
        tuple(_row(briefing, step, group) for group in small),
    )


def _weighs(told: content_changes.Told) -> bool:
    return told.change.kind.rank <= _WEIGHTY.rank


_FATES = (content_changes.ChangeKind.ADDED, content_changes.ChangeKind.REMOVED, None)


def counts(step: history.Step) -> tuple[tuple[str, int], ...]:
    """How many records of each kind a step touched, by the word for one, the most frequent first; not the whole itself."""
    return tuple(Counter(group.one for group in step.groups if group.page != "index.md").most_common())


def headline(briefing: Briefing, step: history.Step) -> tuple[Row, int]:
    """The record with a step's most important change, that change alone, and how many more records changed."""
    group = step.groups[0]
    told = (Bit(Part.OURS, _FATE_WORDS[group.fate]),) if group.fate else _told(briefing, group, True)[0]
    if sum(len(bit.text) for bit in told) > _LONG:
        label = Bit(Part.LABEL, " ".join(group.changes[0].change.place) or group.changes[0].one)
        told = (label, Bit(Part.OURS, " changed"))
    return _row(briefing, step, group, (told,)), len(step.groups) - 1


_FATE_WORDS = {content_changes.ChangeKind.ADDED: "new", content_changes.ChangeKind.REMOVED: "removed"}


def _row(briefing: Briefing, step: history.Step, group: content_changes.Group, told: tuple[Said, ...] = ()) -> Row:
    entry = briefing.entries.get(step.id_now(group))
    is_here = entry is not None and entry.kind.one == group.one
    return Row(group.one, group.title or group.id, entry if is_here else None, told)


def _told(briefing: Briefing, group: content_changes.Group, in_full: bool) -> tuple[Said, ...]:
    """What is said of a record: a phrase for each change of its own, and one for each record nested in it."""
    members: dict[str, list[content_changes.Told]] = {}
    for told in group.changes:
        if in_full or _weighs(told):
            members.setdefault(told.change.id if told.is_nested else "", []).append(told)
    found: list[Said] = []
    for name, changes in members.items():
        phrases = _counted(tuple(_said(briefing, told)) for told in changes)
        found += [_nested(briefing, changes[0], phrases)] if name else phrases
    return tuple(found) + (() if in_full or len(group.changes) == sum(map(len, members.values())) else (_SMALLER,))


_SMALLER = (Bit(Part.OURS, "smaller changes"),)


def _counted(phrases: Iterable[Said]) -> list[Said]:
    """Each phrase once, with how often it occurs: "other evidence (3 times)"."""
    return [
        said if times == 1 else (*said, Bit(Part.OURS, f" ({times} times)")) for said, times in Counter(phrases).items()
    ]


def _nested(briefing: Briefing, first: content_changes.Told, phrases: Sequence[Said]) -> Said:
    """A nested record by the beginning of its text, and what changed in it."""
    if first.change.kind in _FATE_WORDS:
        title = first.change.new or first.change.old or first.change.id
        return (Bit(Part.OURS, f"{_FATE_WORDS[first.change.kind]} {first.one} "), _quoted(str(title)))
    entry = briefing.entries.get(first.change.id)
    name = _quoted(entry.record.heading) if entry else Bit(Part.DATA, first.change.id)
    parted = (bit for said in phrases for bit in (Bit(Part.OURS, ", "), *said))
    return (Bit(Part.OURS, f"{first.one} "), name, Bit(Part.OURS, " ("), *list(parted)[1:], Bit(Part.OURS, ")"))


def _quoted(text: str) -> Bit:
    return Bit(Part.DATA, f"“{_cut(text)}”")


def _cut(text: str, words: int = 8) -> str:
    """The beginning of a text."""
    found = text.split()
    return " ".join(found) if len(found) <= words + 2 else f"{' '.join(found[:words])} …"


def _said(briefing: Briefing, told: content_changes.Told) -> Iterator[Bit]:
    """The change, with the names of the records that a field refers to in place of their ids."""
    change = told.change
    if change.kind in (
        content_changes.ChangeKind.REFERENCE,
        content_changes.ChangeKind.REFERENCES,
        content_changes.ChangeKind.SPEAKER,
    ):
        change = replace(change, old=_names(briefing, change.old), new=_names(briefing, change.new))
    return in_short(change)


def _names(briefing: Briefing, value: content_changes.Value) -> content_changes.Value:
    if value is None:
        return None
    ids: Iterable[str] = value if isinstance(value, tuple) else (value,)
    names = tuple(_cut(briefing.entries[one].record.heading) if one in briefing.entries else one for one in ids)
    return names if isinstance(value, tuple) else names[0]


def latest(briefing: Briefing, number: int) -> Sequence[tuple[history.Step, Row | None, int]]:
    """The newest steps, each with its headline and how many more records it changed; none for the one that began all."""
    return [
        (step, None, 0) if step.is_first else (step, *headline(briefing, step))
        for step in briefing.history.steps[:number]
    ]


def untold(briefing: Briefing) -> Iterator[str]:
    """What the site leaves out of the history, and why: a note for the editor each."""
    told = briefing.history
    if told.absent:
        yield f"changes: left out, because {told.absent}"
    if told.since:
        yield f"changes: what is older than {told.since} is not told: the history that was read begins then"
    if told.steps and not briefing.head.site_url:
        yield "changes: no Atom feed, because site_url is not set in seeds/briefing.yml"
