"""The pages of the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ...model import Briefing, Kind, Page
from ...records import dates, fields, scales, traversal
from ...rendering import pagination, svg
from ...text import sentences
from ..actors.pages import states_by_country
from ..actors.record import Actor
from ..sources.record import Source
from .facets import build_facets
from .record import Event, EventStatus


@dataclass(frozen=True)
class Whereabouts:
    """The place of an event in words, and its map with the text that stands for it."""

    words: str
    alternative: str
    map: Markup | None


MARKER_STYLES = {
    EventStatus.OCCURRED: svg.timeline.MarkerStyle.FULL,
    EventStatus.ONGOING: svg.timeline.MarkerStyle.FULL,
    EventStatus.ALLEGED: svg.timeline.MarkerStyle.STRIPED,
    EventStatus.EXPECTED: svg.timeline.MarkerStyle.HOLLOW,
    EventStatus.CANCELLED: svg.timeline.MarkerStyle.CROSSED,
}


def by_date(event: Event) -> tuple[object, ...]:
    """Returns the key for the order of the first possible days; equal ones by title."""
    return (event.when.sort_key, event.title)


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the timeline; of many events an index, and a timeline for each year."""
    events = sorted(briefing.of_type(Event), key=by_date)
    if not pagination.is_long(len(events)):
        yield kind.index_page(_timeline(briefing, events), is_wide=True, is_flat=True)
        return
    years = pagination.paginate(events, f"{kind.section}/by-year", _year, full=True)
    yield kind.index_page({"years": years, "count": len(events)}, "years.md.j2")
    for part in years:
        context = _timeline(briefing, part.items)
        yield kind.part_page(part.path, part.name, "index.md.j2", context, is_wide=True, is_flat=True)


def _year(event: Event) -> str:
    """Returns the year of the first day by which events are sorted."""
    return str(event.when.sort_key[0][0])


def _timeline(briefing: Briefing, events: Sequence[Event]) -> Mapping[str, Any]:
    """Returns the variables of the template for events in the order of their dates."""
    numbered = tuple(enumerate(sorted(events, key=_is_ahead), 1))
    dated = tuple(one for one in numbered if not _is_known_by_report(briefing, one[1]))
    chart = svg.timeline.draw_timeline(
        [(event.when, MARKER_STYLES[event.status]) for _, event in dated], dates.parse(briefing.head.as_of)
    )
    places = [event for _, event in numbered]
    maps = svg.locator.draw_maps(tuple((event.country, _position(event.coordinates)) for event in places))
    names = {code: state.name for code, state in states_by_country(briefing.of_type(Actor)).items()}
    return {
        "chart": chart,
        "land": maps.land,
        "map_size": svg.locator.SIZE,
        "whereabouts": {
            event.id: _whereabouts(event, names, drawn) for event, drawn in zip(places, maps.maps, strict=True)
        },
        "rows": tuple(zip(dated, chart.rows, strict=True)),
        "undated": tuple(one for one in numbered if one not in dated),
        "past": tuple(one for one in numbered if not _is_ahead(one[1])),
        "ahead": tuple(one for one in numbered if _is_ahead(one[1])),
        "disputed": sum(bool(event.disputed) for event in events),
        "facets": build_facets(briefing, events),
    }


def _whereabouts(event: Event, names: Mapping[str, str], drawn: Markup | None) -> Whereabouts:
    """Returns the place; `names` are those of states by their country's code."""
    code = event.country
    country = (names.get(code) or scales.country_name(code)) if code else ""
    point = fields.coordinate_words(event.coordinates) if event.coordinates else ""
    is_named = bool(event.place and country and sentences.mentions(event.place, country))
    words = ", ".join(filter(None, (event.place, "" if is_named else country, point)))
    if point:
        alternative = f"Map with a dot at {point}{f'; {country} is highlighted' if country else ''}"
    else:
        alternative = f"{country} on a map with its surroundings"
    return Whereabouts(f"{words}{' (located by the editor)' if country or point else ''}", alternative, drawn)


def _position(coordinates: str | None) -> svg.locator.Point | None:
    """Returns longitude and latitude in tenths of a degree."""
    if coordinates is None:
        return None
    latitude, longitude = (round(float(one) * 10) for one in fields.latitude_longitude(coordinates))
    return longitude, latitude


def _is_known_by_report(briefing: Briefing, event: Event) -> bool:
    """Tells whether nothing but the date of a report bounds the event."""
    when = event.when
    if when.start or not when.end:
        return not when.start
    reports = [briefing.get(one.source).record for _, one in traversal.walk_evidence(event)]
    issued = [dates.parse(one.issued).earliest for one in reports if isinstance(one, Source)]
    return when.shape == "one-of" and when.latest >= min([dates.parse(briefing.head.as_of).earliest, *issued])


def _is_ahead(event: Event) -> bool:
    return event.status is EventStatus.EXPECTED
