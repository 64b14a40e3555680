"""Parses, orders and words dates in a subset of EDTF (ISO 8601-2:2019).

Supported: day `2023-09-05`, month `2023-09`, year `2023`, decade `198X`, century `19XX`, season `2023-22` (winter, `-24`,
is the one that begins in December of the year, as seasons are of the northern hemisphere); each with
`?` (uncertain), `~` (approximate) or `%` (both) at its end; intervals `a/b`, open as `a/..` and `../b`; one of a set
of days, months or years as `[a..b]`, or `[..b]` where only the last one is known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .date_precision import Unit, named_season, named_unit

MONTHS = "January February March April May June July August September October November December".split()
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_WINTER = 24
SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
EXAMPLES = '"2023-09-05", "2023-09", "2022-11~", "198X", "2019/..", "[2023-09-05..2023-09-10]"'

_SINGLE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<doubt>[?~%]?)", re.ASCII
)
_ONE = r"([0-9]{4}(-[0-9]{2}){0,2}|[0-9]{2}[0-9X]X)[?~%]?"
PATTERN = rf"^(\[({_ONE})?\.\.{_ONE}\]|(\.\.|{_ONE})(/(\.\.|{_ONE}))?)$"
"""Matches every date of the subset, and some impossible ones; for JSON Schema."""
Day = tuple[int, int, int]
"""Year, month, day."""
FIRST: Day = (0, 1, 1)
LAST: Day = (9999, 12, 31)


class DateError(ValueError):
    """The text is not a date of the supported subset; the message says why."""


class OrderError(DateError):
    """The interval or the set ends before it begins."""


@dataclass(frozen=True)
class Single:
    """One EDTF date without an interval.

    `year` keeps its X digits; `month` is 1-12, a season 21-24 or None; `doubt` is empty, `?`, `~` or `%`.
    """

    year: str
    month: int | None
    day: int | None
    doubt: str

    @property
    def unit(self) -> Unit:
        """Its precision."""
        if self.month is None:
            return Unit(Unit.YEAR + self.year.count("X"))
        return Unit.DAY if self.day else Unit.SEASON if self.month > 12 else Unit.MONTH

    def coarsened(self, unit: Unit, season: int | None = None) -> str:
        """Returns the date as EDTF with another precision, coarser than its own.

        `season` is the number of the season that is meant.
        """
        year, month, day = self.earliest
        if unit is Unit.WEEK:
            monday = date(year, month, day) - timedelta(days=date(year, month, day).weekday())
            return f"[{monday}..{monday + timedelta(days=6)}]"
        if unit is Unit.SEASON and not season:
            first = (month - 1) // 3 * 3 + 1
            return f"{self.year}-{first:02}/{self.year}-{first + 2:02}"
        if season == 24 and month < 3:  # a winter begins in the year before
            return f"{year - 1:04}-24"
        written = {
            Unit.MONTH: f"{self.year}-{month:02}",
            Unit.SEASON: f"{self.year}-{season}",
            Unit.DECADE: f"{self.year[:3]}X",
            Unit.CENTURY: f"{self.year[:2]}XX",
        }
        return written.get(unit, self.year)

    @property
    def earliest(self) -> Day:
        """The first day that it can mean."""
        year = int(self.year.replace("X", "0"))
        if self.month is None:
            return (year, 1, 1)
        month = SEASON_MONTHS[self.month][0] if self.month > 12 else self.month
        return (year, month, self.day or 1)

    @property
    def latest(self) -> Day:
        """The last day that it can mean."""
        year = int(self.year.replace("X", "9"))
        if self.month is None:
            return (year, 12, 31)
        month = SEASON_MONTHS[self.month][1] if self.month > 12 else self.month
        if self.month == _WINTER:
            year += 1
        return min((year, month, self.day or monthrange(year % 400 or 400, month)[1]), LAST)

    @property
    def plain_words(self) -> str:
        """The date in words without its doubt: "5 September 2023", "the 1980s".

        "The 1900s" can be ten or a hundred years, so that these are written out.
        """
        first, last = self.year.replace("X", "0"), self.year.replace("X", "9")
        if first.endswith("00") and first != last:
            return f"the years {first}\u2013{last}"
        if first != last:
            return f"the {first}s"
        if self.month is None:
            return self.year
        if self.month == _WINTER:
            return f"winter {self.year}/{(int(self.year) + 1) % 100:02}"
        name = SEASONS.get(self.month) or MONTHS[self.month - 1]
        return f"{self.day} {name} {self.year}" if self.day else f"{name} {self.year}"

    @property
    def words(self) -> str:
        """The date in words with its doubt: "about November 2022", "2019 (uncertain)"."""
        about = "about " if self.doubt in ("~", "%") else ""
        uncertain = " (uncertain)" if self.doubt in ("?", "%") else ""
        return f"{about}{self.plain_words}{uncertain}"


@dataclass(frozen=True)
class Edtf:
    """A parsed date.

    `shape` is `single`, `interval` or `one-of`; an end that is None is open (`..`).
    """

    text: str
    shape: str
    start: Single | None
    end: Single | None

    @property
    def earliest(self) -> Day:
        """The first day that it can mean."""
        return self.start.earliest if self.start else FIRST

    @property
    def latest(self) -> Day:
        """The last day that it can mean."""
        return self.end.latest if self.end else LAST

    @property
    def sort_key(self) -> tuple[Day, Day, bool]:
        """Sorts by first possible day, then by last, then doubtful dates after others.

        A date with an open beginning sorts by its end.
        """
        doubtful = any(end and end.doubt for end in (self.start, self.end))
        return (self.earliest if self.start else self.latest, self.latest, doubtful)

    @property
    def words(self) -> str:
        """The date in words, as precise as it is: "September 2023", "since 2022"."""
        start, end = self.start, self.end
        if self.shape == "single" and start:
            return start.words
        if start and end:
            return f"{start.words} to {end.words}" if self.shape == "interval" else _one_of(start, end)
        if start:
            return f"since {start.words}"
        if end:
            return f"until {end.words}" if self.shape == "interval" else f"by {end.words}"
        return "at no known date"

    @property
    def adverb(self) -> str:
        """The words with their preposition: "on 5 September 2023", "in 2022"."""
        is_plain = self.shape == "single" and self.start and not self.start.doubt
        return f"{'on' if self.start and self.start.day else 'in'} {self.words}" if is_plain else self.words

    @property
    def is_exact(self) -> bool:
        """True if it names one day, without doubt."""
        return self.earliest == self.latest and not (self.start and self.start.doubt)

    @property
    def may_be_years(self) -> bool:
        """True for a season that reads as two years: 1922-23 is autumn 1922."""
        only = self.start
        return self.shape == "single" and only is not None and (only.month or 0) > max(12, self.earliest[0] % 100)

    def has_ended(self, day: Edtf) -> bool:
        """Returns True for an interval that ends before a day."""
        return self.shape == "interval" and self.end is not None and self.end.latest < day.earliest


def _one_of(start: Single, end: Single) -> str:
    what = "day" if start.day else "month" if start.month else "year"
    if start.day and (start.year, start.month) == (end.year, end.month):
        return f"one {what} between {start.day} and {end.words}"
    return f"one {what} between {start.words} and {end.words}"


def _single(text: str) -> Single:
    match = _SINGLE.fullmatch(text)
    if not match:
        raise DateError("is not a date")
    year, doubt = match["year"], match["doubt"]
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    if month is None:
        return Single(year, None, None, doubt)
    if "X" in year:
        raise DateError("has a month in an unknown year")
    if not (1 <= month <= 12 or month in SEASONS):
        raise DateError(f"has no month or season {match['month']} (months 01 to 12, seasons 21 to 24)")
    if day is not None:
        days = monthrange(int(year) or 4, month)[1] if month <= 12 else 0
        if not 1 <= day <= days:
            raise DateError(f"has no day {match['day']}" + (f" ({MONTHS[month - 1]} has {days})" if days else ""))
    return Single(year, month, day, doubt)


@cache
def parse(text: str) -> Edtf:
    """Parses one date of the supported subset.

    Raises DateError; OrderError if it ends before it begins.
    """
    if text.startswith("[") and text.endswith("]"):
        shape, parts = "one-of", text[1:-1].split("..")
    else:
        shape, parts = ("interval", text.split("/")) if "/" in text else ("single", [text])
    if len(parts) > 2 or (shape == "one-of" and len(parts) != 2):
        raise DateError("is not a date")
    if shape == "single":
        only = _single(text)
        return Edtf(text, shape, only, only)
    is_open = [part == ".." for part in parts] if shape == "interval" else [not parts[0], False]
    start, end = (None if gap else _single(part) for part, gap in zip(parts, is_open, strict=True))
    if start and end and start.earliest > end.latest:
        raise OrderError(f"ends ({end.words}) before it begins ({start.words})")
    return Edtf(text, shape, start, end)


def finer_than_words(text: str, words: str) -> tuple[Unit, Unit, str] | None:
    """Compares a date with the words of its source, such as `last November`.

    If the date is more precise, it returns the date's unit, that of the words, and the date as precise as they are.
    Returns None if it is not, if its end is doubtful, or if the words are not known. An interval with two ends may mean a
    part of what the words name.
    """
    when, unit = parse(text), named_unit(words)
    ends = {end for end in (when.start, when.end) if end}
    if unit is None or len(ends) != 1:
        return None
    (end,) = ends
    if end.doubt in ("~", "%") or end.unit >= unit:
        return None
    season, target = named_season(words), unit
    if when.shape != "single" and unit is Unit.WEEK:
        target = Unit.MONTH
    elif when.shape != "single" and unit is Unit.SEASON and not season:
        target = Unit.YEAR
    return end.unit, unit, text.replace(text.strip("[]./"), end.coarsened(target, season))
