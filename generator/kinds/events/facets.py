"""The filters of the timeline: by actor, by status, by source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...model import Briefing, indexes
from ...records import traversal
from .record import Event, EventStatus


@dataclass(frozen=True)
class Facet:
    """A filter of the timeline.

    `key` is its name in the page's address, `choices` are values with their words, `values`
    are those of each event.
    """

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]
    values: dict[str, tuple[str, ...]]


def build_facets(briefing: Briefing, events: Sequence[Event]) -> tuple[Facet, ...]:
    """Returns the filters that have more than one choice."""

    def heading(record_id: str) -> str:
        entry = briefing.get(record_id)
        return entry.kind.heading(briefing, entry.record)

    actors = {event.id: [part.actor for part in event.actors] for event in events}
    statuses = {event.id: [event.status.value] for event in events}
    sources = {event.id: [one.source for _, one in traversal.walk_evidence(event)] for event in events}
    found = (
        _facet("actor", "Actor", actors, heading),
        _facet("status", "Status", statuses, lambda value: EventStatus(value).words),
        _facet("source", "Source", sources, lambda value: indexes.sources(briefing).names[value]),
    )
    return tuple(facet for facet in found if len(facet.choices) > 1)


def _facet(key: str, label: str, values: Mapping[str, Iterable[str]], words: Callable[[str], str]) -> Facet:
    distinct = {event: tuple(dict.fromkeys(found)) for event, found in values.items()}
    choices = {(value, words(value)) for found in distinct.values() for value in found}
    by_words = sorted(choices, key=lambda choice: (choice[1].casefold(), choice[0]))
    return Facet(key, label, tuple(by_words), distinct)
