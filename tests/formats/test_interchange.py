"""The exports for other tools, each read by the reference library of its format, and what it says compared with the data."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import warnings
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import icalendar
import networkx
import pytest
import rdflib
import rdflib.compare
import stix2
import stix2validator
from jsonschema import Draft7Validator

from generator.formats.exports import FORMATS
from generator.formats.exports.ics import MAX_DAYS
from generator.formats.exports.identifiers import record_uuid
from generator.formats.exports.jsonld import write_embedded
from generator.formats.exports.spans import day_span
from generator.formats.interchange import (
    Agent,
    Entity,
    EventEntity,
    QuestionEntity,
    Relationship,
    SourceEntity,
    StatementEntity,
    Topic,
    entities,
    entities_by_id,
)
from generator.kinds import KINDS
from generator.model.briefing import Briefing
from generator.model.kind import Layout
from generator.pipeline import load_briefing
from generator.records import dates
from support.briefings import NAMES, STRAIT, briefing_called
from support.project import ROOT

SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture(params=NAMES)
def any_briefing(request: pytest.FixtureRequest) -> Briefing:
    return briefing_called(request.param)


@pytest.fixture
def strait() -> Briefing:
    return load_briefing(STRAIT)


def made(briefing: Briefing, name: str) -> bytes:
    (content,) = FORMATS[name].files(briefing).values()
    return content


def test_every_kind_exports_what_its_records_are(any_briefing: Briefing) -> None:
    told = entities_by_id(any_briefing)
    silent = {entry.kind.name for id_, entry in any_briefing.entries.items() if id_ not in told}
    assert silent == set()
    assert {kind.name for kind in KINDS if kind.layout is not Layout.NONE} >= {
        entry.kind.name for entry in any_briefing.entries.values()
    }


# iCalendar


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2023-09-05", "2023-09-05", "2023-09-05"),
        ("2023-09", "2023-09-01", "2023-09-30"),
        ("2023~", "2023-01-01", "2023-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("2023-22", "2023-06-01", "2023-08-31"),
        ("[2023-09-05..2023-09-10]", "2023-09-05", "2023-09-10"),
        ("[..2023-09]", "2023-09-01", "2023-09-30"),
        ("../2023-08", "2023-08-01", "2023-08-31"),
        ("2022-02/2022-04", "2022-02-01", "2022-04-30"),
        ("2022-02-24/..", "2022-02-24", "2023-09-30"),
        ("2024-02/..", "2024-02-01", "2024-02-29"),
        ("../..", "2023-09-01", "2023-09-30"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("0000", "0001-01-01", "0001-12-31"),
    ],
)
def test_a_date_as_days(when: str, first: str, last: str) -> None:
    assert day_span(when, "2023-09") == (date.fromisoformat(first), date.fromisoformat(last))


def test_the_calendar_is_read_as_it_is_meant(any_briefing: Briefing) -> None:
    calendar = icalendar.Calendar.from_ical(made(any_briefing, "ics"))
    assert calendar.errors == []
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    head = any_briefing.head
    for one in entities(any_briefing, EventEntity):
        first, last = day_span(one.date, head.as_of)
        event = found.pop(str(record_uuid(any_briefing, one.id)), None)
        start = dates.parse(one.date).start
        assert (event is None) == (start is None or (last - first).days >= MAX_DAYS)
        if event is not None:
            assert event.errors == []
            assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (first, last + timedelta(days=1))
            assert str(event["SUMMARY"]).startswith(cleaned(one.title))
            assert cleaned(one.text) in str(event["DESCRIPTION"])
            wanted = {"certain": "CONFIRMED", "cancelled": "CANCELLED"}.get(one.certainty.value, "TENTATIVE")
            assert str(event["STATUS"]) == wanted
    assert found == {}


def cleaned(text: str) -> str:
    """A text as iCalendar can hold it."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", re.sub(r"\r\n?", "\n", text))


def test_the_calendars_lines_are_folded_at_75_octets(any_briefing: Briefing) -> None:
    content = made(any_briefing, "ics")
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    assert [line.decode() for line in lines]


def test_an_unknown_day_is_said_to_be_unknown(strait: Briefing) -> None:
    calendar = icalendar.Calendar.from_ical(made(strait, "ics"))
    said = {str(event["SUMMARY"]): str(event["DESCRIPTION"]).split("\n")[0] for event in calendar.walk("VEVENT")}
    assert said["The deal is signed (expected)"] == "When: March 2031; the day itself is not known."
    assert said["Draft published"] == "When: 8 March 2031."


# Graphs


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_the_graph_has_the_agents_and_their_relations(any_briefing: Briefing, name: str) -> None:
    content = io.BytesIO(made(any_briefing, name))
    graph = networkx.read_graphml(content) if name == "graphml" else networkx.read_gexf(content, version="1.3")
    assert list(graph.nodes) == [agent.id for agent in entities(any_briefing, Agent)]
    assert graph.is_directed()
    edges = sorted((start, end, values["type"]) for start, end, values in graph.edges(data=True))
    assert edges == sorted(
        (relationship.start, relationship.end, relationship.type)
        for relationship in entities(any_briefing, Relationship)
    )
    for agent in entities(any_briefing, Agent):
        assert graph.nodes[agent.id]["sort"] == agent.type.value


def test_the_graph_keeps_dates_as_they_are(strait: Briefing) -> None:
    graph = networkx.read_graphml(io.BytesIO(made(strait, "graphml")), force_multigraph=True)
    found = {key: values for *_, key, values in graph.edges(keys=True, data=True)}
    told = {key: found["rel-selwyn-withholds"][key] for key in ("date", "earliest", "latest")}
    assert told == {"date": "2028~", "earliest": "2028-01-01", "latest": "2028-12-31"}
    assert "latest" not in found["rel-disputes"]


# TimelineJS

DAY = {
    "type": "object",
    "required": ["year"],
    "additionalProperties": False,
    "properties": {name: {"type": "integer"} for name in ("year", "month", "day")},
}
TEXT = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
}
SLIDE = {
    "unique_id": {"type": "string"}, "text": TEXT, "start_date": DAY, "end_date": DAY, "display_date": {"type": "string"}, "group": {"type": "string"},
}  # fmt: skip
TIMELINE = {
    "type": "object",
    "required": ["title", "events"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "object", "properties": SLIDE, "additionalProperties": False},
        "events": {"type": "array", "items": {"type": "object", "properties": SLIDE, "additionalProperties": False, "required": ["start_date", "text"]}},
    },
}  # fmt: skip
"""After the format's documentation; there is no schema of its makers'."""


def test_the_timeline_has_the_form_that_its_documentation_states(any_briefing: Briefing) -> None:
    timeline = json.loads(made(any_briefing, "timelinejs"))
    assert [error.message for error in Draft7Validator(TIMELINE).iter_errors(timeline)] == []
    assert {one["unique_id"] for one in timeline["events"]} == {one.id for one in entities(any_briefing, EventEntity)}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
        self.found.append(f"{tag}{attrs or ''}")


def test_no_text_becomes_markup_in_the_timeline(any_briefing: Briefing) -> None:
    tags = Tags()
    for one in json.loads(made(any_briefing, "timelinejs"))["events"]:
        for text in (*one["text"].values(), one["display_date"]):
            tags.feed(text)
    assert set(tags.found) <= {"p"}


# JSON-LD


def graph_of(text: bytes | str) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the library's use of a class of its own
        return rdflib.Graph().parse(data=text, format="json-ld")


def test_the_graph_of_linked_data_comes_back_from_another_form(any_briefing: Briefing) -> None:
    graph = graph_of(made(any_briefing, "jsonld"))
    again = rdflib.Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert rdflib.compare.isomorphic(graph, again)
    types = {str(one).removeprefix(SCHEMA) for one in graph.objects(None, rdflib.RDF.type)}
    assert "ClaimReview" not in types
    assert {one for one in graph.subjects() if isinstance(one, rdflib.URIRef)} >= {
        rdflib.URIRef(record_uuid(any_briefing, id_).urn) for id_ in entities_by_id(any_briefing)
    }


def test_linked_data_leads_nowhere(any_briefing: Briefing) -> None:
    """Whatever a node names by an id of ours is there."""
    graph = graph_of(made(any_briefing, "jsonld"))
    named = {one for one in graph.objects() if isinstance(one, rdflib.URIRef) and one.startswith("urn:uuid:")}
    assert named - set(graph.subjects()) == set()


def test_records_are_what_schema_org_calls_them(strait: Briefing) -> None:
    graph = graph_of(made(strait, "jsonld"))

    def types(id_: str, role: str = "") -> list[str]:
        node = rdflib.URIRef(record_uuid(strait, id_, role).urn)
        return [str(one).removeprefix(SCHEMA) for one in graph.objects(node, rdflib.RDF.type)]

    found = {
        id_: types(id_)
        for id_ in (
            "strait",
            "ostrel-gazette",
            "anna-tol",
            "varenna",
            "lume-council",
            "deal-signed",
            "term-mou",
            "tol-we-sign",
        )
    }
    assert found == {
        "strait": ["Report"],
        "ostrel-gazette": ["NewsArticle"],
        "anna-tol": ["Person"],
        "varenna": ["Country"],
        "lume-council": ["Organization"],
        "deal-signed": ["Event"],
        "term-mou": ["DefinedTerm"],
        "tol-we-sign": ["Claim"],
    }  # fmt: skip
    quoted = next(one for one in entities(strait, StatementEntity) if one.quote)
    assert types(quoted.id, "quotation") == ["Quotation"]


def test_only_dates_that_schema_org_can_express_are_exported(strait: Briefing) -> None:
    graph = graph_of(made(strait, "jsonld"))
    told = {
        event.date: str(graph.value(rdflib.URIRef(record_uuid(strait, event.id).urn), SCHEMA.startDate))
        for event in entities(strait, EventEntity)
    }
    assert told["2031-03"] == "2031-03"
    assert {told[date] for date in told if set(date) & set("?~%X[")} == {"None"}


def test_no_text_ends_the_element_that_holds_linked_data(any_briefing: Briefing) -> None:
    for id_ in any_briefing.entries:
        text = write_embedded(any_briefing, id_)
        assert not set("<>&\n\u2028\u2029") & set(text)
        assert json.loads(text)["@graph"]


# STIX


def test_the_bundle_is_read_by_the_reference_library(any_briefing: Briefing) -> None:
    text = made(any_briefing, "stix").decode()
    # Left out: UUIDs of version 4, because ours are the same in each export; types of relations from the list; hashes of web pages.
    options = stix2validator.ValidationOptions(version="2.1", strict=True, enforce_refs=True, disabled="103,202,302")
    assert stix2validator.validate_string(text, options).as_dict() == {"result": True}
    bundle = stix2.parse(text, allow_custom=False)
    assert len({one.id for one in bundle.objects}) == len(bundle.objects)
    types = {one.type for one in bundle.objects}
    assert types <= {"report", "identity", "relationship", "note", "opinion"}
    ids = {one.id for one in bundle.objects}
    for one in bundle.objects:
        assert set(getattr(one, "object_refs", [])) <= ids
        assert {one.created.isoformat(), one.modified.isoformat()} == {bundle.objects[0].created.isoformat()}
    count = sum(len(entities(any_briefing, of)) for of in (Agent, EventEntity, Topic, StatementEntity, Relationship))  # type: ignore[type-abstract]
    accounts = sum(len(one.accounts) for one in entities(any_briefing, Entity))
    later_views = sum(bool(one.supersedes) for one in entities(any_briefing, Entity))
    assert len(bundle.objects) == count + accounts + later_views + 1


def test_who_takes_a_stance_has_an_opinion(strait: Briefing) -> None:
    bundle = stix2.parse(made(strait, "stix").decode())
    opinions = {one.id: one for one in bundle.objects if one.type == "opinion"}
    (said,) = (one for one in opinions.values() if one.id.endswith(str(record_uuid(strait, "tol-we-sign"))))
    assert (said.opinion, list(said.authors)) == ("agree", ["Anna T. O'Tól"])
    questions = {f"note--{record_uuid(strait, one.id)}" for one in entities(strait, QuestionEntity)}
    assert {ref for one in opinions.values() for ref in one.object_refs} <= questions


# FollowTheMoney


def test_entities_name_only_entities_that_are_there(any_briefing: Briefing) -> None:
    lines = [json.loads(line) for line in made(any_briefing, "ftm").decode().split("\n")[:-1]]
    ids = {one["id"] for one in lines}
    exported = (Agent, EventEntity, Relationship, SourceEntity)
    assert len(ids) == len(lines) == sum(len(entities(any_briefing, of)) for of in exported)  # type: ignore[type-abstract]
    for one in lines:
        named = [id_ for name in ("subject", "object", "involved") for id_ in one["properties"].get(name, [])]
        assert set(named) <= ids


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if name != "invented"])  # it has names without a letter
def test_every_entity_is_one_of_the_librarys_and_keeps_its_values(name: str) -> None:
    script = ROOT / "tests" / "support" / "ftm_reader.py"
    environment = {**os.environ, "PYTHONPATH": str(Path(sys.prefix) / "ftm")}
    lines = made(briefing_called(name), "ftm")
    done = subprocess.run([sys.executable, script], input=lines, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, "", "")
