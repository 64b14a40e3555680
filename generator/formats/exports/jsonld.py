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
    Certainty,
    Definition,
    Happening,
    Inquiry,
    Point,
    Sort,
    Summary,
    Thing,
    Tie,
    Utterance,
    Work,
    by_id,
    grounds,
    page,
    things,
)
from .identifiers import uuid_of

Node = dict[str, Any]
CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
}
_WORKS = {
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
_SORTS = {Sort.PERSON: "Person", Sort.STATE: "Country", Sort.ORGANISATION: "Organization", Sort.GROUP: "Thing"}
_STATUS = {Certainty.EXPECTED: "EventScheduled", Certainty.OFF: "EventCancelled"}


def write(briefing: Briefing) -> str:
    """The whole graph as JSON text."""
    graph = [node for one in things(briefing, Thing) for node in nodes(briefing, one)]
    return f"{_text({'@context': CONTEXT, '@graph': graph}, indent=1)}\n"


def embedded(briefing: Briefing, record_id: str) -> str:
    """The nodes of one record as JSON text on one line, safe inside an element `<script>`; empty if it is none."""
    thing = by_id(briefing).get(record_id)
    return _text({"@context": CONTEXT, "@graph": nodes(briefing, thing)}) if thing else ""


def _text(content: Node, indent: int | None = None) -> str:
    text = dumps(content, ensure_ascii=False, indent=indent)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def nodes(briefing: Briefing, thing: Thing) -> list[Node]:
    """What a thing is in the words of schema.org: one node, or two where somebody's own words stand beside ours."""
    said: Node = {"@id": _id(briefing, thing.id), **_node(briefing, thing), "url": page(briefing, thing.id)}
    found = [said]
    if isinstance(thing, Utterance) and thing.quote:
        quoted = _id(briefing, thing.id, "quotation")
        said["isBasedOn"] = {"@id": quoted}
        speaker = {"@id": _id(briefing, thing.speaker)}
        found.append(
            {
                "@id": quoted,
                "@type": "Quotation",
                "text": thing.quote,
                "spokenByCharacter": speaker,
                "isPartOf": _sources(briefing, thing),
            }
        )
    return [{key: value for key, value in node.items() if value} for node in found]


def _node(briefing: Briefing, thing: Thing) -> Node:
    match thing:
        case Summary():
            return _of_summary(briefing, thing)
        case Agent():
            return _of_agent(briefing, thing)
        case Happening():
            return _of_happening(briefing, thing)
        case Work():
            return _of_work(thing)
        case Definition():
            return {
                "@type": "DefinedTerm",
                "name": thing.term,
                "alternateName": [*thing.aliases],
                "description": thing.text,
            }
        case Utterance():
            about = _ids(briefing, thing.about)
            return {
                "@type": "Claim",
                "text": thing.text,
                "author": {"@id": _id(briefing, thing.speaker)},
                "about": about,
                "appearance": _sources(briefing, thing),
            }
        case Tie():
            text = " ".join((_name(briefing, thing.start), thing.label, _name(briefing, thing.end)))
            return {
                "@type": "Claim",
                "text": f"{text} ({thing.status}).",
                "about": _ids(briefing, (thing.start, thing.end)),
                "appearance": _sources(briefing, thing),
            }
        case Point():
            type_ = "Question" if isinstance(thing, Inquiry) else "Claim"
            return {"@type": type_, "name": thing.title, "text": thing.text, "about": _ids(briefing, thing.about)}
    return {"@type": "Thing"}


def _of_summary(briefing: Briefing, head: Summary) -> Node:
    return {
        "@type": "Report",
        "name": head.title,
        "abstract": head.text,
        "text": "\n".join(head.points),
        "inLanguage": head.language,
        "creativeWorkStatus": head.status,
        "temporal": head.as_of,
        "citation": _ids(briefing, [one.id for one in things(briefing, Work)]),
        "about": _ids(briefing, [one.id for one in things(briefing, Happening)]),
        "mentions": _ids(briefing, [one.id for one in things(briefing, Agent)]),
    }


def _of_agent(briefing: Briefing, agent: Agent) -> Node:
    node: Node = {
        "@type": _SORTS[agent.sort],
        "name": agent.name,
        "alternateName": [*agent.aliases],
        "description": agent.text,
        "sameAs": agent.wikidata and f"http://www.wikidata.org/entity/{agent.wikidata}",
        "subjectOf": _sources(briefing, agent),
    }
    if agent.sort is Sort.PERSON:
        node["jobTitle"] = agent.role
    if agent.sort is Sort.STATE:
        node["identifier"] = agent.country
    above = {Sort.PERSON: "affiliation", Sort.ORGANISATION: "parentOrganization"}.get(agent.sort)
    if agent.of and above:
        node[above] = {"@id": _id(briefing, agent.of)}
    return node


def _of_happening(briefing: Briefing, one: Happening) -> Node:
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


def _of_work(work: Work) -> Node:
    return {
        "@type": _WORKS.get(work.type, "CreativeWork"),
        "headline": work.title,
        "author": [{"@type": "Person", "name": name} for name in work.authors],
        "isPartOf": {"@type": "CreativeWork", "name": work.container},
        "publisher": work.publisher and {"@type": "Organization", "name": work.publisher},
        "datePublished": _dates(work.issued).get("startDate"),
        "inLanguage": work.language,
        "sameAs": work.url,
    }


def _id(briefing: Briefing, record_id: str, role: str = "") -> str:
    return uuid_of(briefing, record_id, role).urn


def _ids(briefing: Briefing, ids: tuple[str, ...] | list[str]) -> list[Node]:
    return [{"@id": _id(briefing, one)} for one in ids]


def _name(briefing: Briefing, agent: str) -> str:
    return str(getattr(by_id(briefing)[agent], "name", agent))


def _sources(briefing: Briefing, thing: Thing) -> list[Node]:
    return _ids(briefing, [work.id for work, _ in grounds(briefing, thing.id)])
