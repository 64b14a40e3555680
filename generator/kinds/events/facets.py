"""What the timeline can be filtered by: actors, statuses and sources, each with the events that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ...model import Briefing
from ...records import traversal
from .record import Event, EventStatus


@dataclass(frozen=True)
class Facet:
    """One way to filter: its key in the page's address, its word, the choices (value, words), each event's values."""

    key: str
    word: str
    choices: tuple[tuple[str, str], ...]
    values: dict[str, tuple[str, ...]]


def facets(briefing: Briefing, events: Sequence[Event]) -> tuple[Facet, ...]:
    """The facets that have something to choose between; without any the page needs no filter."""

    def heading(record_id: str) -> str:
        entry = briefing.get(record_id)
        return entry.kind.heading(briefing, entry.record)

    found = (
        _facet("actor", "Actor", events, lambda event: [part.actor for part in event.actors], heading),
        _facet("status", "Status", events, lambda event: [event.status.value], lambda value: EventStatus(value).words),
        _facet(
            "source",
            "Source",
            events,
            lambda event: [said.source for _, said in traversal.walk_evidence(event)],
            heading,
        ),
    )
    return tuple(facet for facet in found if len(facet.choices) > 1)


def _facet(
    key: str,
    word: str,
    events: Iterable[Event],
    of: Callable[[Event], Iterable[str]],
    words: Callable[[str], str],
) -> Facet:
    values = {event.id: tuple(dict.fromkeys(of(event))) for event in events}
    found = sorted({value for some in values.values() for value in some})
    choices = sorted(((value, words(value)) for value in found), key=lambda choice: (choice[1].casefold(), choice[0]))
    return Facet(key, word, tuple(choices), values)
