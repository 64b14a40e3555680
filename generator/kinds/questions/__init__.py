"""Questions: what the sources leave open."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout, Page
from .record import Question

if TYPE_CHECKING:
    from ...formats import interchange


class QuestionsKind(Kind):
    """The open questions, on one page."""

    name = "questions"
    singular = "question"
    title = "Open questions"
    description = "What is not known, why it matters, and what would settle it."
    layout = Layout.FOLDER
    section = "questions"
    record = Question
    backlinks_heading = "Open questions"

    @cached_property
    def entity_map(self) -> interchange.EntityMap:
        from ...formats import interchange

        return interchange.EntityMap(
            Question,
            interchange.QuestionEntity,
            ("about",),
            (interchange.FieldMap("question", "title"),),
            to_entity_only={
                "label": lambda _: QuestionsKind.singular,
                "text": lambda entry: entry.record.why_it_matters or entry.record.question,
            },
            to_record_only={"why_it_matters": lambda entity: entity.text if entity.text != entity.title else None},
        )

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)


KIND = QuestionsKind()
