"""The page of the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Page
from ...rendering import pagination
from ...text import transliteration
from .record import Term


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the glossary; of many terms an index, and a page for each letter."""
    terms = tuple(sorted(briefing.of_type(Term), key=lambda term: (term.term.casefold(), term.id)))
    if not pagination.is_long(len(terms), full=True):
        yield kind.index_page({"terms": terms})
        return
    parts = pagination.paginate(terms, f"{kind.section}/by-letter", _letter, full=True)
    context = {"parts": parts, "headings": {term.id: term.term for term in terms}, "count": len(terms)}
    yield kind.index_page(context, "letters.md.j2")
    for part in parts:
        yield kind.part_page(part.path, part.name, "index.md.j2", {"terms": part.items})


def _letter(term: Term) -> str:
    return transliteration.index_letter(term.term)
