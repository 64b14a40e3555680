"""The time scale of a chart: days to positions.

It has a marked break where most of the dates are close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ...records import dates
from .elements import FULL

BREAK_WIDTH = 300
"""The width of the break."""
BREAK_POSITION = 2800
"""The position of the break."""
_TICK_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000, 120000)
MIN_LABEL_DISTANCE = 1300
"""The least distance of two labels: enough for "Sep 2023" on a phone."""


def day_number(day: dates.Day) -> int:
    """Returns the number of a day, counted from 1 January of the year 1."""
    return date(max(day[0], 1), day[1], day[2]).toordinal()


@dataclass(frozen=True)
class Segment:
    """A segment of the scale, which is even.

    The days from `first` to `last` are between the positions `left` and `right`.
    """

    first: int
    last: int
    left: int
    right: int

    def position(self, day: int) -> int:
        """Returns the position of a day."""
        return self.left + (day - self.first) * (self.right - self.left) // (self.last - self.first)

    def ticks(self) -> tuple[tuple[int, str], ...]:
        """Returns positions with the month or year that begins there, as many as fit."""
        found: list[tuple[int, str]] = []
        for step in (
            step for step in _TICK_STEPS if self.last - self.first < 28 * step * FULL // MIN_LABEL_DISTANCE * 2
        ):
            found = [(self.position(day), label) for day, label in _period_starts(self.first, self.last, step)]
            found = [tick for tick in found if tick[0] + MIN_LABEL_DISTANCE <= self.right + 2 * BREAK_WIDTH]
            if all(b[0] - a[0] >= MIN_LABEL_DISTANCE for a, b in pairwise(found)):
                break
        return tuple(found)


@dataclass(frozen=True)
class TimeScale:
    """One segment, or two with a break between them."""

    segments: tuple[Segment, ...]

    def position(self, day: int) -> int:
        """Returns the position of a day; a day outside is on the edge."""
        segment = next((segment for segment in self.segments if day <= segment.last), self.segments[-1])
        return min(max(segment.position(day), segment.left), segment.right)

    @property
    def is_broken(self) -> bool:
        """Tells whether the scale has a break."""
        return len(self.segments) > 1


def _period_starts(first: int, last: int, step: int) -> list[tuple[int, str]]:
    """Returns the first day of every `step`th month between two days, with its name.

    The first name has a year; a later month has none, because its year is before it.
    """
    start, end = date.fromordinal(first), date.fromordinal(last)
    index = -(-(start.year * 12 + start.month - 1 + (start.day > 1)) // step) * step
    found: list[tuple[int, str]] = []
    while index <= end.year * 12 + end.month - 1 and index < 120_000:
        year, month = divmod(index, 12)
        if year:
            name = dates.MONTHS[month][:3] if month else ""
            label = f"{name} {year}" if month and not found else name or str(year)
            found.append((date(year, month + 1, 1).toordinal(), label))
        index += step
    return found


def build_time_scale(days: Sequence[int]) -> TimeScale:
    """Returns a scale for all these days, which begins with a whole year.

    It has a break if half of the days are in its last quarter. The break is where the days after it are both many and
    close together.
    """
    days = days or [1]
    first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
    low = date(first.year, 1, 1).toordinal()
    high = max(max(days), low + 30)
    years = [date(year, 1, 1).toordinal() for year in range(first.year + 1, last.year + 1)]
    counts = {year: sum(1 for day in days if day >= year) for year in years if 4 * (high - year) <= high - low}
    break_day = max(counts, key=lambda year: (counts[year] * (year - low), year), default=0)
    if not break_day or 2 * counts[break_day] < len(days) or high - low < 6 * 365 or high - break_day < 30:
        return TimeScale((Segment(low, high, 0, FULL),))
    return TimeScale(
        (Segment(low, break_day - 1, 0, BREAK_POSITION), Segment(break_day, high, BREAK_POSITION + BREAK_WIDTH, FULL))
    )
