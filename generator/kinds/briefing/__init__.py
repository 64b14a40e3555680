"""The briefing itself: the home page."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Layout, Page
from ...scales import LIKELIHOODS
from ..risks.pages import by_level
from ..risks.record import Risk
from ..sources.record import Source
from .record import BriefingHead


def _by_likelihood(risk: Risk) -> tuple[int, tuple[int, int, str]]:
    return (-LIKELIHOODS.index(risk.likelihood), by_level(risk))


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = KIND
    head = briefing.head
    assessed = [risk for risk in briefing.of(Risk) if risk.likelihood in LIKELIHOODS]
    context = {
        "likely": tuple(sorted(assessed, key=_by_likelihood)),
        "cards": tuple(
            (one, len(briefing.all(one))) for one in briefing.kinds if one.section and one.section != "data"
        ),
        "sources": briefing.of(Source),
    }
    yield Page(kind.index, head.title, "kinds/briefing/index.md.j2", head.bottom_line.text, head, kind, context)


KIND = Kind(
    name="briefing",
    one="briefing",
    title="Briefing",
    blurb="The whole in a minute.",
    layout=Layout.ONE,
    section="",
    appears_as="In the briefing",
    record=BriefingHead,
    pages=_pages,
)
