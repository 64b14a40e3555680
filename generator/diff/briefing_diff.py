"""Two briefings -> what changed between them, matched by id, in the order of the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model import Briefing, Entry, Kind, Layout, content_changes
from ..problems import shown
from ..records import Record, field_roles, fields, scales, traversal
from .item_matching import pairs
from .record_diff import Comparison

ALIKE = 0.75
"""A new record with this share of a gone one's words is taken for the same under another id (Dice coefficient)."""


@dataclass(frozen=True)
class Side:
    """One side of a comparison: the records that could be read, and the kind of each that could not, by id."""

    briefing: Briefing
    unread: Mapping[str, Kind] = field(default_factory=dict)


def diff(old: Side, new: Side) -> tuple[content_changes.Change, ...]:
    """Every change of content, record by record: those of the new side in its order, then what is gone.

    Formatting, comments, white space and the order of lists that have none are no change. References that merely
    follow a record to its new id are no change either.
    """
    renamed = _renamed(old, new)
    before = {renamed.get(name, name): entry for name, entry in old.briefing.entries.items()}
    found = [*_unread(old, new)]
    for name, entry in new.briefing.entries.items():
        if name in before:
            found += _of_pair(name, before[name], entry, renamed, new.briefing)
        elif not _is_told(name, entry, old.unread):
            found.append(
                content_changes.Change(
                    content_changes.ChangeKind.ADDED, name, new=called(new.briefing, entry), notes=_facts(entry)
                )
            )
    for name, entry in before.items():
        if name not in new.briefing.entries and not _is_told(name, entry, new.unread):
            found.append(
                content_changes.Change(content_changes.ChangeKind.REMOVED, name, old=called(old.briefing, entry))
            )
    return tuple(found)


def called(briefing: Briefing, entry: Entry) -> str:
    """What pages call a record; its bare heading if it refers to records that are not there."""
    try:
        return entry.kind.heading(briefing, entry.record)
    except KeyError:
        return entry.record.heading


def _is_told(name: str, entry: Entry, unread: Mapping[str, Kind]) -> bool:
    """Whether what is said of a record that can't be read, on the other side, says it all."""
    return name in unread or entry.owner.id in unread


def _unread(old: Side, new: Side) -> Iterator[content_changes.Change]:
    for name in sorted({**old.unread, **new.unread}):
        if (new.unread.get(name) or old.unread[name]).layout is Layout.NESTED:
            continue
        before = name in old.unread or name in old.briefing.entries
        now = name in new.unread or name in new.briefing.entries
        if not before:
            yield content_changes.Change(content_changes.ChangeKind.ADDED, name, notes=("it has faults",))
        elif not now:
            yield content_changes.Change(content_changes.ChangeKind.REMOVED, name, notes=("it had faults",))
        else:
            sides = [words for words, side in (("before", old), ("now", new)) if name in side.unread]
            yield content_changes.Change(content_changes.ChangeKind.UNREADABLE, name, notes=(" and ".join(sides),))


def _renamed(old: Side, new: Side) -> dict[str, str]:
    """The old ids of records that bear a new one: of equal content, or nearly so."""
    found = {}
    here, there = new.briefing.entries, old.briefing.entries
    for kind in new.briefing.kinds:
        gone = [e for n, e in there.items() if e.kind is kind and n not in here and n not in new.unread]
        come = [e for n, e in here.items() if e.kind is kind and n not in there and n not in old.unread]
        if gone and come:
            keys = (lambda entry: field_roles.content(entry.record),)
            for before, now in pairs(gone, come, keys, lambda entry: field_roles.free_text(entry.record), ALIKE):
                if before and now:
                    found[before.record.id] = now.record.id
    return found


def _of_pair(
    name: str, before: Entry, now: Entry, renamed: Mapping[str, str], briefing: Briefing
) -> Iterator[content_changes.Change]:
    old_id = before.record.id
    if before.kind is not now.kind:
        notes = (f"in place of the {before.kind.one} with this id", *_facts(now))
        yield content_changes.Change(content_changes.ChangeKind.ADDED, name, new=called(briefing, now), notes=notes)
        return
    if old_id != name:
        following = len(briefing.backlinks(name))
        notes = (f"{following} reference{'s' * (following != 1)} to it",) if following else ()
        yield content_changes.Change(content_changes.ChangeKind.RENAMED, name, old=old_id, new=name, notes=notes)
    if renamed.get(before.owner.id, before.owner.id) != now.owner.id:
        yield content_changes.Change(content_changes.ChangeKind.SPEAKER, name, old=before.owner.id, new=now.owner.id)
    if before.record != now.record:
        is_titled = now.kind.layout is not Layout.NESTED
        found = Comparison(name, renamed, is_titled).of_records(before.record, now.record)
        yield from sorted(found, key=lambda change: change.kind.rank)


def _facts(entry: Entry) -> tuple[str, ...]:
    """What a reviewer wants to know of a new record without opening it."""
    record = entry.record
    found = field_roles.roles(type(record))
    facts = [f"{one.label} {_words(getattr(record, one.name))}" for one in found if _is_fact(one, record)]
    lead = next((one for one in found if _leads(one, record)), None)
    places: dict[str, dict[int, None]] = {}
    for _, evidence in traversal.evidence_in(record):
        places.setdefault(evidence.source, {})[evidence.paragraph] = None
    rests = [f"{source} {', '.join(map(str, sorted(found)))}" for source, found in places.items()]
    return (
        *([f"{lead.label}: {shown(getattr(record, lead.name), 200)}"] if lead else ()),
        *facts,
        f"rests on {' and '.join(rests)}" if rests else "rests on no evidence",
    )


def _is_fact(one: field_roles.FieldRole, record: fields.Data) -> bool:
    """Whether a field is filled, and one of the judgements, statuses and dates; left open counts if it had to be said."""
    value = getattr(record, one.name)
    if one.many or value is None or (value == scales.NOT_STATED and not _is_required(one, record)):
        return False
    judges = one.of in (scales.Likelihood, scales.Impact) or (
        one.role is field_roles.Role.WORD and issubclass(one.of, scales.Status)
    )
    return one.role is field_roles.Role.DATE or judges


def _is_required(one: field_roles.FieldRole, record: fields.Data) -> bool:
    return type(record).model_fields[one.name].is_required()


def _words(value: Any) -> str:
    return str(getattr(value, "words", value))


def _leads(one: field_roles.FieldRole, record: fields.Data) -> bool:
    """Whether a field is the text to know a record by, beside its heading."""
    heading = record.heading if isinstance(record, Record) else ""
    return (
        one.role is field_roles.Role.TEXT
        and not one.many
        and _is_required(one, record)
        and getattr(record, one.name) != heading
    )
