"""iCalendar (RFC 5545) of what happened and what is expected, as whole days.

An event whose day is not known spans all the days that it can mean, and says so in words; it never gets a day of its own. What
spans more than a year (`MOST`) would lie over every page of a calendar and is left out. Expected and alleged events are
TENTATIVE. DTSTAMP is the first day that the facts can be of, at midnight UTC, because no clock is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ...model import Briefing
from ...records import dates
from ..interchange import (
    Certainty,
    EventEntity,
    briefing_entity,
    cited_sources_text,
    entities,
    entities_by_id,
    page_url,
)
from .identifiers import uuid_of
from .spans import as_of_day, span

MOST = 366
"""So many days may an event span."""
_STATUS = {
    Certainty.CERTAIN: "CONFIRMED",
    Certainty.ALLEGED: "TENTATIVE",
    Certainty.EXPECTED: "TENTATIVE",
    Certainty.CANCELLED: "CANCELLED",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(briefing: Briefing) -> str:
    """The calendar as text, lines parted by CRLF and folded at 75 octets."""
    head = briefing_entity(briefing)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//briefing-site//briefing//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(head.title)}",
        f"X-WR-CALNAME:{_text(head.title)}",
        f"DESCRIPTION:{_text(f'Facts as of {dates.parse(head.as_of).words}. What spans more than a year is left out.')}",
    ]
    for event in entities(briefing, EventEntity):
        first, last = span(event.date, head.as_of)
        if (last - first).days < MOST and last < date.max:
            lines += _event(briefing, event)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(briefing: Briefing, event: EventEntity) -> Iterator[str]:
    as_of = briefing_entity(briefing).as_of
    first, last = span(event.date, as_of)
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid_of(briefing, event.id)}"
    yield f"DTSTAMP:{as_of_day(as_of):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(_title(event))}"
    yield f"DESCRIPTION:{_text(_description(briefing, event))}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    yield f"STATUS:{_STATUS[event.certainty]}"
    yield "TRANSP:TRANSPARENT"
    address = page_url(briefing, event.id)
    if address:
        yield f"URL:{address}"
    yield "END:VEVENT"


def _title(event: EventEntity) -> str:
    """The title, with the status that a calendar may not show."""
    is_certain = event.certainty is Certainty.CERTAIN
    return event.title if is_certain else f"{event.title} ({event.status})"


def _description(briefing: Briefing, event: EventEntity) -> str:
    when = dates.parse(event.date)
    exact = "" if when.is_exact else "; the day itself is not known" if when.shape != "interval" else ""
    names = entities_by_id(briefing)
    who = ", ".join(getattr(names[agent], "name", agent) for agent, _ in event.agents)
    said = [f"When: {when.words}{exact}.", event.text, *([f"Who: {who}"] if who else [])]
    return "\n\n".join([*said, f"Source: {cited_sources_text(briefing, event.id)}"])


def _text(text: str) -> str:
    """A value of the type TEXT: what means something to the format is escaped, what it can't hold is left out."""
    text = _CONTROLS.sub("", re.sub(r"\r\n?", "\n", text))
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no letter cut, each but the first behind a space."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > 75:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return "\r\n".join(pieces)
