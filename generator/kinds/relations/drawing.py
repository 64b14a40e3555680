"""The maps of the relations: of all actors, and of those around one actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...model import Briefing, indexes
from ...rendering import svg
from ..actors.record import Actor
from .record import FAMILIES, Relation, RelationFamily, RelationStatus

FEW = 3
"""The most actors without a map: a list of so few relations shows the same."""


def drawing(briefing: Briefing) -> Mapping[str, Any]:
    """Returns the variables of `map.md.j2`, and the relations by family."""
    relations = briefing.of_type(Relation)
    used = {one.type.family for one in relations}
    grouped = ((family, tuple(one for one in relations if one.type.family is family)) for family in FAMILIES)
    return {
        "centre": None,
        "map": _map({actor.id: actor.affiliation for actor in briefing.of_type(Actor)}, relations),
        "families": tuple(family for family in FAMILIES.items() if family[0] in used),
        "groups": tuple(group for group in grouped if group[1]),
        "count": len(relations),
    }


def neighbourhood(briefing: Briefing, actor: Actor) -> Mapping[str, Any] | None:
    """Returns the variables of `map.md.j2` for an actor and its neighbours.

    None if those are fewer than `FEW`.
    """
    near = dict.fromkeys(end for one in _relations_of(briefing, actor.id) for end in (actor.id, one.from_, one.to))
    if len(near) <= FEW:
        return None
    found = {
        one.id: one for end in near for one in _relations_of(briefing, end) if one.from_ in near and one.to in near
    }
    above: dict[str, str | None] = {}
    for one in near:
        step: str | None = one
        while step is not None and step not in above:
            above[step] = step = briefing.get(step).record.affiliation  # type: ignore[attr-defined]
    drawn = _map(above, found.values())
    used = {line.family for line in drawn.lines}
    return {
        "centre": actor,
        "map": drawn,
        "families": tuple(family for family in FAMILIES.items() if family[0].value in used),
    }


def _map(above: Mapping[str, str | None], relations: Iterable[Relation]) -> svg.relations_map.Map:
    edges = [
        svg.relations_map.Edge(one.from_, one.to, one.type.family.value, one.status is RelationStatus.CURRENT)
        for one in relations
    ]
    return svg.relations_map.relations_map(above, edges, nesting=RelationFamily.STRUCTURE.value)


def _relations_of(briefing: Briefing, actor_id: str) -> list[Relation]:
    found = (link.entry.record for link in indexes.references(briefing).backlinks(actor_id))
    return [one for one in found if isinstance(one, Relation)]
