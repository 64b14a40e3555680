"""JSON-LD in the vocabulary of schema.org, for a briefing or for a record's page.

Ids are UUIDs made from the records' ids, so that they stay when the site moves. A date that schema.org can't express is
only in the description, in words. Nothing is rated: there is no ClaimReview.
"""

from __future__ import annotations

from json import dumps
from typing import Any

from ...model import Briefing
from ...records import dates, fields
from ...text import sentences
from ..escaping import escape_script_json
from ..interchange import (
    Agent,
    AgentType,
    BriefingEntity,
    Certainty,
    Entity,
    EventEntity,
    QuestionEntity,
    Relationship,
    SourceEntity,
    StatementEntity,
    TermEntity,
    Topic,
    agent_name,
    cited_sources,
    entities,
    entities_by_id,
    page_url,
)
from .identifiers import record_uuid

Node = dict[str, Any]
CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
}
_REPLACES = "http://purl.org/dc/terms/replaces"
"""The term of Dublin Core for a later view; schema.org has none."""
_SOURCE_TYPES = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "NewsArticle",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "legislation": "Legislation",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "webpage": "WebPage",
}
_AGENT_TYPES = {
    AgentType.PERSON: "Person",
    AgentType.STATE: "Country",
    AgentType.ORGANISATION: "Organization",
    AgentType.GROUP: "Thing",
}
_STATUS = {Certainty.EXPECTED: "EventScheduled", Certainty.CANCELLED: "EventCancelled"}


def write(briefing: Briefing) -> str:
    """Writes the whole graph as JSON."""
    graph = [node for one in entities(briefing, Entity) for node in nodes(briefing, one)]
    return f"{_to_json({'@context': CONTEXT, '@graph': graph}, indent=1)}\n"


def write_embedded(briefing: Briefing, record_id: str) -> str:
    """Writes the nodes of one record as JSON on one line, for an element `<script>`.

    Returns an empty text if the record is no entity.
    """
    entity = entities_by_id(briefing).get(record_id)
    return _to_json({"@context": CONTEXT, "@graph": nodes(briefing, entity)}) if entity else ""


def _to_json(content: Node, indent: int | None = None) -> str:
    return escape_script_json(dumps(content, ensure_ascii=False, indent=indent))


def nodes(briefing: Briefing, entity: Entity) -> list[Node]:
    """Returns the node of an entity, then those of its quotation and its accounts."""
    node: Node = {"@id": _id(briefing, entity.id), **_node(briefing, entity), "url": page_url(briefing, entity.id)}
    found = [node]
    if entity.supersedes:
        node[_REPLACES] = {"@id": _id(briefing, entity.supersedes)}
    if entity.is_superseded:
        node["creativeWorkStatus"] = "Superseded"
    if isinstance(entity, StatementEntity) and entity.quote:
        quotation = _id(briefing, entity.id, "quotation")
        node["isBasedOn"] = {"@id": quotation}
        speaker = {"@id": _id(briefing, entity.speaker)}
        found.append(
            {
                "@id": quotation,
                "@type": "Quotation",
                "text": entity.quote,
                "spokenByCharacter": speaker,
                "isPartOf": _sources(briefing, entity),
            }
        )
    found += (
        {
            "@id": _id(briefing, entity.id, f"account-{number}"),
            "@type": "Claim",
            "text": account.line,
            "about": {"@id": node["@id"]},
            "appearance": _ids(briefing, account.sources),
        }
        for number, account in enumerate(entity.accounts, 1)
    )
    return [{key: value for key, value in one.items() if value} for one in found]


def _node(briefing: Briefing, entity: Entity) -> Node:
    match entity:
        case BriefingEntity():
            return _briefing_node(briefing, entity)
        case Agent():
            return _agent_node(briefing, entity)
        case EventEntity():
            return _event_node(briefing, entity)
        case SourceEntity():
            return _source_node(briefing, entity)
        case TermEntity():
            return {
                "@type": "DefinedTerm",
                "name": entity.term,
                "alternateName": [*entity.aliases],
                "description": entity.text,
            }
        case StatementEntity():
            about = _ids(briefing, entity.about)
            return {
                "@type": "Claim",
                "text": entity.text,
                "author": {"@id": _id(briefing, entity.speaker)},
                "about": about,
                "appearance": _sources(briefing, entity),
            }
        case Relationship():
            text = sentences.join_label(
                agent_name(briefing, entity.start), entity.label, agent_name(briefing, entity.end)
            )
            return {
                "@type": "Claim",
                "text": f"{text} ({entity.status}).",
                "about": _ids(briefing, (entity.start, entity.end)),
                "appearance": _sources(briefing, entity),
            }
        case Topic():
            type_ = "Question" if isinstance(entity, QuestionEntity) else "Claim"
            return {"@type": type_, "name": entity.title, "text": entity.text, "about": _ids(briefing, entity.about)}
    return {"@type": "Thing"}


def _briefing_node(briefing: Briefing, head: BriefingEntity) -> Node:
    return {
        "@type": "Report",
        "name": head.title,
        "abstract": head.text,
        "text": "\n".join(head.points),
        "inLanguage": head.language,
        "creativeWorkStatus": head.status,
        "temporal": head.as_of,
        "author": [
            {"@type": "Person", "name": name, **({"jobTitle": role} if role else {})} for name, role in head.authors
        ],
        "license": head.licence and {"@id": head.licence},
        "citation": _ids(briefing, [one.id for one in entities(briefing, SourceEntity)]),
        "about": _ids(briefing, [one.id for one in entities(briefing, EventEntity)]),
        "mentions": _ids(briefing, [one.id for one in entities(briefing, Agent)]),
    }


def _agent_node(briefing: Briefing, agent: Agent) -> Node:
    node: Node = {
        "@type": _AGENT_TYPES[agent.type],
        "name": agent.name,
        "alternateName": [*agent.aliases],
        "description": agent.text,
        "sameAs": agent.wikidata and f"http://www.wikidata.org/entity/{agent.wikidata}",
        "subjectOf": _sources(briefing, agent),
    }
    if agent.type is AgentType.PERSON:
        node["jobTitle"] = agent.role
    if agent.type is AgentType.STATE:
        node["identifier"] = agent.country
    parent = {AgentType.PERSON: "affiliation", AgentType.ORGANISATION: "parentOrganization"}.get(agent.type)
    if agent.affiliation and parent:
        node[parent] = {"@id": _id(briefing, agent.affiliation)}
    return node


def _event_node(briefing: Briefing, one: EventEntity) -> Node:
    when = dates.parse(one.date)
    status = _STATUS.get(one.certainty)
    return {
        "@type": "Event",
        "name": one.title_with_status,
        "description": f"{when.words[:1].upper()}{when.words[1:]}. {one.text}",
        **_date_properties(one.date),
        "eventStatus": status and f"https://schema.org/{status}",
        "location": _place(one),
        "about": _ids(briefing, [agent for agent, _ in one.agents]),
        "subjectOf": _sources(briefing, one),
    }


def _place(one: EventEntity) -> Node | None:
    place: Node = {"name": one.place} if one.place else {}
    if one.country:
        place["address"] = {"@type": "PostalAddress", "addressCountry": one.country}
    if one.coordinates:
        latitude, longitude = map(float, fields.latitude_longitude(one.coordinates))
        place["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return {"@type": "Place", **place} if place else None


def _date_properties(date: str) -> Node:
    """Returns `startDate` and `endDate` if the EDTF date is one of ISO 8601 too."""
    when = dates.parse(date)
    ends = [
        one and one.doubt == "" and "X" not in one.year and not (one.month and one.month > 12)
        for one in (when.start, when.end)
    ]
    if when.shape == "one-of" or not any(ends):
        return {}
    start, _, end = date.partition("/")
    return {"startDate": start if ends[0] else None, "endDate": end if ends[1] else None}


def _source_node(briefing: Briefing, source: SourceEntity) -> Node:
    return {
        "@type": _SOURCE_TYPES.get(source.type, "CreativeWork"),
        "headline": source.title,
        "author": [{"@type": "Person", "name": name} for name in source.authors],
        "isPartOf": {"@type": "CreativeWork", "name": source.container},
        "publisher": source.publisher and {"@type": "Organization", "name": source.publisher},
        "datePublished": _date_properties(source.issued).get("startDate"),
        "inLanguage": source.language,
        "sameAs": source.url,
        "isBasedOn": source.derived_from and {"@id": _id(briefing, source.derived_from)},
        "creativeWorkStatus": source.retracted and "Retracted",
    }


def _id(briefing: Briefing, record_id: str, role: str = "") -> str:
    return record_uuid(briefing, record_id, role).urn


def _ids(briefing: Briefing, ids: tuple[str, ...] | list[str]) -> list[Node]:
    return [{"@id": _id(briefing, one)} for one in ids]


def _sources(briefing: Briefing, entity: Entity) -> list[Node]:
    return _ids(briefing, [source.id for source, _ in cited_sources(briefing, entity.id)])
