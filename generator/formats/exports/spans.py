"""EDTF dates as spans of days, for tools that know no other: never a day where the source gives none."""

from __future__ import annotations

from datetime import date

from ...records import dates


def span(when: str, as_of: str) -> tuple[date, date]:
    """The first and the last day of what a date covers, both within it.

    What has no end lasts to the day that the facts are of, or if it begins later, as long as its beginning; of what
    has no known beginning only the end is there.
    """
    found, today = dates.parse(when), dates.parse(as_of)
    start = found.start or found.end or today
    end = found.end or (today if found.start is None or today.latest >= start.latest else start)
    return _date(start.earliest), _date(end.latest)


def as_of_day(as_of: str) -> date:
    """The first day that the facts can be of."""
    return _date(dates.parse(as_of).earliest)


def _date(day: dates.Day) -> date:
    return date(max(day[0], 1), *day[1:])
