"""The pages that explain the site to its readers."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Page
from ..events.facets import build_facets
from ..events.record import Event
from ..glossary.record import Term
from ..risks.record import Risk
from ..sources.record import Source

EVIDENCE = ("evidence", "How evidence is checked", "What the label of a note means, and what the check does not prove.")
CORRECTIONS = ("corrections", "Corrections and contact", "Where to report an error, who edits, and how to cite.")


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the index, then the pages about evidence and corrections."""
    events = briefing.of_type(Event)
    yield kind.index_page(
        {
            "filters": tuple(facet.label.lower() for facet in build_facets(briefing, events)),
            "has_terms": bool(briefing.of_type(Term)),
            "has_risks": bool(briefing.of_type(Risk)),
            "has_drafts": any(entry.record.draft for entry in briefing.entries.values()),
        }
    )
    is_online = any(source.url for source in briefing.of_type(Source))
    yield _page(kind, *EVIDENCE, {"is_online": is_online, "has_lock": bool(briefing.lock.evidence)})
    yield _page(kind, *CORRECTIONS, {})


def _page(kind: Kind, name: str, title: str, summary: str, context: dict[str, object]) -> Page:
    template = f"kinds/about/{name}.md.j2"
    return Page(f"{kind.section}/{name}.md", title, template, summary, kind=kind, context=context)
