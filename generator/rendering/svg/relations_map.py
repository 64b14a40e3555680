"""The relations map: two columns of names, and the edges between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .elements import FULL, draw_marker, element, percent
from .map_layout import Group, arrange_columns, build_groups, node_centres

MAX_NODES = 40
"""The most names on a map; the names with the most relations are drawn."""
WIDTH = 1000
"""The width of the drawing in its own units; its height is FULL."""
_ARROWHEADS = ("M0 0 9-4.5V4.5z", "M0 0-9-4.5V4.5z")


@dataclass(frozen=True)
class Edge:
    """A relation between two names.

    `is_current` is False if it only held before, might hold, or is alleged.
    """

    source: str
    target: str
    family: str
    is_current: bool


@dataclass(frozen=True)
class MergedEdge:
    """All relations of one family between two names, drawn as one line.

    `to_first` and `to_second` are True if any leads to that end, `is_current` if any holds now.
    """

    ends: tuple[str, str]
    family: str
    to_first: bool
    to_second: bool
    is_current: bool


@dataclass(frozen=True)
class RelationsMap:
    """The two columns from top to bottom, and the drawing between them.

    `omitted` counts the names with relations that are not drawn.
    """

    left: Group
    right: Group
    edges: tuple[MergedEdge, ...]
    drawing: Markup
    omitted: int


def draw_map(affiliations: Mapping[str, str | None], edges: Sequence[Edge], nesting: str = "") -> RelationsMap:
    """Draws the relations between the keys of `affiliations`.

    `affiliations` maps a name to the one that it belongs to. No edge of the family `nesting` is drawn between a name
    and the one directly above it.
    """
    counts = Counter(one for edge in edges for one in dict.fromkeys((edge.source, edge.target)))
    connected = sorted((one for one in affiliations if counts[one]), key=lambda one: -counts[one])
    shown = connected[:MAX_NODES]
    merged = tuple(
        edge for edge in _merge_edges(edges, shown) if edge.family != nesting or not _is_nested(edge, affiliations)
    )
    edge_counts = Counter(end for edge in merged for end in edge.ends)
    groups = build_groups(shown, affiliations, edge_counts)
    left, right = arrange_columns(groups, [edge.ends for edge in merged])
    return RelationsMap(left, right, merged, _draw_edges(left, right, merged), len(connected) - len(shown))


def _merge_edges(edges: Sequence[Edge], shown: Sequence[str]) -> tuple[MergedEdge, ...]:
    found: dict[tuple[str, str, str], MergedEdge] = {}
    for edge in edges:
        if edge.source == edge.target or edge.source not in shown or edge.target not in shown:
            continue
        a, b = sorted((edge.source, edge.target), key=shown.index)
        old = found.get((a, b, edge.family), MergedEdge((a, b), edge.family, False, False, False))
        found[a, b, edge.family] = MergedEdge(
            (a, b),
            edge.family,
            old.to_first or edge.target == a,
            old.to_second or edge.target == b,
            old.is_current or edge.is_current,
        )
    return tuple(found.values())


def _is_nested(edge: MergedEdge, affiliations: Mapping[str, str | None]) -> bool:
    """Tells whether one end is directly below the other."""
    a, b = edge.ends
    return affiliations.get(a) == b or affiliations.get(b) == a


def _draw_edges(left: Group, right: Group, edges: Sequence[MergedEdge]) -> Markup:
    column_of = {node.id: column for column, nodes in enumerate((left, right)) for node in nodes if node.id}
    ports = _place_ports((left, right), column_of, edges)
    curves, arrowheads = Markup(""), Markup("")
    for n, edge in enumerate(edges):
        (a, b), (y1, y2) = (column_of[end] for end in edge.ends), (ports[n, end] for end in edge.ends)
        name = f"br-line br-line--{edge.family}{'' if edge.is_current else ' br-line--faint'}"
        curves += element("path", d=_curve(a, b, y1, y2), class_=name)
        for has_arrow, column, y in ((edge.to_first, a, y1), (edge.to_second, b, y2)):
            if has_arrow:
                name = f"br-arrow br-line--{edge.family}"
                arrowheads += draw_marker(column * FULL, percent(y), _ARROWHEADS[column], class_=name)
    stretched = element(
        "svg", curves, viewBox=f"0 0 {WIDTH} {FULL}", preserveAspectRatio="none", width="100%", height="100%"
    )
    drawing = stretched + arrowheads
    return element("svg", drawing, class_="br-map__picture", width="100%", height="100%", aria_hidden="true")


def _curve(a: int, b: int, y1: int, y2: int) -> str:
    """Writes the path of an edge: a wave between columns, a bow within one."""
    if a != b:
        return f"M{a * WIDTH} {y1}C{WIDTH // 2} {y1} {WIDTH // 2} {y2} {b * WIDTH} {y2}"
    reach = min(140 + abs(y1 - y2) // 8, 620)
    bow = WIDTH - reach if a else reach
    return f"M{a * WIDTH} {y1}C{bow} {y1} {bow} {y2} {a * WIDTH} {y2}"


def _place_ports(
    columns: tuple[Group, Group], column_of: Mapping[str, int], edges: Sequence[MergedEdge]
) -> dict[tuple[int, str], int]:
    """Returns the height at which each end of each edge meets its name.

    The ends at a name are spread evenly over its height, in the order of their other ends.
    """
    centres = {**node_centres(columns[0]), **node_centres(columns[1])}
    ports: dict[tuple[int, str], int] = {}
    for nodes in columns:
        total, top = sum(node.height for node in nodes), 0
        for node in nodes:
            here = [n for n, edge in enumerate(edges) if node.id in edge.ends]

            def order(n: int, one: str = node.id) -> tuple[int, int, int]:
                other = edges[n].ends[edges[n].ends[0] == one]
                distance = centres[other] - centres[one]
                if column_of[other] == column_of[one]:  # bows are outside of all others, the widest nearest to them
                    return (1 if distance > 0 else -1, -distance, n)
                return (0, centres[other], n)

            for count, n in enumerate(sorted(here, key=order)):
                share = 2 * len(here) * top + node.height * (2 * count + 1)
                ports[n, node.id] = share * FULL // (2 * len(here) * total)
            top += node.height
    return ports
