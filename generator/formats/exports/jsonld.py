"""JSON-LD with the words of schema.org: one graph of the briefing, and the node of one record, to stand in its page.

Ids are UUIDs made from the records' ids, so that they stay when the site moves. A date stands where schema.org's form can
tell it as it is; else its words are in the description. Nothing is rated: there is no ClaimReview. `<`, `>` and `&` are
written as escapes of JSON, so that a page can hold the text and nothing in it ends the element.
"""

from __future__ import annotations

from json import dumps
from typing import Any

from ...model import Briefing
from ...records import dates
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
    cited_sources,
    entities,
    entities_by_id,
    page_url,
)
from .identifiers import uuid_of

Node = dict[str, Any]
CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
}
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
    """The whole graph as JSON text."""
    graph = [node for one in entities(briefing, Entity) for node in nodes(briefing, one)]
    return f"{_text({'@context': CONTEXT, '@graph': graph}, indent=1)}\n"


def embedded(briefing: Briefing, record_id: str) -> str:
    """The nodes of one record as JSON text on one line, safe inside an element `<script>`; empty if it is none."""
    entity = entities_by_id(briefing).get(record_id)
    return _text({"@context": CONTEXT, "@graph": nodes(briefing, entity)}) if entity else ""


def _text(content: Node, indent: int | None = None) -> str:
    text = dumps(content, ensure_ascii=False, indent=indent)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def nodes(briefing: Briefing, entity: Entity) -> list[Node]:
    """Return an entity in the words of schema.org: one node, or two where somebody's own words stand beside ours."""
    said: Node = {"@id": _id(briefing, entity.id), **_node(briefing, entity), "url": page_url(briefing, entity.id)}
    found = [said]
    if isinstance(entity, StatementEntity) and entity.quote:
        quoted = _id(briefing, entity.id, "quotation")
        said["isBasedOn"] = {"@id": quoted}
        speaker = {"@id": _id(briefing, entity.speaker)}
        found.append(
            {
                "@id": quoted,
                "@type": "Quotation",
                "text": entity.quote,
                "spokenByCharacter": speaker,
                "isPartOf": _sources(briefing, entity),
            }
        )
    return [{key: value for key, value in node.items() if value} for node in found]


def _node(briefing: Briefing, entity: Entity) -> Node:
    match entity:
        case BriefingEntity():
            return _of_summary(briefing, entity)
        case Agent():
            return _of_agent(briefing, entity)
        case EventEntity():
            return _of_event(briefing, entity)
        case SourceEntity():
            return _of_source(entity)
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
            text = " ".join((_name(briefing, entity.start), entity.label, _name(briefing, entity.end)))
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


def _of_summary(briefing: Briefing, head: BriefingEntity) -> Node:
    return {
        "@type": "Report",
        "name": head.title,
        "abstract": head.text,
        "text": "\n".join(head.points),
        "inLanguage": head.language,
        "creativeWorkStatus": head.status,
        "temporal": head.as_of,
        "citation": _ids(briefing, [one.id for one in entities(briefing, SourceEntity)]),
        "about": _ids(briefing, [one.id for one in entities(briefing, EventEntity)]),
        "mentions": _ids(briefing, [one.id for one in entities(briefing, Agent)]),
    }


def _of_agent(briefing: Briefing, agent: Agent) -> Node:
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
    above = {AgentType.PERSON: "affiliation", AgentType.ORGANISATION: "parentOrganization"}.get(agent.type)
    if agent.affiliation and above:
        node[above] = {"@id": _id(briefing, agent.affiliation)}
    return node


def _of_event(briefing: Briefing, one: EventEntity) -> Node:
    when = dates.parse(one.date)
    said = "" if one.certainty is Certainty.CERTAIN else f" ({one.status})"
    status = _STATUS.get(one.certainty)
    return {
        "@type": "Event",
        "name": one.title + said,
        "description": f"{when.words[:1].upper()}{when.words[1:]}. {one.text}",
        **_dates(one.date),
        "eventStatus": status and f"https://schema.org/{status}",
        "location": one.place and {"@type": "Place", "name": one.place},
        "about": _ids(briefing, [agent for agent, _ in one.agents]),
        "subjectOf": _sources(briefing, one),
    }


def _dates(date: str) -> Node:
    """`startDate` and `endDate`, where the EDTF date is one of ISO 8601's too."""
    when = dates.parse(date)
    ends = [
        one and one.doubt == "" and "X" not in one.year and not (one.month and one.month > 12)
        for one in (when.start, when.end)
    ]
    if when.shape == "one-of" or not any(ends):
        return {}
    start, _, end = date.partition("/")
    return {"startDate": start if ends[0] else None, "endDate": end if ends[1] else None}


def _of_source(source: SourceEntity) -> Node:
    return {
        "@type": _SOURCE_TYPES.get(source.type, "CreativeWork"),
        "headline": source.title,
        "author": [{"@type": "Person", "name": name} for name in source.authors],
        "isPartOf": {"@type": "CreativeWork", "name": source.container},
        "publisher": source.publisher and {"@type": "Organization", "name": source.publisher},
        "datePublished": _dates(source.issued).get("startDate"),
        "inLanguage": source.language,
        "sameAs": source.url,
    }


def _id(briefing: Briefing, record_id: str, role: str = "") -> str:
    return uuid_of(briefing, record_id, role).urn


def _ids(briefing: Briefing, ids: tuple[str, ...] | list[str]) -> list[Node]:
    return [{"@id": _id(briefing, one)} for one in ids]


def _name(briefing: Briefing, agent: str) -> str:
    return str(getattr(entities_by_id(briefing)[agent], "name", agent))


def _sources(briefing: Briefing, entity: Entity) -> list[Node]:
    return _ids(briefing, [source.id for source, _ in cited_sources(briefing, entity.id)])
