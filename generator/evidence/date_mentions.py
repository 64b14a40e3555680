"""Finds the dates that a text names, and decides if others explain them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..records import dates
from .numbers import Number, with_ascii_digits

_MONTHS = {name[:3].casefold(): number for number, name in enumerate(dates.MONTHS, 1)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}  # fmt: skip
_DAYS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
        "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(),
        1,
    )
}
_MONTH = "(?P<month>" + "|".join(dates.MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_YEAR = r"(?P<year>1[0-9]{3}|2[01][0-9]{2})(?![0-9]|[.,][0-9]{3})"
_DAY = rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?|(?P<ordinal>{'|'.join(reversed(_DAYS))}))"
_BEFORE_MONTH = (
    r"(?:in|of|since|until|till|by|from|to|last|next|this|early|late|mid|before|after|during|every|and|the)[ -]"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?<![0-9-]){_YEAR}-(?P<number>[01][0-9])(?:-(?P<day>[0-3][0-9]))?(?![0-9-])",
        rf"\b(?P<day>[0-9]{{1,2}})(?P<dot>[./])(?P<number>[0-9]{{1,2}})(?P=dot){_YEAR}",
        rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH} {_DAY}(?![0-9])(?:,? {_YEAR})?",
        rf"\b{_MONTH}(?:,| of)? {_YEAR}",
        rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of| in|,)? {_YEAR}(?:[-/](?P<last>[0-9]{{2}})(?![0-9]))?",
        rf"\bFY ?{_YEAR}(?:[-/](?P<last>[0-9]{{2}})(?![0-9]))?",
        r"\bFY ?'?(?P<short>[0-9]{2})(?P<s>)\b",
        r"\b(?P<decade>1[0-9]{2}0|20[0-9]0)'?s\b",
        rf"\bthe (?:early |late |mid-?)?(?P<decade>{'|'.join(_DECADES)})\b",
        r"(?<!\w)'(?P<short>[0-9]{2})(?:(?P<s>s)\b|\b(?!'))",
        rf"(?<![0-9.,:$£€#-])\b{_YEAR}(?:[-/](?P<last>[0-9]{{2}})(?![0-9]))?",
        rf"(?<=-){_YEAR}",
        r"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)\b",
        rf"\b(?P<month>{'|'.join(name for name in dates.MONTHS if name not in ('May', 'March'))})\b",
        rf"(?<=\b){_BEFORE_MONTH}(?P<month>May|March)\b",
    )
)
_RELATIVE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|tonight|(?:last|this|next|past|previous|coming) (?:week|weekend|"
    r"month|night)|(?:days?|weeks?|months?|hours?) (?:ago|earlier|later)|recent(?:ly)?|since)\b",
    re.IGNORECASE,
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(day.title() for day in _WEEKDAYS)})\b")
_UNITS = rf"(?:year|month|week|spring|summer|autumn|fall|winter|{'|'.join(dates.MONTHS)})"
_PAST = re.compile(rf"\b(?:(?:last|past|previous) {_UNITS}|(?:months?|weeks?|year) (?:ago|earlier|before|later))\b")
_FUTURE = re.compile(
    rf"\b(?:(?:next|coming|following) {_UNITS}|(?:months|weeks|a year) (?:later|from now)|in (?:a|one) year)\b"
)
_COUNTED = re.compile(
    r"\b(?:yesterday|today|tomorrow|(?:last|this|next|past) (?:week|month)|(?:days?|weeks?|months?) (?:ago|earlier|later))\b"
)
"""Words that count from the source's date, whatever months the text names."""
_HOLIDAYS = {
    "Christmas Eve": (12, 24), "Christmas": (12, 25), "Boxing Day": (12, 26), "New Year's Eve": (12, 31), "New Year's Day": (1, 1), "New Year": (1, 1),
    "Valentine's Day": (2, 14), "May Day": (5, 1), "Fourth of July": (7, 4), "Halloween": (10, 31), "9/11": (9, 11),
}  # fmt: skip
_HOLIDAY = re.compile(rf"\b(?:{'|'.join(_HOLIDAYS)})\b")
_NEAR_DAYS = 45
_NEAR_MONTHS = 13


@dataclass(frozen=True)
class DateMention:
    """A date in a text, as precise as it is written; `season` is that of EDTF."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    decade: int | None = None

    @property
    def plain(self) -> str:
        """The date in digits: 2026-06-14, 06-14, 2027."""
        parts = ((self.year or self.decade, "04"), (self.month, "02"), (self.day, "02"))
        return "-".join(format(part, form) for part, form in parts if part)


def find_dates(text: str) -> list[DateMention]:
    """Returns the dates in a normalized text in their order."""
    return sorted(_find(with_ascii_digits(text)), key=lambda one: one.start)


def _find(text: str) -> Iterator[DateMention]:
    for pattern in _PATTERNS:
        taken: list[tuple[int, int]] = []
        for match in pattern.finditer(text):
            parts = match.groupdict()
            start = match.start("month") if pattern is _PATTERNS[-1] else match.start()
            year, day = (int(parts[name]) if parts.get(name) else None for name in ("year", "day"))
            month = (
                int(parts["number"]) if parts.get("number") else _MONTHS.get((parts.get("month") or "")[:3].casefold())
            )
            if (month or 1) > 12 or (day or 1) > 31:
                continue
            day = day or _DAYS.get(parts.get("ordinal") or "")
            season = _SEASONS.get((parts.get("season") or "").casefold())
            decade = _DECADES.get(written := parts.get("decade") or "") or int(written or 0) or None
            if parts.get("short"):
                short = int(parts["short"]) + (2000 if int(parts["short"]) <= 40 else 1900)
                year, decade = (None, short // 10 * 10) if parts["s"] else (short, None)
            taken.append((start, match.end()))
            yield DateMention(start, match.end(), year, month, day, season, decade)
            if parts.get("last") and year:
                yield DateMention(match.start("last"), match.end(), year // 100 * 100 + int(parts["last"]))
        starts = [0, *(end for _, end in taken)]
        parts_left = (text[start:stop] + "\0" * (end - stop) for start, (stop, end) in zip(starts, taken, strict=False))
        text = "".join((*parts_left, text[starts[-1] :]))


def find_holidays(text: str) -> Iterator[DateMention]:
    """Yields the holidays in a text that have a date of their own."""
    for found in _HOLIDAY.finditer(text):
        yield DateMention(*found.span(), None, *_HOLIDAYS[found.group()])


def find_weekdays(text: str) -> list[tuple[DateMention, int]]:
    """Returns the days of the week in a text: their places and numbers, Monday is 0."""
    return [
        (DateMention(*found.span()), _WEEKDAYS.index(found.group().casefold())) for found in _WEEKDAY.finditer(text)
    ]


def from_edtf(text: str) -> Iterator[DateMention]:
    """Yields the dates that an EDTF date names; of an interval the years of its ends.

    Its months may follow from words such as "the first quarter".
    """
    parsed = dates.parse(text)
    for one in dict.fromkeys((parsed.start, parsed.end)):
        if one is None or one.doubt or one.year.endswith("XX"):
            continue
        if "X" in one.year:
            yield DateMention(0, len(text), decade=int(one.year.replace("X", "0")))
        elif parsed.shape != "single":
            yield DateMention(0, len(text), int(one.year))
        elif one.month and one.month > 12:
            yield DateMention(0, len(text), int(one.year), season=one.month)
        else:
            yield DateMention(0, len(text), int(one.year), one.month, one.day)


@dataclass(frozen=True)
class Context:
    """The cited dates, numbers and text, and the source's date: they explain a date."""

    mentions: Sequence[DateMention]
    numbers: Sequence[Number]
    text: str
    issued: dates.Edtf

    def explains(self, one: DateMention, own: Iterable[dates.Edtf] = ()) -> bool:
        """Returns True if a date is in the text or follows from it and the source's date.

        `own` are the dates of our record.
        """
        if any(_covers(date, one) for date in own):
            return True
        if one.decade:
            return any(one.decade in (other.decade, (other.year or 0) // 10 * 10) for other in self.mentions)
        if one.day:
            return self._explains_day(one)
        if one.month or one.season:
            return self._explains_month(one)
        return one.year is None or self._has_year(one.year) or self._is_derived(one.year)

    def other_weekday(self, weekday: int, own: Iterable[dates.Edtf] = ()) -> str | None:
        """Returns the day of the week that the text has instead of another, or None.

        A date in the text or of our record may have that day, too.
        """
        theirs = [day for _, day in find_weekdays(self.text)]
        days = {end for date in own for end in (date.earliest, date.latest) if date.earliest == date.latest}
        days |= {
            (one.year or self.issued.earliest[0], one.month, one.day) for one in self.mentions if one.month and one.day
        }
        if not theirs or weekday in {*theirs, *map(_weekday, days)}:
            return None
        return _WEEKDAYS[theirs[0]].title()

    def _explains_day(self, one: DateMention) -> bool:
        same = [
            other for other in self.mentions if (other.month, other.day) in ((one.month, one.day), (one.day, one.month))
        ]
        if any(one.year is None or other.year in (None, one.year) for other in same):
            return one.year is None or any(other.year for other in same) or self._distance(one) <= _NEAR_MONTHS
        return not same and self._is_near(one)

    def _is_near(self, one: DateMention) -> bool:
        """Returns True for a day near the source's date if the text counts from that."""
        year = one.year or self.issued.earliest[0]
        days = 372 * year + 31 * (one.month or 1) + (one.day or 1)
        ends = [372 * end[0] + 31 * end[1] + end[2] for end in (self.issued.earliest, self.issued.latest)]
        if ends[0] <= days <= ends[1]:
            return True
        return ends[0] - _NEAR_DAYS <= days <= ends[1] + _NEAR_DAYS and bool(_RELATIVE.search(self.text))

    def _explains_month(self, one: DateMention) -> bool:
        same = [other for other in self.mentions if (other.month, other.season) == (one.month, one.season)]
        if same:
            years = {other.year for other in same}
            if one.year is None or one.year in years:
                return True
            return None in years and self._distance(one) <= _NEAR_MONTHS
        if one.season:
            return (
                one.year is not None and not any(other.season for other in self.mentions) and self._has_year(one.year)
            )
        words = _COUNTED if any(other.month for other in self.mentions) else _RELATIVE
        return self._distance(one) == 0 or (self._distance(one) <= 3 and bool(words.search(self.text)))

    def _distance(self, one: DateMention) -> int:
        """Returns the months between a date and the source's."""
        year, month, _ = self.issued.earliest
        season = dates.SEASON_MONTHS[one.season][0] if one.season else None
        months = 12 * ((one.year or year) - year) + (one.month or season or month) - month
        return abs(months) if one.year else min(abs(months), abs(months + 12), abs(months - 12))

    def _has_year(self, year: int) -> bool:
        return any(year == other.year for other in self.mentions) or any(year in one.values for one in self.numbers)

    def _is_derived(self, year: int) -> bool:
        """Returns True for a year that follows from "last year", "decades ago" or a month."""
        first, last = self.issued.earliest[0], self.issued.latest[0]
        if first <= year <= last or (year == first - 2 and "year before last" in self.text):
            return True
        has_month = any(one.month and not one.year for one in self.mentions)
        if year == first - 1 and (has_month or _PAST.search(self.text)):
            return True
        if year == last + 1 and (has_month or _FUTURE.search(self.text)):
            return True
        for number in self.numbers:
            unit = next((3 if "decade" in noun else 1 for noun in number.nouns if noun[:4] in ("year", "deca")), 0)
            if unit and abs(abs(first - year) - max(number.values)) <= unit:
                return True
        return False

    def nearest(self, one: DateMention) -> str | None:
        """Returns the date that was probably meant, in digits, or None."""

        def likeness(other: DateMention) -> tuple[int, bool, int]:
            same = sum(
                a is not None and a == b
                for a, b in (
                    (one.year, other.year),
                    (one.month, other.month),
                    (one.day, other.day),
                    (one.season, other.season),
                )
            )
            return same, len(other.plain) == len(one.plain), -abs((one.year or 0) - (other.year or 0))

        alike = [
            other
            for other in self.mentions
            if other.plain not in ("", one.plain)
            and (bool(other.year) or bool(other.decade) or one.year is None or other.month)
        ]
        return max(alike, key=likeness).plain if alike else None


def _weekday(day: dates.Day) -> int | None:
    try:
        return date(*day).weekday()
    except ValueError:
        return None  # 30 February


def _covers(own: dates.Edtf, one: DateMention) -> bool:
    """Returns True if a date of the record is the date, or more precise."""
    ends = [end for end in (own.start, own.end) if end]
    return any(
        (one.year is None or str(one.year) == end.year)
        and (one.month or one.season) in (None, end.month)
        and one.day in (None, end.day)
        and one.decade in (None, int(end.year.replace("X", "0")) // 10 * 10)
        for end in ends
    )
