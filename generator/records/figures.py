"""Figures with a unit, as in the accounts of a dispute: "310,000 customers"."""

from __future__ import annotations

import re

from ..text import sentences
from . import dates

DATE = "a date"
"""The unit of a date."""
_QUALIFIERS = re.compile(
    r"^(?:about|around|roughly|some|nearly|almost|over|under|(?:more|less|fewer) than|at (?:least|most)|up to|between|[~<>≈≤≥±])\s*",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\bper ?cent\b", re.IGNORECASE)
_NUMBER = r"\d(?:[\d.,'\u2019\u00a0\u202f ]*\d)?"
_SCALE = r"(?:\s*(?:thousand|million|billion|trillion|lakh|crore|bn|mn|tn)\b)?"
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
        found.add(" ".join(sentences.singular(word) for word in f"{before} {after}".split()))
    return frozenset(found)


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
