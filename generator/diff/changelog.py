"""Describes the history for the site's readers, record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..model import Briefing, content_changes, history, indexes
from .change_phrases import Span, SpanRole, reader_label, summarize_change

ChangeKind = content_changes.ChangeKind
ChangeGroup = content_changes.ChangeGroup
ReportedChange = content_changes.ReportedChange
IN_FULL = 12
"""The most changed records in an entry of which every change is shown.

Of a longer entry only the important changes are shown.
"""
MOST_RECORDS = 40
"""The most changed records that a long entry shows."""
_LONGEST_HEADLINE = 160
"""The most characters of a change that fit into a line of the home page."""
_LEAST_IMPORTANT = ChangeKind.ATTRIBUTION
"""The lowest ranked of the important changes."""
_UNSEEN = (ChangeKind.UNREADABLE, ChangeKind.RENAMED, ChangeKind.ORDER)
"""The kinds of change that no reader sees."""
_RECORD_CHANGES = {ChangeKind.ADDED: "new", ChangeKind.REMOVED: "removed"}

Phrase = tuple[Span, ...]


@dataclass(frozen=True)
class ChangelogRow:
    """One changed record.

    `noun` is the word for it ("actor"), `entry` its entry today (None if it is gone). There is a phrase for each change.
    """

    noun: str
    title: str
    entry: indexes.Entry | None
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class ChangelogEntry:
    """A history entry for readers.

    `added` holds the new records by noun, `changed` the records whose changes are shown, `minor` the other changed records.
    """

    source: history.HistoryEntry
    added: tuple[tuple[str, tuple[ChangelogRow, ...]], ...]
    removed: tuple[ChangelogRow, ...]
    changed: tuple[ChangelogRow, ...]
    minor: tuple[ChangelogRow, ...]


@indexes.memoize
def reader_history(briefing: Briefing) -> history.History:
    """Returns the history as readers see it, which may lack entries.

    It leaves out what no page shows: settings, fields that only a program reads, another order, another id.
    """
    unseen = {kind.singular: kind.unseen_fields for kind in briefing.kinds}
    entries = []
    for entry in briefing.history.entries:
        groups = tuple(
            replace(group, changes=changes)
            for group in entry.groups
            if (changes := tuple(one for one in group.changes if _is_visible(one, unseen.get(one.noun, frozenset()))))
        )
        if groups or entry.is_first:
            entries.append(replace(entry, groups=groups))
    return replace(briefing.history, entries=tuple(entries))


def _is_visible(reported: ReportedChange, unseen: Collection[str]) -> bool:
    change = reported.change
    field = change.field_path[0].replace(" ", "_") if change.field_path else ""
    return change.kind not in _UNSEEN and field not in unseen and not {change.old, change.new} & {"true", "false"}


def changelog_entry(briefing: Briefing, entry: history.HistoryEntry) -> ChangelogEntry:
    """Describes a history entry: in full, or the important changes of a long one."""
    added = [group for group in entry.groups if group.record_change is ChangeKind.ADDED]
    removed = [group for group in entry.groups if group.record_change is ChangeKind.REMOVED]
    changed = [group for group in entry.groups if group.record_change is None]
    is_short = len(changed) <= IN_FULL
    shown = changed if is_short else [group for group in changed if _is_important(group.changes[0])][:MOST_RECORDS]
    by_noun = groupby(sorted(added, key=lambda group: group.file), lambda group: group.noun)
    return ChangelogEntry(
        entry,
        tuple((noun, tuple(_row(briefing, entry, group) for group in groups)) for noun, groups in by_noun),
        tuple(_row(briefing, entry, group) for group in removed),
        tuple(_row(briefing, entry, group, _phrases(briefing, group, is_short)) for group in shown),
        tuple(_row(briefing, entry, group) for group in changed if group not in shown),
    )


def count_records(entry: history.HistoryEntry) -> tuple[tuple[str, int], ...]:
    """Counts the changed records by noun, the most frequent first.

    The briefing itself is left out.
    """
    return tuple(Counter(group.noun for group in entry.groups if group.page != "index.md").most_common())


def headline(briefing: Briefing, entry: history.HistoryEntry) -> tuple[ChangelogRow | None, int]:
    """Returns the record with the most important change, and the number of others.

    The row has a phrase for that change alone. Of several records with small changes only, none is named.
    """
    group = entry.groups[0]
    if len(entry.groups) > 1 and group.record_change is None and not _is_important(group.changes[0]):
        return None, len(entry.groups)
    if group.record_change:
        phrase: Phrase = (Span(SpanRole.OURS, _RECORD_CHANGES[group.record_change]),)
    else:
        phrase = _phrases(briefing, group, True)[0]
    if sum(len(span.text) for span in phrase) > _LONGEST_HEADLINE:
        label = reader_label(group.changes[0].change.field_path) or group.changes[0].noun
        phrase = (Span(SpanRole.LABEL, label), Span(SpanRole.OURS, " changed"))
    return _row(briefing, entry, group, (phrase,)), len(entry.groups) - 1


def latest_changes(briefing: Briefing, number: int) -> Sequence[tuple[history.HistoryEntry, ChangelogRow | None, int]]:
    """Returns the newest entries, each with its headline and the number of others.

    The first entry of all has neither.
    """
    return [
        (entry, None, 0) if entry.is_first else (entry, *headline(briefing, entry))
        for entry in reader_history(briefing).entries[:number]
    ]


def changelog_notes(briefing: Briefing) -> Iterator[str]:
    """Notes for the editor: what the site leaves out of the history, and why."""
    known = briefing.history
    if known.missing_reason:
        yield f"changes: left out, because {known.missing_reason}"
    if known.since:
        yield f"changes: what is older than {known.since} is left out: the history that was read begins then"
    if known.entries and not briefing.head.site_url:
        yield "changes: no Atom feed, because site_url is not set in seeds/briefing.yml"


def _is_important(reported: ReportedChange) -> bool:
    return reported.change.kind.rank <= _LEAST_IMPORTANT.rank


def _row(
    briefing: Briefing, entry: history.HistoryEntry, group: ChangeGroup, phrases: tuple[Phrase, ...] = ()
) -> ChangelogRow:
    now = briefing.entries.get(entry.current_id(group))
    is_same_kind = now is not None and now.kind.singular == group.noun
    return ChangelogRow(group.noun, group.title or group.record_id, now if is_same_kind else None, phrases)


def _phrases(briefing: Briefing, group: ChangeGroup, in_full: bool) -> tuple[Phrase, ...]:
    """Returns a phrase for each change of the record's own and for each nested record."""
    shown = [reported for reported in group.changes if in_full or _is_important(reported)]
    members: dict[str, list[ReportedChange]] = {}
    for reported in shown:
        members.setdefault(reported.change.record_id if reported.is_nested else "", []).append(reported)
    found: list[Phrase] = []
    for name, changes in members.items():
        phrases = _merge_equal(tuple(_phrase(briefing, reported.change)) for reported in changes)
        found += [_nested_phrase(briefing, changes[0], phrases)] if name else phrases
    rest = () if len(shown) == len(group.changes) else ((Span(SpanRole.OURS, "and smaller changes"),),)
    return (*found, *rest)


def _merge_equal(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Keeps each phrase once, with how often it occurs: "other evidence (3 times)"."""
    return [
        phrase if times == 1 else (*phrase, Span(SpanRole.OURS, f" ({times} times)"))
        for phrase, times in Counter(phrases).items()
    ]


def _nested_phrase(briefing: Briefing, first: ReportedChange, phrases: Sequence[Phrase]) -> Phrase:
    """Names a nested record by the beginning of its text, and says what changed in it."""
    if first.change.kind in _RECORD_CHANGES:
        title = first.change.new or first.change.old or first.change.record_id
        return (Span(SpanRole.OURS, f"{_RECORD_CHANGES[first.change.kind]} {first.noun} "), _quoted(str(title)))
    entry = briefing.entries.get(first.change.record_id)
    name = _quoted(entry.record.heading) if entry else Span(SpanRole.DATA, first.change.record_id)
    listed = [span for phrase in phrases for span in (Span(SpanRole.OURS, ", "), *phrase)][1:]
    return (Span(SpanRole.OURS, f"{first.noun} "), name, Span(SpanRole.OURS, " ("), *listed, Span(SpanRole.OURS, ")"))


def _quoted(text: str) -> Span:
    return Span(SpanRole.DATA, f"“{_truncate(text)}”")


def _truncate(text: str, words: int = 8) -> str:
    found = text.split()
    return " ".join(found) if len(found) <= words + 2 else f"{' '.join(found[:words])} …"


def _phrase(briefing: Briefing, change: content_changes.Change) -> Iterator[Span]:
    """Describes the change, with titles in place of record ids."""
    if change.kind in (ChangeKind.REFERENCE, ChangeKind.REFERENCES, ChangeKind.SPEAKER):
        change = replace(change, old=_titles(briefing, change.old), new=_titles(briefing, change.new))
    return summarize_change(change)


def _titles(briefing: Briefing, value: content_changes.Value) -> content_changes.Value:
    if value is None:
        return None
    ids: Iterable[str] = value if isinstance(value, tuple) else (value,)
    titles = tuple(_truncate(briefing.entries[one].record.heading) if one in briefing.entries else one for one in ids)
    return titles if isinstance(value, tuple) else titles[0]
