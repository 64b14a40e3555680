"""The checks of the events."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing
from ...problems import Code, Finding, quote_value
from ...records import dates
from .record import Event, EventStatus


def check_statuses(briefing: Briefing) -> Iterator[Finding]:
    """Yields events whose status disagrees with the briefing's date."""
    if briefing.head is None:
        return
    as_of = dates.parse(briefing.head.as_of)
    for event in briefing.of_type(Event):
        if event.status is EventStatus.EXPECTED and event.when.latest < as_of.earliest:
            message = f"{_against(event, 'before', as_of)}; correct the date, or give the status that the event has now"
            yield Finding(event.id, ("date",), Code.STATUS_AGAINST_DATE, message)
        if event.status is EventStatus.ONGOING and event.when.has_ended(as_of):
            message = f"{_against(event, 'before', as_of)}; set the status to occurred, or correct the date: an event that goes on has an open end, as in 2022/.."
            yield Finding(event.id, ("date",), Code.STATUS_AGAINST_DATE, message)
        if event.status is EventStatus.OCCURRED and event.when.earliest > as_of.latest:
            message = f"{_against(event, 'after', as_of)}; correct the date, set the status to expected, or bring as_of in seeds/briefing.yml up to date: {_iso(event.when.earliest)} or later"
            yield Finding(event.id, ("date",), Code.STATUS_AGAINST_DATE, message)


def check_precision(briefing: Briefing) -> Iterator[Finding]:
    """Yields events whose date is more precise than the source's words for it."""
    for event in briefing.of_type(Event):
        found = dates.finer_than_words(event.date, event.date_words) if event.date_words else None
        if found:
            given, named, fix = found
            message = (
                f"{quote_value(event.date)} is a {given.name.lower()}, but {quote_value(event.date_words)} names only a "
                f"{named.name.lower()}: write {quote_value(fix)}, or in date_words the words that are as precise"
            )
            yield Finding(event.id, ("date",), Code.DATE_TOO_PRECISE, message)


def _iso(day: dates.Day) -> str:
    return "{:04}-{:02}-{:02}".format(*day)


def _against(event: Event, side: str, as_of: dates.Edtf) -> str:
    return f"status is {event.status}, but {event.when.words} is {side} {as_of.words}, the briefing's as_of"
