"""The relations as a graph: GraphML (graphml.graphdrawing.org) and GEXF 1.3 (gexf.net), agents joined by directed edges.

Dates are EDTF in `date`, the first and the last day that they can mean beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...model import Briefing
from ..interchange import Agent, Relationship, briefing_entity, entities
from .spans import as_of_day
from .tables import days

_NODE = ("label", "sort", "role", "country", "wikidata", "text")
_EDGE = ("label", "type", "family", "status", "date", "earliest", "latest")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Attributes = Mapping[str, str | None]


def graphml(briefing: Briefing) -> str:
    """The graph as GraphML."""
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    keys = [
        (f"{letter}{n}", "node" if letter == "n" else "edge", name)
        for letter, names in (("n", _NODE), ("e", _EDGE))
        for n, name in enumerate(names)
    ]
    for key, about, name in keys:
        SubElement(root, "key", {"id": key, "for": about, "attr.name": name, "attr.type": "string"})
    graph = SubElement(root, "graph", id=briefing.head.id, edgedefault="directed")
    for agent in entities(briefing, Agent):
        _data(SubElement(graph, "node", id=agent.id), "n", _NODE, _of_agent(agent))
    for relationship in entities(briefing, Relationship):
        edge = SubElement(graph, "edge", id=relationship.id, source=relationship.start, target=relationship.end)
        _data(edge, "e", _EDGE, _of_relationship(relationship))
    return _text(root)


def _data(element: Element, letter: str, names: tuple[str, ...], attributes: Attributes) -> None:
    for n, name in enumerate(names):
        value = attributes[name]
        if value:
            SubElement(element, "data", key=f"{letter}{n}").text = _clean(value)


def gexf(briefing: Briefing) -> str:
    """The graph as GEXF."""
    root = Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    head = briefing_entity(briefing)
    meta = SubElement(root, "meta", lastmodifieddate=as_of_day(head.as_of).isoformat())
    SubElement(meta, "description").text = _clean(head.title)
    graph = SubElement(root, "graph", defaultedgetype="directed", mode="static")
    for about, names in (("node", _NODE[1:]), ("edge", _EDGE[1:])):
        declared = SubElement(graph, "attributes", {"class": about})
        for name in names:
            SubElement(declared, "attribute", id=name, title=name, type="string")
    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for agent in entities(briefing, Agent):
        _values(SubElement(nodes, "node", id=agent.id, label=_clean(agent.name)), _NODE[1:], _of_agent(agent))
    for relationship in entities(briefing, Relationship):
        edge = SubElement(
            edges,
            "edge",
            id=relationship.id,
            source=relationship.start,
            target=relationship.end,
            label=_clean(relationship.label),
        )
        _values(edge, _EDGE[1:], _of_relationship(relationship))
    return _text(root)


def _values(element: Element, names: tuple[str, ...], attributes: Attributes) -> None:
    values = SubElement(element, "attvalues")
    for name in names:
        value = attributes[name]
        if value:
            SubElement(values, "attvalue", {"for": name, "value": _clean(value)})


def _of_agent(agent: Agent) -> Attributes:
    return {
        "label": agent.name,
        "sort": agent.type.value,
        "role": agent.role,
        "country": agent.country,
        "wikidata": agent.wikidata,
        "text": agent.text,
    }


def _of_relationship(relationship: Relationship) -> Attributes:
    first, last = days(relationship.date) if relationship.date else (None, None)
    return {
        "label": relationship.label,
        "type": relationship.type,
        "family": relationship.family,
        "status": relationship.status,
        "date": relationship.date,
        "earliest": first,
        "latest": last,
    }


def _clean(text: str) -> str:
    """The text without what XML 1.0 can't hold."""
    return _NO_XML.sub("", text)


def _text(root: Element) -> str:
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'
