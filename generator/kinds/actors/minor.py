"""Finds the actors that have an entry on the index instead of a page."""

from __future__ import annotations

from collections.abc import Mapping

from ...records import Record, traversal
from .record import Actor

_OUTER = frozenset(("actors", "experts", "relations"))
"""The kinds that may refer to an actor that has no page."""


def find_minor(records: Mapping[str, tuple[Record, ...]]) -> frozenset[str]:
    """Returns the ids of the actors with an entry on the index instead of a page."""
    actors = [one for one in records.get("actors", ()) if isinstance(one, Actor)]
    short = [one for one in actors if not (one.statements or one.interests or one.disputed or one.draft)]
    undecided = {one.id for one in short if one.minor is None}
    outer, inner = set[str](), set[str]()
    for owner in (one for kind in records.values() for one in kind) if undecided else ():
        for _, part in traversal.walk_parts(owner):
            if isinstance(part, Record):
                found = outer if part.KIND in _OUTER else inner
                found.update(target for _, _, target in traversal.references(part))
    return frozenset(one.id for one in short if one.minor) | (undecided & outer - inner)
