"""Events: the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...formats import interchange
from ...model import Briefing, Entry, Kind, Layout, Page
from ...problems import Code, Finding
from ...records import dates
from ...rendering import pagination, svg
from .facets import facets
from .record import DateBasis, Event, EventStatus

_INDEX = "kinds/events/index.md.j2"
LOOKS = {
    EventStatus.OCCURRED: svg.timeline.Look.FULL,
    EventStatus.ONGOING: svg.timeline.Look.FULL,
    EventStatus.ALLEGED: svg.timeline.Look.STRIPED,
    EventStatus.EXPECTED: svg.timeline.Look.HOLLOW,
    EventStatus.CANCELLED: svg.timeline.Look.CROSSED,
}


CERTAINTIES = {
    EventStatus.OCCURRED: interchange.Certainty.CERTAIN,
    EventStatus.ONGOING: interchange.Certainty.CERTAIN,
    EventStatus.ALLEGED: interchange.Certainty.ALLEGED,
    EventStatus.EXPECTED: interchange.Certainty.EXPECTED,
    EventStatus.CANCELLED: interchange.Certainty.CANCELLED,
}


def by_date(event: Event) -> tuple[object, ...]:
    """By the first day it can have begun on; equal ones by title."""
    return (event.when.sort_key, event.title)


def _is_ahead(event: Event) -> bool:
    return event.status is EventStatus.EXPECTED


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = briefing.by_name[Event.KIND]
    events = sorted(briefing.of(Event), key=by_date)
    if not pagination.is_long(len(events)):
        yield Page(
            kind.index, kind.title, _INDEX, kind.blurb, kind=kind, is_wide=True, context=_timeline(briefing, events)
        )
        return
    years = pagination.parted(events, f"{kind.section}/by-year", _year, full=True)
    context = {"years": years, "count": len(events)}
    yield Page(kind.index, kind.title, "kinds/events/years.md.j2", kind.blurb, kind=kind, context=context)
    for part in years:
        title = f"{kind.title}: {part.name}"
        yield Page(part.path, title, _INDEX, f"{title}.", is_wide=True, context=_timeline(briefing, part.items))


def _year(event: Event) -> str:
    """The year under which an event stands: that of the first day by which events are sorted."""
    return str(event.when.sort_key[0][0])


def _timeline(briefing: Briefing, events: Sequence[Event]) -> Mapping[str, Any]:
    """What the timeline's template needs for some events, in the order of their dates."""
    numbered = tuple(enumerate(sorted(events, key=_is_ahead), 1))
    drawn = svg.timeline.strip(
        [(event.when, LOOKS[event.status]) for _, event in numbered], dates.parse(briefing.head.as_of)
    )
    return {
        "numbered": numbered,
        "strip": drawn,
        "lines": tuple(zip(numbered, drawn.lines, strict=True)),
        "past": tuple(one for one in numbered if not _is_ahead(one[1])),
        "ahead": tuple(one for one in numbered if _is_ahead(one[1])),
        "facets": facets(briefing, events),
    }


def _check(briefing: Briefing) -> Iterator[Finding]:
    """What is expected can't be over, and what occurred can't lie ahead, as of the briefing's date."""
    if briefing.head is None:
        return
    as_of = dates.parse(briefing.head.as_of)
    for event in briefing.of(Event):
        if event.status is EventStatus.EXPECTED and event.when.latest < as_of.earliest:
            message = f"{_is_of(event, 'before', as_of)}; correct the date, or say in status what became of it"
            yield Finding(event.id, ("date",), Code.STATUS_AGAINST_DATE, message)
        if event.status is EventStatus.OCCURRED and event.when.earliest > as_of.latest:
            message = f"{_is_of(event, 'after', as_of)}; correct the date, or make the status expected"
            yield Finding(event.id, ("date",), Code.STATUS_AGAINST_DATE, message)


def _is_of(event: Event, side: str, as_of: dates.Edtf) -> str:
    return f"status is {event.status}, but {event.when.words} is {side} {as_of.words}, the briefing's as_of"


def _to_entity(_: Entry, event: Event) -> interchange.EventEntity:
    agents = tuple((one.actor, one.role) for one in event.actors)
    certainty = CERTAINTIES[event.status]
    return interchange.EventEntity(
        event.id, event.title, event.summary, event.date, certainty, event.status.words, event.place, agents
    )


def _from_entity(entity: interchange.Entity) -> Mapping[str, Any] | None:
    if not isinstance(entity, interchange.EventEntity):
        return None
    return {
        "title": entity.title,
        "date": entity.date,
        "date_basis": DateBasis.STATED.value,
        "status": entity.status,
        "place": entity.place,
        "summary": entity.text or interchange.PLACEHOLDER,
        "actors": [{"actor": agent, "role": role} for agent, role in entity.agents],
    }


KIND = Kind(
    name="events",
    one="event",
    title="Timeline",
    blurb="What happened when, at the precision the source gives, and what is expected.",
    layout=Layout.FOLDER,
    section="timeline",
    appears_as="On the timeline",
    record=Event,
    order=by_date,
    pages=_pages,
    check=_check,
    to_entity=_to_entity,
    from_entity=_from_entity,
)
