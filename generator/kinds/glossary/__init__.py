"""Glossary: the terms that readers may not know."""

from __future__ import annotations

from collections.abc import Iterator

from ...formats import interchange
from ...model import Briefing, Entry, Kind, Layout, Page
from ...rendering import pagination
from ...text import transliteration
from .record import Term


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = briefing.by_name[Term.KIND]
    terms = tuple(sorted(briefing.of(Term), key=lambda term: (term.term.casefold(), term.id)))
    index = "kinds/glossary/index.md.j2"
    if not pagination.is_long(len(terms), full=True):
        yield Page(kind.index, kind.title, index, kind.blurb, kind=kind, context={"terms": terms})
        return
    parts = pagination.parted(
        terms, f"{kind.section}/by-letter", lambda term: transliteration.first_letter(term.term), full=True
    )
    context = {"parts": parts, "headings": {term.id: term.term for term in terms}, "count": len(terms)}
    yield Page(kind.index, kind.title, "kinds/glossary/letters.md.j2", kind.blurb, kind=kind, context=context)
    for part in parts:
        title = f"{kind.title}: {part.name}"
        yield Page(part.path, title, index, f"{title}.", context={"terms": part.items})


def _to_entity(_: Entry, term: Term) -> interchange.TermEntity:
    return interchange.TermEntity(term.id, term.term, term.definition, term.aliases)


KIND = Kind(
    name="glossary",
    one="term",
    title="Glossary",
    blurb="What the special terms mean.",
    layout=Layout.LIST,
    section="glossary",
    appears_as="In the glossary",
    record=Term,
    pages=_pages,
    to_entity=_to_entity,
    weight=4,
)
