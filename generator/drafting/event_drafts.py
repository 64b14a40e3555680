"""Drafts of events: one for each date at which something happened or is to happen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records import dates
from . import clauses
from .article import Article, BlockKind
from .clauses import Tense
from .date_expressions import DENIED, DateExpression
from .draft import OPEN, Draft, DraftRecord, LeftOut, NewIds, open_text, quotation_evidence
from .periods import LIMITS, PeriodRelation
from .quoted_words import words_around

_CANCELLED = re.compile(
    r"\b(?:cancell?ed|called\s+off|postponed|put\s+off|scrapped|abandoned|did\s+not\s+take\s+place)\b"
)
_WAS_CANCELLED = re.compile(rf"\s+(?:was|were|is|are|has\s+been|have\s+been)\s+(?:[a-z]+\s+)?{_CANCELLED.pattern}")
_WAS_TO = re.compile(r"\b(?:was|were|had\s+been)\s+(?:to|due|set|scheduled|supposed|meant|planned|expected)\b[^.;]*$")
_ALLEGED = re.compile(
    r"\b(?:alleg\w+|reportedly|claim(?:s|ed|ing)?|accus(?:es|ed|ing)|according\s+to)\b", re.IGNORECASE
)
_REFERENCE = re.compile(r"\d{4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_NEAR = 400
"""The characters that are read before and after a date."""
_BRACKETED = re.compile(r"\([^()]*\)")


def draft_events(article: Article, ids: NewIds, found: Sequence[DateExpression]) -> Draft:
    """Returns drafts of events by date, and the date expressions without an event."""
    named = {one.date for one in found if not one.why_none and not _refers(article, one) and not _reckons(one)}
    records, left_out = [], []
    for one in found:
        why = one.why_none or _why_no_event(article, one, named)
        if why:
            left_out.append(LeftOut(one.words, why, one.paragraph, one.date if why == DENIED else ""))
        else:
            records.append(_record(article, one, ids))
    return Draft(tuple(records), tuple(left_out))


def _refers(article: Article, one: DateExpression) -> bool:
    """True if the date is part of a noun: "the 2019 coup", "Tuesday's vote"."""
    after = article.paragraphs[one.paragraph - 1][one.end : one.end + 2]
    return bool(_REFERENCE.fullmatch(one.words)) and (one.words.isdigit() or after.startswith(("'s", "\u2019s")))


def _reckons(one: DateExpression) -> bool:
    """Returns True for "four days after" another event."""
    return one.words.endswith((" after", " before"))


def _why_no_event(article: Article, one: DateExpression, named: set[str]) -> str:
    if (_refers(article, one) or _reckons(one)) and one.date in named:
        return "another date in the text is the same"
    if article.kinds[one.paragraph - 1] is BlockKind.BULLETS and one.relation in (*LIMITS, PeriodRelation.AFTER):
        text = article.paragraphs[one.paragraph - 1]
        if not clauses.has_verb(_BRACKETED.sub("", text[slice(*clauses.sentence_at(text, one.start))])):
            return "a condition without a verb"
    return ""


def _record(article: Article, one: DateExpression, ids: NewIds) -> DraftRecord:
    text = article.paragraphs[one.paragraph - 1]
    exact = words_around(text, one.start, one.end)
    fields = {
        "title": open_text(one.words, one.paragraph),
        "date": one.date,
        "date_words": one.words,
        "date_basis": one.basis,
        "status": _status(article, text, one),
        "summary": OPEN,
        "evidence": [quotation_evidence(article.source_id, one.paragraph, exact)],
    }
    return DraftRecord("event", ids.new("event", f"p{one.paragraph}", one.words), fields, (one.paragraph,))


def _status(article: Article, text: str, one: DateExpression) -> str:
    first, last = clauses.sentence_at(text, one.start)
    following = text[last : min(clauses.sentence_at(text, last)[1], last + _NEAR)]
    before, after = text[max(first, one.start - _NEAR) : one.start], text[one.end : min(last, one.end + _NEAR)]
    if _WAS_TO.search(before) and _CANCELLED.search(after + following):
        return "cancelled"
    if before.strip() and not clauses.has_verb(before) and _WAS_CANCELLED.match(after):
        return "cancelled"
    when, issued = dates.parse(one.date), dates.parse(article.issued) if article.issued else None
    if one.relation is PeriodRelation.SINCE and not (issued and when.earliest > issued.latest):
        return "ongoing"
    if issued is None:
        is_expected = one.tense is Tense.FUTURE
    elif when.latest < issued.earliest:
        is_expected = False
    else:
        is_limit = one.relation in LIMITS and when.latest > issued.latest
        is_expected = is_limit or when.earliest > issued.latest or one.tense is not Tense.PAST
    if is_expected:
        return "expected"
    return "alleged" if _ALLEGED.search(before + after) else "occurred"
