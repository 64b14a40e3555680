"""Finds figures and dates of paragraphs that may differ between sources.

Only what the claim itself names or dates is compared, and only what the paragraphs give once. False alarms cost more
than misses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import indexes, lockfile
from ..records import dates, fields
from ..text import sentences
from . import date_mentions, numbers, proper_names

_WEAK = frozenset(
    "about after again also before been could does during first from have into last more month most next other over said says some than that "
    "their them then there these they this time until were what when where which while will with would year yesterday".split()
) | frozenset(map(str.casefold, dates.MONTHS))
_REPORTED = re.compile(
    r"\b(?:said|says|told|wrote|announced|reported|published|confirmed|warned|added|according)\b(?: [\w']+){0,3}?,? (?:on |in )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?$"
)
_SHARED_WORDS = 2
_NEAR_MONTHS = 2
_NEAR_YEARS = 2


@dataclass(frozen=True)
class Facts:
    """The numbers and dates of a paragraph."""

    text: str
    numbers: Sequence[numbers.Number]
    dates: Sequence[date_mentions.DateMention]


def count_things(claim: indexes.Claim, paragraphs: Iterable[Facts]) -> Iterator[lockfile.CountedThing]:
    """Yields what a claim names and the paragraphs give one number of.

    A unit, and a thing of which there are a few, count only if the claim has a number of them.
    """
    counted = {
        thing
        for text in claim.texts
        for one in numbers.find_numbers(text.text)
        for thing in numbers.find_things(one, text.text)
    }
    named = {thing for text in claim.wordings for thing in text.words}
    bounds: dict[str, set[str]] = {}
    for paragraph in paragraphs:
        for one in numbers.outside(paragraph.numbers, paragraph.dates):
            for thing in numbers.find_things(one, paragraph.text):
                if thing in counted or (thing in named and not numbers.is_unit(thing) and not one.is_small):
                    bounds.setdefault(thing, set()).add(numbers.bound(one, paragraph.text))
    for thing in sorted(bounds):
        if len(bounds[thing]) == 1:
            yield lockfile.CountedThing(thing=lockfile.digest(thing)[:8], figure=bounds[thing].pop())


def find_date(claim: indexes.Claim, own: Iterable[str], paragraphs: Iterable[Facts], issued: dates.Edtf) -> str | None:
    """Returns the one date that the paragraphs give for what a claim dates.

    `own` are the dates of the record. The date is in a sentence that shares words with the claim, and near to a date of
    the claim; it is not the day on which somebody said something.
    """
    ours = [one for date in own for one in date_mentions.from_edtf(date)]
    ours += [one for text in claim.texts if not text.is_date for one in date_mentions.find_dates(text.text)]
    if not ours:
        return None
    words = frozenset[str]().union(*(_words(text.text) for text in claim.wordings if not text.is_date))
    found: list[str] = []
    for paragraph in paragraphs:
        for start, end in _sentences(paragraph.text):
            mentions = [
                one for one in paragraph.dates if start <= one.start < end and not one.season and not one.decade
            ]
            if mentions and len(words & _words(paragraph.text[start:end])) >= _SHARED_WORDS:
                found += (
                    one.plain
                    for one in mentions
                    if not _REPORTED.search(paragraph.text[start : one.start])
                    and not _is_issued(one, issued)
                    and any(_is_near(one, date, issued) for date in ours)
                )
    precise = sorted(set(found), key=lambda date: (-len(date), date))
    if not precise or not all(fields.may_be_same_date(precise[0], other) for other in precise):
        return None
    return precise[0]


def _words(text: str) -> frozenset[str]:
    return frozenset(sentences.singular(word) for word in proper_names.find_words(text) if len(word) > 3) - _WEAK


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*sentences.sentence_ends(text), len(text)):
        yield start, end
        start = end + 1


def _is_issued(one: date_mentions.DateMention, issued: dates.Edtf) -> bool:
    year, month, day = issued.earliest
    return issued.earliest == issued.latest and (one.month, one.day) == (month, day) and one.year in (None, year)


def _is_near(one: date_mentions.DateMention, own: date_mentions.DateMention, issued: dates.Edtf) -> bool:
    """Returns True for a date of the same form that may be meant for ours."""
    if own.season or own.decade or (not own.year and not own.month):
        return False
    ours = replace(own, year=own.year or issued.earliest[0])
    theirs = replace(one, year=one.year or ours.year)
    years = abs((ours.year or 0) - (theirs.year or 0))
    if not (ours.month and theirs.month):
        return years <= _NEAR_YEARS
    months = abs(12 * ((ours.year or 0) - (theirs.year or 0)) + ours.month - theirs.month)
    return min(months, abs(12 - months) if not one.year else months) <= _NEAR_MONTHS or (
        years <= _NEAR_YEARS and ours.month == theirs.month
    )
