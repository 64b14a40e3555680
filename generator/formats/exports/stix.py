"""STIX 2.1 (OASIS Standard, 2021): agents as identities, never as threat actors; what was said as notes and opinions; a report of all.

Every time stands for the first day that the facts can be of, at midnight UTC: STIX asks for times, and none of the writing
is known. What the data says of dates is in words. `confidence` is left out, because its scale is another one.
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
    briefing_entity,
    cited_sources,
    entities,
    entities_by_id,
    page_url,
    paragraphs_text,
)
from .identifiers import uuid_of
from .spans import as_of_day

Object = dict[str, Any]
DATE = "edtf:"
"""Before the date in a label of what is dated: STIX has no field for a date that is not a moment."""
_CLASSES = {
    AgentType.PERSON: "individual",
    AgentType.STATE: "organization",
    AgentType.ORGANISATION: "organization",
    AgentType.GROUP: "group",
}
_OPINIONS = {"affirms": "agree", "mixed": "neutral", "doubts": "disagree", "denies": "strongly-disagree"}


def write(briefing: Briefing) -> str:
    """One bundle as JSON text."""
    objects = [_report(briefing), *_objects(briefing)]
    objects[0]["object_refs"] = [one["id"] for one in objects[1:]]
    bundle = {"type": "bundle", "id": f"bundle--{uuid_of(briefing, briefing.head.id, 'bundle')}", "objects": objects}
    return dumps(bundle, ensure_ascii=False, indent=2) + "\n"


def _objects(briefing: Briefing) -> Iterator[Object]:
    for entity in entities(briefing, Entity):
        match entity:
            case Agent():
                yield _identity(briefing, entity)
            case EventEntity():
                when = f"{dates.parse(entity.date).words} ({entity.status})"
                about = [agent for agent, _ in entity.agents]
                labels = ["event", entity.status, f"{DATE}{entity.date}"]
                yield _note(briefing, entity, entity.title, f"{when}: {entity.text}", about, labels)
            case Topic():
                yield _note(briefing, entity, entity.title, entity.text, [*entity.about], [entity.label])
            case StatementEntity():
                yield _said(briefing, entity)
            case Relationship():
                yield _relationship(briefing, entity)


def _common(briefing: Briefing, type_: str, record_id: str) -> Object:
    time = f"{as_of_day(briefing_entity(briefing).as_of).isoformat()}T00:00:00.000Z"
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": f"{type_}--{uuid_of(briefing, record_id)}",
        "created": time,
        "modified": time,
    }


def _references(briefing: Briefing, record_id: str) -> Object:
    """Where the sources say it, and the page that shows it."""
    found = [_reference(source, paragraphs_text(numbers)) for source, numbers in cited_sources(briefing, record_id)]
    address = page_url(briefing, record_id)
    if address:
        found.append({"source_name": "briefing", "url": address})
    return {"external_references": found} if found else {}


def _reference(source: SourceEntity, where: str) -> Object:
    url = {"url": source.url} if source.url else {}
    return {"source_name": source.container, "description": f"{source.title}, {where}", **url}


def _report(briefing: Briefing) -> Object:
    head = briefing_entity(briefing)
    sources = [
        _reference(source, f"issued {dates.parse(source.issued).words}") for source in entities(briefing, SourceEntity)
    ]
    common = _common(briefing, "report", head.id)
    return {
        **common,
        "name": head.title,
        "description": "\n\n".join((head.text, *head.points)),
        "published": common["created"],
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
        **_references(briefing, agent.id),
    }


def _note(
    briefing: Briefing, entity: Entity, abstract: str, content: str, about: list[str], labels: list[str]
) -> Object:
    return {
        **_common(briefing, "note", entity.id),
        "abstract": abstract,
        "content": content,
        "object_refs": _refs(briefing, about),
        "labels": labels,
        **_references(briefing, entity.id),
    }


def _said(briefing: Briefing, said: StatementEntity) -> Object:
    """An opinion, if it takes a stance to what is a note here; else a note about the speaker and the agents it is about."""
    known = entities_by_id(briefing)
    speaker = str(getattr(known[said.speaker], "name", said.speaker))
    content = f"{speaker}: {said.text}" + (f" “{said.quote}”" if said.quote else "")
    asked = [one for one in said.about if isinstance(known.get(one), QuestionEntity)]
    if said.stance in _OPINIONS and asked:
        return {
            **_common(briefing, "opinion", said.id),
            "opinion": _OPINIONS[said.stance],
            "explanation": f"{content} ({said.stance})",
            "authors": [speaker],
            "object_refs": _refs(briefing, asked),
            "labels": [said.type],
            **_references(briefing, said.id),
        }
    note = _note(briefing, said, content, content, [said.speaker, *said.about], [said.type])
    return {**note, "abstract": f"{speaker}, {said.type}", "authors": [speaker]}


def _relationship(briefing: Briefing, relationship: Relationship) -> Object:
    when = f", {dates.parse(relationship.date).words}" if relationship.date else ""
    return {
        **_common(briefing, "relationship", relationship.id),
        "relationship_type": relationship.type,
        "description": f"{relationship.label} ({relationship.status}{when})",
        "source_ref": _ref(briefing, relationship.start),
        "target_ref": _ref(briefing, relationship.end),
        "labels": [relationship.family, *([f"{DATE}{relationship.date}"] if relationship.date else [])],
        **_references(briefing, relationship.id),
    }


def _refs(briefing: Briefing, ids: list[str]) -> list[str]:
    """The objects made of these records, each once; of none of them, the report: a note must be about something."""
    found = [_ref(briefing, one) for one in dict.fromkeys(ids) if _type(briefing, one)]
    return found or [_ref(briefing, briefing_entity(briefing).id)]


def _ref(briefing: Briefing, record_id: str) -> str:
    return f"{_type(briefing, record_id) or 'report'}--{uuid_of(briefing, record_id)}"


def _type(briefing: Briefing, record_id: str) -> str | None:
    match entities_by_id(briefing).get(record_id):
        case Agent():
            return "identity"
        case EventEntity() | Topic():
            return "note"
    return None
