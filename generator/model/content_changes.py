"""The closed list of what can change in a briefing, the most important first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..text import word_diff

Value = str | tuple[str, ...] | None


class ChangeKind(StrEnum):
    """Kinds of change in the order of their importance to a reviewer; `sentence` says each to people."""

    sentence: str

    UNREADABLE = "unreadable", "a record has faults on one side, so that it could not be compared"
    REMOVED = "removed", "a record is gone"
    ADDED = "added", "a record is new"
    RENAMED = "renamed", "a record bears another id: the same, or nearly the same, content"
    SPEAKER = "speaker", "something that was said, or another nested record, moved to another record"
    LIKELIHOOD = "likelihood", "something became more or less likely"
    IMPACT = "impact", "something would be worse, or less bad"
    STATUS = "status", "something came further, or more or less is known of it"
    CONFIDENCE = "confidence", "the ground of a judgement became better or worse"
    GRADING = "grading", "a source or a statement is trusted more or less (Admiralty system)"
    DATE_MOVED = "date-moved", "a date lies at another time"
    DATE_LESS_PRECISE = "date-less-precise", "a date is wider than before"
    DATE_MORE_PRECISE = "date-more-precise", "a date is narrower than before, within the old one"
    DATE_DOUBT = "date-doubt", "a date is the same time, but more or less certain, or of another form"
    DATE_ADDED = "date-added", "a date stands where there was none"
    DATE_REMOVED = "date-removed", "a date is gone"
    QUOTATION = "quotation", "somebody's own words are given otherwise"
    ATTRIBUTION = "attribution", "who vouches for something, or how it is known"
    EVIDENCE_REMOVED = "evidence-removed", "something rests on less evidence"
    EVIDENCE_CHANGED = "evidence-changed", "evidence points to another paragraph or to other words"
    EVIDENCE_ADDED = "evidence-added", "something rests on more evidence"
    REFERENCE = "reference", "a field refers to another record"
    REFERENCES = "reference-list", "a list of references has other members"
    PART_REMOVED = "part-removed", "an item of a record is gone: a takeaway, an indicator, a paragraph"
    PART_ADDED = "part-added", "an item of a record is new"
    CATEGORY = "category", "another word of a closed list: a type, a trend"
    TITLE = "title", "a record is called something else; its address stays"
    BASIS = "basis", "the reason for an assessment or a grade is another, or worded otherwise"
    FIGURE = "figure", "a number in a text is another"
    TEXT_REMOVED = "text-removed", "a field that held a text is empty"
    TEXT_ADDED = "text-added", "a field that was empty holds a text"
    NAMES = "name-list", "a list of names or words has other members"
    DETAIL = "detail", "a field of a certain form is another: an address, a country, a language"
    WORDING = "wording", "only the wording of a text"
    ORDER = "order", "items stand in another order"

    def __new__(cls, value: str, sentence: str) -> ChangeKind:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        return member

    @property
    def rank(self) -> int:
        """0 for the most important kind."""
        return _RANKS[self]

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


_RANKS = {kind: rank for rank, kind in enumerate(ChangeKind)}


@dataclass(frozen=True)
class Change:
    """One change to the record `id` (its id now, or the last one it had).

    `place` leads from the record to what changed: labels of fields, and items in quotation marks. `old` and `new` are
    as the data writes them; None where there was or is nothing; for lists what went and what came. `pieces` compares
    free text word by word. `notes` say what belongs to the change: who assessed it, whether its basis changed.
    """

    kind: ChangeKind
    id: str
    place: tuple[str, ...] = ()
    old: Value = None
    new: Value = None
    notes: tuple[str, ...] = ()
    pieces: tuple[word_diff.Piece, ...] = ()


@dataclass(frozen=True)
class Told:
    """A change with the word for its record, where that is nested in the group's."""

    change: Change
    one: str
    is_nested: bool


@dataclass(frozen=True)
class Group:
    """The changes to one top-level record and to what is nested in it, the most important first.

    `page` is where the site shows it (under `docs/`), `file` where it is written; `title` and `page` are empty if it
    can't be read.
    """

    one: str
    id: str
    title: str
    page: str
    file: str
    changes: tuple[Told, ...]

    @property
    def fate(self) -> ChangeKind | None:
        """ADDED or REMOVED if that happened to the record itself; else None."""
        own = (told.change.kind for told in self.changes if not told.is_nested)
        return next((kind for kind in own if kind in (ChangeKind.ADDED, ChangeKind.REMOVED)), None)

    @property
    def is_new(self) -> bool:
        """Whether its page is only there once the change is published."""
        kinds = {told.change.kind for told in self.changes if not told.is_nested}
        return bool(kinds & {ChangeKind.ADDED, ChangeKind.RENAMED})

    @property
    def is_only_wording(self) -> bool:
        return all(told.change.kind is ChangeKind.WORDING for told in self.changes)
