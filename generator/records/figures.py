"""Figures with a unit, as in the accounts of a dispute, and their agreement."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from ..text import sentences
from . import dates

DATE = "a date"
"""The unit of a date."""
_QUALIFIERS = re.compile(
    r"^(?:about|around|roughly|some|nearly|almost|over|under|(?:more|less|fewer) than|at (?:least|most)|up to|between|[~<>≈≤≥±])\s*",
    re.IGNORECASE,
)
_SINGULARS = {"people": "person", "men": "man", "women": "woman", "children": "child"}
_PERCENT = re.compile(r"\bper ?cent\b", re.IGNORECASE)
_NUMBER = r"\d(?:[\d.,'\u2019\u00a0\u202f ]*\d)?"
_SCALE = r"(?:\s*(?:thousand|million|billion|trillion|lakh|crore|bn|mn|tn)\b)?"
_SCALES = {"thousand": 10**3, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12, "lakh": 10**5, "crore": 10**7}  # fmt: skip
_SCALED = re.compile(rf"({_NUMBER})(?:\s*({'|'.join(_SCALES)})\b)?")
_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d{1,2})?")
_FIGURE = re.compile(
    rf"(?P<before>\D*?)[-+\u2212]?{_NUMBER}{_SCALE}(?:\s*(?:-|\u2013|to|and|or)\s*{_NUMBER}{_SCALE})?(?P<after>.*)",
    re.IGNORECASE,
)


def units(value: str) -> frozenset[str]:
    """Returns the units that a figure or date may have; none if it is neither.

    The unit of a date is `DATE`, that of a bare number is empty. A bare year may be either.
    """
    found = {DATE} if date_words(value) else set()
    figure = _FIGURE.fullmatch(_PERCENT.sub("%", value.strip()))
    if figure and (not found or value.strip().isdecimal()):
        before, after = (_QUALIFIERS.sub("", figure[side].strip()) for side in ("before", "after"))
        singular = map(sentences.singular, f"{before} {after}".split())
        found.add(" ".join(_SINGULARS.get(word, word) for word in singular))
    return frozenset(found)


def is_same_figure(one: str, other: str) -> bool:
    """Returns True if two values are the same, however they are written."""
    return one.casefold() == other.casefold() or _value(one) == _value(other)


def _value(value: str) -> tuple[object, ...]:
    """Returns a figure's qualifier and numbers, or the text if it is ambiguous."""
    text = value.strip().casefold()
    found = _SCALED.findall(text)
    if not found or date_words(value) or any(not _WESTERN.fullmatch(digits) for digits, _ in found):
        return (text,)
    qualifier = _QUALIFIERS.match(text)
    numbers = (Fraction(digits.replace(",", "")) * _SCALES.get(scale, 1) for digits, scale in found)
    return (qualifier and qualifier[0].strip(), *numbers)


def date_words(value: str) -> str:
    """Returns a date in words; an empty text if it is none."""
    try:
        return dates.parse(value).words
    except dates.DateError:
        return ""


def validate(value: str) -> str:
    """Returns the text. Raises ValueError if it is neither a figure nor a date."""
    if not units(value):
        raise ValueError(
            'is neither a figure nor a date; write it in digits like "310,000 customers" or 2026-03-20, or delete the line'
        )
    return value


def plain_words(date: str) -> str:
    """Returns a plain date in words: "3 March 2026", also without a year."""
    has_year = len(date.partition("-")[0]) == len("2026")
    words = dates.parse(date if has_year else f"2000-{date}").words  # 2000 has each day
    return words if has_year else words.removesuffix(" 2000")


def _check_plain(date: str) -> str:
    plain_words(date)
    return date


Bound = Annotated[str, StringConstraints(pattern=r"^[~<>]?[0-9][0-9,]{0,28}(?:\.[0-9]{1,9})?$")]
"""A number in digits: exact, rounded (~), at most (<) or at least (>)."""
PlainDate = Annotated[
    str, StringConstraints(pattern="^(?:[0-9]{4}|(?:[0-9]{4}-)?[0-9]{2}(?:-[0-9]{2})?)$"), AfterValidator(_check_plain)
]
"""A date in digits: 2026-03-04, 2026-03, 2026, 03-04 or 03."""


def may_be_equal(one: str, other: str) -> bool:
    """Returns True if two bounds can be of the same number."""
    mine, theirs = (Fraction(bound.lstrip("~<>").replace(",", "")) for bound in (one, other))
    return mine == theirs or _allows(one, mine, theirs) or _allows(other, theirs, mine)


def _allows(bound: str, value: Fraction, exact: Fraction) -> bool:
    if bound[0] in "<>":
        return exact > value if bound[0] == ">" else exact < value
    return bound[0] == "~" and is_rounded(value, exact)


def is_rounded(value: Fraction, exact: Fraction) -> bool:
    """Returns True if a value is another, rounded to fewer digits in either direction."""
    if value < 10 or exact < 10 or value.denominator > 1 or 2 * abs(value - exact) > exact:
        return False
    step = 10 ** (len(str(value.numerator)) - len(str(value.numerator).rstrip("0") or "0"))
    return step > 1 and abs(value - exact) < step and bool(exact.numerator % (step * exact.denominator))


def may_be_same_date(one: str, other: str) -> bool:
    """Returns True if two plain dates have no part that differs."""
    return all(None in parts or parts[0] == parts[1] for parts in zip(_parts(one), _parts(other), strict=True))


def _parts(date: str) -> tuple[str | None, str | None, str | None]:
    year, rest = (date[:4], date[5:]) if len(date.partition("-")[0]) == 4 else (None, date)
    month, _, day = rest.partition("-")
    return year, month or None, day or None
