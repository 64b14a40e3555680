"""The record of an event: something with a date, past or expected."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ...records import Record, dates, fields, scales
from ..actors.record import Country


class EventStatus(scales.Status):
    """The statuses of an event as of the briefing's date."""

    OCCURRED = "occurred"
    ALLEGED = "alleged"
    EXPECTED = "expected"
    CANCELLED = "cancelled"
    ONGOING = "ongoing"


class DateBasis(scales.Attribution):
    """The ways in which a date is known."""

    STATED = "stated"
    RESOLVED = "resolved-from-report-date"
    INFERRED = "inferred"

    @property
    def words(self) -> str:
        return {
            "stated": "stated by the source",
            "resolved-from-report-date": "resolved from the report's date",
            "inferred": "inferred by the editor",
        }[self.value]


class Participant(fields.Data):
    """An actor's part in an event."""

    actor: fields.Ref["actors"] = Field(description="The id of the actor.")
    role: fields.Line | None = Field(None, description="Its part, in a word or two.")


class Event(Record):
    """An entry of the timeline."""

    KIND: ClassVar[str] = "events"

    title: fields.Line = Field(description="What happened, in a few words, past tense or noun phrase.")
    date: fields.Date = Field(description="EDTF, no more precise than the source allows.")
    date_words: fields.Verbatim | None = Field(
        None, description="The source's own words for the time, such as `last November`."
    )
    date_basis: DateBasis = Field(description="Where the date comes from.")
    status: EventStatus = Field(description="What is known of it as of the briefing's date.")
    place: fields.Line | None = Field(None, description="Where, if the source tells.")
    country: Country | None = Field(
        None,
        description="The country of the place, ISO 3166-1 alpha-2, such as NO: set by the editor, for a small map.",
    )
    coordinates: fields.Coordinates | None = Field(
        None,
        description="Latitude and longitude of the place in decimal degrees (WGS 84): set by the editor, for a dot on the map. No more exact than the source is about the place.",
    )
    summary: fields.Prose = Field(description="What the source says of it, in our own words.")
    actors: tuple[Participant, ...] = Field((), description="Who took part, and how.")
    statements: tuple[fields.Ref["statements"], ...] = Field((), description="Ids of statements that it depends on.")
    disputed: fields.Disputed = None
    evidence: fields.RequiredEvidence

    @property
    def heading(self) -> str:
        return self.title

    @property
    def search_names(self) -> tuple[str, ...]:
        return (*super().search_names, self.when.words, self.date)

    @property
    def when(self) -> dates.Edtf:
        return dates.parse(self.date)
