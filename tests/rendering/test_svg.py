"""Whole charts for small inputs, and properties of any chart. UPDATE=1 writes the expected files."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator.kinds.actors.record import Actor
from generator.kinds.relations.maps import MOST_WITHOUT_MAP, main_variables, map_variables, neighbourhood_variables
from generator.kinds.relations.record import Relation
from generator.model.briefing import Briefing
from generator.pipeline import load_briefing
from generator.records.dates import parse
from generator.records.scales import LIKELIHOOD_BOUNDS
from generator.rendering.svg import locator
from generator.rendering.svg.elements import percent
from generator.rendering.svg.likelihood import draw_axis, draw_bar
from generator.rendering.svg.map_layout import node_centres
from generator.rendering.svg.relations_map import MAX_NODES, Edge, RelationsMap, draw_map
from generator.rendering.svg.timeline import MarkerStyle, Timeline, draw_timeline
from support.project import ROOT

CASES = ROOT / "tests" / "cases" / "pictures"
NARROWEST = 340
"""The width of the chart on a phone, in pixels; a character of its labels takes up to 7."""

EVENTS = [
    ("198X/199X", MarkerStyle.FULL),
    ("../2003-09", MarkerStyle.FULL),
    ("2019", MarkerStyle.FULL),
    ("2022?", MarkerStyle.FULL),
    ("2022/..", MarkerStyle.FULL),
    ("2022-11", MarkerStyle.STRIPED),
    ("2023-09-05", MarkerStyle.STRIPED),
    ("[2023-09-05..2023-09-30]", MarkerStyle.HOLLOW),
    ("2023-08", MarkerStyle.CROSSED),
    ("../1999", MarkerStyle.STRIPED),
    ("[..2019-05]", MarkerStyle.FULL),
    ("[..2022]", MarkerStyle.HOLLOW),
]
ABOVE = {"state": None, "leader": "state", "rival": None, "envoy": "rival", "club": None, "nobody": None}
EDGES = [
    Edge("leader", "state", "structure", True),
    Edge("state", "rival", "cooperation", True),
    Edge("rival", "state", "cooperation", False),
    Edge("leader", "envoy", "contact", False),
    Edge("club", "state", "tension", True),
    Edge("leader", "club", "tension", True),
    Edge("state", "club", "structure", True),
]


PLACES: tuple[locator.Place, ...] = (
    ("CH", None),  # with its neighbours
    ("CH", (74, 469)),  # with a dot
    ("FJ", None),  # over 180 degrees
    (None, (-1790, -160)),  # beyond it: the land once more
    ("SG", None),  # a point
    ("GU", None),  # neither
    (None, (0, -900)),  # a pole
)


def _chart(drawn: Timeline) -> str:
    legend = (Markup("{}{}\n").format(key, words) for key, words in drawn.legend)
    return "\n".join((drawn.axis, drawn.ground, *drawn.rows, *legend, drawn.scale_in_words))


def _maps(places: tuple[locator.Place, ...]) -> str:
    drawn = locator.draw_maps(places)
    return "\n".join((drawn.land, *(one or "no map" for one in drawn.maps)))


def _drawn() -> dict[str, str]:
    drawn = draw_timeline([(parse(when), style) for when, style in EVENTS], parse("2023-09"))
    months = draw_timeline(
        [(parse("2022-03"), MarkerStyle.FULL), (parse("2022-11-03"), MarkerStyle.HOLLOW)], parse("2022-10-31")
    )
    return {
        "timeline.svg": _chart(drawn),
        "timeline_months.svg": _chart(months),
        "relations.svg": draw_map(ABOVE, EDGES, nesting="structure").drawing,
        "locator.svg": _maps(PLACES),
        "likelihood.svg": draw_bar(20, 45, LIKELIHOOD_BOUNDS) + draw_axis(LIKELIHOOD_BOUNDS),
    }


@pytest.mark.parametrize("name", sorted(_drawn()))
def test_the_picture_is_the_expected_one(name: str) -> None:
    text = str(_drawn()[name]).replace("><", ">\n<") + "\n"
    if os.environ.get("UPDATE"):
        (CASES / name).write_text(text, encoding="utf-8")
    assert text == (CASES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(_drawn()))
def test_it_is_well_formed(name: str) -> None:
    ElementTree.fromstring(f"<all>{_drawn()[name]}</all>")


days = st.dates().map(lambda day: day.isoformat())
dates = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    days.map(lambda day: f"{day}/.."),
    days.map(lambda day: f"../{day}"),
    days.map(lambda day: f"{day[:3]}X"),
    days.map(lambda day: f"[..{day}]"),
    st.tuples(days, days).map(lambda both: "/".join(sorted(both))),
)


@given(st.lists(dates, max_size=20), dates)
def test_labels_of_the_time_scale_do_not_meet(when: list[str], as_of: str) -> None:
    drawn = draw_timeline([(parse(one), MarkerStyle.FULL) for one in when], parse(as_of))
    ElementTree.fromstring(f"<all>{drawn.axis}{drawn.ground}{''.join(drawn.rows)}</all>")
    boxes = [(x * NARROWEST // 10_000 + 3, 7 * len(label)) for x, label in drawn.ticks]
    assert all(0 <= x <= 10_000 for x, _ in drawn.ticks)
    assert all(left + width <= right for (left, width), (right, _) in pairwise(boxes))


def test_later_events_are_drawn_farther_right() -> None:
    scale = "1980 1999 2005 2019 2021-06 2022-01-01 2022-02 2022-02-20 2023-07 2023-09-30".split()
    drawn = draw_timeline([(parse(when), MarkerStyle.CROSSED) for when in scale], parse("2023-09"))
    places = [float(line.split(' x="')[1].split("%")[0]) for line in drawn.rows]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_empty_decades_are_narrow_and_busy_years_wide() -> None:
    busy = [f"2023-{month:02}-0{day}" for month in (3, 6, 9) for day in (1, 4, 7)]
    drawn = draw_timeline([(parse(when), MarkerStyle.FULL) for when in ("1890", "1950", *busy)], parse("2023-09"))
    places = {label: x for x, label in drawn.ticks}
    assert places["1950"] - places["1890"] < 3500 < 10_000 - places["2023"]


def test_what_is_not_known_has_a_fixed_length() -> None:
    """An event "by 2023" looks the same whether other events are a year or a century older."""
    rows = [
        draw_timeline([(parse(first), MarkerStyle.FULL), (parse(when), MarkerStyle.FULL)], parse("2023-09")).rows[1]
        for when in ("[..2023-09-30]", "../2023-09-30")
        for first in ("1900", "2022")
    ]
    assert [re.findall(' d="[^"]+"', row) for row in rows[::2]] == [re.findall(' d="[^"]+"', row) for row in rows[1::2]]
    assert not any("<rect" in row or "<line" in row for row in rows)


def _sound(drawn: RelationsMap) -> None:
    """Each name once, in its own box; columns of equal height; each line's ends on the names it joins."""
    names = [row.id for row in (*drawn.left, *drawn.right) if row.id]
    assert len(names) == len(set(names)) <= MAX_NODES
    heights = [sum(row.height for row in column) for column in (drawn.left, drawn.right)]
    assert heights[0] == heights[1] or not (drawn.left and drawn.right)
    for column in (drawn.left, drawn.right):
        centres = node_centres(row for row in column)
        boxes = [(centres[row.id] - row.height, centres[row.id] + row.height) for row in column if row.id]
        assert all(above[1] <= below[0] for above, below in pairwise(boxes))
    assert {end for edge in drawn.edges for end in edge.ends} <= set(names)
    ElementTree.fromstring(drawn.drawing)


ids = st.integers(0, 59).map(lambda n: f"actor-{n}")
edges = st.builds(Edge, ids, ids, st.sampled_from(["structure", "contact", "tension"]), st.booleans())


@given(st.dictionaries(ids, ids), st.lists(edges, max_size=120))
@settings(max_examples=max(10, settings().max_examples // 4))
def test_any_map_is_sound(above: dict[str, str], some: list[Edge]) -> None:
    everybody: dict[str, str | None] = {f"actor-{n}": None for n in range(60)}
    drawn = draw_map({**everybody, **above}, some, nesting="structure")
    _sound(drawn)
    bound = {end for edge in some for end in (edge.source, edge.target)}
    assert drawn.omitted == max(0, len(bound) - MAX_NODES)


def test_of_more_than_forty_the_most_connected_are_drawn() -> None:
    above: dict[str, str | None] = {f"actor-{n}": None for n in range(60)}
    some = [Edge(f"actor-{n}", f"actor-{m}", "contact", True) for n in range(60) for m in range(n)]
    some += [Edge("actor-59", f"actor-{n}", "tension", True) for n in range(20, 59)]
    drawn = draw_map(above, some)
    names = {row.id for row in (*drawn.left, *drawn.right) if row.id}
    assert names == {f"actor-{n}" for n in (59, *range(20, 59))}
    assert drawn.omitted == 20


def test_the_map_of_the_first_article_is_sound() -> None:
    found = load_briefing(ROOT)
    _sound(map_variables(found)["map"])


def test_the_home_page_has_the_main_actors_and_what_holds_between_them() -> None:
    found = main_variables(load_briefing(ROOT))
    _sound(found["map"])
    names = {row.id for row in (*found["map"].left, *found["map"].right) if row.id}
    assert {"russia", "north-korea", "united-states"} <= names <= {end for pair, _ in found["ties"] for end in pair}
    assert 5 <= len(names) <= 7
    assert all(edge.is_current and edge.family != "structure" for edge in found["map"].edges)


def test_the_map_round_each_actor_of_the_first_article_has_its_neighbours_and_their_relations() -> None:
    found = load_briefing(ROOT)
    relations = found.of_type(Relation)
    drawn = 0
    for actor in found.of_type(Actor):
        near = {end for one in relations if actor.id in (one.from_, one.to) for end in (one.from_, one.to)}
        context = neighbourhood_variables(found, actor)
        if len(near) <= MOST_WITHOUT_MAP:
            assert context is None
            continue
        assert context is not None
        drawn += 1
        _sound(context["map"])
        assert {row.id for row in (*context["map"].left, *context["map"].right) if row.id} == near
        among = {frozenset((one.from_, one.to)) for one in relations if one.from_ in near and one.to in near}
        assert {frozenset(line.ends) for line in context["map"].edges} <= among
        kept = {frozenset(line.ends) for line in context["map"].edges}
        assert all(_is_nested(found, *pair) for pair in among - kept)
    assert drawn >= 5


def _is_nested(briefing: Briefing, one: str, other: str) -> bool:
    """True if one belongs to the other, which the map shows by their positions."""
    above = [briefing.get(end).record.affiliation for end in (one, other)]  # type: ignore[attr-defined]
    return other == above[0] or one == above[1]


def test_places_are_written_short() -> None:
    assert [percent(place) for place in (0, 5, 1250, 10_000)] == ["0%", "0.05%", "12.5%", "100%"]
