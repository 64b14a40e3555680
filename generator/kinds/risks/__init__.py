"""Risks: the risk register and the risk matrix."""

from __future__ import annotations

from collections.abc import Iterator

from ...formats import interchange
from ...model import Briefing, Kind, Layout, Page, indexes
from ...problems import Finding
from .checks import check_assessments
from .pages import build_pages, by_level
from .record import Risk


class RisksKind(Kind):
    """The risks: a matrix and a register, and a page each."""

    name = "risks"
    singular = "risk"
    title = "Risks"
    description = "What could go wrong, how likely, how bad, and who says so."
    layout = Layout.FOLDER
    section = "risks"
    record = Risk
    has_pages = True
    backlinks_heading = "Risks"
    search_boost = 2

    def sort_key(self, record: Risk) -> tuple[int, int, str]:
        return by_level(record)

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        return build_pages(self, briefing)

    def check(self, briefing: Briefing) -> Iterator[Finding]:
        return check_assessments(briefing)

    def to_entity(self, entry: indexes.Entry) -> interchange.Topic:
        """Returns a topic; none can become a risk, whose assessment has too many parts."""
        risk = entry.record
        assert isinstance(risk, Risk)
        assessment = f"Likelihood: {risk.likelihood.words}. Impact: {risk.impact.words}. Assessed by {risk.assessed_by.words}: {risk.basis}"
        text = f"{risk.description}\n\n{assessment}"
        return interchange.Topic(risk.id, self.singular, risk.title, text, (*risk.actors, *risk.statements))


KIND = RisksKind()
