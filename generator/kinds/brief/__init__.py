"""The brief: the briefing on one sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Layout, Page


class BriefKind(Kind):
    """The brief: a single page, for printing."""

    name = "brief"
    singular = "brief"
    title = "One page to print"
    description = "The briefing on one sheet of paper."
    layout = Layout.NONE
    section = "brief"
    search_boost = 0.5

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)


KIND = BriefKind()
