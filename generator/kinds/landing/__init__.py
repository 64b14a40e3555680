"""Reference: the landing page of the sections in which readers look things up."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Layout, Page

_SECTIONS = ("brief", "sources", "glossary", "trust", "method", "data", "changes", "about")
"""The sections that it lists, by name, in this order."""


class LandingKind(Kind):
    """The landing page, a single one."""

    name = "landing"
    singular = "landing page"
    title = "Reference"
    description = "Sources, terms, method, data and changes."
    layout = Layout.NONE
    section = "reference"
    search_boost = 0.5

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        kinds = briefing.kinds_by_name
        yield self.index_page({"sections": tuple(kinds[name] for name in _SECTIONS if name in kinds)})


KIND = LandingKind()
