"""Glossary: the terms that readers may not know."""

from __future__ import annotations

from collections.abc import Iterator

from ...exchange import Definition
from ...model import Briefing, Entry, Kind, Layout, Page
from .record import Term


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = briefing.by_name[Term.KIND]
    terms = tuple(sorted(briefing.of(Term), key=lambda term: (term.term.casefold(), term.id)))
    yield Page(kind.index, kind.title, "kinds/glossary/index.md.j2", kind.blurb, kind=kind, context={"terms": terms})


def _thing(_: Entry, term: Term) -> Definition:
    return Definition(term.id, term.term, term.definition, term.aliases)


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
    thing=_thing,
    weight=4,
)
