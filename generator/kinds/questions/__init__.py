"""Questions: what the sources leave open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...formats import interchange
from ...model import Entry, Kind, Layout
from .pages import pages
from .record import Question


def _thing(_: Entry, asked: Question) -> interchange.Inquiry:
    return interchange.Inquiry(asked.id, KIND.one, asked.question, asked.why_it_matters or asked.question, asked.about)


def _from_thing(thing: interchange.Thing) -> Mapping[str, Any] | None:
    if not isinstance(thing, interchange.Inquiry):
        return None
    why = thing.text if thing.text != thing.title else None
    return {"question": thing.title, "why_it_matters": why, "about": thing.about}


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
    thing=_thing,
    from_thing=_from_thing,
)
