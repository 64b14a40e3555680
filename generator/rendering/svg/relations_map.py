"""The relations map: two columns of names, and the edges between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .marks import FULL, element, glyph, per_cent
from .sides import Group, groups, middles, two_columns

MOST = 40
"""The most names on a map; the names with the most relations are drawn."""
WIDE = 1000
"""The width of the drawing in its own units; its height is FULL."""
_ARROWS = ("M0 0 9-4.5V4.5z", "M0 0-9-4.5V4.5z")


@dataclass(frozen=True)
class Edge:
    """A relation between two names.

    `holds` is False if it only held before, might hold, or is alleged.
    """

    from_: str
    to: str
    family: str
    holds: bool


@dataclass(frozen=True)
class Line:
    """All relations of one family between two names, drawn as one line.

    `to_first` and `to_second` tell whether any leads to that end; `holds` whether any holds now.
    """

    ends: tuple[str, str]
    family: str
    to_first: bool
    to_second: bool
    holds: bool


@dataclass(frozen=True)
class Map:
    """The two columns from top to bottom, and the drawing between them.

    `left_out` counts the names with relations that are not drawn.
    """

    left: Group
    right: Group
    lines: tuple[Line, ...]
    picture: Markup
    left_out: int


def relations_map(above: Mapping[str, str | None], edges: Sequence[Edge], nesting: str = "") -> Map:
    """Draws the relations between the keys of `above`.

    `above` maps a name to the one that it belongs to. No line of the family `nesting` is drawn between a name and the
    one directly above it.
    """
    counts = Counter(one for edge in edges for one in dict.fromkeys((edge.from_, edge.to)))
    bound = sorted((one for one in above if counts[one]), key=lambda one: -counts[one])
    shown = bound[:MOST]
    lines = tuple(line for line in _merged(edges, shown) if line.family != nesting or not _is_nested(line, above))
    ends = {one: sum(one in line.ends for line in lines) for one in shown}
    trees = groups(shown, above, ends)
    left, right = two_columns(trees, [line.ends for line in lines])
    return Map(left, right, lines, _picture(left, right, lines), len(bound) - len(shown))


def _merged(edges: Sequence[Edge], shown: Sequence[str]) -> tuple[Line, ...]:
    found: dict[tuple[str, str, str], Line] = {}
    for edge in edges:
        if edge.from_ == edge.to or edge.from_ not in shown or edge.to not in shown:
            continue
        a, b = sorted((edge.from_, edge.to), key=shown.index)
        old = found.get((a, b, edge.family), Line((a, b), edge.family, False, False, False))
        found[a, b, edge.family] = Line(
            (a, b),
            edge.family,
            old.to_first or edge.to == a,
            old.to_second or edge.to == b,
            old.holds or edge.holds,
        )
    return tuple(found.values())


def _is_nested(line: Line, above: Mapping[str, str | None]) -> bool:
    """Tells whether one end is directly below the other."""
    a, b = line.ends
    return above.get(a) == b or above.get(b) == a


def _picture(left: Group, right: Group, lines: Sequence[Line]) -> Markup:
    sides = (middles(left), middles(right))
    side_of = {name: side for side in (0, 1) for name in sides[side] if name}
    ports = _ports((left, right), side_of, lines)
    curves, arrows = Markup(""), Markup("")
    for n, line in enumerate(lines):
        (a, b), (y1, y2) = (side_of[end] for end in line.ends), (ports[n, end] for end in line.ends)
        name = f"br-line br-line--{line.family}{'' if line.holds else ' br-line--faint'}"
        curves += element("path", d=_curve(a, b, y1, y2), class_=name)
        for wanted, side, y in ((line.to_first, a, y1), (line.to_second, b, y2)):
            if wanted:
                arrows += glyph(side * FULL, per_cent(y), _ARROWS[side], class_=f"br-arrow br-line--{line.family}")
    stretched = element(
        "svg", curves, viewBox=f"0 0 {WIDE} {FULL}", preserveAspectRatio="none", width="100%", height="100%"
    )
    return element("svg", stretched + arrows, class_="br-map__picture", width="100%", height="100%", aria_hidden="true")


def _curve(a: int, b: int, y1: int, y2: int) -> str:
    """Writes the path of a line: a wave between columns, a bow within one."""
    if a != b:
        return f"M{a * WIDE} {y1}C{WIDE // 2} {y1} {WIDE // 2} {y2} {b * WIDE} {y2}"
    reach = min(140 + abs(y1 - y2) // 8, 620)
    bow = WIDE - reach if a else reach
    return f"M{a * WIDE} {y1}C{bow} {y1} {bow} {y2} {a * WIDE} {y2}"


def _ports(
    columns: tuple[Group, Group], side_of: Mapping[str, int], lines: Sequence[Line]
) -> dict[tuple[int, str], int]:
    """Returns the position of each end of each line.

    The ends at a name are spread evenly over its height, in the order of their other ends.
    """
    places = {**middles(columns[0]), **middles(columns[1])}
    found: dict[tuple[int, str], int] = {}
    for side, column in enumerate(columns):
        height, top = sum(row.units for row in column), 0
        for row in column:
            here = [n for n, line in enumerate(lines) if row.id in line.ends]

            def order(n: int, one: str = row.id, side: int = side) -> tuple[int, int, int]:
                other = lines[n].ends[lines[n].ends[0] == one]
                apart = places[other] - places[one]
                if side_of[other] == side:  # a bow is above or below all others, the widest nearest to them
                    return (1 if apart > 0 else -1, -apart, n)
                return (0, places[other], n)

            for nth, n in enumerate(sorted(here, key=order)):
                found[n, row.id] = (2 * len(here) * top + row.units * (2 * nth + 1)) * FULL // (2 * len(here) * height)
            top += row.units
    return found
