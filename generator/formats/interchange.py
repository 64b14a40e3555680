"""What records are to other tools: a few neutral things that each kind tells of its records, and the exchange formats are written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ..model import Briefing

UNTOLD = "Still to be written."
"""Stands where a record must say something and the other tool did not."""


class Sort(StrEnum):
    """What an agent is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"


class Certainty(StrEnum):
    """How far a happening or a tie is known."""

    CERTAIN = "certain"
    SAID = "alleged"
    EXPECTED = "expected"
    OFF = "cancelled"


@dataclass(frozen=True)
class Thing:
    """Something with an id: a record, told neutrally."""

    id: str


@dataclass(frozen=True)
class Summary(Thing):
    """The briefing itself: `as_of` is EDTF, `points` its takeaways."""

    title: str
    text: str
    points: tuple[str, ...]
    as_of: str
    language: str
    status: str


@dataclass(frozen=True)
class Agent(Thing):
    """Who acts or speaks; `country` is ISO 3166-1 alpha-2, `of` the id of the agent it belongs to."""

    name: str
    sort: Sort
    text: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    of: str | None = None
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True)
class Happening(Thing):
    """Something at a time: `date` is EDTF, `agents` are ids with their parts."""

    title: str
    text: str
    date: str
    certainty: Certainty
    status: str
    place: str | None = None
    agents: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Tie(Thing):
    """How one agent stands to another, as a sentence: `start` `label` `end`."""

    start: str
    end: str
    type: str
    family: str
    label: str
    status: str
    date: str | None = None


@dataclass(frozen=True)
class Utterance(Thing):
    """What an agent said: in our own words, and perhaps in the speaker's. `about` are ids of anything."""

    speaker: str
    text: str
    type: str
    about: tuple[str, ...] = ()
    quote: str | None = None
    stance: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Work(Thing):
    """A text that all this rests on; `type` is CSL's, `issued` EDTF."""

    type: str
    title: str
    container: str
    issued: str
    language: str
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Definition(Thing):
    """A term and what it means."""

    term: str
    text: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point(Thing):
    """Something to be thought about, called by its `sort` ("question", "risk"); `about` are ids of anything."""

    sort: str
    title: str
    text: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inquiry(Point):
    """A question, to which a speaker may take a stance."""


T = TypeVar("T", bound=Thing)


def things(briefing: Briefing, of: type[T]) -> tuple[T, ...]:
    """What the records are, of one sort, in the order of the kinds."""
    return briefing.once(of, lambda: tuple(thing for thing in by_id(briefing).values() if isinstance(thing, of)))


def by_id(briefing: Briefing) -> dict[str, Thing]:
    """What the records are, by their ids."""
    return briefing.once(by_id, lambda: dict(_told(briefing)))


def _told(briefing: Briefing) -> Iterator[tuple[str, Thing]]:
    for entry in briefing.entries.values():
        thing = entry.kind.thing(entry, entry.record)
        if thing:
            yield entry.record.id, thing


def summary(briefing: Briefing) -> Summary:
    """What speaks for the whole. Raises ValueError if nothing does."""
    (found,) = things(briefing, Summary)
    return found


def page(briefing: Briefing, record_id: str) -> str | None:
    """The address of the page that shows a record, if it is known where the site is."""
    site = briefing.head.site_url
    address = briefing.get(record_id).address.replace(".md", ".html", 1)
    return f"{site.rstrip('/')}/{address.removeprefix('index.html')}" if site else None


def grounds(briefing: Briefing, record_id: str) -> tuple[tuple[Work, tuple[int, ...]], ...]:
    """Where the sources say it: each work, and the numbers of its paragraphs."""
    works = by_id(briefing)
    found = briefing.stands_in(briefing.get(record_id).record)
    return tuple((work, numbers) for entry, numbers in found if isinstance(work := works.get(entry.record.id), Work))


def ground_words(briefing: Briefing, record_id: str) -> str:
    """Where the sources say it, in words: "The Gazette, paragraphs 2, 3"; of a draft also that it is one."""
    found = "; ".join(f"{work.container}, {paragraphs(numbers)}" for work, numbers in grounds(briefing, record_id))
    return f"{found or 'none named yet'} (draft)" if briefing.get(record_id).record.draft else found


def paragraphs(numbers: tuple[int, ...]) -> str:
    """Paragraphs in words: "paragraph 2", "paragraphs 2, 3"."""
    return f"paragraph{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"
