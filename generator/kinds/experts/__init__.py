"""Experts: who comments, and what they said."""

from __future__ import annotations

from ...formats import interchange
from ...model import Entry, Kind, Layout
from .pages import pages
from .record import Expert


def _to_entity(_: Entry, expert: Expert) -> interchange.Agent:
    return interchange.Agent(
        expert.id,
        expert.name,
        interchange.AgentType.PERSON,
        expert.summary or f"{expert.role}.",
        expert.aliases,
        expert.role,
        expert.affiliation,
        expert.country,
        expert.wikidata,
    )


KIND = Kind(
    name="experts",
    one="expert",
    title="Experts",
    blurb="What those who know the field say, side by side.",
    layout=Layout.FOLDER,
    section="experts",
    appears_as="Experts who work here",
    record=Expert,
    has_pages=True,
    pages=pages,
    weight=2,
    to_entity=_to_entity,
)
