"""Experts: people who comment on events without acting in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout, Page, indexes
from .record import Expert

if TYPE_CHECKING:
    from ...formats import interchange


class ExpertsKind(Kind):
    """The experts: a comparison by question and by expert, and a page each."""

    name = "experts"
    singular = "expert"
    title = "Experts"
    description = "What experts say, question by question."
    layout = Layout.FOLDER
    section = "experts"
    record = Expert
    has_pages = True
    backlinks_heading = "Experts who work here"
    search_boost = 2

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def to_entity(self, briefing: Briefing, entry: indexes.Entry) -> interchange.Agent:
        """Returns a person; no agent can become an expert, whose statements must be known."""
        from ...formats import interchange

        expert = entry.record
        assert isinstance(expert, Expert)
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


KIND = ExpertsKind()
