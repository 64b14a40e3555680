"""Compares two briefings, record by record, matched by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from ..model import Briefing, Kind, Layout, content_changes, indexes
from ..problems import quote_value
from ..records import Record, field_roles, fields, scales, traversal
from .item_matching import match_items
from .record_diff import compare_records

Change = content_changes.Change
ChangeKind = content_changes.ChangeKind
_JUDGEMENTS = (scales.Likelihood, scales.Impact, scales.Confidence, scales.Attribution, scales.Status, scales.Reliability)  # fmt: skip
RENAME_SIMILARITY = 0.75
"""The word similarity that makes a new record a removed one under another id.

It is a Dice coefficient, from 0 to 1.
"""


@dataclass(frozen=True)
class Revision:
    """A briefing at one revision.

    `unreadable` maps the ids of the records that could not be read to their kinds.
    """

    briefing: Briefing
    unreadable: Mapping[str, Kind] = field(default_factory=dict)


def find_changes(old: Revision, new: Revision) -> tuple[Change, ...]:
    """Finds every change of content, in the order of the records.

    Changes of the new revision's records come first, then the removed records.

    Formatting, comments, white space and the order of lists that have none are not content. A reference that only
    follows a record to its new id has not changed.
    """
    new_ids = _match_renamed(old, new)
    before = {new_ids.get(name, name): entry for name, entry in old.briefing.entries.items()}
    names = frozenset((*_name_words(old.briefing), *_name_words(new.briefing)))
    found = [*_compare_unreadable(old, new)]
    for name, entry in new.briefing.entries.items():
        if name in before:
            found += _compare_entries(name, before[name], entry, new_ids, names, (old.briefing, new.briefing))
        elif not _is_covered(name, entry, old):
            title = record_title(new.briefing, entry)
            found.append(Change(ChangeKind.ADDED, name, new=title, notes=_summarize(entry)))
    for name, entry in before.items():
        if name not in new.briefing.entries and not _is_covered(name, entry, new):
            found.append(Change(ChangeKind.REMOVED, name, old=record_title(old.briefing, entry)))
    return tuple(found)


def _name_words(briefing: Briefing) -> Iterator[str]:
    """Yields the words of the names of actors and experts, in lower case."""
    for entry in briefing.entries.values():
        for name in (getattr(entry.record, "name", None), *getattr(entry.record, "aliases", ())):
            words = (word for word in str(name or "").split() if word[0].isupper() and len(word) > 2)
            yield from (word.casefold() for word in words if word != "The")


def record_title(briefing: Briefing, entry: indexes.Entry) -> str:
    """Returns the record's title on the site.

    If the record refers to records that do not exist, the title is its plain heading.
    """
    try:
        return entry.kind.heading(briefing, entry.record)
    except KeyError:
        return entry.record.heading


def _is_covered(name: str, entry: indexes.Entry, other: Revision) -> bool:
    """Returns True if the record or its owner is unreadable in the other revision.

    That is a change of its own.
    """
    return name in other.unreadable or entry.owner.id in other.unreadable


def _compare_unreadable(old: Revision, new: Revision) -> Iterator[Change]:
    for name in sorted({**old.unreadable, **new.unreadable}):
        if (new.unreadable.get(name) or old.unreadable[name]).layout is Layout.NESTED:
            continue
        before = name in old.unreadable or name in old.briefing.entries
        now = name in new.unreadable or name in new.briefing.entries
        if not before:
            yield Change(ChangeKind.ADDED, name, notes=("it has problems",))
        elif not now:
            yield Change(ChangeKind.REMOVED, name, notes=("it had problems",))
        else:
            where = [words for words, revision in (("before", old), ("now", new)) if name in revision.unreadable]
            yield Change(ChangeKind.UNREADABLE, name, notes=(" and ".join(where),))


def _match_renamed(old: Revision, new: Revision) -> dict[str, str]:
    """Maps the old ids of renamed records to their new ones.

    A renamed record has the old id among its former ids; or the same content, or nearly the same.
    """
    found: dict[str, str] = {}
    old_entries, new_entries = old.briefing.entries, new.briefing.entries
    old_ids, new_ids = {*old_entries, *old.unreadable}, {*new_entries, *new.unreadable}
    for kind in new.briefing.kinds:
        removed = [e for n, e in old_entries.items() if e.kind is kind and n not in new_ids]
        added = [e for n, e in new_entries.items() if e.kind is kind and n not in old_ids]
        for now in added[:]:
            before = next((e for e in removed if e.record.id in now.record.former_ids), None)
            if before:
                found[before.record.id] = now.record.id
                removed.remove(before)
                added.remove(now)
        if removed and added:
            keys = (lambda entry: field_roles.comparable_content(entry.record),)
            matches = match_items(
                removed, added, keys, lambda entry: field_roles.free_text_words(entry.record), RENAME_SIMILARITY
            )
            found |= {before.record.id: now.record.id for before, now in matches if before and now}
    return found


def _compare_entries(
    name: str,
    before: indexes.Entry,
    now: indexes.Entry,
    new_ids: Mapping[str, str],
    names: Set[str],
    briefings: tuple[Briefing, Briefing],
) -> Iterator[Change]:
    old, briefing = briefings
    old_id = before.record.id
    if before.kind is not now.kind:
        notes = (f"in place of the {before.kind.singular} with this id", *_summarize(now))
        yield Change(ChangeKind.ADDED, name, new=record_title(briefing, now), notes=notes)
        return
    if old_id != name:
        references = len(indexes.references(briefing).backlinks(name))
        is_kept = old_id in now.record.former_ids
        notes = ("its old address leads to the new one" if is_kept else "its address changes with it",)
        notes += (f"{references} reference{'s' * (references != 1)} to it",) if references else ()
        yield Change(ChangeKind.RENAMED, name, old=old_id, new=name, notes=notes)
    elif before.record.former_ids != now.record.former_ids:
        was, is_now = before.record.former_ids, now.record.former_ids
        removed, added = (tuple(one for one in a if one not in b) for a, b in ((was, is_now), (is_now, was)))
        if removed or added:
            yield Change(ChangeKind.NAMES, name, ("former ids",), removed, added)
    if new_ids.get(before.owner.id, before.owner.id) != now.owner.id:
        words = quote_value(now.record.heading, 200)
        yield Change(ChangeKind.SPEAKER, name, old=before.owner.id, new=now.owner.id, notes=(words,))
    if before.record != now.record:
        has_title = now.kind.layout is not Layout.NESTED
        found = [*compare_records(name, before.record, now.record, new_ids, has_title, names)]
        if reversed_ends := _reversed_ends(found):
            titles = record_title(old, before), record_title(briefing, now)
            found = [one for one in found if one not in reversed_ends]
            found.append(Change(ChangeKind.DIRECTION, name, old=titles[0], new=titles[1]))
        yield from sorted(found, key=lambda change: change.kind.rank)


def _reversed_ends(changes: Sequence[Change]) -> list[Change]:
    """Returns the changes of two references that exchanged their values."""
    single = [one for one in changes if one.kind is ChangeKind.REFERENCE and len(one.field_path) == 1]
    pairs = ((one, other) for one in single for other in single if one is not other)
    return next(([one, other] for one, other in pairs if (one.old, one.new) == (other.new, other.old)), [])


def _summarize(entry: indexes.Entry) -> tuple[str, ...]:
    """Summarizes a new record for a reviewer: main text, facts and evidence."""
    record = entry.record
    found = field_roles.roles(type(record))
    facts = [f"{one.label} {_in_words(one, getattr(record, one.name))}" for one in found if _is_fact(one, record)]
    main = next((one for one in found if _is_main_text(one, record)), None)
    paragraphs: dict[str, dict[int, None]] = {}
    for _, evidence in traversal.walk_evidence(record):
        paragraphs.setdefault(evidence.source, {})[evidence.paragraph] = None
    cited = [f"{source} {', '.join(map(str, sorted(numbers)))}" for source, numbers in paragraphs.items()]
    uncited = ["no evidence"] if "evidence" in type(record).model_fields else []
    return (
        *([f"{main.label}: {quote_value(getattr(record, main.name), 200)}"] if main else ()),
        *facts,
        *_summarize_standing(record),
        *([f"evidence: {' and '.join(cited)}"] if cited else uncited),
    )


def _summarize_standing(record: Any) -> Iterator[str]:
    """Yields what makes a record count less, or another one."""
    for name in ("supersedes", "derived_from"):
        if target := getattr(record, name, None):
            yield f"{name.replace('_', ' ')} {target}"
    if retracted := getattr(record, "retracted", None):
        yield f"retracted: {quote_value(retracted.reason, 200)}"
    if disputed := getattr(record, "disputed", None):
        yield f"disputed: {len(disputed.accounts)} accounts"


def _is_fact(one: field_roles.FieldRole, record: fields.Data) -> bool:
    """Returns True for a judgement, a status or a date that is filled.

    "Not stated" counts only in a required field, as does a reliability that can't be judged.
    """
    value = getattr(record, one.name)
    is_unstated = value in (None, scales.NOT_STATED, scales.Reliability.F)
    if one.is_list or (is_unstated and not (value and _is_required(one, record))):
        return False
    is_judgement = one.role is field_roles.Role.WORD and issubclass(one.item_type, _JUDGEMENTS)
    return one.role in (field_roles.Role.DATE, field_roles.Role.BASIS) or is_judgement


def _is_required(one: field_roles.FieldRole, record: fields.Data) -> bool:
    return type(record).model_fields[one.name].is_required()


def _in_words(one: field_roles.FieldRole, value: Any) -> str:
    if isinstance(value, scales.Reliability):
        return f"{value} ({value.words})"
    return quote_value(value, 200) if one.role is field_roles.Role.BASIS else str(getattr(value, "words", value))


def _is_main_text(one: field_roles.FieldRole, record: fields.Data) -> bool:
    """True for a required text that is not the record's heading."""
    heading = record.heading if isinstance(record, Record) else ""
    return (
        one.role is field_roles.Role.TEXT
        and not one.is_list
        and _is_required(one, record)
        and getattr(record, one.name) != heading
    )
