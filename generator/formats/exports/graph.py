"""The graph of relations, as GraphML and GEXF 1.3.

See graphml.graphdrawing.org and gexf.net. Nodes are agents, edges are directed. `date` is EDTF; `earliest` and `latest` are the first and last day that it can mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...model import Briefing
from ..escaping import remove_non_xml
from ..interchange import Agent, Relationship, accounts_text, briefing_entity, entities
from .spans import as_of_day
from .tables import day_range

_NODE_ATTRIBUTES = ("label", "sort", "role", "country", "wikidata", "text", "disputed")
_EDGE_ATTRIBUTES = ("label", "type", "family", "status", "date", "earliest", "latest", "disputed")
Attributes = Mapping[str, str | None]


def graphml(briefing: Briefing) -> str:
    """Writes the graph as GraphML."""
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    keys = [
        (f"{letter}{n}", "node" if letter == "n" else "edge", name)
        for letter, names in (("n", _NODE_ATTRIBUTES), ("e", _EDGE_ATTRIBUTES))
        for n, name in enumerate(names)
    ]
    for key, about, name in keys:
        SubElement(root, "key", {"id": key, "for": about, "attr.name": name, "attr.type": "string"})
    graph = SubElement(root, "graph", id=briefing.head.id, edgedefault="directed")
    for agent in entities(briefing, Agent):
        _add_data(SubElement(graph, "node", id=agent.id), "n", _NODE_ATTRIBUTES, _agent_attributes(agent))
    for relationship in entities(briefing, Relationship):
        edge = SubElement(graph, "edge", id=relationship.id, source=relationship.start, target=relationship.end)
        _add_data(edge, "e", _EDGE_ATTRIBUTES, _relationship_attributes(relationship))
    return _to_xml(root)


def _add_data(element: Element, letter: str, names: tuple[str, ...], attributes: Attributes) -> None:
    for n, name in enumerate(names):
        value = attributes[name]
        if value:
            SubElement(element, "data", key=f"{letter}{n}").text = remove_non_xml(value)


def gexf(briefing: Briefing) -> str:
    """Writes the graph as GEXF."""
    root = Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    head = briefing_entity(briefing)
    meta = SubElement(root, "meta", lastmodifieddate=as_of_day(head.as_of).isoformat())
    SubElement(meta, "description").text = remove_non_xml(head.title)
    graph = SubElement(root, "graph", defaultedgetype="directed", mode="static")
    for about, names in (("node", _NODE_ATTRIBUTES[1:]), ("edge", _EDGE_ATTRIBUTES[1:])):
        declared = SubElement(graph, "attributes", {"class": about})
        for name in names:
            SubElement(declared, "attribute", id=name, title=name, type="string")
    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for agent in entities(briefing, Agent):
        _add_values(
            SubElement(nodes, "node", id=agent.id, label=remove_non_xml(agent.name)),
            _NODE_ATTRIBUTES[1:],
            _agent_attributes(agent),
        )
    for relationship in entities(briefing, Relationship):
        edge = SubElement(
            edges,
            "edge",
            id=relationship.id,
            source=relationship.start,
            target=relationship.end,
            label=remove_non_xml(relationship.label),
        )
        _add_values(edge, _EDGE_ATTRIBUTES[1:], _relationship_attributes(relationship))
    return _to_xml(root)


def _add_values(element: Element, names: tuple[str, ...], attributes: Attributes) -> None:
    values = SubElement(element, "attvalues")
    for name in names:
        value = attributes[name]
        if value:
            SubElement(values, "attvalue", {"for": name, "value": remove_non_xml(value)})


def _agent_attributes(agent: Agent) -> Attributes:
    return {
        "label": agent.name,
        "sort": agent.type.value,
        "role": agent.role,
        "country": agent.country,
        "wikidata": agent.wikidata,
        "text": agent.text,
        "disputed": accounts_text(agent),
    }


def _relationship_attributes(relationship: Relationship) -> Attributes:
    first, last = day_range(relationship.date) if relationship.date else (None, None)
    return {
        "label": relationship.label,
        "type": relationship.type,
        "family": relationship.family,
        "status": relationship.status,
        "date": relationship.date,
        "earliest": first,
        "latest": last,
        "disputed": accounts_text(relationship),
    }


def _to_xml(root: Element) -> str:
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'
