"""Method: what the scales mean, printed from the tables that the generator itself uses."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Layout, Page
from ...records import scales
from ..events.record import DateBasis, EventStatus
from ..relations.record import FAMILIES
from ..risks.pages import matrix


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = KIND
    context = {
        "likelihoods": tuple((term, scales.LIKELIHOOD_SYNONYMS[term]) for term in scales.LIKELIHOODS),
        "impacts": scales.IMPACTS,
        "rows": matrix(()),
        "reliability": tuple(scales.RELIABILITY_WORDS.items()),
        "credibility": tuple(scales.CREDIBILITY_WORDS.items()),
        "bases": tuple(DateBasis),
        "statuses": tuple(EventStatus),
        "families": tuple(FAMILIES.items()),
    }
    yield Page(kind.index, kind.title, "kinds/method/index.md.j2", kind.blurb, kind=kind, context=context)


KIND = Kind(
    name="method",
    one="method",
    title="Method",
    blurb="What the words of likelihood, confidence, impact and grading mean here.",
    layout=Layout.NONE,
    section="method",
    pages=_pages,
    weight=0.5,
)
