"""Risks: the risk register and the risk matrix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout, Page, indexes
from ...problems import Finding
from ...records import scales
from .checks import check_assessments, check_likelihood_words
from .record import Risk

if TYPE_CHECKING:
    from ...formats import interchange


class RisksKind(Kind):
    """The risks: a matrix and a register, and a page each."""

    name = "risks"
    singular = "risk"
    title = "Risks"
    description = "What could go wrong, how likely it is, how bad it would be, and who says so."
    layout = Layout.FOLDER
    section = "risks"
    record = Risk
    has_pages = True
    backlinks_heading = "Risks"
    search_boost = 2

    def sort_key(self, record: Risk) -> tuple[int, int, str]:
        from .pages import by_level

        return by_level(record)

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def check(self, briefing: Briefing) -> Iterator[Finding]:
        yield from check_assessments(briefing)
        yield from check_likelihood_words(briefing)

    def to_entity(self, briefing: Briefing, entry: indexes.Entry) -> interchange.Topic:
        """Returns a topic; none can become a risk, whose assessment has too many parts."""
        from ...formats import interchange

        risk = entry.record
        assert isinstance(risk, Risk)
        by = risk.assessed_by
        who = by.words if isinstance(by, scales.Assessor) else briefing.get(by).record.heading
        quoted = f" (“{risk.likelihood_words}”)" if risk.likelihood_words else ""
        assessment = (
            f"Likelihood: {risk.likelihood.words}{quoted}. Impact: {risk.impact.words}. Assessed by {who}: {risk.basis}"
        )
        text = f"{risk.description}\n\n{assessment}"
        about = (*risk.actors, *risk.statements, *(() if isinstance(by, scales.Assessor) else (by,)))
        return interchange.Topic(risk.id, self.singular, risk.title, text, tuple(dict.fromkeys(about)))


KIND = RisksKind()
