"""The outlines of the locator maps, and properties of any maps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.records.scales import COUNTRIES
from generator.rendering.svg import locator
from generator.rendering.svg.locator import MAX_MAPS, draw_maps
from support import outlines

MOST = 15_000
"""The most bytes that the maps of a page may take."""
FRAME = 250
"""More than what a page adds to each map: the element around it, with its alternative text."""
WITH_OUTLINE = sorted({one.code for one in locator.outlines()} & COUNTRIES)
points = st.tuples(st.integers(-1800, 1800), st.integers(-900, 900))
places = st.tuples(st.none() | st.sampled_from(sorted(COUNTRIES)), st.none() | points)


def test_the_outlines_are_those_that_the_script_makes() -> None:
    text = outlines.FILE.read_text(encoding="utf-8")
    assert text == outlines.outlines()
    assert len(text) < 60_000


def test_every_state_is_there() -> None:
    """Without an outline or a point are Nauru, and areas that belong to a state."""
    missing = (
        "AI AS AW AX BL BM BQ BV CC CK CW CX FO GF GG GI GP GS GU HM IM IO JE KY MF MO MP MQ MS NF NR NU PF PM PN "
        "RE SH SJ SX TC TK UM VG VI WF YT"
    )
    assert sorted(COUNTRIES - set(WITH_OUTLINE)) == missing.split()


@pytest.mark.parametrize("code", WITH_OUTLINE)
def test_each_country_is_marked_on_its_map(code: str) -> None:
    (drawn,) = draw_maps(((code, None),)).maps
    assert drawn
    assert ("br-loc__here" in drawn) != ("br-loc__ring" in drawn)


@given(st.lists(places, max_size=60).map(tuple))
@settings(max_examples=20, deadline=None)
def test_the_maps_of_a_page_are_small_and_refer_to_what_is_there(found: tuple[locator.Place, ...]) -> None:
    made = draw_maps(found)
    drawn = [one for one in made.maps if one]
    assert len(made.maps) == len(found)
    assert len(drawn) <= MAX_MAPS
    assert len(made.land) + sum(len(one) + FRAME for one in drawn) <= MOST
    ids = set(re.findall(r'id="([^"]+)"', made.land))
    assert {name for one in drawn for name in re.findall(r'href="#([^"]+)"', one)} <= ids


def test_the_whole_world_is_drawn_with_fewer_details() -> None:
    whole = draw_maps(
        (("AQ", None), ("RU", None), ("CA", None), ("BR", None), ("AU", None), ("DZ", None), ("ID", None))
    )
    assert len(whole.land) <= locator.MAX_LAND
    assert draw_maps((("UA", None),)).land.count(" ") > 200


def test_a_neighbour_far_away_is_left_out() -> None:
    assert "br-loc__ua" not in draw_maps((("UA", (1319, 431)),)).land
