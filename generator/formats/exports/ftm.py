"""FollowTheMoney (followthemoney.tech) entities, one a line: agents, events, articles, and links between agents.

A date that the format can't tell as it is stays in words. A tie whose kind the format has no schema for is an UnknownLink with
its role; nothing here says more than that two are linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import dumps

from ...model import Briefing
from ...records import dates
from ..interchange import Agent, Certainty, Happening, Sort, Thing, Tie, Work, ground_words, page, things
from .identifiers import uuid_of

_SCHEMAS = {
    Sort.PERSON: "Person",
    Sort.STATE: "PublicBody",
    Sort.ORGANISATION: "Organization",
    Sort.GROUP: "LegalEntity",
}
_PLAIN = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
Properties = dict[str, list[str]]


def write(briefing: Briefing) -> str:
    """The entities as JSON Lines, as `ftm` reads them."""
    found = ((thing, *told) for thing in things(briefing, Thing) if (told := _told(briefing, thing)))
    return "".join(
        f"{dumps({'id': _id(briefing, thing.id), 'schema': schema, 'properties': properties}, ensure_ascii=False)}\n"
        for thing, schema, properties in found
    )


def _told(briefing: Briefing, thing: Thing) -> tuple[str, Properties] | None:
    match thing:
        case Agent():
            return _SCHEMAS[thing.sort], _filled(_of_agent(briefing, thing))
        case Happening():
            return "Event", _filled(_of_happening(briefing, thing))
        case Work():
            return "Article", _filled(_of_work(thing))
        case Tie():
            return "UnknownLink", _filled(_of_tie(briefing, thing))
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
    yield "classification", agent.sort.value
    yield "summary", agent.text
    yield "wikidataId", agent.wikidata
    yield "country", agent.country and agent.country.lower()
    if agent.sort is Sort.PERSON:
        yield "position", agent.role
    yield from _shown(briefing, agent)


def _of_happening(briefing: Briefing, one: Happening) -> Iterator[tuple[str, str | None]]:
    yield "name", one.title + ("" if one.certainty is Certainty.CERTAIN else f" ({one.status})")
    yield "summary", one.text
    yield "description", _when(one.date)
    yield from _dates(one.date, "date")
    yield "location", one.place
    yield from (("involved", _id(briefing, agent)) for agent, _ in one.agents)
    yield from _shown(briefing, one)


def _of_tie(briefing: Briefing, tie: Tie) -> Iterator[tuple[str, str | None]]:
    yield "subject", _id(briefing, tie.start)
    yield "object", _id(briefing, tie.end)
    yield "role", tie.label
    yield "status", tie.status
    yield "description", f"Type: {tie.type}"
    if tie.date:
        yield "description", _when(tie.date)
        yield from _dates(tie.date, "date")
    yield "summary", f"Source: {ground_words(briefing, tie.id)}"
    yield "sourceUrl", page(briefing, tie.id)


def _of_work(work: Work) -> Iterator[tuple[str, str | None]]:
    yield "title", work.title
    yield from (("author", author) for author in work.authors)
    yield "publisher", work.publisher or work.container
    yield from _dates(work.issued, "publishedAt")
    yield "sourceUrl", work.url


def _shown(briefing: Briefing, thing: Thing) -> Iterator[tuple[str, str | None]]:
    yield "notes", f"Source: {ground_words(briefing, thing.id)}"
    yield "sourceUrl", page(briefing, thing.id)


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
