"""The brief: the whole on one sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Layout, Page
from ..events import by_date
from ..events.record import Event, EventStatus
from ..risks.pages import by_level
from ..risks.record import Risk
from ..sources.record import Source

RISKS, DATES, SIGNALS, SOURCES = 5, 7, 6, 3
"""How many of each a sheet has room for."""


def _key_dates(briefing: Briefing) -> tuple[Event, ...]:
    """What is expected, and of the rest what has to do with the most actors, records and paragraphs; in order of time."""

    def weight(event: Event) -> tuple[bool, int]:
        ties = len(event.actors) + len(event.evidence) + len(briefing.backlinks(event.id))
        return event.status is EventStatus.EXPECTED, ties

    latest_first = sorted(briefing.of(Event), key=by_date, reverse=True)
    return tuple(sorted(sorted(latest_first, key=weight, reverse=True)[:DATES], key=by_date))


def _pages(briefing: Briefing) -> Iterator[Page]:
    head = briefing.head
    assessed = sorted((risk for risk in briefing.of(Risk) if risk.level), key=by_level)
    context = {
        "risks": assessed[:RISKS],
        "more_risks": len(briefing.of(Risk)) - len(assessed[:RISKS]),
        "dates": _key_dates(briefing),
        "signals": head.watch[:SIGNALS],
        "sources": briefing.of(Source)[:SOURCES],
        "more_sources": len(briefing.of(Source)[SOURCES:]),
    }
    title = f"{head.title}: the brief"
    yield Page(KIND.index, title, "kinds/brief/index.md.j2", head.bottom_line.text, None, KIND, True, context)


KIND = Kind(
    name="brief",
    one="brief",
    title="One page to print",
    blurb="The whole on one sheet of paper.",
    layout=Layout.NONE,
    section="brief",
    pages=_pages,
    weight=0.5,
)
