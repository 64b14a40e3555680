"""Questions: what the sources leave open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...formats import interchange
from ...model import Entry, Kind, Layout
from .pages import pages
from .record import Question


def _to_entity(_: Entry, asked: Question) -> interchange.QuestionEntity:
    return interchange.QuestionEntity(
        asked.id, KIND.one, asked.question, asked.why_it_matters or asked.question, asked.about
    )


def _from_entity(entity: interchange.Entity) -> Mapping[str, Any] | None:
    if not isinstance(entity, interchange.QuestionEntity):
        return None
    why = entity.text if entity.text != entity.title else None
    return {"question": entity.title, "why_it_matters": why, "about": entity.about}


KIND = Kind(
    name="questions",
    one="question",
    title="Open questions",
    blurb="What the source leaves open, why it matters, and what would settle it.",
    layout=Layout.FOLDER,
    section="questions",
    appears_as="Open questions",
    record=Question,
    pages=pages,
    to_entity=_to_entity,
    from_entity=_from_entity,
)
