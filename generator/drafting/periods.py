"""Periods of the calendar, from a day to a century, and their EDTF."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ..records import dates


class Unit(StrEnum):
    """The precision of a period: one day, several days, one month and so on."""

    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    MONTHS = "months"
    SEASON = "season"
    YEAR = "year"
    YEARS = "years"
    DECADE = "decade"
    CENTURY = "century"


class PeriodRelation(StrEnum):
    """The relation of an event to a period, as a preposition gives it."""

    IN = "in"
    SPAN = "span"
    ONE_OF = "one-of"
    SINCE = "since"
    BY = "by"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"
    BEYOND = "beyond"


LIMITS = (PeriodRelation.BY, PeriodRelation.BEFORE, PeriodRelation.UNTIL)
"""The relations to a last day."""


@dataclass(frozen=True)
class Period:
    """All days from `start` to `end`, as precise as `unit`; `doubt` is `~` or `?`."""

    start: date
    end: date
    unit: Unit
    doubt: str = ""

    @property
    def first(self) -> str:
        """EDTF for its beginning, no more precise than its unit."""
        if self.unit is Unit.SEASON:
            return f"{self.start:%Y-%m}~"
        return self._point(self.start) + self.doubt

    @property
    def last(self) -> str:
        """EDTF for its end, no more precise than its unit."""
        return f"{self.end:%Y-%m}" if self.unit is Unit.SEASON else self._point(self.end) + self.doubt

    def _point(self, day: date) -> str:
        text = day.isoformat()
        lengths = {Unit.DAY: 10, Unit.DAYS: 10, Unit.MONTH: 7, Unit.MONTHS: 7, Unit.DECADE: 3, Unit.CENTURY: 2}
        return text[: lengths.get(self.unit, 4)].ljust(4, "X")

    @property
    def _season(self) -> str:
        number = next(n for n, (first, _) in dates.SEASON_MONTHS.items() if first == self.start.month)
        return f"{self.start.year:04}-{number}{self.doubt}"

    def edtf(self, relation: PeriodRelation = PeriodRelation.IN) -> str:
        """EDTF for an event that has this relation to the period."""
        if relation in (PeriodRelation.SINCE, PeriodRelation.AFTER):
            return f"{self.first}/.."
        if relation is PeriodRelation.BEYOND:
            return f"{self.moved(1).first}/.."
        if relation is PeriodRelation.BY:
            return f"[..{self.last}]"
        if relation is PeriodRelation.BEFORE:
            return f"[..{self.moved(-1).last}]"
        if relation is PeriodRelation.UNTIL:
            return f"../{self.last}"
        if self.unit is Unit.SEASON:
            return self._season
        if relation is PeriodRelation.ONE_OF or (self.unit is Unit.DAYS and relation is PeriodRelation.IN):
            return f"[{self.first}..{self.last}]"
        return self.first if self.first == self.last else f"{self.first}/{self.last}"

    def moved(self, steps: int) -> Period:
        """The period that many of its own lengths later."""
        if self.unit in (Unit.DAY, Unit.DAYS):
            length = (self.end - self.start).days + 1
            return replace(self, start=_plus(self.start, length * steps), end=_plus(self.end, length * steps))
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        return self.moved_months(months * steps)

    def moved_months(self, months: int) -> Period:
        """The period that many months later; a day keeps its number where it can."""
        start, last = add_months(self.start, months), add_months(self.end.replace(day=1), months)
        full = self.unit not in (Unit.DAY, Unit.DAYS)
        end = month_end(last) if full else add_months(self.end, months)
        return replace(self, start=start, end=end)

    def with_doubt(self, doubt: str) -> Period:
        """The same period, in doubt."""
        return replace(self, doubt=doubt) if doubt else self


def _plus(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def a_day(day: date) -> Period:
    """One day."""
    return Period(day, day, Unit.DAY)


def days(start: date, end: date) -> Period:
    """Several days."""
    return Period(start, end, Unit.DAY if start == end else Unit.DAYS)


def a_month(year: int, month: int) -> Period:
    """One month."""
    start = date(year, month, 1)
    return Period(start, month_end(start), Unit.MONTH)


def months(year: int, first: int, count: int) -> Period:
    """So many months from the first day of one."""
    start = date(year, first, 1)
    return Period(start, month_end(add_months(start, count - 1)), Unit.MONTHS)


def a_year(year: int) -> Period:
    """One year."""
    return Period(date(year, 1, 1), date(year, 12, 31), Unit.YEAR)


def years(first: int, last: int) -> Period:
    """Several years."""
    return Period(date(first, 1, 1), date(last, 12, 31), Unit.YEARS)


def a_decade(year: int) -> Period:
    """The decade that begins with a year."""
    return Period(date(year, 1, 1), date(year + 9, 12, 31), Unit.DECADE)


def a_century(year: int) -> Period:
    """The century of the years that begin with the same two digits."""
    return Period(date(year, 1, 1), date(year + 99, 12, 31), Unit.CENTURY)


def a_season(year: int, number: int) -> Period:
    """A season of the northern hemisphere; a winter begins in December of its year."""
    return replace(months(year, dates.SEASON_MONTHS[number][0], 3), unit=Unit.SEASON)


def a_week(day: date) -> Period:
    """The week of a day, from Monday to Sunday."""
    monday = _plus(day, -day.weekday())
    return days(monday, _plus(monday, 6))


def week_of_month(month: Period, number: int) -> Period:
    """All days that "the second week of" a month can mean; -1 is the last week.

    Weeks from Sunday and from Monday count, and the first week can be whole or not.
    """
    if number < 0:
        return days(month.end - timedelta(6), month.end)
    first = month.start
    sunday = _plus(first, -((first.weekday() + 1) % 7) + 7 * (number - 1))
    monday = _plus(first, (-first.weekday()) % 7 + 7 * (number - 1))
    return days(max(sunday, first), min(_plus(monday, 6), month.end))


def weekday_of_month(month: Period, weekday: int, number: int) -> Period:
    """The first, second or last (-1) Monday, Tuesday ... of a month."""
    if number < 0:
        return a_day(month.end - timedelta((month.end.weekday() - weekday) % 7))
    return a_day(_plus(month.start, (weekday - month.start.weekday()) % 7 + 7 * (number - 1)))


_ORDER = (*Unit,)


def hull(first: Period, last: Period) -> Period:
    """The days from one period to another, as precise as the less precise."""
    unit = max(first.unit, last.unit, key=_ORDER.index)
    return Period(first.start, last.end, Unit.MONTHS if unit is Unit.SEASON else unit, first.doubt or last.doubt)
