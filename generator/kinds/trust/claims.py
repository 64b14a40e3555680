"""What is claimed, and what each claim rests on: counted from the records, nothing of it written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ...model import Briefing, Entry, evidence_status
from ...records import Record, fields, traversal
from ..actors.record import Actor
from ..events.record import Event, EventStatus
from ..questions.record import Question
from ..statements.record import Statement


@dataclass(frozen=True)
class Claimed:
    """One claim: the record that makes it, its number in the top-level record that holds it, what it rests on."""

    entry: Entry
    number: int
    text: str
    evidence: tuple[fields.Evidence, ...]
    standings: tuple[evidence_status.Standing, ...]
    is_unnamed: bool

    @property
    def anchor(self) -> str:
        return f"{self.entry.owner.id}-c{self.number}"

    @cached_property
    def paragraphs(self) -> tuple[tuple[str, int], ...]:
        """The paragraphs it rests on, each once: source and number."""
        return tuple(dict.fromkeys((one.source, one.paragraph) for one in self.evidence))

    @cached_property
    def stands(self) -> evidence_status.Standing:
        """How it stands: unverified if any of its evidence is, else by the best of it."""
        return (
            evidence_status.Standing.UNVERIFIED
            if self.is_unverified
            else evidence_status.Standing.QUOTED
            if self.is_quoted
            else evidence_status.Standing.NUMBERED
        )

    @cached_property
    def is_quoted(self) -> bool:
        return evidence_status.Standing.QUOTED in self.standings

    @cached_property
    def is_unverified(self) -> bool:
        return evidence_status.Standing.UNVERIFIED in self.standings

    @cached_property
    def has_one_paragraph(self) -> bool:
        return len(self.paragraphs) == 1

    @cached_property
    def has_one_source(self) -> bool:
        return len({source for source, _ in self.paragraphs}) == 1


def claims(briefing: Briefing, owner: Record) -> tuple[Claimed, ...]:
    """What a top-level record claims, it and the records in it: each part whose evidence is not empty."""
    return briefing.once((claims, owner.id), lambda: _claims(briefing, owner))


def _claims(briefing: Briefing, owner: Record) -> tuple[Claimed, ...]:
    found: list[Claimed] = []
    for record in (part for _, part in traversal.walk_parts(owner) if isinstance(part, Record)):
        entry, is_unnamed = briefing.get(record.id), _is_unnamed(briefing, record)
        for _, part in traversal.walk_parts(record, into_records=False):
            evidence: tuple[fields.Evidence, ...] = getattr(part, "evidence", ())
            if evidence:
                standings = tuple(evidence_status.standing(briefing, record.id, one) for one in evidence)
                found.append(Claimed(entry, len(found) + 1, _text(briefing, part), evidence, standings, is_unnamed))
    return tuple(found)


def editors(owners: Iterable[Record]) -> int:
    """How many parts could have evidence and have none: they are the editor's own."""
    return sum(
        1 for owner in owners for _, part in traversal.walk_parts(owner) if getattr(part, "evidence", None) == ()
    )


def _text(briefing: Briefing, part: fields.Data) -> str:
    """What the part says first; of a record, how it is called."""
    if isinstance(part, Record):
        return briefing.get(part.id).kind.heading(briefing, part)
    return next(value for _, value in part if isinstance(value, str))


def _is_unnamed(briefing: Briefing, record: Record) -> bool:
    """Whether it is said by a speaker whom the source does not name, or refers to such statements and no others."""
    if isinstance(record, Statement):
        return _is_unnamed_speaker(briefing.get(record.id).owner)
    said = [briefing.get(target) for _, _, target in traversal.references(record)]
    speakers = [entry.owner for entry in said if isinstance(entry.record, Statement)]
    return bool(speakers) and all(map(_is_unnamed_speaker, speakers))


def _is_unnamed_speaker(speaker: Record) -> bool:
    return isinstance(speaker, Actor) and not speaker.named


@dataclass(frozen=True)
class Measure:
    """A number and the claims behind it; `id` is its anchor, `words` follow the number."""

    id: str
    words: str
    claims: tuple[Claimed, ...]


def measures(found: Iterable[Claimed]) -> tuple[Measure, ...]:
    """The claims by what they rest on; a claim may stand under several."""
    every = tuple(found)
    return (
        Measure("quoted", "with a verified quotation", tuple(one for one in every if one.is_quoted)),
        Measure("one-paragraph", "on one paragraph only", tuple(one for one in every if one.has_one_paragraph)),
        Measure("one-source", "on a single source", tuple(one for one in every if one.has_one_source)),
        Measure("unnamed", "on speakers whom the source does not name", tuple(one for one in every if one.is_unnamed)),
        Measure("unverified", "with evidence not verified", tuple(one for one in every if one.is_unverified)),
    )


def oldest(events: Iterable[Record]) -> Event | None:
    """The earliest event that is no expectation."""
    found = (event for event in events if isinstance(event, Event) and event.status is not EventStatus.EXPECTED)
    return min(found, key=lambda event: (event.when.sort_key, event.id), default=None)


def around(briefing: Briefing, owner: Record) -> tuple[Record, ...]:
    """A top-level record and the top-level records that refer to it or to what stands in it, each once."""
    ids = [part.id for _, part in traversal.walk_parts(owner) if isinstance(part, Record)]
    found = {link.entry.owner.id: link.entry.owner for one in ids for link in briefing.backlinks(one)}
    return tuple({owner.id: owner, **found}.values())


def questions(records: Iterable[Record]) -> tuple[Question, ...]:
    """The open questions among the records."""
    return tuple(record for record in records if isinstance(record, Question))
