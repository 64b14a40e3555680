"""Describes a change in an editor's words.

A description consists of spans of text, each with a role; every output format marks up the roles in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..model import content_changes
from ..records import dates, fields, scales
from ..text import word_diff

Change = content_changes.Change
ChangeKind = content_changes.ChangeKind
Value = content_changes.Value
CONTEXT_WORDS = 5
"""Number of unchanged words shown on each side of a change; longer runs are cut."""


class SpanRole(StrEnum):
    """The role of a span: our own text, a label, text of the data, or a separator.

    Text of the data is unchanged (DATA), removed (OLD) or added (NEW).
    """

    OURS = "ours"
    LABEL = "label"
    DATA = "data"
    OLD = "old"
    NEW = "new"
    SEPARATOR = "separator"


@dataclass(frozen=True)
class Span:
    """A chunk of a description. Formats escape its text unless the role is OURS."""

    role: SpanRole
    text: str


_TEXTS = (
    ChangeKind.TITLE,
    ChangeKind.QUOTATION,
    ChangeKind.BASIS,
    ChangeKind.CLAIM,
    ChangeKind.FIGURE,
    ChangeKind.WORDING,
)
_EVIDENCE = {
    ChangeKind.EVIDENCE_ADDED: "evidence added: ",
    ChangeKind.EVIDENCE_REMOVED: "evidence removed: ",
    ChangeKind.EVIDENCE_CHANGED: "evidence changed: ",
}
_OLD_ITEMS = {
    ChangeKind.REMOVED: "gone",
    ChangeKind.PART_REMOVED: "gone",
    ChangeKind.DISPUTE_SETTLED: "dispute settled, until now",
    ChangeKind.ACCOUNT_REMOVED: "account of the dispute gone",
}
_NEW_ITEMS = {
    ChangeKind.ADDED: "new",
    ChangeKind.PART_ADDED: "new",
    ChangeKind.DISPUTE_OPENED: "dispute opened",
    ChangeKind.ACCOUNT_ADDED: "new account of the dispute",
}
_REMARKS = {
    ChangeKind.DATE_MORE_PRECISE: "more precise",
    ChangeKind.DATE_LESS_PRECISE: "less precise",
}
_DATES = (
    ChangeKind.DATE_MOVED,
    ChangeKind.DATE_LESS_PRECISE,
    ChangeKind.DATE_MORE_PRECISE,
    ChangeKind.DATE_DOUBT,
    ChangeKind.DATE_ADDED,
    ChangeKind.DATE_REMOVED,
)
_SINGLE_VALUES = (
    ChangeKind.LIKELIHOOD,
    ChangeKind.IMPACT,
    ChangeKind.STATUS,
    ChangeKind.CONFIDENCE,
    ChangeKind.GRADING,
    ChangeKind.ATTRIBUTION,
    ChangeKind.REFERENCE,
    ChangeKind.CATEGORY,
    ChangeKind.DETAIL,
)
_SUMMARIES = {
    ChangeKind.RENAMED: "is at another address",
    ChangeKind.QUOTATION: "another quotation",
    ChangeKind.EVIDENCE_REMOVED: "less evidence",
    ChangeKind.EVIDENCE_CHANGED: "other evidence",
    ChangeKind.EVIDENCE_ADDED: "more evidence",
    ChangeKind.BASIS: "another reason given",
    ChangeKind.TEXT_REMOVED: "gone",
    ChangeKind.TEXT_ADDED: "added",
    ChangeKind.CLAIM: "reworded",
    ChangeKind.WORDING: "reworded",
}

_WORDS_OF_FIELDS: Mapping[tuple[str, ...], Callable[[str], str]] = {
    ("country",): scales.country_name,
    ("coordinates",): fields.coordinate_words,
}
"""The functions that put codes and numbers into words for readers, by field."""

_READER_LABELS = {"aliases": "other names", "reader notes": "what to know first"}
"""Labels of fields whose names readers do not meet elsewhere."""


def reader_label(field_path: Sequence[str]) -> str:
    """Returns the label of a field in readers' words; empty for the record itself."""
    return " ".join(_READER_LABELS.get(part, part) for part in field_path)


def describe_change(change: Change) -> Iterator[Span]:
    """Describes the change in an editor's words, without the record's name."""
    yield from _label(change)
    yield from _body(change)
    remarks = [*filter(None, [_REMARKS.get(change.kind)]), *change.notes]
    if remarks:
        yield _ours(" (")
        yield Span(SpanRole.DATA, "; ".join(remarks))
        yield _ours(")")


def summarize_change(change: Change) -> Iterator[Span]:
    """Describes the change for a reader: values in full, dates in words.

    For texts and evidence it only states that they changed, so that withdrawn words do not stay published.
    """
    if change.field_path == ("label",):  # A relation's words between two names; the title has the whole sentence.
        yield _ours("reworded")
    elif change.kind in _SUMMARIES:
        if change.field_path:
            yield from (Span(SpanRole.LABEL, reader_label(change.field_path)), _ours(": "))
        yield _ours(_SUMMARIES[change.kind])
    elif change.kind in _DATES:
        yield from _value_for_reader(
            replace(change, old=_date_in_words(change.old), new=_date_in_words(change.new), notes=())
        )
    elif change.field_path[-1:] in _WORDS_OF_FIELDS:
        words = _WORDS_OF_FIELDS[change.field_path[-1:]]
        old, new = (words(value) if isinstance(value, str) else value for value in (change.old, change.new))
        yield from _value_for_reader(replace(change, old=old, new=new))
    elif change.kind in _SINGLE_VALUES:
        yield from _value_for_reader(change)
    elif change.kind in (ChangeKind.REFERENCES, ChangeKind.NAMES):
        yield from _members_for_reader(change)
    else:
        yield from describe_change(replace(change, notes=()) if change.kind is ChangeKind.TITLE else change)


def _value_for_reader(change: Change) -> Iterator[Span]:
    """Names the new value first: "likelihood: likely (before: unlikely)"."""
    yield from _label(change)
    old, new = (_value_in_words(change.kind, value) if value else "" for value in (change.old, change.new))
    yield from (_data(new),) if new else (_ours("no longer "), _data(old))
    remarks = [*([f"before: {old}"] if old and new else ()), *change.notes]
    if remarks:
        yield from (_ours(" ("), Span(SpanRole.DATA, "; ".join(remarks)), _ours(")"))


def _members_for_reader(change: Change) -> Iterator[Span]:
    yield Span(SpanRole.LABEL, reader_label(change.field_path))
    for word, value in ((": added ", change.new), ("; removed " if change.new else ": removed ", change.old)):
        if value:
            yield from (_ours(word), _data(tuple(f"\u201c{text}\u201d" for text in value)))


def _date_in_words(date: Value) -> Value:
    return dates.parse(date).words if isinstance(date, str) else date


def _label(change: Change) -> Iterator[Span]:
    if change.field_path:
        yield Span(SpanRole.LABEL, " ".join(change.field_path))
        yield _ours(" " if change.kind in _EVIDENCE else ": ")
    if change.kind in _EVIDENCE:
        yield _ours(_EVIDENCE[change.kind])


def _body(change: Change) -> Iterator[Span]:
    kind, old, new = change.kind, change.old, change.new
    if kind is ChangeKind.UNREADABLE:
        yield _ours("could not be compared: it has problems")
    elif kind is ChangeKind.DIRECTION:
        yield from (_ours("direction reversed: "), *_values(kind, old, new))
    elif kind is ChangeKind.SPEAKER:
        yield from (_ours("moved from "), _data(old), _ours(" to "), _data(new))
    elif kind is ChangeKind.ORDER:
        yield _ours("in another order")
    elif kind in (ChangeKind.REFERENCES, ChangeKind.NAMES):
        yield from _members(old, new)
    elif kind in _EVIDENCE:
        yield from _values(kind, old, new) if old and new else (_data(old or new),)
    elif kind in _OLD_ITEMS:
        yield from _with_value(_OLD_ITEMS[kind], old)
    elif kind in _NEW_ITEMS:
        yield from _with_value(_NEW_ITEMS[kind], new)
    elif kind in (*_TEXTS, ChangeKind.TEXT_ADDED, ChangeKind.TEXT_REMOVED):
        yield from _text(change)
    else:
        if kind is ChangeKind.RENAMED:
            yield _ours("renamed: ")
        yield from _values(kind, old, new)


def _with_value(word: str, value: Value) -> Iterator[Span]:
    yield _ours(f"{word}: " if value else word)
    if value:
        yield _data(value)


def _values(kind: ChangeKind, old: Value, new: Value) -> Iterator[Span]:
    yield from (_data(_value_in_words(kind, old)), _ours(" -> "), _data(_value_in_words(kind, new)))


def _value_in_words(kind: ChangeKind, value: Value) -> str:
    """Returns a value in words: "roughly even chance", "B (usually reliable)"."""
    if isinstance(value, scales.Reliability):
        return f"{value.value} ({value.words})"
    if isinstance(value, scales.Word):
        return value.words
    if kind is ChangeKind.GRADING and isinstance(value, str) and value.isdigit():
        return f"{value} ({scales.CREDIBILITY_WORDS[int(value)]})"
    return str(value) if value else "none"


def _members(old: Value, new: Value) -> Iterator[Span]:
    if old:
        yield from (_ours("no longer "), _data(old))
    if old and new:
        yield _ours("; ")
    if new:
        yield from (_ours("now also "), _data(new))


def _text(change: Change) -> Iterator[Span]:
    if change.old is None:
        yield from _with_value("now", change.new)
    elif change.new is None:
        yield from _with_value("no longer", change.old)
    else:
        yield from _chunks(change.chunks)


def _chunks(chunks: Sequence[word_diff.DiffChunk]) -> Iterator[Span]:
    roles = {
        word_diff.DiffOp.SAME: SpanRole.DATA,
        word_diff.DiffOp.OLD: SpanRole.OLD,
        word_diff.DiffOp.NEW: SpanRole.NEW,
    }
    for n, chunk in enumerate(chunks):
        text = chunk.text
        if chunk.op is word_diff.DiffOp.SAME:
            text = _cut_context(text, n == 0, n == len(chunks) - 1)
        if n:
            is_replacement = chunk.op is word_diff.DiffOp.NEW and chunks[n - 1].op is word_diff.DiffOp.OLD
            yield Span(SpanRole.SEPARATOR, "") if is_replacement else _ours(" ")
        yield Span(roles[chunk.op], text)


def _cut_context(text: str, is_first: bool, is_last: bool) -> str:
    """Cuts a run of unchanged words to those that are next to a change."""
    words = text.split(" ")
    if len(words) <= 2 * CONTEXT_WORDS + 2:
        return text
    before = [] if is_first else words[:CONTEXT_WORDS]
    after = [] if is_last else words[-CONTEXT_WORDS:]
    return " ".join([*before, "...", *after])


def _data(value: Value) -> Span:
    texts = value if isinstance(value, tuple) else (value or "",)
    return Span(
        SpanRole.DATA,
        ", ".join(word_diff.normalize_text(text).replace("\n\n", f" {word_diff.PARAGRAPH_BREAK} ") for text in texts),
    )


def _ours(text: str) -> Span:
    return Span(SpanRole.OURS, text)
