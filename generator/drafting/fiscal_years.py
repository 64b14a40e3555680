"""Fiscal years, as an article defines them: "whose fiscal year ends March 31"."""

from __future__ import annotations

import re
from datetime import date

from . import date_words as words
from . import periods
from .date_grammar import FiscalYear

_ON_DAY = (
    rf"(?:on\s+|in\s+|at\s+the\s+end\s+of\s+)?(?:(?P<month>{words.MONTH_NAMES})(?:\s+(?P<day>\d{{1,2}}))?|"
    rf"(?P<day_first>\d{{1,2}})\s+(?P<month_last>{words.MONTH_NAMES}))"
)
_DEFINITION = re.compile(
    r"(?:fiscal|financial|business)\s+year,?\s+(?:(?:which|that)\s+)?"
    r"(?P<verb>ends?|ended|ending|closes|starts?|started|starting|begins?|began|beginning|runs?\s+(?:from|to|through|until))\s+"
    rf"{_ON_DAY}"
)
_QUARTER = re.compile(
    r"(?P<ordinal>first|second|third|fourth)\s+quarter\s+of\s+(?:the\s+)?(?:fiscal|financial)\s+(?:year\s+)?(?P<year>\d{4}),?\s+"
    rf"(?:(?:which|that)\s+)?(?:ended|ending|to|through)\s+{_ON_DAY}(?:,?\s+(?P<end>\d{{4}}))?"
)


def of_article(text: str, issued: date | None) -> FiscalYear | None:
    """The fiscal year of an article.

    It is that of a numbered quarter, or else the first one defined.
    """
    match = _QUARTER.search(text)
    if match is None:
        return defined(text)
    month = words.month_number(match["month"] or match["month_last"])
    if not match["end"] and issued is None:
        return None
    year = int(match["end"]) if match["end"] else issued.year - (month > issued.month)  # type: ignore[union-attr]
    quarter = words.ORDINALS[match["ordinal"]]
    begin = periods.add_months(date(year, month, 1), 1 - 3 * quarter)
    return FiscalYear(begin.month, int(match["year"]) - begin.year)


def defined(text: str) -> FiscalYear | None:
    """The fiscal year that a text defines."""
    match = _DEFINITION.search(text)
    if not match:
        return None
    month = words.month_number(match["month"] or match["month_last"])
    ends = match["verb"].startswith(("end", "close")) or match["verb"].endswith(("to", "through", "until"))
    if ends and int(match["day"] or match["day_first"] or 31) > 15:
        month = month % 12 + 1
    return FiscalYear(month, int(month > 1))


def definitions(text: str) -> tuple[tuple[int, int], ...]:
    """The beginning and end of each definition in a text."""
    return tuple(match.span() for match in _DEFINITION.finditer(text))
