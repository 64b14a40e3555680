"""Finds the factors of change in a text: "doubled", "50 % more"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .numbers import Number, NumberKind

_UP = (
    r"rose|risen|rises?|rising|gr[eo]w\w*|increas\w+|climb\w+|jump\w+|gain\w+|surg\w+|soar\w+|rais\w+|expand\w+|up|more|higher|larger|greater|"
    r"bigger|longer|faster|growth|again"
)
_DOWN = (
    r"fell|fallen|falls?|falling|drop\w*|declin\w+|decreas\w+|cut|cuts|cutting|shr[aiu]nk\w*|reduc\w+|reduction|plung\w+|slump\w+|slash\w+|"
    r"lower\w*|down|less|fewer|smaller|shorter|slower"
)
_BEFORE = re.compile(rf"\b(?:({_UP})|{_DOWN})(?: (?!to\b|from\b)[a-z-]+){{0,2}} (?:[^\w\s])?$", re.IGNORECASE)
_AFTER = re.compile(rf" ?(?:%|per ?cent)?(?: as (?:much|many|big|high|large))? (?:({_UP})|{_DOWN})\b", re.IGNORECASE)
_TIMES = re.compile(
    r"(?: times (?:(more|higher|larger|greater|bigger|faster)|as|that|the|its|their)\b|[ -]?fold\b)", re.IGNORECASE
)
_AS = re.compile(
    r" (?:as (?:much|many|big|high|large|long|fast|strong)\b(?! again)|of (?:what|(?:its|their) (?:former|previous|earlier)))\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\bfrom (?:about |around |some |nearly )?\W?$", re.IGNORECASE)
_TO = re.compile(r"[^.;]{0,40}\bto\b[^.;]{0,20}", re.IGNORECASE)
_AGAINST = re.compile(
    r"[^.;]{0,40}\b(?:(?:up|down) from|against|compared (?:with|to)|instead of|rather than)\b[^.;]{0,20}", re.IGNORECASE
)
_YEAR = re.compile("[12][0-9]{3}")
_BEFORE_MAX = 40


@dataclass(frozen=True)
class ChangeFactors:
    """A number that says how something changed, with the factors it may mean.

    `is_directed` is true for "halved", not for "half as much": what was compared with what is open.
    """

    start: int
    factors: frozenset[Fraction]
    margin: Fraction
    is_directed: bool

    def is_same(self, other: ChangeFactors) -> bool:
        """Returns True for nearly the same factor."""
        margin = max(self.margin, other.margin)
        mine = self.factors
        if not (self.is_directed and other.is_directed):
            mine |= {1 / one for one in mine}
        return any(abs(one - two) <= margin * two for one in mine for two in other.factors)


def find_changes(text: str, numbers: Sequence[Number]) -> Iterator[ChangeFactors]:
    """Yields the changes in a text with these numbers, which are no dates."""
    for one in numbers:
        factors = frozenset(factor for factor in _factors(text, one) if factor > 0)
        if factors:
            is_part = one.kind is NumberKind.SHARE or "percent" in one.nouns
            margin = 80 if one.is_hedged else 5 if "percent" in one.nouns else 25
            is_directed = is_part or text[one.start : one.end].endswith(("ed", "ing"))
            yield ChangeFactors(one.start, factors, Fraction(margin, 1000), is_directed)


def find_pairs(text: str, numbers: Iterable[Number]) -> Iterator[ChangeFactors]:
    """Yields the changes that follow from two amounts: "from 22 to 44"."""
    amounts = [
        one
        for one in numbers
        if one.kind is NumberKind.AMOUNT and min(one.values) > 0 and not _YEAR.fullmatch(one.plain)
    ]
    for one, other in pairwise(amounts):
        between = text[one.end : other.start]
        is_range = _FROM_TO.search(text[max(0, one.start - 16) : one.start]) and _TO.fullmatch(between)
        if is_range or _AGAINST.fullmatch(between):
            factors = frozenset(max(other.values) / value for value in one.values)
            yield ChangeFactors(one.start, factors, Fraction(15, 100), is_directed=True)


def _factors(text: str, number: Number) -> Iterator[Fraction]:
    is_percent = "percent" in number.nouns
    if number.kind is NumberKind.MULTIPLE:
        yield from number.values
    elif number.kind is NumberKind.SHARE or is_percent:
        shares = {value / 100 for value in number.values} if is_percent else number.values
        if not is_percent and _AS.match(text, number.end):
            yield from shares
        found = _AFTER.match(text, number.end) or _BEFORE.search(
            text[max(0, number.start - _BEFORE_MAX) : number.start]
        )
        if found:
            yield from (1 + share if found[1] else 1 - share for share in shares)
    elif number.kind is NumberKind.AMOUNT and (times := _TIMES.match(text, number.end)):
        yield from number.values
        yield from (value + 1 for value in number.values if times[1])
