"""The timeline chart: a row for each event on one time scale, and the axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from ...records import dates
from .elements import FULL, draw_marker, element, percent
from .time_scale import TimeScale, build_time_scale, day_number

MAX_POINT_WIDTH = 50
"""A span that is no wider than this is drawn as a point."""
_POINTS = {
    "full": "M0-6a6 6 0 1 0 .1 0z",
    "striped": "M0-7 7 0 0 7-7 0z",
    "hollow": "M0-5a5 5 0 1 0 .1 0z",
    "crossed": "M-5-5 5 5M-5 5 5-5",
}
_ARROW_LEFT, _ARROW_RIGHT = "M0 0 8-5V5z", "M0 0-8-5V5z"
_MIDDLE = "50%"


class MarkerStyle(StrEnum):
    """The forms of an event's marker, which differ in more than colour."""

    FULL = "full"
    STRIPED = "striped"
    HOLLOW = "hollow"
    CROSSED = "crossed"


@dataclass(frozen=True)
class Timeline:
    """The axis, a row for each event in their order, and the scale in words."""

    axis: Markup
    rows: tuple[Markup, ...]
    scale_in_words: str
    ticks: tuple[tuple[int, str], ...]


def draw_timeline(events: Sequence[tuple[dates.Edtf, MarkerStyle]], as_of: dates.Edtf) -> Timeline:
    """Draws events on one scale.

    A date that can be anywhere in a span is drawn as the whole span, an open end as an arrow.
    """
    scale = build_time_scale([*_scale_days(when for when, _ in events), *_scale_days([as_of])])
    ticks = tuple(tick for segment in scale.segments for tick in segment.ticks())
    background = _draw_background(scale, as_of, ticks)
    rows = tuple(_draw_row(background, _draw_event(scale, when, style)) for when, style in events)
    labels = Markup("").join(element("text", label, x=percent(x), y=12, dx=3) for x, label in ticks)
    return Timeline(_draw_row(background, labels), rows, _describe_scale(scale), ticks)


def _draw_row(background: Markup, content: Markup) -> Markup:
    return element("svg", background + content, class_="br-when", width="100%", height="100%", aria_hidden="true")


def _scale_days(events: Iterable[dates.Edtf]) -> list[int]:
    """Returns the days that the scale must hold.

    These are the first day of each date, or its last where the beginning is open, and the last day of all.
    """
    spans = [(when.earliest if when.start else when.latest, when.end and when.latest) for when in events]
    firsts = [day_number(first) for first, _ in spans if first[0] < 9999]
    lasts = [day_number(last) for _, last in spans if last]
    return [*firsts, *([max(lasts)] if lasts else [])]


def _draw_background(scale: TimeScale, as_of: dates.Edtf, ticks: Iterable[tuple[int, str]]) -> Markup:
    """Draws the background of every row: ticks, the break, the date of the facts."""
    parts = [element("line", x1=percent(x), x2=percent(x), y1=0, y2="100%", class_="br-when__tick") for x, _ in ticks]
    if scale.is_broken:
        left, right = scale.segments[0].right, scale.segments[1].left
        parts.append(_rectangle(left, right, "br-when__break", y=0, height="100%"))
    if as_of.start:
        left = scale.position(day_number(as_of.earliest))
        right = max(scale.position(day_number(as_of.latest)), left + 20)
        parts.append(_rectangle(left, right, "br-when__now", y=0, height="100%"))
    return Markup("").join(parts)


def _rectangle(left: int, right: int, name: str, **attributes: str | int) -> Markup:
    return element("rect", x=percent(left), width=percent(right - left), class_=name, **attributes)


def _line(left: int, right: int, name: str) -> Markup:
    return element("line", x1=percent(left), x2=percent(right), y1=_MIDDLE, y2=_MIDDLE, class_=name)


def _draw_event(scale: TimeScale, when: dates.Edtf, style: MarkerStyle) -> Markup:
    """Draws an event: a point, a bar, or a line with an arrow at an open end."""
    if not (when.start and when.end):
        return _draw_open_event(scale, when, style)
    name = f"br-when__{style.value}{' br-when__doubt' if when.start.doubt or when.end.doubt else ''}"
    left, right = scale.position(day_number(when.earliest)), scale.position(day_number(when.latest))
    if right - left <= MAX_POINT_WIDTH:
        return draw_marker((left + right) // 2, _MIDDLE, _POINTS[style.value], class_=name)
    bar = element("svg", _rectangle(left, right, name, y=-5, height=10, rx=2), y=_MIDDLE, overflow="visible")
    if style is not MarkerStyle.STRIPED:
        return bar
    return bar + _line(left, right, "br-when__stripes")


def _draw_open_event(scale: TimeScale, when: dates.Edtf, style: MarkerStyle) -> Markup:
    """Draws a thin line from the known end, if any, to the arrow at the open one."""
    left = scale.position(day_number(when.earliest)) if when.start else 0
    right = scale.position(day_number(when.latest)) if when.end else FULL
    parts = [_line(left, right, f"br-when__open br-when__{style.value}-line")]
    if not when.start:
        parts.append(draw_marker(left, _MIDDLE, _ARROW_LEFT, class_="br-when__arrow"))
    if not when.end:
        parts.append(draw_marker(right, _MIDDLE, _ARROW_RIGHT, class_="br-when__arrow"))
    if when.start or when.end:
        known = left if when.start else right
        parts.append(draw_marker(known, _MIDDLE, _POINTS[style.value], class_=f"br-when__{style.value}"))
    return Markup("").join(parts)


def _describe_scale(scale: TimeScale) -> str:
    """Describes the scale in words, for readers who can't see or overlook the break."""
    spans = [f"{_month(segment.first)} to {_month(segment.last)}" for segment in scale.segments]
    if not scale.is_broken:
        return f"The scale is even, from {spans[0]}."
    return f"The scale changes at the grey break: {spans[0]} on the left, {spans[1]}, drawn larger, on the right."


def _month(day: int) -> str:
    then = date.fromordinal(day)
    return f"{dates.MONTHS[then.month - 1]} {then.year}"
