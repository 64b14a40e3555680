"""Method: the meaning of the scales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...model import Briefing, Kind, Layout, Page
from ...records import scales


class MethodKind(Kind):
    """The explanation of the scales, a single page."""

    name = "method"
    singular = "method"
    title = "Method"
    description = "What the terms for likelihood, confidence, impact and grading mean."
    layout = Layout.NONE
    section = "method"
    search_boost = 0.5

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self)

    def section_names(self) -> Mapping[str, Sequence[str]]:
        return {"likelihood": [term.words for term in scales.LIKELIHOOD_RANGES]}


KIND = MethodKind()
