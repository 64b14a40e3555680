"""FollowTheMoney (followthemoney.tech) entities, one a line: agents, events, articles, and links between agents.

A date that the format can't tell as it is stays in words. A relationship whose type the format has no schema for is an UnknownLink with
its role; nothing here says more than that two are linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import dumps

from ...model import Briefing
from ...records import dates
from ..interchange import (
    Agent,
    AgentType,
    Certainty,
    Entity,
    EventEntity,
    Relationship,
    SourceEntity,
    cited_sources_text,
    entities,
    page_url,
)
from .identifiers import uuid_of

_SCHEMAS = {
    AgentType.PERSON: "Person",
    AgentType.STATE: "PublicBody",
    AgentType.ORGANISATION: "Organization",
    AgentType.GROUP: "LegalEntity",
}
_PLAIN = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
Properties = dict[str, list[str]]


def write(briefing: Briefing) -> str:
    """The entities as JSON Lines, as `ftm` reads them."""
    lines = []
    for entity in entities(briefing, Entity):
        if found := _schema_and_properties(briefing, entity):
            written = {"id": _id(briefing, entity.id), "schema": found[0], "properties": found[1]}
            lines.append(f"{dumps(written, ensure_ascii=False)}\n")
    return "".join(lines)


def _schema_and_properties(briefing: Briefing, entity: Entity) -> tuple[str, Properties] | None:
    match entity:
        case Agent():
            return _SCHEMAS[entity.type], _filled(_of_agent(briefing, entity))
        case EventEntity():
            return "Event", _filled(_of_event(briefing, entity))
        case SourceEntity():
            return "Article", _filled(_of_source(entity))
        case Relationship():
            return "UnknownLink", _filled(_of_relationship(briefing, entity))
    return None


def _filled(pairs: Iterator[tuple[str, str | None]]) -> Properties:
    found: Properties = {}
    for name, value in pairs:
        if value:
            found.setdefault(name, []).append(value)
    return found


def _of_agent(briefing: Briefing, agent: Agent) -> Iterator[tuple[str, str | None]]:
    yield "name", agent.name
    yield from (("alias", alias) for alias in agent.aliases)
    yield "classification", agent.type.value
    yield "summary", agent.text
    yield "wikidataId", agent.wikidata
    yield "country", agent.country and agent.country.lower()
    if agent.type is AgentType.PERSON:
        yield "position", agent.role
    yield from _shown(briefing, agent)


def _of_event(briefing: Briefing, one: EventEntity) -> Iterator[tuple[str, str | None]]:
    yield "name", one.title + ("" if one.certainty is Certainty.CERTAIN else f" ({one.status})")
    yield "summary", one.text
    yield "description", _when(one.date)
    yield from _dates(one.date, "date")
    yield "location", one.place
    yield from (("involved", _id(briefing, agent)) for agent, _ in one.agents)
    yield from _shown(briefing, one)


def _of_relationship(briefing: Briefing, relationship: Relationship) -> Iterator[tuple[str, str | None]]:
    yield "subject", _id(briefing, relationship.start)
    yield "object", _id(briefing, relationship.end)
    yield "role", relationship.label
    yield "status", relationship.status
    yield "description", f"Type: {relationship.type}"
    if relationship.date:
        yield "description", _when(relationship.date)
        yield from _dates(relationship.date, "date")
    yield "summary", f"Source: {cited_sources_text(briefing, relationship.id)}"
    yield "sourceUrl", page_url(briefing, relationship.id)


def _of_source(source: SourceEntity) -> Iterator[tuple[str, str | None]]:
    yield "title", source.title
    yield from (("author", author) for author in source.authors)
    yield "publisher", source.publisher or source.container
    yield from _dates(source.issued, "publishedAt")
    yield "sourceUrl", source.url


def _shown(briefing: Briefing, entity: Entity) -> Iterator[tuple[str, str | None]]:
    yield "notes", f"Source: {cited_sources_text(briefing, entity.id)}"
    yield "sourceUrl", page_url(briefing, entity.id)


def _when(date: str) -> str:
    """The date in words, and as it is written in the data."""
    return f"When: {dates.parse(date).words} (EDTF {date})"


def _dates(date: str, single: str) -> Iterator[tuple[str, str | None]]:
    """A plain day, month or year; of an interval its plain ends. Nothing of a date that is doubtful or one of a set."""
    if _PLAIN.fullmatch(date):
        yield single, date
    elif "/" in date:
        for name, end in zip(("startDate", "endDate"), date.split("/"), strict=True):
            yield name, end if _PLAIN.fullmatch(end) else None


def _id(briefing: Briefing, record_id: str) -> str:
    return str(uuid_of(briefing, record_id))
