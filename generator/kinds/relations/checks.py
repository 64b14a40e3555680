"""The checks of the relations."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing
from ...problems import Code, Finding
from .record import Relation


def check_ends(briefing: Briefing) -> Iterator[Finding]:
    """Yields each relation of an actor to itself."""
    for relation in briefing.of_type(Relation):
        if relation.from_ == relation.to:
            message = "the relation leads from the actor to itself; `from` and `to` must differ"
            yield Finding(relation.id, ("to",), Code.SELF_RELATION, message)
