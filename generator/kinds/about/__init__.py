"""About: how to read the site, how evidence is checked, where to report errors."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Layout, Page


class AboutKind(Kind):
    """The pages that explain the site to its readers."""

    name = "about"
    singular = "about"
    title = "About this site"
    description = "How to read this briefing, how its evidence is checked, and where to report an error."
    layout = Layout.NONE
    section = "about"
    search_boost = 0.5

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)


KIND = AboutKind()
