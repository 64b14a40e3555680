"""Data: the facts of the briefing, to download."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...model import Briefing, Kind, Layout, Page


class DataKind(Kind):
    """The downloads, and the data in each record's page for machines.

    `bundles` are the downloads that the page lists beside the exports: name -> bytes.
    """

    name = "data"
    singular = "data"
    title = "Data"
    description = "The facts of this briefing, to download and use elsewhere."
    layout = Layout.NONE
    section = "data"
    search_boost = 0.5
    renders_last = True

    def __init__(self, bundles: Mapping[str, bytes] | None = None) -> None:
        self._bundles = bundles or {}

    def with_bundles(self, bundles: Mapping[str, bytes]) -> Kind:
        return DataKind(bundles)

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing, self._bundles)

    def files(self, briefing: Briefing) -> Mapping[str, bytes]:
        """Returns the exports and bundles that the briefing offers, and their digests."""
        from .pages import build_files

        return build_files(self, briefing, self._bundles)

    def panel(self, briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
        """Returns a record's JSON-LD, if the briefing offers that format."""
        from .pages import build_panel

        return build_panel(briefing, page)


KIND = DataKind()
