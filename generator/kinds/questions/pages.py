"""The page of the open questions: each with what is said to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Briefing, Entry, Kind, Page
from ...rendering import pagination
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
    """One page, one section a question; of many an index, and the questions in parts."""
    kind = briefing.by_name[Question.KIND]
    questions = briefing.of(Question)
    if not pagination.is_long(len(questions), full=True):
        yield _page(briefing, kind.index, kind.title, kind.blurb, questions, kind)
        return
    parts = pagination.parted(questions, f"{kind.section}/in-parts", lambda _: "part", full=True)
    context = {"parts": parts, "headings": {one.id: one.heading for one in questions}, "count": len(questions)}
    yield Page(kind.index, kind.title, "kinds/questions/parts.md.j2", kind.blurb, kind=kind, context=context)
    for part in parts:
        title = f"{kind.title}: {part.name}"
        yield _page(briefing, part.path, title, f"{title}.", part.items)


def _page(
    briefing: Briefing, path: str, title: str, summary: str, asked: Sequence[Question], kind: Kind | None = None
) -> Page:
    context = {"questions": tuple((question, answers_to(briefing, question)) for question in asked)}
    return Page(path, title, "kinds/questions/index.md.j2", summary, kind=kind, is_wide=True, context=context)
