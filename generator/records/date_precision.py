"""Words of English for a time, and the precision that they allow: "last November".

The vocabulary is closed: of a wording that it does not cover, it claims nothing.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache


class Unit(IntEnum):
    """The precision of a date, the finest first."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    SEASON = 3
    YEAR = 4
    DECADE = 5
    CENTURY = 6


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_OF_YEAR = rf"(?:(?: of)? (?:{_YEAR}|(?:last|this|next|that) year))?"
_COUNT = (
    r"(?:(?:about|around|almost|nearly|roughly|some|just|only|exactly|a few|several|a couple of|an?|[0-9]+"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty) )+"
)
_WORDS = (
    (
        Unit.WEEK,
        f"week|(?:over (?:(?:the|this|last) )?)?weekend|(?:first|second|third|fourth|last) week (?:of|in) {_MONTH}{_OF_YEAR}|{_COUNT}weeks? ago",
    ),
    (Unit.MONTH, f"month|{_MONTH}{_OF_YEAR}|{_COUNT}months? ago"),
    (
        Unit.SEASON,
        f"quarter|(?:spring|summer|autumn|fall|winter|(?:first|second|third|fourth) quarter|q[1-4]){_OF_YEAR}",
    ),
    (
        Unit.YEAR,
        f"year|{_YEAR}|(?:fiscal|financial) (?:year )?{_YEAR}|(?:(?:first|second) half|h[12]){_OF_YEAR}"
        rf"|year before(?: last)?|{_COUNT}(?:year|decade)s? ago",
    ),
    (
        Unit.DECADE,
        rf"decade|(?:1[0-9]|20)[0-9]0s|'?[0-9]0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|{_COUNT}centur(?:y|ies) ago",
    ),
    (Unit.CENTURY, "century|(?:(?:1[0-9]|20)th|21st|(?:fif|six|seven|eigh|nine)teenth|twentieth|twenty-first) century"),
)
_BEFORE = (
    r"(?:(?:in|on|before|after|by|until|till|from|since|during|within|throughout|around|about|sometime|some time|as early as|the|a|this|last|next|that|same"
    r"|past|previous|coming|current|following|early|earlier|late|later|mid|middle|of) )*"
)


@cache
def _pattern() -> re.Pattern[str]:
    """Returns one pattern, with a group of each unit; six take longer to compile."""
    return re.compile(_BEFORE + "(?:" + "|".join(f"(?P<{unit.name}>{words})" for unit, words in _WORDS) + ")")


def named_unit(words: str) -> Unit | None:
    """Returns the precision that words for a time allow; None for unknown words.

    `last November` allows a month, `early this year` and `two decades ago` a year, `October or November` a month.
    """
    bare = words.casefold().strip("\"'\u2018\u2019\u201c\u201d ")
    text = " ".join(bare.replace(".", " ").replace("mid-", "mid ").replace(",", " ").replace("\u2019", "'").split())
    parts = [_unit_of(part) for part in re.split(r" (?:and|or|to) ", text.removeprefix("between "))]
    return None if None in parts else max(one for one in parts if one is not None)


def _unit_of(text: str) -> Unit | None:
    found = _pattern().fullmatch(text)
    return Unit[found.lastgroup] if found and found.lastgroup else None


def named_season(words: str) -> int | None:
    """Returns the number of the season in EDTF that the words name, 21 for spring."""
    names = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
    return next((names[one] for one in re.findall(r"[a-z]+", words.casefold()) if one in names), None)
