"""The pages of the claims and their evidence, and the panel on other pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...model import Briefing, Kind, Page, indexes
from ...records import Record
from ...rendering import pagination
from ...text import transliteration
from ..events.record import Event
from ..questions.record import Question
from .claims import (
    Claim,
    Measure,
    count_agreeing,
    count_editors_own,
    find_oldest_event,
    find_questions,
    list_claims,
    measure_claims,
    related_records,
)

SECTION = "trust"
Group = tuple[Record, tuple[Claim, ...]]
"""A top-level record with its claims."""


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the overview, then the claims of each kind."""
    by_kind = {about: groups for about in briefing.kinds if (groups := _groups(briefing, about))}
    every = _claims_in(group for groups in by_kind.values() for group in groups)
    counts = {about: measure_claims(briefing, _claims_in(groups)) for about, groups in by_kind.items()}
    rows = ((about, _path_of_kind(about), len(_claims_in(groups)), counts[about]) for about, groups in by_kind.items())
    yield kind.index_page(
        {
            "rows": tuple(rows),
            "count": len(every),
            "totals": measure_claims(briefing, every),
            "agreeing": count_agreeing(briefing),
            "editors": count_editors_own(owner for about in briefing.kinds for owner in briefing.of_kind(about)),
            "accepted": tuple(claim for claim in every if claim.reasons),
            "oldest": find_oldest_event(briefing.of_type(Event)),
            "questions": len(briefing.of_type(Question)),
        }
    )
    for about, groups in by_kind.items():
        if parts := _parts(briefing, about):
            yield from _pages_by_letter(briefing, kind, about, parts, counts[about])
        else:
            yield _claims_page(kind, _path_of_kind(about), about, groups, counts[about])


def _groups(briefing: Briefing, about: Kind) -> tuple[Group, ...]:
    return tuple((owner, found) for owner in briefing.of_kind(about) if (found := list_claims(briefing, owner)))


def _claims_in(groups: Iterable[Group]) -> tuple[Claim, ...]:
    return tuple(claim for _, found in groups for claim in found)


@indexes.memoize
def _parts(briefing: Briefing, about: Kind) -> tuple[pagination.Part[Group], ...]:
    """Returns the claims of a kind by letter; empty if one page holds all."""
    groups = _groups(briefing, about)
    if not pagination.is_long(len(_claims_in(groups))):
        return ()

    def letter(group: Group) -> str:
        return transliteration.index_letter(about.heading(briefing, group[0]))

    return pagination.paginate(sorted(groups, key=letter), f"{SECTION}/{about.name}", letter, full=True)


def _path_of_kind(about: Kind) -> str:
    """Returns the path of the page of a kind's claims."""
    return f"{SECTION}/{about.name}.md"


def _path_of_record(briefing: Briefing, about: Kind, owner: Record) -> str:
    """Returns the path of the page of a record's claims."""
    return _paths_of_records(briefing, about).get(owner.id, _path_of_kind(about))


@indexes.memoize
def _paths_of_records(briefing: Briefing, about: Kind) -> Mapping[str, str]:
    return {record.id: part.path for part in _parts(briefing, about) for record, _ in part.items}


def _title(about: Kind) -> str:
    return f"What the claims rest on: {about.title}"


def _claims_page(
    kind: Kind, path: str, about: Kind, groups: tuple[Group, ...], counts: tuple[Measure, ...], letter: str = ""
) -> Page:
    title = _title(about) + (f", {letter}" if letter else "")
    context = {"groups": groups, "measures": counts, "about": about}
    return Page(path, title, "kinds/trust/page.md.j2", f"{title}.", kind=kind, is_searchable=False, context=context)


def _pages_by_letter(
    briefing: Briefing, kind: Kind, about: Kind, parts: tuple[pagination.Part[Group], ...], counts: tuple[Measure, ...]
) -> Iterator[Page]:
    """Yields the numbers of a kind, then a page with the claims for each letter."""
    inside = [(part, measure_claims(briefing, _claims_in(part.items))) for part in parts]
    rows = tuple(
        (one, tuple((part.name, part.path, number) for part, here in inside if (number := len(here[n].claims))))
        for n, one in enumerate(counts)
    )
    title, template = _title(about), "kinds/trust/letters.md.j2"
    context = {"measures": rows, "about": about, "count": sum(len(_claims_in(part.items)) for part in parts)}
    yield Page(_path_of_kind(about), title, template, f"{title}.", kind=kind, is_searchable=False, context=context)
    for part, here in inside:
        yield _claims_page(kind, part.path, about, part.items, here, part.name)


def build_panel(briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
    """Returns the counts for the claims of a page's record, or of its section."""
    if page.kind is None or page.kind.section == SECTION:
        return None
    owners = (page.record,) if page.record else briefing.of_kind(page.kind)
    found = tuple(claim for owner in owners for claim in list_claims(briefing, owner))
    if not found:
        return None
    is_about_one = page.record is not None and page.path != "index.md"
    near = related_records(briefing, page.record) if page.record and is_about_one else briefing.of_type(Event)
    context = {
        "count": len(found),
        "measures": measure_claims(briefing, found),
        "address": _path_of_record(briefing, page.kind, page.record) if page.record else _path_of_kind(page.kind),
        "is_one": page.record is not None,
        "oldest": find_oldest_event(near),
        "questions": find_questions(near) if is_about_one else briefing.of_type(Question),
    }
    return "kinds/trust/panel.md.j2", context
