"""The filters of the timeline: by actor, by status, by source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ...model import Briefing
from ...records import traversal
from .record import Event, EventStatus


@dataclass(frozen=True)
class Facet:
    """A filter of the timeline.

    `key` is its name in the page's address, `choices` are values with their words, `values`
    those of each event.
    """

    key: str
    word: str
    choices: tuple[tuple[str, str], ...]
    values: dict[str, tuple[str, ...]]


def facets(briefing: Briefing, events: Sequence[Event]) -> tuple[Facet, ...]:
    """Returns the filters that have more than one choice."""

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
