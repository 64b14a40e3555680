"""Locator maps: small maps of countries, or of places with their surroundings.

The outlines are Natural Earth's, in tenths of a degree. A page has one drawing of all land that its maps show; each map
is a window onto it. Degrees of longitude are as wide as they are at the window's middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise
from math import cos, radians
from pathlib import Path

from markupsafe import Markup

from .elements import element

SIZE = (240, 150)
"""The width and height of a map in pixels."""
MAX_MAPS = 20
"""The most maps on a page."""
MAX_LAND = 7500
"""The most characters of the land; one with fewer details replaces a longer one."""
_RANKS = 4
"""The highest rank of a point; maps with fewer details have none of low ranks."""
_AROUND, _LEAST = 180, 120
"""The heights of a map around a point, and of the smallest around a country.

They are in tenths of a degree.
"""
_GAP = 60
"""The furthest that a part of a country on its map is from the others."""
_FULL_TURN = 3600
_LAND = "br-loc__land"
Point = tuple[int, int]
Place = tuple[str | None, Point | None]
"""A country's code, and longitude and latitude in tenths of a degree.

One of them may be None.
"""


@dataclass(frozen=True)
class Outline:
    """A ring of a country, or the point of a small state.

    `ranks` are those of the points. An area without a code has "-".
    """

    code: str
    points: tuple[Point, ...]
    ranks: tuple[int, ...]

    @cached_property
    def box(self) -> Box:
        """The smallest box around it."""
        xs, ys = zip(*self.points, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True)
class Box:
    """A part of the world: its western, southern, eastern and northern end."""

    west: int
    south: int
    east: int
    north: int

    def distance(self, other: Box) -> int:
        """Returns the longer of two distances: from west to east, from south to north."""
        return max(other.west - self.east, self.west - other.east, other.south - self.north, self.south - other.north)

    def join(self, other: Box) -> Box:
        """Returns the smallest box that holds both."""
        return Box(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    def shift(self, x: int) -> Box:
        """Returns the box further to the east."""
        return Box(self.west + x, self.south, self.east + x, self.north)

    def sides(self, point: Point) -> int:
        """Returns the sides on which a point is outside, a bit for each."""
        x, y = point
        return (x < self.west) | (x > self.east) << 1 | (y < self.south) << 2 | (y > self.north) << 3

    @property
    def lowest_rank(self) -> int:
        """The lowest rank of the points that a window of this size needs."""
        return sum((self.north - self.south) >= height for height in (400, 800, 1600))


@dataclass(frozen=True)
class LocatorMaps:
    """The land, which is drawn once, and a drawing for each place that has one."""

    land: Markup
    maps: tuple[Markup | None, ...]


@lru_cache(maxsize=64)
def draw_maps(places: tuple[Place, ...]) -> LocatorMaps:
    """Draws a map of each place; of a country without an outline there is none."""
    windows = [_window(place) for place in places]
    shown = {n: window for n, window in enumerate(windows) if window}
    shown = dict([*shown.items()][:MAX_MAPS])
    if not shown:
        return LocatorMaps(Markup(""), (None,) * len(places))
    marked = {code for n in shown if (code := places[n][0])}
    copies = [window.shift(x) for window in dict.fromkeys(shown.values()) for x in (-_FULL_TURN, 0, _FULL_TURN)]
    lands = (_draw_land(copies, marked, least) for least in range(_RANKS + 1))
    land = next(one for n, one in enumerate(lands) if len(one[0]) <= MAX_LAND or n == _RANKS)
    maps = (_draw_map(places[n], shown[n], land[1]) if n in shown else None for n in range(len(places)))
    return LocatorMaps(land[0], tuple(maps))


@cache
def outlines() -> tuple[Outline, ...]:
    """Returns all outlines, from the file beside this module."""
    lines = Path(__file__).with_name("outlines.txt").read_text("utf-8").splitlines()
    return tuple(_read(line) for line in lines if not line.startswith("#"))


def _read(line: str) -> Outline:
    code, *numbers = line.split()
    xs, ys = (accumulate(map(int, numbers[n::3])) for n in (0, 1))
    return Outline(code, tuple(zip(xs, ys, strict=True)), tuple(map(int, numbers[2::3])))


def _window(place: Place) -> Box | None:
    """Returns the part of the world that a map shows."""
    code, point = place
    if point:
        return _fit(Box(*point, *point), _AROUND)
    boxes = [one.box for one in outlines() if one.code == code]
    if not boxes:
        return None
    box = max(boxes, key=lambda one: (one.east - one.west) * (one.north - one.south))
    while near := [one for one in boxes if one.distance(box) <= _GAP]:
        boxes = [one for one in boxes if one not in near]
        for one in near:
            box = box.join(one)
    return _fit(box, max(_LEAST, (box.north - box.south) * 5 // 4))


def _fit(box: Box, height: int) -> Box:
    """Returns a window of at least this height around a box, in the form of the maps."""
    middle = (box.south + box.north) // 2
    scale = round(100 * cos(radians(min(abs(middle), 750) / 10)))  # of a degree of longitude, in per cent
    height = min(max(height, (box.east - box.west) * 5 // 4 * scale * SIZE[1] // (100 * SIZE[0])), 1800)
    width = min(height * SIZE[0] * 100 // (SIZE[1] * scale), _FULL_TURN)
    west = (box.west + box.east - width) // 2
    south = max(-930, min(middle - height // 2, 930 - height))
    return Box(west, south, west + width, south + height)


def _draw_land(windows: Sequence[Box], marked: set[str], least: int) -> tuple[Markup, set[str]]:
    """Draws what the windows show; returns it with the marked countries that it has.

    Of points in a window it has those of the rank that the window needs, and at least of the rank `least`.
    """
    parts: dict[str, str] = {}
    for one in outlines():
        near = [window for window in windows if window.distance(one.box) < 0]
        ring = _visible([*_needed(one, near, least)], near) if near else []
        if len(ring) > 2:
            key = one.code if one.code in marked else ""
            parts[key] = parts.get(key, "") + _path(ring)
    drawn = Markup("").join(
        element("path", d=path, vector_effect="non-scaling-stroke", **({"id": _id(code)} if code else {}))
        for code, path in sorted(parts.items())
    )
    defined = element("defs", element("g", drawn, id=_LAND))
    return element("svg", defined, width=0, height=0, aria_hidden="true"), set(parts) - {""}


def _needed(one: Outline, windows: Sequence[Box], least: int) -> Iterator[Point]:
    for point, rank in zip(one.points, one.ranks, strict=True):
        ranks = [window.lowest_rank for window in windows if not window.sides(point)]
        if rank >= max(least, min(ranks, default=0)):
            yield point


def _visible(ring: Sequence[Point], windows: Sequence[Box]) -> list[Point]:
    """Leaves out the points of a ring that no window needs.

    As long as points are on the same side of each window, one line replaces those between them.
    """

    def sides(point: Point) -> list[int]:
        return [window.sides(point) for window in windows]

    if not ring:
        return []
    kept, last, run = [ring[0]], ring[0], sides(ring[0])
    whole = run
    for point in (*ring[1:], ring[0]):
        here = sides(point)
        whole = [a & b for a, b in zip(whole, here, strict=True)]
        if all(both := [a & b for a, b in zip(run, here, strict=True)]):
            run = both
        else:
            if last != kept[-1]:
                kept.append(last)
            run = [a & b for a, b in zip(sides(last), here, strict=True)]
        last = point
    return [] if all(whole) else kept


def _path(ring: Sequence[Point]) -> str:
    """Writes a ring as a path: its first point, then the steps to the others."""
    steps = "".join(f" {x - a} {b - y}" for (a, b), (x, y) in pairwise(ring))
    return f"M{ring[0][0]} {-ring[0][1]}l{steps[1:]}z".replace(" -", "-")


def _draw_map(place: Place, window: Box, drawn: set[str]) -> Markup:
    code, point = place
    uses = Markup("").join(_uses(window, code if code in drawn else None))
    box = f"{window.west} {-window.north} {window.east - window.west} {window.north - window.south}"
    land = element("svg", uses, viewBox=box, preserveAspectRatio="none", width="100%", height="100%")
    if point:
        return land + _mark(window, point, 4, "br-loc__dot")
    return land if code in drawn else land + _mark(window, _state(code), 9, "br-loc__ring")


def _uses(window: Box, code: str | None) -> Iterator[Markup]:
    """Yields the land and the country for each turn around the world in the window."""
    for turn in (-_FULL_TURN, 0, _FULL_TURN):
        if any(one.box.shift(turn).distance(window) < 0 for one in outlines()):
            place = {"x": turn} if turn else {}
            yield element("use", href=f"#{_LAND}", **place)
            if code:
                yield element("use", href=f"#{_id(code)}", class_="br-loc__here", **place)


def _mark(window: Box, point: Point, radius: int, name: str) -> Markup:
    x = (point[0] - window.west) * SIZE[0] // (window.east - window.west)
    y = (window.north - point[1]) * SIZE[1] // (window.north - window.south)
    return element("circle", cx=x, cy=y, r=radius, class_=name)


def _state(code: str | None) -> Point:
    return next(one.points[0] for one in outlines() if one.code == code)


def _id(code: str) -> str:
    return f"br-loc__{code.lower()}"
