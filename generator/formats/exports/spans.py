"""Spans of days for EDTF dates, for tools that know only days."""

from __future__ import annotations

from datetime import date

from ...records import dates


def day_span(when: str, as_of: str) -> tuple[date, date]:
    """Returns the first and the last day that a date covers.

    An interval without an end lasts until `as_of`, the day of the facts, or as long as its beginning if that is later. An
    interval without a known beginning is reduced to its end.
    """
    found, today = dates.parse(when), dates.parse(as_of)
    start = found.start or found.end or today
    end = found.end or (today if found.start is None or today.latest >= start.latest else start)
    return _date(start.earliest), _date(end.latest)


def as_of_day(as_of: str) -> date:
    """Returns the first day that the date of the facts can mean."""
    return _date(dates.parse(as_of).earliest)


def _date(day: dates.Day) -> date:
    return date(max(day[0], 1), *day[1:])
