"""iCalendar (RFC 5545) of the events, as whole days.

An event whose day is not known spans all days that its date can mean, and says so. An event that spans more than
`MAX_DAYS` would cover every page of a calendar and is left out, and so is one whose beginning is not known or before year 1. Expected and alleged events are TENTATIVE. DTSTAMP is the
first day of the briefing's facts, at midnight UTC, because exports must not depend on the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ...model import Briefing
from ...records import dates, fields
from ..escaping import escape_ics
from ..interchange import (
    Certainty,
    EventEntity,
    accounts_text,
    agent_name,
    briefing_entity,
    cited_sources_text,
    entities,
    page_url,
)
from .identifiers import record_uuid
from .spans import as_of_day, day_span

MAX_DAYS = 366
"""The most days that an event may span."""
_STATUS = {
    Certainty.CERTAIN: "CONFIRMED",
    Certainty.ALLEGED: "TENTATIVE",
    Certainty.EXPECTED: "TENTATIVE",
    Certainty.CANCELLED: "CANCELLED",
}


def write(briefing: Briefing) -> str:
    """Writes the calendar; lines end with CRLF and are folded at 75 octets."""
    head = briefing_entity(briefing)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//briefing-site//briefing//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape_ics(head.title)}",
        f"X-WR-CALNAME:{escape_ics(head.title)}",
        f"DESCRIPTION:{escape_ics(f'Facts as of {dates.parse(head.as_of).words}. What spans more than a year or has no known beginning is left out.')}",
    ]
    for event in entities(briefing, EventEntity):
        first, last = day_span(event.date, head.as_of)
        has_beginning = (start := dates.parse(event.date).start) and start.earliest[0] > 0
        if has_beginning and (last - first).days < MAX_DAYS and last < date.max:
            lines += _event(briefing, event)
    return "".join(f"{_fold(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(briefing: Briefing, event: EventEntity) -> Iterator[str]:
    as_of = briefing_entity(briefing).as_of
    first, last = day_span(event.date, as_of)
    yield "BEGIN:VEVENT"
    yield f"UID:{record_uuid(briefing, event.id)}"
    yield f"DTSTAMP:{_digits(as_of_day(as_of))}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_digits(first)}"
    yield f"DTEND;VALUE=DATE:{_digits(last + timedelta(days=1))}"
    yield f"SUMMARY:{escape_ics(event.title_with_status)}"
    yield f"DESCRIPTION:{escape_ics(_description(briefing, event))}"
    if event.place:
        yield f"LOCATION:{escape_ics(event.place)}"
    if event.coordinates:
        yield f"GEO:{';'.join(fields.latitude_longitude(event.coordinates))}"
    yield f"STATUS:{_STATUS[event.certainty]}"
    yield "TRANSP:TRANSPARENT"
    address = page_url(briefing, event.id)
    if address:
        yield f"URL:{address}"
    yield "END:VEVENT"


def _digits(day: date) -> str:
    """Returns a day as eight digits; `%Y` has fewer than four before year 1000."""
    return day.isoformat().replace("-", "")


def _description(briefing: Briefing, event: EventEntity) -> str:
    when = dates.parse(event.date)
    exact = "" if when.is_exact else "; the day itself is not known" if when.shape != "interval" else ""
    who = ", ".join(agent_name(briefing, agent) for agent, _ in event.agents)
    parts = [
        f"When: {when.words}{exact}.",
        event.text,
        *filter(None, [accounts_text(event)]),
        *([f"Who: {who}"] if who else []),
    ]
    return "\n\n".join([*parts, cited_sources_text(briefing, event.id)])


def _fold(line: str) -> str:
    """Folds a line into pieces of at most 75 octets (RFC 5545, section 3.1).

    No character is cut; each piece but the first begins with a space.
    """
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)
