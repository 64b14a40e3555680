"""A STIX 2.1 bundle of identities, relationships, notes, opinions and a report.

STIX 2.1 is an OASIS Standard of 2021. Agents are identities, never threat actors. STIX demands times of creation, which the data does not hold: every object gets
the first day of the briefing's facts, at midnight UTC. Dates of the data are in words and labels. `confidence` is left out,
because its scale is different.
"""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from typing import Any

from ...model import Briefing
from ...records import dates
from ..interchange import (
    Agent,
    AgentType,
    Entity,
    EventEntity,
    QuestionEntity,
    Relationship,
    SourceEntity,
    StatementEntity,
    Topic,
    agent_name,
    briefing_entity,
    cited_sources,
    entities,
    entities_by_id,
    page_url,
    paragraphs_text,
    source_standing,
)
from .identifiers import record_uuid
from .spans import as_of_day

Object = dict[str, Any]
DATE_PREFIX = "edtf:"
"""The prefix of a label with an EDTF date; STIX has no field for such dates."""
SUPERSEDES = "supersedes"
"""The type of the relationship between a later view and the earlier one."""
ACCOUNT_LABEL = "account"
"""The label of a note with one account of something on which sources disagree."""
_CLASSES = {
    AgentType.PERSON: "individual",
    AgentType.STATE: "organization",
    AgentType.ORGANISATION: "organization",
    AgentType.GROUP: "group",
}
_OPINIONS = {"affirms": "agree", "mixed": "neutral", "doubts": "disagree", "denies": "strongly-disagree"}


def write(briefing: Briefing) -> str:
    """Writes one bundle as JSON."""
    objects = [_report(briefing), *_objects(briefing)]
    objects[0]["object_refs"] = [one["id"] for one in objects[1:]]
    bundle = {
        "type": "bundle",
        "id": f"bundle--{record_uuid(briefing, briefing.head.id, 'bundle')}",
        "objects": objects,
    }
    return dumps(bundle, ensure_ascii=False, indent=2) + "\n"


def _objects(briefing: Briefing) -> Iterator[Object]:
    for entity in entities(briefing, Entity):
        yield from _accounts(briefing, entity)
        yield from _supersession(briefing, entity)
        match entity:
            case Agent():
                yield _identity(briefing, entity)
            case EventEntity():
                when = f"{dates.parse(entity.date).words} ({entity.status})"
                about = [agent for agent, _ in entity.agents]
                labels = ["event", entity.status, *_date_labels(entity.date)]
                yield _note(briefing, entity, entity.title, f"{when}: {entity.text}", about, labels)
            case Topic():
                yield _note(briefing, entity, entity.title, entity.text, [*entity.about], [entity.label])
            case StatementEntity():
                yield _statement(briefing, entity)
            case Relationship():
                yield _relationship(briefing, entity)


def _accounts(briefing: Briefing, entity: Entity) -> Iterator[Object]:
    """Yields a note for each account of a disputed entity."""
    about = _object_id(briefing, entity.id)
    if isinstance(entity, Relationship):
        about = f"relationship--{record_uuid(briefing, entity.id)}"
    for number, account in enumerate(entity.accounts, 1):
        yield {
            **_common(briefing, "note", entity.id, f"account-{number}"),
            "abstract": f"Account {number} of {len(entity.accounts)}",
            "content": account.line,
            "object_refs": [about],
            "labels": [ACCOUNT_LABEL, "disputed"],
        }


def _supersession(briefing: Briefing, entity: Entity) -> Iterator[Object]:
    """Yields the relationship of a later view to the earlier one."""
    earlier = entities_by_id(briefing).get(entity.supersedes or "")
    if earlier:
        yield {
            **_common(briefing, "relationship", entity.id, SUPERSEDES),
            "relationship_type": SUPERSEDES,
            "source_ref": _view_id(briefing, entity),
            "target_ref": _view_id(briefing, earlier),
        }


def _view_id(briefing: Briefing, view: Entity) -> str:
    type_ = "opinion" if isinstance(view, StatementEntity) and _is_opinion(briefing, view) else "note"
    return f"{type_}--{record_uuid(briefing, view.id)}"


def _common(briefing: Briefing, type_: str, record_id: str, role: str = "") -> Object:
    time = f"{as_of_day(briefing_entity(briefing).as_of).isoformat()}T00:00:00.000Z"
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": f"{type_}--{record_uuid(briefing, record_id, role)}",
        "created": time,
        "modified": time,
    }


def _external_references(briefing: Briefing, record_id: str) -> Object:
    """Returns references to the cited paragraphs and to the page of a record."""
    found = [
        _reference(briefing, source, paragraphs_text(numbers)) for source, numbers in cited_sources(briefing, record_id)
    ]
    address = page_url(briefing, record_id)
    if address:
        found.append({"source_name": "briefing", "url": address})
    return {"external_references": found} if found else {}


def _reference(briefing: Briefing, source: SourceEntity, detail: str) -> Object:
    url = {"url": source.url} if source.url else {}
    description = ", ".join(filter(None, (source.title, detail, source_standing(briefing, source))))
    return {"source_name": source.container, "description": description, **url}


def _report(briefing: Briefing) -> Object:
    head = briefing_entity(briefing)
    sources = [
        _reference(briefing, source, f"issued {dates.parse(source.issued).words}")
        for source in entities(briefing, SourceEntity)
    ]
    common = _common(briefing, "report", head.id)
    return {
        **common,
        "name": head.title,
        "description": "\n\n".join((head.text, *head.points)),
        "published": common["created"],
        "labels": _date_labels(head.as_of),
        "object_refs": [],
        "lang": head.language,
        **({"external_references": sources} if sources else {}),
    }


def _identity(briefing: Briefing, agent: Agent) -> Object:
    return {
        **_common(briefing, "identity", agent.id),
        "name": agent.name,
        "description": agent.text,
        "identity_class": _CLASSES[agent.type],
        **({"roles": [agent.role]} if agent.role else {}),
        "labels": [agent.type.value],
        **_external_references(briefing, agent.id),
    }


def _note(
    briefing: Briefing, entity: Entity, abstract: str, content: str, about: list[str], labels: list[str]
) -> Object:
    return {
        **_common(briefing, "note", entity.id),
        "abstract": abstract,
        "content": content,
        "object_refs": _object_ids(briefing, about),
        "labels": labels,
        **_external_references(briefing, entity.id),
    }


def _statement(briefing: Briefing, statement: StatementEntity) -> Object:
    """Returns an opinion on a question if the statement takes a stance, else a note.

    The note is about the speaker and the agents that the statement is about.
    """
    speaker = agent_name(briefing, statement.speaker)
    content = f"{speaker}: {statement.text}" + (f" “{statement.quote}”" if statement.quote else "")
    labels = [statement.type, *_date_labels(statement.date)]
    if _is_opinion(briefing, statement):
        return {
            **_common(briefing, "opinion", statement.id),
            "opinion": _OPINIONS[statement.stance or ""],
            "explanation": f"{content} ({statement.stance})",
            "authors": [speaker],
            "object_refs": _object_ids(briefing, _questions(briefing, statement)),
            "labels": labels,
            **_external_references(briefing, statement.id),
        }
    about = [statement.speaker, *statement.about]
    note = _note(briefing, statement, f"{speaker}, {statement.type}", content, about, labels)
    return {**note, "authors": [speaker]}


def _questions(briefing: Briefing, statement: StatementEntity) -> list[str]:
    known = entities_by_id(briefing)
    return [one for one in statement.about if isinstance(known.get(one), QuestionEntity)]


def _is_opinion(briefing: Briefing, statement: StatementEntity) -> bool:
    return statement.stance in _OPINIONS and bool(_questions(briefing, statement))


def _relationship(briefing: Briefing, relationship: Relationship) -> Object:
    when = f", {dates.parse(relationship.date).words}" if relationship.date else ""
    return {
        **_common(briefing, "relationship", relationship.id),
        "relationship_type": relationship.type,
        "description": f"{relationship.label} ({relationship.status}{when})",
        "source_ref": _object_id(briefing, relationship.start),
        "target_ref": _object_id(briefing, relationship.end),
        "labels": [relationship.family, *_date_labels(relationship.date)],
        **_external_references(briefing, relationship.id),
    }


def _date_labels(date: str | None) -> list[str]:
    return [f"{DATE_PREFIX}{date}"] if date else []


def _object_ids(briefing: Briefing, ids: list[str]) -> list[str]:
    """Returns the ids of the records' objects, each once.

    A note must be about something: without an object, it is about the report.
    """
    found = [_object_id(briefing, one) for one in dict.fromkeys(ids) if _object_type(briefing, one)]
    return found or [_object_id(briefing, briefing_entity(briefing).id)]


def _object_id(briefing: Briefing, record_id: str) -> str:
    return f"{_object_type(briefing, record_id) or 'report'}--{record_uuid(briefing, record_id)}"


def _object_type(briefing: Briefing, record_id: str) -> str | None:
    match entities_by_id(briefing).get(record_id):
        case Agent():
            return "identity"
        case EventEntity() | Topic():
            return "note"
    return None
