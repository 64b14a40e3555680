"""The briefing itself: the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...exchange import UNTOLD, Summary, Thing
from ...exports import citations, works
from ...kind import Kind, Layout
from ...model import Briefing, Entry
from ...page import Page
from ...parting import is_long
from ...scales import LIKELIHOODS
from ...telling import latest
from ..relations.drawing import drawing
from ..relations.record import Relation
from ..risks.pages import AXIS, BARS, by_level
from ..risks.record import Risk
from ..sources.record import Source
from .record import BriefingHead

NEWEST = 5
"""So many of the last changes stand on the home page."""
LIKELIEST = 12
"""So many risks stand on the home page where there are too many for all."""


def _by_likelihood(risk: Risk) -> tuple[int, tuple[int, int, str]]:
    return (-LIKELIHOODS.index(risk.likelihood), by_level(risk))


def _by_use(kind: Kind) -> int:
    """The sections to read first, then those to look things up in, each in the order of the kinds."""
    return int(kind.name in ("sources", "glossary", "method", "data", "changes"))


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = KIND
    head = briefing.head
    assessed = [risk for risk in briefing.of(Risk) if risk.likelihood in LIKELIHOODS]
    context = {
        "likely": tuple(sorted(assessed, key=_by_likelihood)[: LIKELIEST if is_long(len(assessed)) else None]),
        "assessed": len(assessed),
        "cards": tuple((one, len(briefing.all(one))) for one in sorted(briefing.kinds, key=_by_use) if one.section),
        "sources": briefing.of(Source),
        "bars": BARS,
        "axis": AXIS,
        "drafts": sum(entry.record.draft for entry in briefing.entries.values()),
        "latest": latest(briefing, NEWEST),
        **drawing(briefing),
    }
    if is_long(len(briefing.of(Relation))):
        context["groups"] = ()
    yield Page(kind.index, head.title, "kinds/briefing/index.md.j2", head.bottom_line.text, head, kind, True, context)


def _files(briefing: Briefing) -> Mapping[str, str]:
    """How to cite the briefing, in each format."""
    return citations.files(works.itself(briefing), f"data/{KIND.name}")


def _thing(_: Entry, head: BriefingHead) -> Summary:
    points = tuple(claim.text for claim in head.takeaways)
    return Summary(head.id, head.title, head.bottom_line.text, points, head.as_of, head.language, head.status.value)


def _from_thing(thing: Thing) -> Mapping[str, Any] | None:
    if not isinstance(thing, Summary):
        return None
    return {
        "title": thing.title,
        "bottom_line": {"text": thing.text or UNTOLD},
        "takeaways": [{"text": point} for point in thing.points],
        "as_of": thing.as_of,
        "language": thing.language,
        "status": thing.status,
    }


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
    files=_files,
    thing=_thing,
    from_thing=_from_thing,
)
