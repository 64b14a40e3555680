"""The page of the brief: what matters most, as much as fits on one sheet."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Page, indexes
from ..events.pages import by_date
from ..events.record import Event, EventStatus
from ..risks.pages import by_level
from ..risks.record import Risk
from ..sources.record import Source

RISKS, DATES, SIGNALS, SOURCES = 5, 7, 6, 3
"""The number of each that a sheet has room for."""


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the one page."""
    head = briefing.head
    views = indexes.successions(briefing)
    risks = views.current(briefing.of_type(Risk))
    assessed = sorted((risk for risk in risks if risk.level), key=by_level)
    independent = indexes.sources(briefing).independent
    sources = sorted(briefing.of_type(Source), key=lambda source: source.id not in independent)
    context = {
        "risks": assessed[:RISKS],
        "takeaways": views.current(head.takeaways),
        "more_risks": len(risks) - len(assessed[:RISKS]),
        "dates": _key_dates(briefing),
        "signals": head.watch[:SIGNALS],
        "sources": sources[:SOURCES],
        "more_sources": len(sources[SOURCES:]),
    }
    title, template = f"{head.title}: the brief", "kinds/brief/index.md.j2"
    yield Page(kind.index_path, title, template, head.bottom_line.text, kind=kind, is_wide=True, context=context)


def _key_dates(briefing: Briefing) -> tuple[Event, ...]:
    """Returns the most important events in order of time.

    Expected events come first, then those with the most actors, evidence and backlinks.
    """

    def importance(event: Event) -> tuple[bool, int]:
        links = len(event.actors) + len(event.evidence) + len(indexes.references(briefing).backlinks(event.id))
        return event.status is EventStatus.EXPECTED, links

    latest_first = sorted(briefing.of_type(Event), key=by_date, reverse=True)
    return tuple(sorted(sorted(latest_first, key=importance, reverse=True)[:DATES], key=by_date))
