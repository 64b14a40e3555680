"""The pages of the experts: a comparison of their statements, and a page each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Briefing, Kind, Page, indexes
from ...records import Record
from ...rendering import pagination
from ...text import transliteration
from ..questions.pages import answers_to
from ..questions.record import Question
from ..statements.record import Stance, Statement
from .record import Expert

COLUMNS = 20
"""The most experts in the table; with more there is no table but the list."""


@dataclass(frozen=True)
class Answers:
    """A question with the statements on it, those with a stance first."""

    question: Question
    answers: tuple[indexes.Entry, ...]


@dataclass(frozen=True)
class Comparison:
    """A row of the table: a question, each expert's statements, and their agreement.

    An expert without statements is silent on the question.
    """

    question: Question
    statements: tuple[tuple[Expert, tuple[Statement, ...]], ...]
    agreement: str


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the comparison, then a page for each expert."""
    experts = briefing.of_type(Expert)
    if pagination.is_long(len(experts), full=True):
        yield from _pages_by_letter(kind, briefing)
    else:
        yield _comparison_page(kind, briefing, experts)
    for expert in experts:
        yield kind.record_page(expert, expert.summary or f"{expert.name}, {expert.role}.")


def _comparison_page(kind: Kind, briefing: Briefing, experts: tuple[Expert, ...]) -> Page:
    questions = tuple(Answers(question, answers_to(briefing, question)) for question in briefing.of_type(Question))
    asked = briefing.of_type(Question) if len(experts) <= COLUMNS else ()
    table = (_comparison(briefing, question, experts) for question in asked)
    return kind.index_page(
        {
            "experts": _with_topics(briefing, experts),
            "columns": experts,
            "comparisons": tuple(one for one in table if any(found for _, found in one.statements)),
            "answered": tuple(one for one in questions if one.answers),
        }
    )


def _comparison(briefing: Briefing, question: Question, experts: tuple[Expert, ...]) -> Comparison:
    about = {entry.record.id for entry in answers_to(briefing, question)}
    statements = tuple(tuple(one for one in expert.statements if one.id in about) for expert in experts)
    voices = [{one.stance for one in found if one.stance} for found in statements if found]
    stances = set[Stance]().union(*voices)
    if len(voices) < 2:
        agreement = "one voice"
    elif not all(voices):
        agreement = "side by side"
    else:
        agreement = "agree" if len(stances) == 1 else "differ"
    return Comparison(question, tuple(zip(experts, statements, strict=True)), agreement)


def _with_topics(briefing: Briefing, experts: Sequence[Expert]) -> tuple[tuple[Expert, tuple[Record, ...]], ...]:
    """Returns each expert with the records that his or her statements are about."""
    return tuple((expert, _topics(briefing, expert)) for expert in experts)


def _topics(briefing: Briefing, expert: Expert) -> tuple[Record, ...]:
    """Returns the records that an expert speaks about, in the order of the statements."""
    found = {about: briefing.get(about).record for one in expert.statements for about in one.about}
    return tuple(found.values())


def _pages_by_letter(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields an index of the letters, and a page with the experts of each letter."""
    experts = sorted(briefing.of_type(Expert), key=lambda expert: (_letter(expert), expert.name.casefold(), expert.id))
    parts = pagination.paginate(experts, f"{kind.section}/by-letter", _letter, full=True)
    context = {"parts": parts, "count": len(experts), "questions": len(briefing.of_type(Question))}
    yield kind.index_page(context, "letters.md.j2")
    for part in parts:
        yield kind.part_page(part.path, part.name, "letter.md.j2", {"experts": _with_topics(briefing, part.items)})


def _letter(expert: Expert) -> str:
    return transliteration.index_letter(expert.name)
