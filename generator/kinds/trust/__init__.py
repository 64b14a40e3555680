"""Trust: the evidence behind the claims, counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...model import Briefing, Kind, Layout, Page


class TrustKind(Kind):
    """The counts of evidence: an overview, the claims of each kind, and a panel."""

    name = "trust"
    singular = "trust"
    title = "Trust"
    description = "The evidence of the claims, counted: verified quotations, single paragraphs, unnamed speakers."
    layout = Layout.NONE
    section = "trust"
    search_boost = 0.5

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def panel(self, briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
        """Returns the counts for the claims of a page."""
        from .pages import build_panel

        return build_panel(briefing, page)


KIND = TrustKind()
