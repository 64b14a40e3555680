"""The claims of the records with their evidence, and the numbers that follow."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...model import Briefing, indexes
from ...records import Record, fields, traversal
from ..actors.record import Actor
from ..events.record import Event, EventStatus
from ..questions.record import Question
from ..statements.record import Statement

QUOTATION, PARAGRAPH, UNVERIFIED = indexes.VerificationStatus


@dataclass(frozen=True)
class Claim:
    """A claim with its evidence, numbered within its top-level record."""

    entry: indexes.Entry
    number: int
    text: str
    evidence: tuple[fields.Evidence, ...]
    statuses: frozenset[indexes.VerificationStatus]
    is_unnamed: bool
    is_disputed: bool
    agreeing: tuple[str, ...]
    """The independent sources that the evidence names."""

    @property
    def anchor(self) -> str:
        """The id of the claim's element on its page."""
        return f"{self.entry.owner.id}-c{self.number}"

    @cached_property
    def paragraphs(self) -> tuple[tuple[str, int], ...]:
        """The paragraphs that it cites, each once, by source: source id and number."""
        first = list(dict.fromkeys(one.source for one in self.evidence))
        found = dict.fromkeys((one.source, one.paragraph) for one in self.evidence)
        return tuple(sorted(found, key=lambda one: first.index(one[0])))

    @property
    def status(self) -> indexes.VerificationStatus:
        """UNVERIFIED if any of the evidence is, else the best status of it."""
        order = (UNVERIFIED, QUOTATION, PARAGRAPH)
        return next(status for status in order if status in self.statuses)

    @property
    def is_quoted(self) -> bool:
        """True if a quotation was found in the source."""
        return QUOTATION in self.statuses

    @property
    def is_unverified(self) -> bool:
        """True if any of the evidence is not verified."""
        return UNVERIFIED in self.statuses

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons why it may differ from the paragraphs that it cites."""
        return tuple(one.accepted for one in self.evidence if one.accepted)

    @property
    def has_one_paragraph(self) -> bool:
        """True if all evidence is in one paragraph."""
        return len(self.paragraphs) == 1

    @property
    def has_one_source(self) -> bool:
        """True if one source and its copies support it, and it is not disputed."""
        return len(self.agreeing) == 1 and not self.is_disputed

    @property
    def has_several_sources(self) -> bool:
        """True if independent sources agree."""
        return len(self.agreeing) > 1 and not self.is_disputed


def list_claims(briefing: Briefing, owner: Record) -> tuple[Claim, ...]:
    """Returns the claims of a top-level record: each part of it with evidence."""
    return _claims_by_owner(briefing, owner.id)


@indexes.memoize
def _claims_by_owner(briefing: Briefing, owner_id: str) -> tuple[Claim, ...]:
    owner = briefing.get(owner_id).record
    found: list[Claim] = []
    for record in (part for _, part in traversal.walk_parts(owner) if isinstance(part, Record)):
        entry = briefing.get(record.id)
        parts = {
            path: part
            for path, part in traversal.walk_parts(record, into_records=False)
            if indexes.cited_evidence(part) and "disputed" not in path
        }
        statements = _statements_by_part(record, parts)
        for path, part in parts.items():
            evidence = indexes.cited_evidence(part)
            statuses = frozenset(indexes.evidence(briefing).status(record.id, one) for one in evidence)
            is_unnamed = _is_unnamed(briefing, record, statements.get(path) or statements[()])
            claim = Claim(
                entry,
                len(found) + 1,
                _text(briefing, part),
                evidence,
                statuses,
                is_unnamed,
                bool(getattr(part, "disputed", None)),
                indexes.sources(briefing).agreeing(evidence),
            )
            found.append(claim)
    return tuple(found)


def count_editors_own(owners: Iterable[Record]) -> int:
    """Counts the parts without evidence, which are the editor's own."""
    return sum(
        1 for owner in owners for _, part in traversal.walk_parts(owner) if getattr(part, "evidence", None) == ()
    )


def _text(briefing: Briefing, part: fields.Data) -> str:
    """Returns the first text of a part, or the heading of a record."""
    if isinstance(part, Record):
        return briefing.get(part.id).kind.heading(briefing, part)
    return next(value for _, value in part if isinstance(value, str))


def _statements_by_part(record: Record, parts: Iterable[fields.Path]) -> Mapping[fields.Path, list[str]]:
    """Returns the statements that a record and its parts with evidence depend on.

    A reference belongs to the innermost of the `parts` that contains it.
    """
    found: dict[fields.Path, list[str]] = {(): []}
    inside = sorted(parts, key=len, reverse=True)
    for path, to, target in traversal.references(record):
        if to.kinds == (Statement.KIND,):
            part = next((one for one in inside if path[: len(one)] == one), ())
            found.setdefault(part, []).append(target)
    return found


def _is_unnamed(briefing: Briefing, record: Record, statements: Iterable[str]) -> bool:
    """Tells whether a claim of a record depends on unnamed speakers alone."""
    if isinstance(record, Statement):
        return _is_unnamed_speaker(briefing.get(record.id).owner)
    speakers = [briefing.get(one).owner for one in statements]
    return bool(speakers) and all(map(_is_unnamed_speaker, speakers))


def _is_unnamed_speaker(speaker: Record) -> bool:
    return isinstance(speaker, Actor) and not speaker.named


@dataclass(frozen=True)
class Measure:
    """A number with the claims that it counts; `words` follow the number."""

    id: str
    words: str
    claims: tuple[Claim, ...]


def measure_claims(briefing: Briefing, found: Iterable[Claim]) -> tuple[Measure, ...]:
    """Returns the claims by their evidence; a claim may count in several measures.

    With one source there is no measure of those that agree, and without a dispute none of disputed claims.
    """
    every = tuple(found)
    several = indexes.sources(briefing).are_several
    quoted = f"with a quotation found in {'a' if several else 'the'} source"
    measures = (
        Measure("quoted", quoted, tuple(one for one in every if one.is_quoted)),
        Measure("one-paragraph", "based on one paragraph only", tuple(one for one in every if one.has_one_paragraph)),
        Measure("one-source", "based on a single source", tuple(one for one in every if one.has_one_source)),
        Measure("several", "based on sources that agree", tuple(one for one in every if one.has_several_sources)),
        Measure("disputed", "disputed", tuple(one for one in every if one.is_disputed)),
        Measure("unnamed", "based on unnamed speakers", tuple(one for one in every if one.is_unnamed)),
        Measure("unverified", "with evidence not verified", tuple(one for one in every if one.is_unverified)),
    )
    left_out = {"several"} if not several else set()
    if not indexes.disputed_parts(briefing):
        left_out.add("disputed")
    return tuple(one for one in measures if one.id not in left_out)


def count_agreeing(briefing: Briefing) -> tuple[tuple[int, int], ...]:
    """Returns numbers of sources that agree, each with the number of such claims.

    Disputed claims are the last, with 0 sources. With one source it is empty.
    """
    if not indexes.sources(briefing).are_several:
        return ()
    claims = (
        claim for kind in briefing.kinds for owner in briefing.of_kind(kind) for claim in list_claims(briefing, owner)
    )
    found = Counter(0 if claim.is_disputed else len(claim.agreeing) for claim in claims)
    return tuple((number, found[number]) for number in sorted(found, key=lambda number: number or math.inf))


def find_oldest_event(events: Iterable[Record]) -> Event | None:
    """Returns the earliest event that is not an expected one."""
    found = (event for event in events if isinstance(event, Event) and event.status is not EventStatus.EXPECTED)
    return min(found, key=lambda event: (event.when.sort_key, event.id), default=None)


def related_records(briefing: Briefing, owner: Record) -> tuple[Record, ...]:
    """Returns a top-level record and those that refer to it or to its parts."""
    ids = [part.id for _, part in traversal.walk_parts(owner) if isinstance(part, Record)]
    links = indexes.references(briefing).backlinks
    found = {link.entry.owner.id: link.entry.owner for one in ids for link in links(one)}
    return tuple({owner.id: owner, **found}.values())


def find_questions(records: Iterable[Record]) -> tuple[Question, ...]:
    """Returns the open questions among the records."""
    return tuple(record for record in records if isinstance(record, Question))
