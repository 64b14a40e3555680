"""Finds the day on which something was said: "told reporters on Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..records import dates
from .date_expressions import DateExpression
from .narration import Paragraph
from .periods import PeriodRelation
from .statements import Utterance

_LISTENER = r"(?: (?!that\b|it\b|he\b|she\b|they\b|we\b|there\b|the\b|an?\b)[\w.'\u2019-]+){0,4}"
"""Words between a verb and its day: "told the Courier in an interview"."""
_SUBJECT = re.compile(r",? (?:(?!that\b)[\w.'\u2019-]+,? ){0,6}$")


def date_of(utterance: Utterance, paragraph: Paragraph, found: Iterable[DateExpression], issued: str) -> str:
    """Returns the date beside the verb of saying in EDTF; empty if there is none.

    It is beside the verb if only a listener or a place comes between, or if it opens the sentence and the speaker follows.
    """
    if utterance.verb == "according to":  # "on 22 March, according to the navy": not the day of the saying
        return ""
    start = paragraph.text.find(utterance.context)
    end = start + len(utterance.context)
    verb = re.escape(utterance.verb)
    for one in found:
        is_day = one.date and not one.why_none and one.relation is PeriodRelation.IN
        if not is_day or not start <= one.start < end or paragraph.is_quoted(one.start) or _is_later(one.date, issued):
            continue
        before, after = paragraph.masked[start : one.start], paragraph.masked[one.end : end]
        follows = re.search(rf"\b{verb}(?: the\b)?{_LISTENER}(?: in an? [\w ]{{3,30}})?,? $", before)
        opens = (
            not before.strip()
            and (said := re.search(rf"\b{verb}\b(?!,)", after))
            and _SUBJECT.match(after[: said.start()])
        )
        if follows or opens:
            return one.date
    return ""


def _is_later(date: str, issued: str) -> bool:
    """Returns True for a date after the issue, on which nothing can have been said."""
    return bool(issued) and dates.parse(date).earliest > dates.parse(issued).latest
