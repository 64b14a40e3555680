"""The timeline chart: one line for each event on one time scale, and the axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from ...records import dates
from .marks import FULL, element, glyph, per_cent
from .scale import Scale, number, scale

NARROW = 50
"""A span that is no wider than this is drawn as a point."""
_POINT = {
    "full": "M0-6a6 6 0 1 0 .1 0z",
    "striped": "M0-7 7 0 0 7-7 0z",
    "hollow": "M0-5a5 5 0 1 0 .1 0z",
    "crossed": "M-5-5 5 5M-5 5 5-5",
}
_TO_LEFT, _TO_RIGHT = "M0 0 8-5V5z", "M0 0-8-5V5z"
_MIDDLE = "50%"


class Look(StrEnum):
    """The forms of an event's marker, which differ in more than colour."""

    FULL = "full"
    STRIPED = "striped"
    HOLLOW = "hollow"
    CROSSED = "crossed"


@dataclass(frozen=True)
class Strip:
    """The axis, a line for each event in their order, and the scale in words."""

    axis: Markup
    lines: tuple[Markup, ...]
    words: str
    ticks: tuple[tuple[int, str], ...]


def strip(events: Sequence[tuple[dates.Edtf, Look]], as_of: dates.Edtf) -> Strip:
    """Draws events on one scale.

    A date that can be anywhere in a span is drawn as the whole span, an open end as an arrow.
    """
    known = [*_days(when for when, _ in events), *_days([as_of])]
    on = scale(known)
    ticks = tuple(tick for panel in on.panels for tick in panel.ticks())
    ground = _ground(on, as_of, ticks)
    lines = tuple(_line(ground, _mark(on, when, look)) for when, look in events)
    labels = Markup("").join(element("text", label, x=per_cent(x), y=12, dx=3) for x, label in ticks)
    return Strip(_line(ground, labels), lines, _words(on), ticks)


def _line(ground: Markup, marks: Markup) -> Markup:
    return element("svg", ground + marks, class_="br-when", width="100%", height="100%", aria_hidden="true")


def _days(when_all: Iterable[dates.Edtf]) -> list[int]:
    """Returns the days that the scale must hold.

    These are the first day of each date, or its last where the beginning is open, and the last day of all.
    """
    spans = [(when.earliest if when.start else when.latest, when.end and when.latest) for when in when_all]
    firsts = [number(first) for first, _ in spans if first[0] < 9999]
    lasts = [number(last) for _, last in spans if last]
    return [*firsts, *([max(lasts)] if lasts else [])]


def _ground(on: Scale, as_of: dates.Edtf, ticks: Iterable[tuple[int, str]]) -> Markup:
    """Draws the background of every line: ticks, the break, the date of the facts."""
    parts = [element("line", x1=per_cent(x), x2=per_cent(x), y1=0, y2="100%", class_="br-when__tick") for x, _ in ticks]
    if on.is_broken:
        left, right = on.panels[0].right, on.panels[1].left
        parts.append(_box(left, right, "br-when__break", y=0, height="100%"))
    if as_of.start:
        left = on.place(number(as_of.earliest))
        right = max(on.place(number(as_of.latest)), left + 20)
        parts.append(_box(left, right, "br-when__now", y=0, height="100%"))
    return Markup("").join(parts)


def _box(left: int, right: int, name: str, **attributes: str | int) -> Markup:
    return element("rect", x=per_cent(left), width=per_cent(right - left), class_=name, **attributes)


def _rule(left: int, right: int, name: str) -> Markup:
    return element("line", x1=per_cent(left), x2=per_cent(right), y1=_MIDDLE, y2=_MIDDLE, class_=name)


def _mark(on: Scale, when: dates.Edtf, look: Look) -> Markup:
    """Draws an event: a point, a bar, or a line with an arrow at an open end."""
    if not (when.start and when.end):
        return _open_mark(on, when, look)
    name = f"br-when__{look.value}{' br-when__doubt' if when.start.doubt or when.end.doubt else ''}"
    left, right = on.place(number(when.earliest)), on.place(number(when.latest))
    if right - left <= NARROW:
        return glyph((left + right) // 2, _MIDDLE, _POINT[look.value], class_=name)
    bar = element("svg", _box(left, right, name, y=-5, height=10, rx=2), y=_MIDDLE, overflow="visible")
    if look is not Look.STRIPED:
        return bar
    return bar + _rule(left, right, "br-when__stripes")


def _open_mark(on: Scale, when: dates.Edtf, look: Look) -> Markup:
    """Draws a thin line from the known end, if any, to the arrow at the open one."""
    left = on.place(number(when.earliest)) if when.start else 0
    right = on.place(number(when.latest)) if when.end else FULL
    parts = [_rule(left, right, f"br-when__open br-when__{look.value}-line")]
    if not when.start:
        parts.append(glyph(left, _MIDDLE, _TO_LEFT, class_="br-when__arrow"))
    if not when.end:
        parts.append(glyph(right, _MIDDLE, _TO_RIGHT, class_="br-when__arrow"))
    if when.start or when.end:
        known = left if when.start else right
        parts.append(glyph(known, _MIDDLE, _POINT[look.value], class_=f"br-when__{look.value}"))
    return Markup("").join(parts)


def _words(on: Scale) -> str:
    """Describes the scale in words, for readers who can't see or overlook the break."""
    spans = [f"{_month(panel.first)} to {_month(panel.last)}" for panel in on.panels]
    if not on.is_broken:
        return f"The scale is even, from {spans[0]}."
    return f"The scale changes at the grey break: {spans[0]} on the left, {spans[1]}, drawn larger, on the right."


def _month(day: int) -> str:
    then = date.fromordinal(day)
    return f"{dates.MONTHS[then.month - 1]} {then.year}"
