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
from ..interchange import Certainty, Happening, by_id, ground_words, page, summary, things
from .identifiers import uuid_of
from .spans import as_of_day, span

MOST = 366
"""So many days may an event span."""
_STATUS = {
    Certainty.CERTAIN: "CONFIRMED",
    Certainty.SAID: "TENTATIVE",
    Certainty.EXPECTED: "TENTATIVE",
    Certainty.OFF: "CANCELLED",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(briefing: Briefing) -> str:
    """The calendar as text, lines parted by CRLF and folded at 75 octets."""
    head = summary(briefing)
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
    for happening in things(briefing, Happening):
        first, last = span(happening.date, head.as_of)
        if (last - first).days < MOST and last < date.max:
            lines += _event(briefing, happening)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(briefing: Briefing, happening: Happening) -> Iterator[str]:
    as_of = summary(briefing).as_of
    first, last = span(happening.date, as_of)
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid_of(briefing, happening.id)}"
    yield f"DTSTAMP:{as_of_day(as_of):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(_title(happening))}"
    yield f"DESCRIPTION:{_text(_description(briefing, happening))}"
    if happening.place:
        yield f"LOCATION:{_text(happening.place)}"
    yield f"STATUS:{_STATUS[happening.certainty]}"
    yield "TRANSP:TRANSPARENT"
    address = page(briefing, happening.id)
    if address:
        yield f"URL:{address}"
    yield "END:VEVENT"


def _title(happening: Happening) -> str:
    """The title, with the status that a calendar may not show."""
    is_certain = happening.certainty is Certainty.CERTAIN
    return happening.title if is_certain else f"{happening.title} ({happening.status})"


def _description(briefing: Briefing, happening: Happening) -> str:
    when = dates.parse(happening.date)
    exact = "" if when.is_exact else "; the day itself is not known" if when.shape != "interval" else ""
    names = by_id(briefing)
    who = ", ".join(getattr(names[agent], "name", agent) for agent, _ in happening.agents)
    said = [f"When: {when.words}{exact}.", happening.text, *([f"Who: {who}"] if who else [])]
    return "\n\n".join([*said, f"Source: {ground_words(briefing, happening.id)}"])


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
