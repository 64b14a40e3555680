"""Trust: how much is claimed, and what each claim rests on; a panel on each page, and the claims behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...model import Briefing, Kind, Layout, Page
from ...records import Record
from ...rendering import pagination
from ...text import transliteration
from ..events.record import Event
from ..questions.record import Question
from .claims import Claimed, Measure, around, claims, editors, measures, oldest, questions

Groups = tuple[tuple[Record, tuple[Claimed, ...]], ...]
"""Top-level records, each with what it claims."""


def _address(kind: Kind) -> str:
    """The page of the claims that the records of a kind make."""
    return f"{KIND.section}/{kind.name}.md"


def _groups(briefing: Briefing, kind: Kind) -> Groups:
    return tuple((owner, made) for owner in briefing.all(kind) if (made := claims(briefing, owner)))


def _parts(briefing: Briefing, kind: Kind) -> tuple[pagination.Part[tuple[Record, tuple[Claimed, ...]]], ...]:
    """The claims of a kind's records by the first letters of their names; none if one page holds them all."""

    def cut() -> tuple[pagination.Part[tuple[Record, tuple[Claimed, ...]]], ...]:
        groups = _groups(briefing, kind)
        if not pagination.is_long(sum(len(made) for _, made in groups)):
            return ()

        def letter(group: tuple[Record, object]) -> str:
            return transliteration.first_letter(kind.heading(briefing, group[0]))

        return pagination.parted(sorted(groups, key=letter), f"{KIND.section}/{kind.name}", letter, full=True)

    return briefing.once(("claims in parts", kind.name), cut)


def _address_of(briefing: Briefing, kind: Kind, owner: Record | None) -> str:
    """The page of one record's claims; without one that of the whole kind."""
    if owner is None:
        return _address(kind)
    places = briefing.once(
        ("places of claims", kind.name),
        lambda: {one.id: part.path for part in _parts(briefing, kind) for one, _ in part.items},
    )
    return places.get(owner.id, _address(kind))


def _pages(briefing: Briefing) -> Iterator[Page]:
    by_kind = {kind: groups for kind in briefing.kinds if (groups := _groups(briefing, kind))}
    every = [one for groups in by_kind.values() for _, made in groups for one in made]
    rows = tuple(
        (
            kind,
            _address(kind),
            sum(len(made) for _, made in groups),
            measures(one for _, made in groups for one in made),
        )
        for kind, groups in by_kind.items()
    )
    context = {
        "rows": rows,
        "count": len(every),
        "totals": measures(every),
        "editors": editors(owner for kind in briefing.kinds for owner in briefing.all(kind)),
        "oldest": oldest(briefing.of(Event)),
        "questions": len(briefing.of(Question)),
    }
    yield Page(KIND.index, KIND.title, "kinds/trust/index.md.j2", KIND.blurb, kind=KIND, context=context)
    for (kind, groups), row in zip(by_kind.items(), rows, strict=True):
        if parts := _parts(briefing, kind):
            yield from _by_letter(kind, parts, row[3])
        else:
            yield _claims_page(row[1], kind, groups, row[3])


def _claims_page(address: str, kind: Kind, groups: Groups, counts: tuple[Measure, ...], letter: str = "") -> Page:
    title = f"What the claims rest on: {kind.title}{letter and f', {letter}'}"
    context = {"groups": groups, "measures": counts, "about": kind}
    return Page(address, title, "kinds/trust/page.md.j2", f"{title}.", kind=KIND, is_found=False, context=context)


def _by_letter(
    kind: Kind, parts: tuple[pagination.Part[tuple[Record, tuple[Claimed, ...]]], ...], counts: tuple[Measure, ...]
) -> Iterator[Page]:
    """The numbers of a kind, and a page for each letter with the claims behind them."""
    inside = [(part, measures(one for _, made in part.items for one in made)) for part in parts]
    rows = tuple(
        (one, tuple((part.name, part.path, number) for part, here in inside if (number := len(here[n].claims))))
        for n, one in enumerate(counts)
    )
    title = f"What the claims rest on: {kind.title}"
    context = {"measures": rows, "about": kind, "count": sum(len(made) for part in parts for _, made in part.items)}
    template = "kinds/trust/letters.md.j2"
    yield Page(_address(kind), title, template, f"{title}.", kind=KIND, is_found=False, context=context)
    for part, counted in inside:
        yield _claims_page(part.path, kind, part.items, counted, part.name)


def _panel(briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
    """What a page's claims rest on: those of its record, or on a section's index those of all its records."""
    if page.kind is None or page.kind is KIND:
        return None
    owners = (page.record,) if page.record else briefing.all(page.kind)
    made = tuple(one for owner in owners for one in claims(briefing, owner))
    if not made:
        return None
    near = around(briefing, page.record) if page.record and page.path != "index.md" else briefing.of(Event)
    asked = questions(near) if page.record and page.path != "index.md" else briefing.of(Question)
    context = {
        "count": len(made),
        "measures": measures(made),
        "address": _address_of(briefing, page.kind, page.record),
        "is_one": page.record is not None,
        "oldest": oldest(near),
        "questions": asked,
    }
    return "kinds/trust/panel.md.j2", context


KIND = Kind(
    name="trust",
    one="trust",
    title="Trust",
    blurb="What each claim rests on, counted: quotations verified, single sources, unnamed speakers.",
    layout=Layout.NONE,
    section="trust",
    pages=_pages,
    panel=_panel,
    weight=0.5,
)
