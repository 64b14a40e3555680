"""Changes: the history of the content, from the history of the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import Briefing, Kind, Layout, Page, history


class ChangesKind(Kind):
    """The changelog: the latest changes, a page for each month, and a feed."""

    name = "changes"
    singular = "change"
    title = "Changes"
    description = "What changed in the content, and when."
    layout = Layout.NONE
    section = history.SECTION

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def files(self, briefing: Briefing) -> Mapping[str, str]:
        """Returns the Atom feed, if there can be one."""
        from ...formats import exports

        path = exports.atom.feed_path(briefing)
        return {path: exports.atom.write(briefing)} if path else {}


KIND = ChangesKind()
