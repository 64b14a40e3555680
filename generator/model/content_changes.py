"""The closed list of what can change in a briefing, the most important first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..text import word_diff

Value = str | tuple[str, ...] | None


class ChangeKind(StrEnum):
    """The kinds of change, the most important to a reviewer first.

    `description` describes each kind; `handbook/docs/review/reviewing.md` lists them.
    """

    description: str

    UNREADABLE = "unreadable", "a record has problems in one revision, so it could not be compared"
    REMOVED = "removed", "a record was removed"
    ADDED = "added", "a record was added"
    RENAMED = "renamed", "a record has another id and the same, or nearly the same, content"
    SPEAKER = "speaker", "a statement, or another nested record, moved to another record"
    DIRECTION = "direction", "a relation leads in the opposite direction"
    LIKELIHOOD = "likelihood", "something became more or less likely"
    IMPACT = "impact", "something would be worse, or less bad"
    STATUS = "status", "something progressed, or is known more or less well"
    DISPUTE_OPENED = "dispute-opened", "sources disagree on something, by two accounts or more"
    DISPUTE_SETTLED = "dispute-settled", "a dispute was settled: its accounts were removed"
    ACCOUNT_ADDED = "account-added", "a dispute gained an account"
    ACCOUNT_REMOVED = "account-removed", "a dispute lost an account"
    CONFIDENCE = "confidence", "a judgement is more or less well founded"
    GRADING = "grading", "a source or a statement is trusted more or less (Admiralty system)"
    DATE_MOVED = "date-moved", "a date moved to another time"
    DATE_LESS_PRECISE = "date-less-precise", "a date is wider than before"
    DATE_MORE_PRECISE = "date-more-precise", "a date is narrower than before, within the old one"
    DATE_DOUBT = "date-doubt", "a date means the same time, but is more or less certain, or has another form"
    DATE_ADDED = "date-added", "a date was added"
    DATE_REMOVED = "date-removed", "a date was removed"
    QUOTATION = "quotation", "a quotation changed"
    ATTRIBUTION = "attribution", "who assessed something, or how it is known, changed"
    CLAIM = "claim", "a negation, a name or a modal verb in a text changed"
    FIGURE = "figure", "a number in a text changed"
    EVIDENCE_REMOVED = "evidence-removed", "evidence was removed"
    EVIDENCE_CHANGED = "evidence-changed", "evidence cites another paragraph or other words"
    EVIDENCE_ADDED = "evidence-added", "evidence was added"
    REFERENCE = "reference", "a field refers to another record"
    REFERENCES = "reference-list", "a list of references has other members"
    PART_REMOVED = "part-removed", "an item of a record was removed: a takeaway, an indicator, a paragraph"
    PART_ADDED = "part-added", "an item of a record was added"
    CATEGORY = "category", "a value of a closed list changed: a type, a trend"
    TITLE = "title", "a record has another title; its address stays"
    BASIS = "basis", "the basis of an assessment or a grade changed"
    TEXT_REMOVED = "text-removed", "a field that held a text is empty"
    TEXT_ADDED = "text-added", "a field that was empty holds a text"
    NAMES = "name-list", "a list of names or words has other members"
    DETAIL = "detail", "a value of a certain form changed: an address, a country, a language"
    WORDING = "wording", "only the wording of a text changed"
    ORDER = "order", "items are in another order"

    def __new__(cls, value: str, description: str) -> ChangeKind:
        """Creates a member whose value is the kind's name in JSON."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    @property
    def rank(self) -> int:
        """0 for the most important kind."""
        return _RANKS[self]

    @property
    def affects_meaning(self) -> bool:
        """True if readers learn something else, not the same in another form."""
        return self.rank <= ChangeKind.CATEGORY.rank and self not in (ChangeKind.RENAMED, ChangeKind.EVIDENCE_ADDED)

    @property
    def words(self) -> str:
        """The kind in words: "date moved"."""
        return self.value.replace("-", " ")


_RANKS = {kind: rank for rank, kind in enumerate(ChangeKind)}


@dataclass(frozen=True)
class Change:
    """One change to one record.

    `record_id` is the record's id now, or the last one it had. `field_path` leads from the record to what changed: labels
    of fields, and list items in quotation marks. `old` and `new` are as the data writes them, None where there was or is
    nothing; for lists, the items removed and added. `chunks` compares free text word by word. `notes` say what belongs to
    the change: who assessed it, whether its basis changed.
    """

    kind: ChangeKind
    record_id: str
    field_path: tuple[str, ...] = ()
    old: Value = None
    new: Value = None
    notes: tuple[str, ...] = ()
    chunks: tuple[word_diff.DiffChunk, ...] = ()


@dataclass(frozen=True)
class ReportedChange:
    """A change with the noun for its record ("statement").

    `is_nested` says that the record is nested in the top-level record of the group.
    """

    change: Change
    noun: str
    is_nested: bool


@dataclass(frozen=True)
class ChangeGroup:
    """The changes to one top-level record and its nested records, ranked.

    `page` is the path under `docs/` of the page that shows the record, `file` the path of the file that holds it. `title`
    and `page` are empty if the record can't be read.
    """

    noun: str
    record_id: str
    title: str
    page: str
    file: str
    changes: tuple[ReportedChange, ...]

    @property
    def record_change(self) -> ChangeKind | None:
        """ADDED or REMOVED if that happened to the record itself; else None."""
        return next((kind for kind in self._own_kinds if kind in (ChangeKind.ADDED, ChangeKind.REMOVED)), None)

    @property
    def has_new_page(self) -> bool:
        """True if the record's page is only on the site once the change is published."""
        return bool({*self._own_kinds} & {ChangeKind.ADDED, ChangeKind.RENAMED})

    @property
    def is_only_wording(self) -> bool:
        """True if no change alters more than the wording of a text."""
        return all(one.change.kind is ChangeKind.WORDING for one in self.changes)

    @property
    def _own_kinds(self) -> tuple[ChangeKind, ...]:
        return tuple(one.change.kind for one in self.changes if not one.is_nested)
