"""A change -> a phrase for people: pieces of text, each with the part it plays, for every format alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .changes import Change, ChangeKind, Value
from .dates import parse
from .scales import CREDIBILITY_WORDS, Reliability, Word
from .wording import BREAK, Fate, Piece, folded

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


_TEXTS = (ChangeKind.TITLE, ChangeKind.QUOTATION, ChangeKind.BASIS, ChangeKind.FIGURE, ChangeKind.WORDING)
_EVIDENCE = {
    ChangeKind.EVIDENCE_ADDED: "evidence added: ",
    ChangeKind.EVIDENCE_REMOVED: "evidence removed: ",
    ChangeKind.EVIDENCE_CHANGED: "evidence changed: ",
}
_REMARKS = {
    ChangeKind.DATE_MORE_PRECISE: "more precise",
    ChangeKind.DATE_LESS_PRECISE: "less precise",
    ChangeKind.FIGURE: "a number changed",
    ChangeKind.RENAMED: "its address changes with it",
}
_DATES = (
    ChangeKind.DATE_MOVED,
    ChangeKind.DATE_LESS_PRECISE,
    ChangeKind.DATE_MORE_PRECISE,
    ChangeKind.DATE_DOUBT,
    ChangeKind.DATE_ADDED,
    ChangeKind.DATE_REMOVED,
)
_TRUTH: Mapping[Value, str] = {"True": "yes", "False": "no"}
_IN_SHORT = {
    ChangeKind.RENAMED: "stands at another address",
    ChangeKind.QUOTATION: "quoted otherwise",
    ChangeKind.EVIDENCE_REMOVED: "less evidence",
    ChangeKind.EVIDENCE_CHANGED: "other evidence",
    ChangeKind.EVIDENCE_ADDED: "more evidence",
    ChangeKind.BASIS: "another reason given",
    ChangeKind.TEXT_REMOVED: "gone",
    ChangeKind.TEXT_ADDED: "added",
    ChangeKind.WORDING: "reworded",
}


def phrase(change: Change) -> Iterator[Bit]:
    """The change in an editor's words, without the record's name."""
    yield from _label(change)
    yield from _body(change)
    remarks = [*([_REMARKS[change.kind]] if change.kind in _REMARKS else []), *change.notes]
    if remarks:
        yield Bit(Part.OURS, " (")
        yield Bit(Part.DATA, "; ".join(remarks))
        yield Bit(Part.OURS, ")")


def in_short(change: Change) -> Iterator[Bit]:
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
        yield from phrase(replace(change, notes=()) if change.kind is ChangeKind.TITLE else change)


def _in_words(date: Value) -> Value:
    return parse(date).words if isinstance(date, str) else date


def _label(change: Change) -> Iterator[Bit]:
    if change.place:
        yield Bit(Part.LABEL, " ".join(change.place))
        yield Bit(Part.OURS, " " if change.kind in _EVIDENCE else ": ")
    if change.kind in _EVIDENCE:
        yield Bit(Part.OURS, _EVIDENCE[change.kind])


def _body(change: Change) -> Iterator[Bit]:
    kind, old, new = change.kind, change.old, change.new
    if kind is ChangeKind.UNREADABLE:
        yield Bit(Part.OURS, "could not be compared: it has faults")
    elif kind is ChangeKind.SPEAKER:
        yield from (Bit(Part.OURS, "moved from "), _data(old), Bit(Part.OURS, " to "), _data(new))
    elif kind is ChangeKind.ORDER:
        yield Bit(Part.OURS, "in another order")
    elif kind in (ChangeKind.REFERENCES, ChangeKind.NAMES):
        yield from _members(old, new)
    elif kind in _EVIDENCE:
        yield from _values(kind, old, new) if old and new else (_data(old or new),)
    elif kind in (ChangeKind.REMOVED, ChangeKind.PART_REMOVED):
        yield from _with("gone", old)
    elif kind in (ChangeKind.ADDED, ChangeKind.PART_ADDED):
        yield from _with("new", new)
    elif kind in (*_TEXTS, ChangeKind.TEXT_ADDED, ChangeKind.TEXT_REMOVED):
        yield from _text(change)
    else:
        if kind is ChangeKind.RENAMED:
            yield Bit(Part.OURS, "renamed: ")
        yield from _values(kind, old, new)


def _with(word: str, value: Value) -> Iterator[Bit]:
    yield Bit(Part.OURS, f"{word}: " if value else word)
    if value:
        yield _data(value)


def _values(kind: ChangeKind, old: Value, new: Value) -> Iterator[Bit]:
    yield from (_data(_said(kind, old)), Bit(Part.OURS, " -> "), _data(_said(kind, new)))


def _said(kind: ChangeKind, value: Value) -> str:
    """A value as people say it: "roughly even chance", "B (usually reliable)"; "none" where there is none."""
    if isinstance(value, Reliability):
        return f"{value.value} ({value.words})"
    if isinstance(value, Word):
        return value.words
    if kind is ChangeKind.GRADING and isinstance(value, str) and value.isdigit():
        return f"{value} ({CREDIBILITY_WORDS[int(value)]})"
    return str(value) if value else "none"


def _members(old: Value, new: Value) -> Iterator[Bit]:
    if old:
        yield from (Bit(Part.OURS, "no longer "), _data(old))
    if old and new:
        yield Bit(Part.OURS, "; ")
    if new:
        yield from (Bit(Part.OURS, "now also "), _data(new))


def _text(change: Change) -> Iterator[Bit]:
    if change.old is None:
        yield from _with("now", change.new)
    elif change.new is None:
        yield from _with("no longer", change.old)
    else:
        yield from _pieces(change.pieces)


def _pieces(pieces: Sequence[Piece]) -> Iterator[Bit]:
    parts = {Fate.SAME: Part.DATA, Fate.OLD: Part.OLD, Fate.NEW: Part.NEW}
    for n, piece in enumerate(pieces):
        text = piece.text
        if piece.fate is Fate.SAME:
            text = _cut(text, n == 0, n == len(pieces) - 1)
        if n:
            is_instead = piece.fate is Fate.NEW and pieces[n - 1].fate is Fate.OLD
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


def _data(value: Value) -> Bit:
    texts = value if isinstance(value, tuple) else (value or "",)
    return Bit(Part.DATA, ", ".join(folded(text).replace("\n\n", f" {BREAK} ") for text in texts))
