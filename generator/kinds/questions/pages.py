"""The page of the open questions: each with what is said to it."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Entry, Page
from ..statements.record import Statement
from .record import Question


def answers_to(briefing: Briefing, question: Question) -> tuple[Entry, ...]:
    """The statements about a question: by stance, those without one last, then by speaker."""
    said = [link.entry for link in briefing.backlinks(question.id) if isinstance(link.entry.record, Statement)]
    return tuple(sorted(said, key=_by_stance))


def _by_stance(entry: Entry) -> tuple[str, str]:
    said = entry.record
    assert isinstance(said, Statement)
    return (said.stance.value if said.stance else "~", entry.owner.heading)


def pages(briefing: Briefing) -> Iterator[Page]:
    """One page, one section a question."""
    kind = briefing.by_name[Question.KIND]
    questions = tuple((question, answers_to(briefing, question)) for question in briefing.of(Question))
    context = {"questions": questions}
    yield Page(
        kind.index, kind.title, "kinds/questions/index.md.j2", kind.blurb, kind=kind, is_wide=True, context=context
    )
