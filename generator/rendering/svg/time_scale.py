"""The time scale of a chart: days to positions.

Years with more dates are wider, and a run of years without dates is narrow. Of less than three years, months take their place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ...records import dates
from .elements import FULL

MAX_MONTHS = 3 * 366
"""The most days of a scale whose units are months."""
_BUSY, _PER_DAY, _BUSIEST = 6, 2, 14
"""The widths of a unit with one date, of each further date, and of the widest."""
_WIDEST_GAP = 4
"""The width of the widest run of units without dates; a single one has 1."""
_PIXELS = 340
"""The width of the chart on a phone, on which labels must not meet."""


def day_number(day: dates.Day) -> int:
    """Returns the number of a day, counted from 1 January of the year 1."""
    return date(max(day[0], 1), day[1], day[2]).toordinal()


def label_width(label: str) -> int:
    """Returns the room for a label on a phone, with the space after it."""
    return (7 * len(label) + 6) * FULL // _PIXELS


@dataclass(frozen=True)
class Segment:
    """A unit with dates, or a run of units without dates (`is_gap`).

    The days from `first` to before `end` are between the positions `left` and `right`.
    """

    first: int
    end: int
    left: int
    right: int
    is_gap: bool

    def position(self, day: int) -> int:
        """Returns the position of a day."""
        return self.left + (day - self.first) * (self.right - self.left) // (self.end - self.first)


@dataclass(frozen=True)
class TimeScale:
    """The segments from left to right."""

    segments: tuple[Segment, ...]
    is_monthly: bool

    def position(self, day: int) -> int:
        """Returns the position of a day; a day outside is on the edge."""
        number = bisect_right([segment.first for segment in self.segments], day) - 1
        segment = self.segments[max(number, 0)]
        return min(max(segment.position(day), segment.left), segment.right)

    def ticks(self) -> tuple[tuple[int, str], ...]:
        """Returns positions with the period that begins there, as many as fit."""
        found: list[tuple[int, str]] = []
        for position, label in self._candidates():
            right = position + label_width(label)
            if right <= FULL and all(right <= x or x + label_width(other) <= position for x, other in found):
                found.append((position, label))
        return tuple(sorted(found))

    def _candidates(self) -> Iterator[tuple[int, str]]:
        for segment in sorted(self.segments, key=lambda one: (one.is_gap, one.left - one.right, one.left)):
            start = date.fromordinal(segment.first)
            name = dates.MONTHS[start.month - 1][:3]
            yield segment.left, f"{name} {start.year}" if self.is_monthly else str(start.year)
        for month in (7, 4, 10) if not self.is_monthly else ():
            for segment in self.segments:
                if not segment.is_gap:
                    day = date.fromordinal(segment.first).replace(month=month).toordinal()
                    yield segment.position(day), dates.MONTHS[month - 1][:3]


def build_time_scale(days: Sequence[int], left: int = 0, right: int = FULL) -> TimeScale:
    """Returns a scale of whole units for all these days, between two positions."""
    days = sorted(days or [1])
    is_monthly = days[-1] - days[0] <= MAX_MONTHS
    starts = list(_unit_starts(days[0], days[-1], is_monthly))
    runs: list[tuple[int, int, int]] = []  # first day, day after the last, width
    for first, end in pairwise(starts):
        count = bisect_left(days, end) - bisect_left(days, first)
        if count:
            runs.append((first, end, min(_BUSY + _PER_DAY * (count - 1), _BUSIEST)))
        elif runs and runs[-1][2] < _BUSY:
            runs[-1] = (runs[-1][0], end, min(runs[-1][2] + 1, _WIDEST_GAP))
        else:
            runs.append((first, end, 1))
    total, before, segments = sum(width for *_, width in runs), 0, []
    for first, end, width in runs:
        begin, finish = (left + (right - left) * part // total for part in (before, before + width))
        segments.append(Segment(first, end, begin, finish, width < _BUSY))
        before += width
    return TimeScale(tuple(segments), is_monthly)


def _unit_starts(first: int, last: int, is_monthly: bool) -> Iterator[int]:
    """Yields the first day of each unit, and of the one after the last."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    step = 1 if is_monthly else 12
    index = start.year * 12 + (start.month - 1 if is_monthly else 0)
    beyond = end.year * 12 + (end.month - 1 if is_monthly else 0) + step
    for month in range(index, beyond + 1, step):
        yield date(month // 12, month % 12 + 1, 1).toordinal() if month < 120_000 else date.max.toordinal() + 1
