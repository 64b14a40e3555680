"""FollowTheMoney entities, one a line: agents, events, articles, links.

See followthemoney.tech. A date that the format can't express is in words. Every relationship is an UnknownLink with its
role, because a more specific schema would claim more than the data says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import dumps

from ...model import Briefing, indexes
from ...records import dates
from ..interchange import (
    Agent,
    AgentType,
    Entity,
    EventEntity,
    Relationship,
    SourceEntity,
    cited_sources_text,
    entities,
    page_url,
)
from .identifiers import record_uuid

_SCHEMAS = {
    AgentType.PERSON: "Person",
    AgentType.STATE: "PublicBody",
    AgentType.ORGANISATION: "Organization",
    AgentType.GROUP: "LegalEntity",
}
_PLAIN = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
Properties = dict[str, list[str]]


def write(briefing: Briefing) -> str:
    """Writes the entities as JSON Lines, as `ftm` reads them."""
    lines = []
    for entity in entities(briefing, Entity):
        if found := _schema_and_properties(briefing, entity):
            notes = "summary" if isinstance(entity, Relationship) else "notes"
            for account in entity.accounts:
                found[1].setdefault(notes, []).append(f"Account: {account.line}")
            written = {"id": _id(briefing, entity.id), "schema": found[0], "properties": found[1]}
            lines.append(f"{dumps(written, ensure_ascii=False)}\n")
    return "".join(lines)


def _schema_and_properties(briefing: Briefing, entity: Entity) -> tuple[str, Properties] | None:
    match entity:
        case Agent():
            return _SCHEMAS[entity.type], _to_properties(_agent_properties(briefing, entity))
        case EventEntity():
            return "Event", _to_properties(_event_properties(briefing, entity))
        case SourceEntity():
            return "Article", _to_properties(_source_properties(briefing, entity))
        case Relationship():
            return "UnknownLink", _to_properties(_relationship_properties(briefing, entity))
    return None


def _to_properties(pairs: Iterator[tuple[str, str | None]]) -> Properties:
    found: Properties = {}
    for name, value in pairs:
        if value:
            found.setdefault(name, []).append(value)
    return found


def _agent_properties(briefing: Briefing, agent: Agent) -> Iterator[tuple[str, str | None]]:
    yield "name", agent.name
    yield from (("alias", alias) for alias in agent.aliases)
    yield "classification", agent.type.value
    yield "summary", agent.text
    yield "wikidataId", agent.wikidata
    yield "country", agent.country and agent.country.lower()
    if agent.type is AgentType.PERSON:
        yield "position", agent.role
    yield from _page_properties(briefing, agent)


def _event_properties(briefing: Briefing, one: EventEntity) -> Iterator[tuple[str, str | None]]:
    yield "name", one.title_with_status
    yield "summary", one.text
    yield "description", _date_text(one.date)
    yield from _date_properties(one.date, "date")
    yield "location", one.place
    yield "country", one.country and one.country.lower()
    yield from (("involved", _id(briefing, agent)) for agent, _ in one.agents)
    yield from _page_properties(briefing, one)


def _relationship_properties(briefing: Briefing, relationship: Relationship) -> Iterator[tuple[str, str | None]]:
    yield "subject", _id(briefing, relationship.start)
    yield "object", _id(briefing, relationship.end)
    yield "role", relationship.label
    yield "status", relationship.status
    yield "description", f"Type: {relationship.type}"
    if relationship.date:
        yield "description", _date_text(relationship.date)
        yield from _date_properties(relationship.date, "date")
    yield "summary", cited_sources_text(briefing, relationship.id)
    yield "sourceUrl", page_url(briefing, relationship.id)


def _source_properties(briefing: Briefing, source: SourceEntity) -> Iterator[tuple[str, str | None]]:
    yield "title", source.title
    yield from (("author", author) for author in source.authors)
    yield "publisher", source.publisher or source.container
    yield from (("publishedAt", end) for end in source.issued.split("/") if _PLAIN.fullmatch(end))
    yield "sourceUrl", source.url
    yield "notes", source.retracted and f"Retracted: {source.retracted}"
    yield "notes", source.derived_from and f"Derived from {indexes.sources(briefing).names[source.derived_from]}"


def _page_properties(briefing: Briefing, entity: Entity) -> Iterator[tuple[str, str | None]]:
    yield "notes", cited_sources_text(briefing, entity.id)
    yield "sourceUrl", page_url(briefing, entity.id)


def _date_text(date: str) -> str:
    """Returns the date in words, and as it is in the data."""
    return f"When: {dates.parse(date).words} (EDTF {date})"


def _date_properties(date: str, single: str) -> Iterator[tuple[str, str | None]]:
    """Yields a plain day, month or year, or the plain ends of an interval.

    A date that is doubtful or one of a set yields nothing.
    """
    if _PLAIN.fullmatch(date):
        yield single, date
    elif "/" in date:
        for name, end in zip(("startDate", "endDate"), date.split("/"), strict=True):
            yield name, end if _PLAIN.fullmatch(end) else None


def _id(briefing: Briefing, record_id: str) -> str:
    return str(record_uuid(briefing, record_id))
