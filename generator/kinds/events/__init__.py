"""Events: the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout, Page
from ...problems import Finding
from .checks import check_precision, check_statuses
from .record import DateBasis, Event, EventStatus

if TYPE_CHECKING:
    from ...formats import interchange


class EventsKind(Kind):
    """The events, on one timeline."""

    name = "events"
    singular = "event"
    title = "Timeline"
    description = "What happened when, as precisely as it is known, and what is expected."
    layout = Layout.FOLDER
    section = "timeline"
    record = Event
    backlinks_heading = "On the timeline"

    @cached_property
    def entity_map(self) -> interchange.EntityMap:
        from ...formats import interchange

        certainties = {
            EventStatus.OCCURRED: interchange.Certainty.CERTAIN,
            EventStatus.ONGOING: interchange.Certainty.CERTAIN,
            EventStatus.ALLEGED: interchange.Certainty.ALLEGED,
            EventStatus.EXPECTED: interchange.Certainty.EXPECTED,
            EventStatus.CANCELLED: interchange.Certainty.CANCELLED,
        }
        return interchange.EntityMap(
            Event,
            interchange.EventEntity,
            ("title", "date", "status", "place", "country", "coordinates"),
            (
                interchange.FieldMap("summary", "text", to_record=interchange.or_placeholder),
                interchange.FieldMap(
                    "actors",
                    "agents",
                    lambda participants: tuple((one.actor, one.role) for one in participants),
                    lambda agents: [{"actor": actor, "role": role} for actor, role in agents],
                ),
            ),
            to_entity_only={"certainty": lambda entry: certainties[entry.record.status]},
            to_record_only={"date_basis": lambda _: DateBasis.STATED.value},
        )

    def sort_key(self, record: Event) -> tuple[object, ...]:
        from .pages import by_date

        return by_date(record)

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def check(self, briefing: Briefing) -> Iterator[Finding]:
        yield from check_statuses(briefing)
        yield from check_precision(briefing)


KIND = EventsKind()
