"""The page of the open questions, each with the statements on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...model import Briefing, Kind, Page, indexes
from ...rendering import pagination
from ..statements.record import Statement
from .record import Question


def answers_to(briefing: Briefing, question: Question) -> tuple[indexes.Entry, ...]:
    """Returns the statements about a question, by stance and speaker.

    Those without a stance come last.
    """
    statements = [
        link.entry
        for link in indexes.references(briefing).backlinks(question.id)
        if isinstance(link.entry.record, Statement)
    ]
    current = {one.id for one in indexes.successions(briefing).current(entry.record for entry in statements)}
    return tuple(sorted((entry for entry in statements if entry.record.id in current), key=_by_stance))


def _by_stance(entry: indexes.Entry) -> tuple[str, str]:
    statement = entry.record
    assert isinstance(statement, Statement)
    return (statement.stance.value if statement.stance else "~", entry.owner.heading)


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the page of all questions; of many an index, and pages of its parts."""
    questions = briefing.of_type(Question)
    if not pagination.is_long(len(questions), full=True):
        yield kind.index_page(_with_answers(briefing, questions), is_wide=True)
        return
    parts = pagination.paginate(questions, f"{kind.section}/in-parts", lambda _: "part", full=True)
    context = {"parts": parts, "headings": {one.id: one.heading for one in questions}, "count": len(questions)}
    yield kind.index_page(context, "paginated_index.md.j2")
    for part in parts:
        yield kind.part_page(part.path, part.name, "index.md.j2", _with_answers(briefing, part.items), is_wide=True)


def _with_answers(briefing: Briefing, questions: Sequence[Question]) -> Mapping[str, Any]:
    return {"questions": tuple((question, answers_to(briefing, question)) for question in questions)}
