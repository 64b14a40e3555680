"""Checks dates such as 1922-23, which are seasons, but may be meant as years."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Code, Problem, quote_value
from ..records import dates, field_roles, traversal
from .date_suggestions import suggest_dates
from .load_result import Loaded


def check_seasons(loaded: Loaded) -> Iterator[Problem]:
    """Yields seasons that read as two years.

    The source's words (`date_words`) settle what is meant, unless they read as years too.
    """
    for entry in loaded.briefing.entries.values():
        for path, part in traversal.walk_parts(entry.record, into_records=False):
            for field in field_roles.roles(type(part)):
                value = getattr(part, field.name) if field.role is field_roles.Role.DATE else None
                if not isinstance(value, str) or not (when := dates.parse(value)).may_be_years:
                    continue
                years, words = suggest_dates(value), getattr(part, "date_words", None)
                if words and not set(years) & set(suggest_dates(words)):
                    continue
                months = "/".join("{:04}-{:02}".format(*day) for day in (when.earliest, when.latest))
                season = (
                    "quote the source's words in date_words" if hasattr(part, "date_words") else f'write "{months}"'
                )
                message = (
                    f"{field.key} {quote_value(value)} is {when.words}; if the years are meant, write {quote_value(years[0])}; "
                    f"if the season is meant, {season}"
                )
                yield loaded.problem(entry.record.id, (*path, field.key), Code.SEASON_OR_YEARS, message)
