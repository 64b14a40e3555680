"""What somebody said: a record nested in its speaker's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...formats import interchange
from ...model import Briefing, Entry, Kind, Layout
from ...problems import Code, Finding
from .record import Statement, Voice


def _check(briefing: Briefing) -> Iterator[Finding]:
    """A quotation needs its evidence, a stance its question, a grade its basis."""
    for entry in briefing.entries.values():
        said = entry.record
        if not isinstance(said, Statement):
            continue
        if said.quote and said.voice is not Voice.DIRECT:
            message = "a quote is the speaker's own words: voice must be direct, or leave the quote out"
            yield Finding(said.id, ("voice",), Code.QUOTE_WITHOUT_EVIDENCE, message)
        quoted = {evidence.exact for evidence in said.evidence}
        if said.quote and said.quote not in quoted and not (said.draft and not quoted):
            message = "the quote must stand word for word as `exact` in one piece of the statement's evidence"
            yield Finding(said.id, ("quote",), Code.QUOTE_WITHOUT_EVIDENCE, message)
        kinds = {briefing.entries[about].kind.name if about in briefing.entries else None for about in said.about}
        if said.stance and not kinds & {"questions", None}:
            message = "a stance answers a question; `about` must hold a question's id"
            yield Finding(said.id, ("stance",), Code.STANCE, message)
        if said.credibility != 6 and not said.credibility_basis:
            message = (
                f"credibility {said.credibility} needs a credibility_basis; without one it is 6 (cannot be judged)"
            )
            yield Finding(said.id, ("credibility",), Code.NO_BASIS, message)


def _to_entity(entry: Entry, said: Statement) -> interchange.StatementEntity:
    stance = said.stance and said.stance.value
    return interchange.StatementEntity(
        said.id, entry.owner.id, said.text, said.type.value, said.about, said.quote, stance, said.said_on
    )


def _from_entity(entity: interchange.Entity) -> Mapping[str, Any] | None:
    if not isinstance(entity, interchange.StatementEntity):
        return None
    return {
        "text": entity.text,
        "quote": entity.quote,
        "voice": (Voice.DIRECT if entity.quote else Voice.INDIRECT).value,
        "type": entity.type,
        "about": entity.about,
        "stance": entity.stance,
        "said_on": entity.date,
    }


KIND = Kind(
    name="statements",
    one="statement",
    title="Statements",
    blurb="What was said, by whom.",
    layout=Layout.NESTED,
    section="",
    appears_as="What is said about it",
    record=Statement,
    check=_check,
    to_entity=_to_entity,
    from_entity=_from_entity,
)
