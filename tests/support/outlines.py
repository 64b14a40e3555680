"""`python -m support.outlines`: the outlines of the locator maps, made from Natural Earth.

geopandas 0.14.4 ships Natural Earth's countries and populated places at 1:110 million, which are in the public domain. Nothing of geopandas itself is
used: `make test` unpacks it in a folder of its own, .venv/outlines.
"""

from __future__ import annotations

import struct
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import inf, sqrt
from pathlib import Path

from babel.core import get_global

from generator.records import scales
from support.project import ROOT

FILE = ROOT / "generator/rendering/svg/outlines.txt"
DATA = Path(sys.prefix) / "outlines/geopandas/datasets"
HEAD = """\
# Made by `python -m support.outlines` from Natural Earth (naturalearthdata.com, public domain, 1:110 million), as geopandas 0.14.4 ships it.
# Each line is a ring, or a point for a state that is too small: the code of ISO 3166-1 or "-", then for each point the steps of longitude
# and latitude from the one before, in tenths of a degree, and its rank: lines with few points have those of high rank.
"""
TOLERANCE = 2
"""The furthest that a simplified border may be from the border, in tenths of a degree."""
RANKS = (4, 8, 16, 32)
"""The rank of a point is the number of these tolerances with which a simplified border still needs it."""
AREAS = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "-"}
"""Areas to which Natural Earth gives no code of ISO 3166-1, and the code whose territory they are by that standard."""
SMALL_STATES = {
    "Andorra": "AD", "Saint John's": "AG", "Bridgetown": "BB", "Manama": "BH", "Praia": "CV", "Roseau": "DM", "Palikir": "FM",
    "Saint George's": "GD", "Hong Kong": "HK", "Tarawa": "KI", "Moroni": "KM", "Basseterre": "KN", "Castries": "LC", "Vaduz": "LI",
    "Monaco": "MC", "Majuro": "MH", "Valletta": "MT", "Port Louis": "MU", "Malé": "MV", "Melekeok": "PW", "Victoria": "SC",
    "Singapore": "SG", "San Marino": "SM", "São Tomé": "ST", "Nuku'alofa": "TO", "Funafuti": "TV", "Vatican City": "VA",
    "Kingstown": "VC", "Apia": "WS",
}  # fmt: skip
"""Cities that stand for states which have no outline."""
Point = tuple[int, int]
Ring = list[Point]


def outlines() -> str:
    """The text of the file: the rings of each country, then the points of small states."""
    rings = {code: _merge(rings) for code, rings in _countries().items()}
    neighbours = defaultdict(set)
    for ring in (ring for found in rings.values() for ring in found):
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            neighbours[a].add(b)
            neighbours[b].add(a)
    junctions = {point for point, found in neighbours.items() if len(found) > 2}
    lines = [
        _line(code, simple)
        for code in sorted(rings)
        for ring in rings[code]
        if len(simple := _simplify(ring, junctions)) > 2
    ]
    lines += sorted(
        _line(SMALL_STATES[name], [(*_tenths(*points[0][0]), len(RANKS))]) for name, points in _cities().items()
    )
    return HEAD + "".join(f"{line}\n" for line in lines)


def _countries() -> Mapping[str, list[Ring]]:
    """The rings of each country, in tenths of a degree."""
    codes = get_global("territory_aliases")
    found: dict[str, list[Ring]] = defaultdict(list)
    for fields, shape in _read("naturalearth_lowres"):
        code = AREAS.get(fields["name"]) or codes[fields["iso_a3"]][0]
        assert code == "-" or code in scales.COUNTRIES, fields
        rings = [list(dict.fromkeys(_tenths(x, y) for x, y in ring)) for ring in shape]
        found[code] += (ring for ring in rings if len(ring) > 2)
    return found


def _cities() -> Mapping[str, list[list[tuple[float, float]]]]:
    found = {fields["name"]: shape for fields, shape in _read("naturalearth_cities") if fields["name"] in SMALL_STATES}
    assert len(found) == len(SMALL_STATES)
    return found


def _read(name: str) -> Iterator[tuple[dict[str, str], list[list[tuple[float, float]]]]]:
    """Yields the records of a shapefile: texts of the table, and rings, or one point."""
    table, shapes = ((DATA / name / f"{name}.{ending}").read_bytes() for ending in ("dbf", "shp"))
    count, start, size = struct.unpack_from("<IHH", table, 4)
    columns = [(table[at : at + 11].split(b"\0")[0].decode(), table[at + 16]) for at in range(32, start - 1, 32)]
    at = 100
    for number in range(count):
        row, texts = start + number * size + 1, {}
        for column, width in columns:
            texts[column] = table[row : row + width].decode("latin-1").strip()
            row += width
        length, kind = struct.unpack_from(">I", shapes, at + 4)[0] * 2, struct.unpack_from("<I", shapes, at + 8)[0]
        if kind == 1:
            yield texts, [[struct.unpack_from("<dd", shapes, at + 12)]]
        else:
            parts, points = struct.unpack_from("<II", shapes, at + 44)
            starts = [*struct.unpack_from(f"<{parts}I", shapes, at + 52), points]
            all_of = [*struct.iter_unpack("<dd", shapes[at + 52 + 4 * parts : at + 8 + length])]
            yield texts, [all_of[a:b] for a, b in pairwise(starts)]
        at += 8 + length


def _tenths(x: float, y: float) -> Point:
    return round(x * 10), round(y * 10)


def _merge(rings: list[Ring]) -> list[Ring]:
    """Merges rings that share a border: the two sides of 180 degrees, and areas with one code."""
    sides = [{x for x, _ in ring} for ring in rings]
    if any(1800 in found and -1800 not in found for found in sides):
        rings = [
            [(x + 3600, y) for x, y in ring] if -1800 in found else ring
            for ring, found in zip(rings, sides, strict=True)
        ]
    edges = {(a, b) for ring in rings for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)}
    following = {a: b for a, b in edges if (b, a) not in edges}
    if len(following) == len(edges):
        return rings
    merged = []
    for first in [point for ring in rings for point in ring]:
        ring = []
        while first in following:
            ring.append(first)
            first = following.pop(first)
        if ring:
            merged.append(ring)
    return merged


def _simplify(ring: Ring, junctions: set[Point]) -> list[tuple[int, int, int]]:
    """Returns the points that matter with their ranks.

    Each part between junctions is simplified on its own, in one direction, so that neighbours keep one border.
    """
    ends = [n for n, point in enumerate(ring) if point in junctions]
    if len(ends) < 2:
        first = ends[0] if ends else ring.index(min(ring))
        ends = sorted({first, max(range(len(ring)), key=lambda n: _square(ring[first], ring[n]))})
    ring, ends = [*ring[ends[0] :], *ring[: ends[0] + 1]], [n - ends[0] for n in ends]
    found = []
    for a, b in zip(ends, [*ends[1:], len(ring) - 1], strict=True):
        part = ring[a : b + 1]
        turned = part[0] > part[-1]
        kept = [(part[0], inf), *_douglas_peucker(part[::-1] if turned else part, inf)[:: -1 if turned else 1]]
        found += [(*point, sum(limit < distance for limit in RANKS)) for point, distance in kept]
    return found


def _douglas_peucker(points: Ring, most: float) -> list[tuple[Point, float]]:
    """Returns the points between the ends that are needed, each with the tolerance up to which it is."""
    if len(points) < 3:
        return []
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = _square(points[0], points[-1])

    def distance(n: int) -> float:
        x, y = points[n]
        area = (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
        return sqrt(area * area / length if length else _square(points[0], points[n]))

    far = max(range(1, len(points) - 1), key=distance)
    needed = min(most, distance(far))
    if needed <= TOLERANCE:
        return []
    before, after = points[: far + 1], points[far:]
    return [*_douglas_peucker(before, needed), (points[far], needed), *_douglas_peucker(after, needed)]


def _square(a: Point, b: Point) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _line(code: str, points: list[tuple[int, int, int]]) -> str:
    steps = ((x - a, y - b, rank) for (a, b, _), (x, y, rank) in pairwise([(0, 0, 0), *points]))
    return " ".join(map(str, (code, *(number for step in steps for number in step))))


if __name__ == "__main__":
    FILE.write_text(outlines(), encoding="utf-8", newline="\n")
