"""The briefing itself: the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout, Page
from ...problems import Code, Finding
from ...records import fields
from .record import BriefingHead

if TYPE_CHECKING:
    from ...formats import interchange


class BriefingKind(Kind):
    """The head of the briefing, a single record shown on the home page."""

    name = "briefing"
    singular = "briefing"
    title = "Briefing"
    description = "The briefing in a minute."
    layout = Layout.ONE
    record = BriefingHead
    backlinks_heading = "In the briefing"
    unseen_fields = (
        "language", "default_source", "quotation_words_max", "quotation_share_max", "downloads", "publish_unverified",
        "repository", "repository_host", "repository_branch", "site_url", "format",
    )  # fmt: skip

    @cached_property
    def entity_map(self) -> interchange.EntityMap:
        from ...formats import interchange

        return interchange.EntityMap(
            BriefingHead,
            interchange.BriefingEntity,
            ("title", "as_of", "language", "status"),
            (
                interchange.FieldMap(
                    "bottom_line",
                    "text",
                    lambda claim: claim.text,
                    lambda text: {"text": interchange.or_placeholder(text)},
                ),
                interchange.FieldMap(
                    "takeaways",
                    "points",
                    lambda claims: tuple(claim.text for claim in claims),
                    lambda points: [{"text": point} for point in points],
                ),
            ),
            to_entity_only={
                "authors": lambda entry: tuple((editor.name, editor.role) for editor in entry.record.editors),
                "licence": lambda entry: entry.record.licence and entry.record.licence.url,
            },
        )

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def check(self, briefing: Briefing) -> Iterator[Finding]:
        """Yields an error if the data format is an older one."""
        head = briefing.head
        if head and head.format < fields.CURRENT_FORMAT:
            message = f"format {head.format} is older than {fields.CURRENT_FORMAT}, the version that this program reads; bring the folder up to date with: briefing fmt"
            yield Finding(head.id, ("format",), Code.OLDER_FORMAT, message)

    def files(self, briefing: Briefing) -> Mapping[str, str]:
        """Returns how to cite the briefing, in each format."""
        from ...formats import exports

        return exports.citations.cite_briefing(briefing, f"data/{self.name}")


KIND = BriefingKind()
