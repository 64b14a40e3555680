"""Trust: how much is claimed, and what each claim rests on; a panel on each page, and the claims behind each number."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, Kind, Layout, Page, Panel
from ..events.record import Event
from ..questions.record import Question
from .claims import around, claims, editors, measures, oldest, questions


def _address(kind: Kind) -> str:
    """The page of the claims that the records of a kind make."""
    return f"{KIND.section}/{kind.name}.md"


def _pages(briefing: Briefing) -> Iterator[Page]:
    by_kind = {
        kind: groups
        for kind in briefing.kinds
        if (groups := tuple((owner, made) for owner in briefing.all(kind) if (made := claims(briefing, owner))))
    }
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
        title = f"What the claims rest on: {kind.title}"
        inner = {"groups": groups, "measures": row[3], "about": kind}
        yield Page(row[1], title, "kinds/trust/page.md.j2", f"{title}.", kind=KIND, is_found=False, context=inner)


def _panel(briefing: Briefing, page: Page) -> Panel | None:
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
        "address": _address(page.kind),
        "is_one": page.record is not None,
        "oldest": oldest(near),
        "questions": asked,
    }
    return Panel("kinds/trust/panel.md.j2", context)


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
