"""The briefing itself: the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...diff import changelog
from ...formats import exports, interchange
from ...model import Briefing, Entry, Kind, Layout, Page
from ...records import scales
from ...rendering import pagination
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
    return (-scales.LIKELIHOODS.index(risk.likelihood), by_level(risk))


def _by_use(kind: Kind) -> int:
    """The sections to read first, then those to look things up in, each in the order of the kinds."""
    return int(kind.name in ("sources", "glossary", "method", "data", "changes"))


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = KIND
    head = briefing.head
    assessed = [risk for risk in briefing.of(Risk) if risk.likelihood in scales.LIKELIHOODS]
    context = {
        "likely": tuple(
            sorted(assessed, key=_by_likelihood)[: LIKELIEST if pagination.is_long(len(assessed)) else None]
        ),
        "assessed": len(assessed),
        "cards": tuple((one, len(briefing.all(one))) for one in sorted(briefing.kinds, key=_by_use) if one.section),
        "sources": briefing.of(Source),
        "bars": BARS,
        "axis": AXIS,
        "drafts": sum(entry.record.draft for entry in briefing.entries.values()),
        "latest": changelog.latest_changes(briefing, NEWEST),
        **drawing(briefing),
    }
    if pagination.is_long(len(briefing.of(Relation))):
        context["groups"] = ()
    yield Page(kind.index, head.title, "kinds/briefing/index.md.j2", head.bottom_line.text, head, kind, True, context)


def _files(briefing: Briefing) -> Mapping[str, str]:
    """How to cite the briefing, in each format."""
    return exports.citations.files(exports.works.itself(briefing), f"data/{KIND.name}")


def _to_entity(_: Entry, head: BriefingHead) -> interchange.BriefingEntity:
    points = tuple(claim.text for claim in head.takeaways)
    return interchange.BriefingEntity(
        head.id, head.title, head.bottom_line.text, points, head.as_of, head.language, head.status.value
    )


def _from_entity(entity: interchange.Entity) -> Mapping[str, Any] | None:
    if not isinstance(entity, interchange.BriefingEntity):
        return None
    return {
        "title": entity.title,
        "bottom_line": {"text": entity.text or interchange.PLACEHOLDER},
        "takeaways": [{"text": point} for point in entity.points],
        "as_of": entity.as_of,
        "language": entity.language,
        "status": entity.status,
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
    to_entity=_to_entity,
    from_entity=_from_entity,
)
