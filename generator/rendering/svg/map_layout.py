"""The layout of the relations map: two columns of nodes, so that few edges cross.

The order follows the barycentre heuristic for layered drawings (Sugiyama, Tagawa and Toda, 1981).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MAX_PASSES = 8
"""The most passes that improve the order; it settles sooner."""
CROSSING_COST = 8
"""The cost of a crossing, in half units of height."""
MIN_HEIGHT = 4
"""The least height of a name, in units."""

Pair = tuple[str, str]
"""The ids at the ends of an edge."""


@dataclass(frozen=True)
class Node:
    """A name in a column: its id, its depth in the tree, and its height in units.

    A node with an empty id is a spacer.
    """

    id: str
    depth: int
    height: int


Group = tuple[Node, ...]
"""A tree of nodes from top to bottom; also a whole column."""
SPACER = Node("", 0, 1)


def build_groups(
    ids: Sequence[str], affiliations: Mapping[str, str | None], edge_counts: Mapping[str, int]
) -> tuple[Group, ...]:
    """Arranges ids as trees: each below the nearest id that it belongs to.

    `affiliations` maps an id to the one that it belongs to; `edge_counts` gives the height of a node.
    """
    parents = {one: _find_parent(one, affiliations, ids) for one in ids}

    def tree(one: str, depth: int) -> list[Node]:
        below = [node for child in ids if parents[child] == one for node in tree(child, depth + 1)]
        return [Node(one, depth, max(MIN_HEIGHT, edge_counts.get(one, 0))), *below]

    return tuple(tuple(tree(one, 0)) for one in ids if parents[one] is None)


def _find_parent(one: str, affiliations: Mapping[str, str | None], ids: Sequence[str]) -> str | None:
    """Returns the nearest of `ids` that an id belongs to; None in a circle."""
    path = [one]
    while (parent := affiliations.get(path[-1])) is not None:
        if parent in path:
            return None
        path.append(parent)
    return next((parent for parent in path[1:] if parent in ids), None)


def arrange_columns(groups: Sequence[Group], pairs: Sequence[Pair]) -> tuple[Group, Group]:
    """Returns two columns of equal height, with connected groups on opposite sides."""
    sides: tuple[list[Group], list[Group]] = ([], [])
    half = sum(map(_group_height, groups)) * 11 // 20 + MIN_HEIGHT
    for group in sorted(groups, key=lambda group: -_count_edges(group, groups, pairs)):
        left, right = (_count_edges(group, side, pairs) for side in sides)
        is_right = left > right or (left == right and _side_height(sides[1]) < _side_height(sides[0]))
        side = int(is_right)
        if _side_height(sides[side]) + _group_height(group) > half:
            side = 1 - side
        sides[side].append(group)
    columns = [_nodes(side)[:-1] for side in _reduce_crossings(sides, pairs)]
    tallest = max(sum(node.height for node in column) for column in columns)
    left_column, right_column = (_fill_column(column, tallest) for column in columns)
    return left_column, right_column


def _group_height(group: Group) -> int:
    return sum(node.height for node in group) + SPACER.height


def _side_height(side: Iterable[Group]) -> int:
    return sum(map(_group_height, side))


def _nodes(side: Iterable[Group]) -> list[Node]:
    """Returns the nodes of a side, with a spacer after each group."""
    return [node for group in side for node in (*group, SPACER)]


def _count_edges(group: Group, others: Iterable[Group], pairs: Iterable[Pair]) -> int:
    """Counts the edges between a group and other groups."""
    here = {node.id for node in group}
    there = {node.id for other in others for node in other} - here
    return sum(1 for a, b in pairs if (a in here and b in there) or (b in here and a in there))


def _reduce_crossings(sides: tuple[list[Group], list[Group]], pairs: Sequence[Pair]) -> tuple[list[Group], list[Group]]:
    """Orders the groups of each side by their neighbours on the other side.

    Then adjacent groups are swapped while that lowers the cost.
    """
    for number in range(MAX_PASSES):
        side = number % 2
        centres = node_centres(_nodes(sides[1 - side]))
        ordered = sorted(sides[side], key=lambda group: _barycentre(group, centres, pairs))
        sides = (ordered, sides[1]) if side == 0 else (sides[0], ordered)
    least = _layout_cost(sides, pairs)
    for _ in range(MAX_PASSES):
        before = least
        for groups in sides:
            for n in range(len(groups) - 1):
                groups[n], groups[n + 1] = groups[n + 1], groups[n]
                cost = _layout_cost(sides, pairs)
                if cost < least:
                    least = cost
                else:
                    groups[n], groups[n + 1] = groups[n + 1], groups[n]
        if least == before:
            break
    return sides


def node_centres(nodes: Iterable[Node]) -> dict[str, int]:
    """Returns the centre of each node, in half units from the top of its column."""
    centres, top = {}, 0
    for node in nodes:
        centres[node.id] = 2 * top + node.height
        top += node.height
    return centres


def _barycentre(group: Group, centres: Mapping[str, int], pairs: Iterable[Pair]) -> int:
    """Returns the average position of a group's neighbours; the middle without any."""
    ids = {node.id for node in group}
    neighbours = (b if a in ids else a for a, b in pairs if (a in ids) != (b in ids))
    found = [centres[neighbour] for neighbour in neighbours if neighbour in centres]
    return 100 * sum(found) // len(found) if found else 50 * max(centres.values(), default=0)


def _layout_cost(sides: tuple[list[Group], list[Group]], pairs: Iterable[Pair]) -> int:
    """Returns the cost of a layout: the crossings of edges, and their heights."""
    left, right = (node_centres(_nodes(side)) for side in sides)
    both = {**left, **right}
    edges = [(left[a], right[b]) for pair in pairs for a, b in (pair, pair[::-1]) if a in left and b in right]
    crossings, ends_so_far = 0, list[int]()
    for _, end in sorted(edges):
        position = bisect_right(ends_so_far, end)
        crossings += len(ends_so_far) - position
        ends_so_far.insert(position, end)
    return crossings * CROSSING_COST + sum(abs(both[a] - both[b]) for a, b in pairs)


def _fill_column(column: list[Node], height: int) -> Group:
    """Widens the spacers of a column evenly, so that it has this height."""
    spare = height - sum(node.height for node in column)
    spacers = [n for n, node in enumerate(column) if not node.id]
    for count, n in enumerate(spacers):
        column[n] = Node("", 0, SPACER.height + spare // len(spacers) + (count < spare % len(spacers)))
    return (*column, Node("", 0, spare)) if spare and not spacers else tuple(column)
