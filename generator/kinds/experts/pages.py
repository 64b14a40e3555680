"""The pages of the experts: their statements by question, and a page each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Briefing, Kind, Page, indexes
from ...records import Record
from ...rendering import pagination
from ...text import transliteration
from ..questions.pages import answers_to
from ..questions.record import Question
from ..statements.record import Statement
from .record import Expert


@dataclass(frozen=True)
class ExpertAnswers:
    """A question with the experts' statements on it, those with a stance first.

    `positions` is the number of experts who take a stance; they agree if all take the same.
    """

    question: Question
    answers: tuple[indexes.Entry, ...]
    positions: int
    do_agree: bool


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the index, then a page for each expert."""
    experts = briefing.of_type(Expert)
    if pagination.is_long(len(experts), full=True):
        yield from _pages_by_letter(kind, briefing)
    else:
        yield _index_page(kind, briefing, experts)
    for expert in experts:
        yield kind.record_page(expert, expert.summary or f"{expert.name}, {expert.role}.")


def _index_page(kind: Kind, briefing: Briefing, experts: tuple[Expert, ...]) -> Page:
    found = (_expert_answers(briefing, question) for question in briefing.of_type(Question))
    questions = tuple(one for one in found if one.answers)
    shown = {answer.record.id for one in questions for answer in one.answers}
    return kind.index_page({"experts": _with_topics(briefing, experts), "questions": questions, "shown": shown})


def _expert_answers(briefing: Briefing, question: Question) -> ExpertAnswers:
    answers = tuple(entry for entry in answers_to(briefing, question) if isinstance(entry.owner, Expert))
    taken = {(entry.owner.id, entry.record.stance) for entry in answers if isinstance(entry.record, Statement)}
    stances = {(expert, stance) for expert, stance in taken if stance}
    return ExpertAnswers(
        question, answers, len({expert for expert, _ in stances}), len({stance for _, stance in stances}) == 1
    )


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
        yield kind.part_page(
            part.path, part.name, "letter.md.j2", {"experts": _with_topics(briefing, part.items), "shown": ()}
        )


def _letter(expert: Expert) -> str:
    return transliteration.index_letter(expert.name)
