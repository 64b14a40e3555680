"""The pages of the relations, and the map on the pages of the actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...model import Briefing, Kind, Page
from ...rendering import pagination
from ..actors.record import Actor
from .labels import sentence
from .maps import map_variables, neighbourhood_variables


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the map with the list; of many relations a page for each family too."""
    variables = map_variables(briefing)
    if not pagination.is_long(variables["count"]):
        yield kind.index_page(variables, is_wide=True)
        return
    relations = [one for _, group in variables["groups"] for one in group]
    parts = pagination.paginate(relations, f"{kind.section}/by-family", lambda one: one.type.family.value)
    headings = {one.id: sentence(briefing, one) for one in relations}
    yield kind.index_page({**variables, "parts": parts, "headings": headings}, "families.md.j2", is_wide=True)
    for part in parts:
        context = {"relations": part.items, "count": len(part.items)}
        yield kind.part_page(part.path, part.name, "family.md.j2", context, is_wide=True)


def build_panel(briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
    """Returns the map around the actor of the page; None without a map to draw."""
    variables = neighbourhood_variables(briefing, page.record) if isinstance(page.record, Actor) else None
    return ("kinds/relations/neighbourhood.md.j2", variables) if variables else None
