"""The briefing itself: the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...formats import exports, interchange
from ...model import Briefing, Kind, Layout, Page
from .pages import build_pages
from .record import BriefingHead


class BriefingKind(Kind):
    """The head of the briefing, a single record shown on the home page."""

    name = "briefing"
    singular = "briefing"
    title = "Briefing"
    description = "The whole in a minute."
    layout = Layout.ONE
    record = BriefingHead
    backlinks_heading = "In the briefing"
    entity_map = interchange.EntityMap(
        BriefingHead,
        interchange.BriefingEntity,
        ("title", "as_of", "language", "status"),
        (
            interchange.FieldMap(
                "bottom_line", "text", lambda claim: claim.text, lambda text: {"text": interchange.or_placeholder(text)}
            ),
            interchange.FieldMap(
                "takeaways",
                "points",
                lambda claims: tuple(claim.text for claim in claims),
                lambda points: [{"text": point} for point in points],
            ),
        ),
    )

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        return build_pages(self, briefing)

    def files(self, briefing: Briefing) -> Mapping[str, str]:
        """Returns how to cite the briefing, in each format."""
        return exports.citations.cite_briefing(briefing, f"data/{self.name}")


KIND = BriefingKind()
