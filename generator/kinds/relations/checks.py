"""The checks of the relations."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing
from ...problems import Code, Finding, quote_value
from ...records import dates, fields
from .labels import connects, sentence
from .record import Relation, RelationStatus


def check_statuses(briefing: Briefing) -> Iterator[Finding]:
    """Yields each current relation that ended before the briefing's date."""
    as_of = briefing.head and dates.parse(briefing.head.as_of)
    for relation in briefing.of_type(Relation):
        when = dates.parse(relation.date) if relation.date else None
        if as_of and when and relation.status is RelationStatus.CURRENT and when.has_ended(as_of):
            message = f"status is current, but {when.words} is before {as_of.words}, the briefing's as_of; set the status to former, or correct the date: a relation that goes on has an open end, as in 2022/.."
            yield Finding(relation.id, ("date",), Code.STATUS_AGAINST_DATE, message)


def check_labels(briefing: Briefing) -> Iterator[Finding]:
    """Yields each English label after which a name can hardly follow."""
    if briefing.head is None or briefing.head.language.partition("-")[0] != "en":
        return
    for relation in briefing.of_type(Relation):
        if not fields.is_open(relation.label) and not connects(relation.label):
            shown = quote_value(sentence(briefing, relation), 100)
            message = f"pages show the sentence {shown}; end the label with a verb or a preposition, or write ... where the second name belongs: warns ... of a price"
            yield Finding(relation.id, ("label",), Code.UNCONNECTED_LABEL, message)


def check_ends(briefing: Briefing) -> Iterator[Finding]:
    """Yields each relation of an actor to itself."""
    for relation in briefing.of_type(Relation):
        if relation.from_ == relation.to:
            message = "the relation leads from the actor to itself; `from` and `to` must differ"
            yield Finding(relation.id, ("to",), Code.SELF_RELATION, message)
