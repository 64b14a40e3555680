"""The pages of the experts: a comparison by question and by expert, and one page each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Briefing, Entry, Kind, Page
from ...records import Record
from ...rendering import pagination
from ...text import transliteration
from ..questions.pages import answers_to
from ..questions.record import Question
from ..statements.record import Stance, Statement
from .record import Expert

COLUMNS = 20
"""With more experts than can stand side by side there is no table; the questions below it have the same answers."""


@dataclass(frozen=True)
class Answers:
    """What is said to a question: each statement with its speaker, those with a stance first."""

    question: Question
    answers: tuple[Entry, ...]


@dataclass(frozen=True)
class Comparison:
    """One question in the table: for each expert what he or she says to it (nothing is silence), and how they meet."""

    question: Question
    said: tuple[tuple[Expert, tuple[Statement, ...]], ...]
    together: str


def _comparison(briefing: Briefing, question: Question, experts: tuple[Expert, ...]) -> Comparison:
    about = {entry.record.id for entry in answers_to(briefing, question)}
    said = tuple(tuple(one for one in expert.statements if one.id in about) for expert in experts)
    voices = [{one.stance for one in mine if one.stance} for mine in said if mine]
    stances = set[Stance]().union(*voices)
    if len(voices) < 2:
        together = "one voice"
    elif not all(voices):
        together = "side by side"
    else:
        together = "agree" if len(stances) == 1 else "differ"
    return Comparison(question, tuple(zip(experts, said, strict=True)), together)


def _about(briefing: Briefing, expert: Expert) -> tuple[Record, ...]:
    """What the expert speaks about, each once, in the order it comes up."""
    found = {about: briefing.get(about).record for said in expert.statements for about in said.about}
    return tuple(found.values())


def pages(briefing: Briefing) -> Iterator[Page]:
    """The comparison, then one page an expert."""
    kind = briefing.by_name[Expert.KIND]
    experts = briefing.of(Expert)
    if pagination.is_long(len(experts), full=True):
        yield from _by_letter(briefing, kind)
    else:
        yield _comparisons(briefing, kind, experts)
    for expert in experts:
        summary = expert.summary or f"{expert.name}, {expert.role}."
        yield Page(briefing.get(expert.id).address, expert.name, "kinds/experts/page.md.j2", summary, expert, kind)


def _comparisons(briefing: Briefing, kind: Kind, experts: tuple[Expert, ...]) -> Page:
    compared = tuple(Answers(question, answers_to(briefing, question)) for question in briefing.of(Question))
    asked = briefing.of(Question) if len(experts) <= COLUMNS else ()
    table = (_comparison(briefing, question, experts) for question in asked)
    context = {
        "experts": _said(briefing, experts),
        "names": experts,
        "table": tuple(one for one in table if any(said for _, said in one.said)),
        "compared": tuple(one for one in compared if one.answers),
    }
    return Page(kind.index, kind.title, "kinds/experts/index.md.j2", kind.blurb, kind=kind, context=context)


def _said(briefing: Briefing, experts: Sequence[Expert]) -> tuple[tuple[Expert, tuple[Record, ...]], ...]:
    return tuple((expert, _about(briefing, expert)) for expert in experts)


def _by_letter(briefing: Briefing, kind: Kind) -> Iterator[Page]:
    """An index of the letters; who says what stands on their pages, what is said to each question on its own."""
    experts = sorted(briefing.of(Expert), key=lambda expert: (_letter(expert), expert.name.casefold(), expert.id))
    parts = pagination.parted(experts, f"{kind.section}/by-letter", _letter, full=True)
    context = {"parts": parts, "count": len(experts), "questions": len(briefing.of(Question))}
    yield Page(kind.index, kind.title, "kinds/experts/letters.md.j2", kind.blurb, kind=kind, context=context)
    for part in parts:
        title = f"{kind.title}: {part.name}"
        context = {"experts": _said(briefing, part.items)}
        yield Page(part.path, title, "kinds/experts/letter.md.j2", f"{title}.", context=context)


def _letter(expert: Expert) -> str:
    return transliteration.first_letter(expert.name)
