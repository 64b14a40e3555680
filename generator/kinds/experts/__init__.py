"""Experts: who comments, and what they said."""

from __future__ import annotations

from ...exchange import Agent, Sort
from ...kind import Kind, Layout
from ...model import Entry
from .pages import pages
from .record import Expert


def _thing(_: Entry, expert: Expert) -> Agent:
    return Agent(
        expert.id,
        expert.name,
        Sort.PERSON,
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
    thing=_thing,
)
