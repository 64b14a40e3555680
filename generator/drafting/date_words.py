"""The English words of dates: names, numbers, and fragments of patterns."""

from __future__ import annotations

import re

END = r"(?![^\W\d_])"
"""The end of a word."""
MONTH_NAMES = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?|"
    rf"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?){END}"
)
_MONTH_KEYS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = rf"(?P<month>{MONTH_NAMES})"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|[,.:]\d|[^\W\d_])"
YEAR = r"(?P<year>1[4-9]\d\d|20\d\d|21\d\d)(?!\d|,\d{3}|\.\d{3}|%|[^\W\d_])"
"""A year; the number of a note may follow after a full stop ("since 2022.4")."""
SECOND_YEAR = r"(?P<year2>\d\d(?:\d\d)?)(?!\d)"
WEEKDAYS = "Mon Tues Wednes Thurs Fri Satur Sun".split()
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})day{END}(?:\s+(?:morning|afternoon|evening|night|lunchtime){END})?"
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
SEASON = rf"(?P<season>(?i:{'|'.join(SEASONS)})){END}"
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
    "final": -1,
}
ORDINAL = rf"(?P<ordinal>{'|'.join(ORDINALS)})"
_COUNTING = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
NUMBERS = {word: number for number, word in enumerate(_COUNTING.split())} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "a couple of": 2, "a dozen": 12, "half a dozen": 6,
}  # fmt: skip
NUMBER = rf"(?P<number>\d{{1,3}}|(?i:{'|'.join(sorted(NUMBERS, key=len, reverse=True))}))"
UNITS = {"day": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "month": ("month", 1), "quarter": ("month", 3), "year": ("year", 1), "decade": ("year", 10), "century": ("year", 100), "centurie": ("year", 100)}  # fmt: skip
"""The words for lengths of time, as so many days, weeks, months or years."""
UNIT = rf"(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})s?{END}"


def month_number(name: str) -> int:
    """The number of a month by its name or abbreviation."""
    return _MONTH_KEYS.index(name[:3].lower()) + 1


def count(text: str) -> int:
    """The number that a numeral or a word stands for."""
    return int(text) if text.isdigit() else NUMBERS[re.sub(r"\s+", " ", text.lower())]
