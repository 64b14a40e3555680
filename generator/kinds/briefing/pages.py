"""The home page: the bottom line, and the ways into the briefing."""

from __future__ import annotations

from collections.abc import Iterator

from ...diff import changelog
from ...model import Briefing, Kind, Page, indexes
from ...records import Record, scales
from ...rendering import pagination
from ..relations.maps import main_variables
from ..risks.pages import AXIS, BARS, by_level
from ..risks.record import Risk
from ..sources.record import Source
from ..trust.claims import count_agreeing

NEWEST = 5
"""The number of latest changes on the home page."""
DRAFTS = 5
"""The number of drafts that the home page of a draft briefing lists."""
DISPUTED = 12
"""The most disputed records that the home page lists."""
LIKELIEST = 12
"""The number of risks on the home page if there are too many for all."""
_STARTS = (("events", "Timeline"), ("actors", "Who is who"))
"""The ways to start besides the brief: the name of a kind, and a title."""


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the home page."""
    head, kinds = briefing.head, briefing.kinds_by_name
    views = indexes.successions(briefing)
    assessed = [risk for risk in views.current(briefing.of_type(Risk)) if risk.likelihood in scales.LIKELIHOODS]
    most = LIKELIEST if pagination.is_long(len(assessed)) else None
    context = {
        "takeaways": views.current(head.takeaways),
        "disputed": tuple(part for _, part in indexes.disputed_parts(briefing) if isinstance(part, Record)),
        "disputed_max": DISPUTED,
        "likely": tuple(sorted(assessed, key=_by_likelihood)[:most]),
        "assessed": len(assessed),
        "starts": tuple((kinds[name], words) for name, words in _STARTS if briefing.of_kind(kinds[name])),
        "sources": briefing.of_type(Source),
        "agreeing": count_agreeing(briefing),
        "bars": BARS,
        "axis": AXIS,
        "drafts": tuple(entry.record for entry in briefing.entries.values() if entry.record.draft),
        "drafts_max": DRAFTS,
        "latest": changelog.latest_changes(briefing, NEWEST),
        **main_variables(briefing),
    }
    template, summary = "kinds/briefing/index.md.j2", head.bottom_line.text
    yield Page(kind.index_path, head.title, template, summary, head, kind, is_wide=True, context=context)


def _by_likelihood(risk: Risk) -> tuple[int, tuple[int, int, str]]:
    return (-scales.LIKELIHOODS.index(risk.likelihood), by_level(risk))
