"""Glossary: terms that readers may not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout, Page, indexes
from .record import Term

if TYPE_CHECKING:
    from ...formats import interchange


class GlossaryKind(Kind):
    """The terms, on one page."""

    name = "glossary"
    singular = "term"
    title = "Glossary"
    description = "What the special terms mean."
    layout = Layout.LIST
    section = "glossary"
    record = Term
    backlinks_heading = "In the glossary"
    search_boost = 4

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def to_entity(self, briefing: Briefing, entry: indexes.Entry) -> interchange.TermEntity:
        """Returns a term; no format is imported that has terms."""
        from ...formats import interchange

        term = entry.record
        assert isinstance(term, Term)
        return interchange.TermEntity(term.id, term.term, term.definition, term.aliases)


KIND = GlossaryKind()
