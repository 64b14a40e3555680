"""The page of the method, from the tables that the generator itself uses."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Kind, Page
from ...records import scales
from ..events.record import DateBasis, EventStatus
from ..relations.record import FAMILIES
from ..risks.pages import build_matrix


def build_pages(kind: Kind) -> Iterator[Page]:
    """Yields the one page."""
    yield kind.index_page(
        {
            "likelihoods": tuple((term, scales.LIKELIHOOD_SYNONYMS[term]) for term in scales.LIKELIHOODS),
            "impacts": scales.IMPACTS,
            "rows": build_matrix(()),
            "reliability": tuple(scales.RELIABILITY_WORDS.items()),
            "credibility": tuple(scales.CREDIBILITY_WORDS.items()),
            "bases": tuple(DateBasis),
            "statuses": tuple(EventStatus),
            "families": tuple(FAMILIES.items()),
        }
    )
