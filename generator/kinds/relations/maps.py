"""The maps of the relations: of all actors, and of those around one actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ...model import Briefing, indexes
from ...rendering import svg
from ..actors.record import Actor
from .record import FAMILIES, Relation, RelationFamily, RelationStatus

MAIN_ACTORS, FEWEST_MAIN_ACTORS = 7, 5
"""The most actors on the home page's map; each after the fifth has two relations."""
MOST_WITHOUT_MAP = 3
"""The most actors without a map: the list of their relations shows the same."""


def map_variables(briefing: Briefing) -> Mapping[str, Any]:
    """Returns the variables of `map.md.j2`, and the relations by family."""
    relations = briefing.of_type(Relation)
    by_family = {family: tuple(one for one in relations if one.type.family is family) for family in FAMILIES}
    return {
        "centre": None,
        "ties": (),
        "map": _draw({actor.id: actor.affiliation for actor in briefing.of_type(Actor)}, relations),
        "families": tuple(family for family in FAMILIES.items() if by_family[family[0]]),
        "groups": tuple((family, found) for family, found in by_family.items() if found),
        "count": len(relations),
    }


def main_variables(briefing: Briefing) -> Mapping[str, Any]:
    """Returns the variables of `map.md.j2` for the main actors.

    The map has relations that hold now, between those to which their ends belong. `ties` lists each pair with the number
    of its relations by family.
    """
    relations = briefing.of_type(Relation)
    found = [
        (_outermost(briefing, one.from_), _outermost(briefing, one.to), one.type.family)
        for one in relations
        if one.status is RelationStatus.CURRENT and one.type.family is not RelationFamily.STRUCTURE
    ]
    outer = [tie for tie in found if tie[0] != tie[1]]
    counts = Counter(end for tie in outer for end in tie[:2])
    ranked = counts.most_common(MAIN_ACTORS)
    main = [end for n, (end, count) in enumerate(ranked) if count > 1 or n < FEWEST_MAIN_ACTORS]
    shown = [tie for tie in outer if {*tie[:2]} <= {*main}]
    edges = [svg.relations_map.Edge(source, target, family.value, True) for source, target, family in shown]
    pairs: dict[tuple[str, ...], Counter[RelationFamily]] = {}
    for *ends, family in shown:
        pairs.setdefault(tuple(sorted(ends, key=main.index)), Counter())[family] += 1
    drawn = {end for pair in pairs for end in pair}
    return {
        "centre": None,
        "map": svg.relations_map.draw_map(dict.fromkeys(main), edges) if len(drawn) > MOST_WITHOUT_MAP else None,
        "families": tuple(one for one in FAMILIES.items() if any(one[0] in families for families in pairs.values())),
        "ties": tuple((pair, tuple(families.most_common())) for pair, families in pairs.items()),
        "count": len(relations),
    }


def _outermost(briefing: Briefing, actor_id: str) -> str:
    """Returns the last actor of the chain of those that an actor belongs to."""
    chain = [actor_id]
    while (above := briefing.get(chain[-1]).record.affiliation) and above not in chain:  # type: ignore[attr-defined]
        chain.append(above)
    return chain[-1]


def neighbourhood_variables(briefing: Briefing, actor: Actor) -> Mapping[str, Any] | None:
    """Returns the variables of `map.md.j2` for an actor and its neighbours.

    None with so few actors that a list shows the same.
    """
    ends = dict.fromkeys(end for one in _relations_of(briefing, actor.id) for end in (actor.id, one.from_, one.to))
    if len(ends) <= MOST_WITHOUT_MAP:
        return None
    found = {
        one.id: one for end in ends for one in _relations_of(briefing, end) if one.from_ in ends and one.to in ends
    }
    affiliations: dict[str, str | None] = {}
    for one in ends:
        actor_id: str | None = one
        while actor_id is not None and actor_id not in affiliations:
            affiliations[actor_id] = actor_id = briefing.get(actor_id).record.affiliation  # type: ignore[attr-defined]
    map_ = _draw(affiliations, found.values())
    used = {edge.family for edge in map_.edges}
    return {
        "centre": actor,
        "ties": (),
        "map": map_,
        "families": tuple(family for family in FAMILIES.items() if family[0].value in used),
    }


def _draw(affiliations: Mapping[str, str | None], relations: Iterable[Relation]) -> svg.relations_map.RelationsMap:
    edges = [
        svg.relations_map.Edge(one.from_, one.to, one.type.family.value, one.status is RelationStatus.CURRENT)
        for one in relations
    ]
    return svg.relations_map.draw_map(affiliations, edges, nesting=RelationFamily.STRUCTURE.value)


def _relations_of(briefing: Briefing, actor_id: str) -> list[Relation]:
    found = (link.entry.record for link in indexes.references(briefing).backlinks(actor_id))
    return [one for one in found if isinstance(one, Relation)]
