"""A change -> a phrase for people: pieces of text, each with the part it plays, for every format alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..model import content_changes
from ..records import dates, scales
from ..text import word_diff

KEPT = 5
"""So many unchanged words stand round a change; longer runs are cut."""


class Part(StrEnum):
    """What a piece of a phrase is: words of ours, a label, text of the data, such text gone or come, or their seam."""

    OURS = "ours"
    LABEL = "label"
    DATA = "said"
    OLD = "old"
    NEW = "new"
    SEAM = "seam"


@dataclass(frozen=True)
class Bit:
    """A piece of a phrase. A format escapes `text` unless the part is OURS."""

    part: Part
    text: str


_TEXTS = (
    content_changes.ChangeKind.TITLE,
    content_changes.ChangeKind.QUOTATION,
    content_changes.ChangeKind.BASIS,
    content_changes.ChangeKind.FIGURE,
    content_changes.ChangeKind.WORDING,
)
_EVIDENCE = {
    content_changes.ChangeKind.EVIDENCE_ADDED: "evidence added: ",
    content_changes.ChangeKind.EVIDENCE_REMOVED: "evidence removed: ",
    content_changes.ChangeKind.EVIDENCE_CHANGED: "evidence changed: ",
}
_REMARKS = {
    content_changes.ChangeKind.DATE_MORE_PRECISE: "more precise",
    content_changes.ChangeKind.DATE_LESS_PRECISE: "less precise",
    content_changes.ChangeKind.FIGURE: "a number changed",
    content_changes.ChangeKind.RENAMED: "its address changes with it",
}
_DATES = (
    content_changes.ChangeKind.DATE_MOVED,
    content_changes.ChangeKind.DATE_LESS_PRECISE,
    content_changes.ChangeKind.DATE_MORE_PRECISE,
    content_changes.ChangeKind.DATE_DOUBT,
    content_changes.ChangeKind.DATE_ADDED,
    content_changes.ChangeKind.DATE_REMOVED,
)
_TRUTH: Mapping[content_changes.Value, str] = {"True": "yes", "False": "no"}
_IN_SHORT = {
    content_changes.ChangeKind.RENAMED: "stands at another address",
    content_changes.ChangeKind.QUOTATION: "quoted otherwise",
    content_changes.ChangeKind.EVIDENCE_REMOVED: "less evidence",
    content_changes.ChangeKind.EVIDENCE_CHANGED: "other evidence",
    content_changes.ChangeKind.EVIDENCE_ADDED: "more evidence",
    content_changes.ChangeKind.BASIS: "another reason given",
    content_changes.ChangeKind.TEXT_REMOVED: "gone",
    content_changes.ChangeKind.TEXT_ADDED: "added",
    content_changes.ChangeKind.WORDING: "reworded",
}


def phrase(change: content_changes.Change) -> Iterator[Bit]:
    """The change in an editor's words, without the record's name."""
    yield from _label(change)
    yield from _body(change)
    remarks = [*([_REMARKS[change.kind]] if change.kind in _REMARKS else []), *change.notes]
    if remarks:
        yield Bit(Part.OURS, " (")
        yield Bit(Part.DATA, "; ".join(remarks))
        yield Bit(Part.OURS, ")")


def in_short(change: content_changes.Change) -> Iterator[Bit]:
    """The change for a reader: values in full, dates in words, of texts and evidence only that they are others.

    So words that were taken back do not stay published.
    """
    if change.kind in _IN_SHORT:
        if change.place:
            yield from (Bit(Part.LABEL, " ".join(change.place)), Bit(Part.OURS, ": "))
        yield Bit(Part.OURS, _IN_SHORT[change.kind])
    elif change.kind in _DATES:
        yield from phrase(replace(change, old=_in_words(change.old), new=_in_words(change.new), notes=()))
    elif change.old in _TRUTH and change.new in _TRUTH:
        yield from phrase(replace(change, old=_TRUTH[change.old], new=_TRUTH[change.new]))
    else:
        yield from phrase(replace(change, notes=()) if change.kind is content_changes.ChangeKind.TITLE else change)


def _in_words(date: content_changes.Value) -> content_changes.Value:
    return dates.parse(date).words if isinstance(date, str) else date


def _label(change: content_changes.Change) -> Iterator[Bit]:
    if change.place:
        yield Bit(Part.LABEL, " ".join(change.place))
        yield Bit(Part.OURS, " " if change.kind in _EVIDENCE else ": ")
    if change.kind in _EVIDENCE:
        yield Bit(Part.OURS, _EVIDENCE[change.kind])


def _body(change: content_changes.Change) -> Iterator[Bit]:
    kind, old, new = change.kind, change.old, change.new
    if kind is content_changes.ChangeKind.UNREADABLE:
        yield Bit(Part.OURS, "could not be compared: it has faults")
    elif kind is content_changes.ChangeKind.SPEAKER:
        yield from (Bit(Part.OURS, "moved from "), _data(old), Bit(Part.OURS, " to "), _data(new))
    elif kind is content_changes.ChangeKind.ORDER:
        yield Bit(Part.OURS, "in another order")
    elif kind in (content_changes.ChangeKind.REFERENCES, content_changes.ChangeKind.NAMES):
        yield from _members(old, new)
    elif kind in _EVIDENCE:
        yield from _values(kind, old, new) if old and new else (_data(old or new),)
    elif kind in (content_changes.ChangeKind.REMOVED, content_changes.ChangeKind.PART_REMOVED):
        yield from _with("gone", old)
    elif kind in (content_changes.ChangeKind.ADDED, content_changes.ChangeKind.PART_ADDED):
        yield from _with("new", new)
    elif kind in (*_TEXTS, content_changes.ChangeKind.TEXT_ADDED, content_changes.ChangeKind.TEXT_REMOVED):
        yield from _text(change)
    else:
        if kind is content_changes.ChangeKind.RENAMED:
            yield Bit(Part.OURS, "renamed: ")
        yield from _values(kind, old, new)


def _with(word: str, value: content_changes.Value) -> Iterator[Bit]:
    yield Bit(Part.OURS, f"{word}: " if value else word)
    if value:
        yield _data(value)


def _values(kind: content_changes.ChangeKind, old: content_changes.Value, new: content_changes.Value) -> Iterator[Bit]:
    yield from (_data(_said(kind, old)), Bit(Part.OURS, " -> "), _data(_said(kind, new)))


def _said(kind: content_changes.ChangeKind, value: content_changes.Value) -> str:
    """A value as people say it: "roughly even chance", "B (usually reliable)"; "none" where there is none."""
    if isinstance(value, scales.Reliability):
        return f"{value.value} ({value.words})"
    if isinstance(value, scales.Word):
        return value.words
    if kind is content_changes.ChangeKind.GRADING and isinstance(value, str) and value.isdigit():
        return f"{value} ({scales.CREDIBILITY_WORDS[int(value)]})"
    return str(value) if value else "none"


def _members(old: content_changes.Value, new: content_changes.Value) -> Iterator[Bit]:
    if old:
        yield from (Bit(Part.OURS, "no longer "), _data(old))
    if old and new:
        yield Bit(Part.OURS, "; ")
    if new:
        yield from (Bit(Part.OURS, "now also "), _data(new))


def _text(change: content_changes.Change) -> Iterator[Bit]:
    if change.old is None:
        yield from _with("now", change.new)
    elif change.new is None:
        yield from _with("no longer", change.old)
    else:
        yield from _pieces(change.pieces)


def _pieces(pieces: Sequence[word_diff.Piece]) -> Iterator[Bit]:
    parts = {word_diff.Fate.SAME: Part.DATA, word_diff.Fate.OLD: Part.OLD, word_diff.Fate.NEW: Part.NEW}
    for n, piece in enumerate(pieces):
        text = piece.text
        if piece.fate is word_diff.Fate.SAME:
            text = _cut(text, n == 0, n == len(pieces) - 1)
        if n:
            is_instead = piece.fate is word_diff.Fate.NEW and pieces[n - 1].fate is word_diff.Fate.OLD
            yield Bit(Part.SEAM, "") if is_instead else Bit(Part.OURS, " ")
        yield Bit(parts[piece.fate], text)


def _cut(text: str, is_first: bool, is_last: bool) -> str:
    """A run of unchanged words without its middle, or without its end that no change is near."""
    words = text.split(" ")
    if len(words) <= 2 * KEPT + 2:
        return text
    before = [] if is_first else words[:KEPT]
    after = [] if is_last else words[-KEPT:]
    return " ".join([*before, "...", *after])


def _data(value: content_changes.Value) -> Bit:
    texts = value if isinstance(value, tuple) else (value or "",)
    return Bit(Part.DATA, ", ".join(word_diff.folded(text).replace("\n\n", f" {word_diff.BREAK} ") for text in texts))
