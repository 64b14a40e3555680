"""The timeline chart: axis, ground, a row for each event, and legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
_TAIL = "M-6-4-30 0-6 4z"
_UNTIL = "M-3-7H0V7h-3zM-5-4v8h-10v-8zM-17-4v8h-5v-8zM-24-4v8h-3v-8z"
_SINCE = "M0-7h3V7H0z"
_OPEN_END = "M2-4v8h5v-8zM9-4v8h3v-8z"
_FLAG = "M-5 0H5L0 7z"
_OPEN_ROOM = (800, 500)
"""The room on the left and right of the scale for open beginnings and open ends."""
_MIDDLE = "50%"
_GROUND = "br-ground"
"""The id of the ground, which each row draws by reference.

One drawing behind all rows would not break at the end of a sheet of paper.
"""


class MarkerStyle(StrEnum):
    """The forms of an event's marker, which differ in more than colour."""

    FULL = "full"
    STRIPED = "striped"
    HOLLOW = "hollow"
    CROSSED = "crossed"


class Form(StrEnum):
    """The forms of a date; the value is what the legend says of it."""

    POINT = "a day or a short time"
    WITHIN = "at some time within it"
    SPAN = "all of it"
    DOUBT = "the date is uncertain"
    BY = "by then; since when is not known"
    UNTIL = "until then; its beginning is not known"
    SINCE = "since then, without a known end"


_STYLE_WORDS = {
    MarkerStyle.FULL: "occurred or ongoing",
    MarkerStyle.STRIPED: "alleged",
    MarkerStyle.HOLLOW: "expected",
    MarkerStyle.CROSSED: "cancelled",
}


@dataclass(frozen=True)
class Timeline:
    """The axis, the ground that each row draws, a row for each event, and the legend.

    The legend has a drawing and its words for each form that occurs.
    """

    axis: Markup
    ground: Markup
    rows: tuple[Markup, ...]
    legend: tuple[tuple[Markup, str], ...]
    scale_in_words: str
    ticks: tuple[tuple[int, str], ...]


def find_form(when: dates.Edtf) -> Form:
    """Returns the form of a date with at least one known end."""
    if not when.start:
        return Form.BY if when.shape == "one-of" else Form.UNTIL
    if not when.end:
        return Form.SINCE
    if when.start.doubt or when.end.doubt:
        return Form.DOUBT
    return Form.SPAN if when.shape == "interval" else Form.POINT if when.is_exact else Form.WITHIN


def draw_timeline(events: Sequence[tuple[dates.Edtf, MarkerStyle]], as_of: dates.Edtf) -> Timeline:
    """Draws events, each with at least one known end, on one scale.

    A date that can be anywhere in a span is drawn as the whole span. An end that is not known has a fixed length.
    """
    left = _OPEN_ROOM[0] * any(not when.start for when, _ in events)
    right = FULL - _OPEN_ROOM[1] * any(not when.end for when, _ in events)
    days = [day_number(day) for when in (*(when for when, _ in events), as_of) for day in _known_days(when)]
    scale = build_time_scale(days, left, right)
    ticks = scale.ticks()
    now = scale.position(day_number(as_of.latest if as_of.end else as_of.earliest))
    labels = Markup("").join(element("text", label, x=percent(x), y=12, dx=3) for x, label in ticks)
    flag = draw_marker(now, "12", _FLAG, class_="br-when__flag")
    return Timeline(
        _frame(labels + flag),
        _frame(_draw_ground(scale, as_of, ticks), id=_GROUND),
        tuple(
            _frame(element("use", href=f"#{_GROUND}") + _draw_event(scale, when, style, now)) for when, style in events
        ),
        tuple(_draw_legend(events, scale, as_of)),
        _describe_scale(scale),
        ticks,
    )


def _frame(content: Markup, **attributes: str) -> Markup:
    return element("svg", content, class_="br-when", width="100%", height="100%", aria_hidden="true", **attributes)


def _known_days(when: dates.Edtf) -> Iterator[dates.Day]:
    """Yields the first and the last day that the scale must hold."""
    if when.start:
        yield when.earliest
    if when.end:
        yield when.latest


def _draw_ground(scale: TimeScale, as_of: dates.Edtf, ticks: Iterable[tuple[int, str]]) -> Markup:
    """Draws the ground: periods without dates, ticks, the date of the facts."""
    parts = [
        _rectangle(one.left, one.right, "br-when__gap", y=0, height="100%") for one in scale.segments if one.is_gap
    ]
    parts += [element("line", x1=percent(x), x2=percent(x), y1=0, y2="100%", class_="br-when__tick") for x, _ in ticks]
    if as_of.start and as_of.end:
        left, right = (scale.position(day_number(day)) for day in (as_of.earliest, as_of.latest))
        parts.append(_rectangle(left, right, "br-when__now", y=0, height="100%"))
        parts.append(element("line", x1=percent(right), x2=percent(right), y1=0, y2="100%", class_="br-when__facts"))
    return Markup("").join(parts)


def _rectangle(left: int, right: int, name: str, **attributes: str | int) -> Markup:
    return element("rect", x=percent(left), width=percent(right - left), class_=name, **attributes)


def _bar(left: int, right: int, name: str) -> Markup:
    return _rectangle(left, right, name, y=_MIDDLE, height=10, rx=2, transform="translate(0 -5)")


def _stripes(left: int, right: int) -> Markup:
    where = {"x1": percent(left), "x2": percent(right), "y1": _MIDDLE, "y2": _MIDDLE}
    return element("line", **where, class_="br-when__stripes")


def _draw_event(scale: TimeScale, when: dates.Edtf, style: MarkerStyle, now: int) -> Markup:
    """Draws an event; an open end leads to `now`, the date of the facts.

    What is not expected lies before that date, also if only its year is known.
    """
    left, right = (scale.position(day_number(day)) for day in (when.earliest, when.latest))
    if style is not MarkerStyle.HOLLOW and left < now:
        right = min(right, now)
    return _draw_form(find_form(when), style, left, max(now, left) if not when.end else right)


def _draw_form(form: Form, style: MarkerStyle, left: int, right: int) -> Markup:
    name = f"br-when__{style.value}"
    if form is Form.BY:
        tail = draw_marker(right, _MIDDLE, _TAIL, class_=f"{name} br-when__tail")
        return tail + draw_marker(right, _MIDDLE, _POINTS[style.value], class_=name)
    if form is Form.UNTIL:
        return draw_marker(right, _MIDDLE, _UNTIL, class_=name)
    if form is Form.SINCE:
        ends = draw_marker(left, _MIDDLE, _SINCE, class_=name) + draw_marker(right, _MIDDLE, _OPEN_END, class_=name)
        return _bar(left, right, name) + ends
    if form in (Form.DOUBT, Form.WITHIN):
        name += " br-when__doubt" if form is Form.DOUBT else " br-when__within"
    if right - left <= MAX_POINT_WIDTH:
        return draw_marker((left + right) // 2, _MIDDLE, _POINTS[style.value], class_=name)
    return _bar(left, right, name) + (_stripes(left, right) if style is MarkerStyle.STRIPED else "")


def _draw_legend(
    events: Sequence[tuple[dates.Edtf, MarkerStyle]], scale: TimeScale, as_of: dates.Edtf
) -> Iterator[tuple[Markup, str]]:
    """Yields drawings with words: forms and statuses that occur, and the ground."""
    forms = {find_form(when) for when, _ in events}
    styles = {style for _, style in events}
    for form in (form for form in Form if form in forms):
        left, right = {
            Form.POINT: (5000, 5000),
            Form.BY: (0, 8000),
            Form.UNTIL: (0, 8000),
            Form.SINCE: (500, 6000),
        }.get(form, (1000, 9000))
        yield _key(_draw_form(form, MarkerStyle.FULL, left, right)), form.value
    for style in (style for style in MarkerStyle if style in styles and len(styles) > 1):
        yield _key(_draw_form(Form.POINT, style, 5000, 5000)), _STYLE_WORDS[style]
    facts = element("line", x1=_MIDDLE, x2=_MIDDLE, y1=0, y2="100%", class_="br-when__facts")
    yield _key(facts + draw_marker(5000, "0", _FLAG, class_="br-when__flag")), f"the date of the facts: {as_of.words}"
    if any(one.is_gap for one in scale.segments):
        unit = "months" if scale.is_monthly else "years"
        yield (
            _key(_rectangle(2500, 7500, "br-when__gap", y=0, height="100%")),
            f"{unit} in which nothing begins or ends, drawn narrow",
        )


def _key(content: Markup) -> Markup:
    return element("svg", content, class_="br-when br-key", width=44, height=16, aria_hidden="true")


def _describe_scale(scale: TimeScale) -> str:
    """Describes the scale in words, for readers who overlook that it is not even."""
    first, last = (_month(day) for day in (scale.segments[0].first, scale.segments[-1].end - 1))
    unit = "Months" if scale.is_monthly else "Years"
    is_even = len({(one.right - one.left) // 50 for one in scale.segments}) == 1
    return f"From {first} to {last}.{'' if is_even else f' {unit} with more events are wider.'}"


def _month(day: int) -> str:
    then = date.fromordinal(day)
    return f"{dates.MONTHS[then.month - 1]} {then.year}"
