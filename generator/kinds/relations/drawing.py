"""The relations as a map: what is drawn of actors and relations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model import Briefing
from ...pictures.relations_map import Edge, relations_map
from ..actors.record import Actor
from .record import FAMILIES, Relation, RelationFamily, RelationStatus


def drawing(briefing: Briefing) -> Mapping[str, Any]:
    """What `map.md.j2` needs: the map, the families with their types, and the relations of each family."""
    relations = briefing.of(Relation)
    edges = [Edge(one.from_, one.to, one.type.family.value, one.status is RelationStatus.CURRENT) for one in relations]
    above = {actor.id: actor.affiliation for actor in briefing.of(Actor)}
    used = {one.type.family for one in relations}
    grouped = ((family, tuple(one for one in relations if one.type.family is family)) for family in FAMILIES)
    return {
        "map": relations_map(above, edges, nesting=RelationFamily.STRUCTURE.value),
        "families": tuple(family for family in FAMILIES.items() if family[0] in used),
        "groups": tuple(group for group in grouped if group[1]),
        "count": len(relations),
    }
