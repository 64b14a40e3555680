"""The layout of the relations map: two columns of names, so that few edges cross."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 8
"""The most passes that improve the order; it settles sooner."""
CROSSING = 8
"""The cost of a crossing, in half units of height."""
LEAST = 4
"""The least height of a name, in units."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """A name in a column: its id, its depth in the tree, and its height in units.

    An empty id is a gap.
    """

    id: str
    depth: int
    units: int


Group = tuple[Row, ...]
GAP = Row("", 0, 1)


def groups(ids: Sequence[str], above: Mapping[str, str | None], ends: Mapping[str, int]) -> tuple[Group, ...]:
    """Arranges ids as trees: each below the nearest id that it belongs to.

    `above` maps an id to the one that it belongs to, `ends` to the number of its edges, which gives its height.
    """
    parents = {one: _nearest(one, above, ids) for one in ids}

    def tree(one: str, depth: int) -> list[Row]:
        below = [row for child in ids if parents[child] == one for row in tree(child, depth + 1)]
        return [Row(one, depth, max(LEAST, ends.get(one, 0))), *below]

    return tuple(tuple(tree(one, 0)) for one in ids if parents[one] is None)


def _nearest(one: str, above: Mapping[str, str | None], ids: Sequence[str]) -> str | None:
    """Returns the nearest of `ids` that it belongs to; None in a circle."""
    way = [one]
    while (parent := above.get(way[-1])) is not None:
        if parent in way:
            return None
        way.append(parent)
    return next((parent for parent in way[1:] if parent in ids), None)


def two_columns(all_groups: Sequence[Group], pairs: Sequence[Pair]) -> tuple[Group, Group]:
    """Returns two columns of equal height, with connected groups on opposite sides."""
    sides: tuple[list[Group], list[Group]] = ([], [])
    half = sum(_height(group) for group in all_groups) * 11 // 20 + LEAST
    for group in sorted(all_groups, key=lambda group: -_between(group, all_groups, pairs)):
        left, right = (_between(group, side, pairs) for side in sides)
        side = 1 if left > right or (left == right and _tall(sides[1]) < _tall(sides[0])) else 0
        if _tall(sides[side]) + _height(group) > half:
            side = 1 - side
        sides[side].append(group)
    best = _ordered(sides, pairs)
    columns = [[row for group in side for row in (*group, GAP)][:-1] for side in best]
    tallest = max((sum(row.units for row in column) for column in columns), default=0)
    left_column, right_column = (_filled(column, tallest) for column in columns)
    return left_column, right_column


def _height(group: Iterable[Row]) -> int:
    return sum(row.units for row in group) + GAP.units


def _tall(side: Iterable[Group]) -> int:
    return sum(_height(group) for group in side)


def _between(group: Group, others: Iterable[Group], pairs: Iterable[Pair]) -> int:
    here = {row.id for row in group}
    there = {row.id for other in others for row in other} - here
    return sum(1 for a, b in pairs if (a in here and b in there) or (b in here and a in there))


def _ordered(sides: tuple[list[Group], list[Group]], pairs: Sequence[Pair]) -> tuple[list[Group], list[Group]]:
    """Orders the groups of each side by their neighbours on the other side.

    Then adjacent groups are swapped while that lowers the cost.
    """
    for turn in range(ROUNDS):
        here = turn % 2
        places = middles(row for group in sides[1 - here] for row in (*group, GAP))
        moved = sorted(sides[here], key=lambda group: _mean(group, places, pairs))
        sides = (moved, sides[1]) if here == 0 else (sides[0], moved)
    least = _cost(sides, pairs)
    for _ in range(ROUNDS):
        before = least
        for side in sides:
            for n in range(len(side) - 1):
                side[n], side[n + 1] = side[n + 1], side[n]
                cost = _cost(sides, pairs)
                if cost < least:
                    least = cost
                else:
                    side[n], side[n + 1] = side[n + 1], side[n]
        if least == before:
            break
    return sides


def middles(rows: Iterable[Row]) -> dict[str, int]:
    """Returns the middle of each row, in half units from the top."""
    places, top = {}, 0
    for row in rows:
        places[row.id] = 2 * top + row.units
        top += row.units
    return places


def _mean(group: Group, places: Mapping[str, int], pairs: Iterable[Pair]) -> int:
    """Returns the average position of a group's neighbours; the middle without any."""
    ids = {row.id for row in group}
    bound = [
        places[b if a in ids else a] for a, b in pairs if (a in ids) != (b in ids) and (b if a in ids else a) in places
    ]
    return 100 * sum(bound) // len(bound) if bound else 50 * max(places.values(), default=0)


def _cost(sides: tuple[list[Group], list[Group]], pairs: Iterable[Pair]) -> int:
    """Returns the cost of a layout: the crossings of edges, and their heights."""
    left, right = (middles(row for group in side for row in (*group, GAP)) for side in sides)
    both = {**left, **right}
    lines = [(left[a], right[b]) for pair in pairs for a, b in (pair, pair[::-1]) if a in left and b in right]
    crossings, above = 0, list[int]()
    for _, place in sorted(lines):
        nth = bisect_right(above, place)
        crossings += len(above) - nth
        above.insert(nth, place)
    return crossings * CROSSING + sum(abs(both[a] - both[b]) for a, b in pairs)


def _filled(column: list[Row], height: int) -> Group:
    """Widens the gaps of a column evenly to fill this height."""
    spare = height - sum(row.units for row in column)
    gaps = [n for n, row in enumerate(column) if not row.id]
    for nth, n in enumerate(gaps):
        column[n] = Row("", 0, GAP.units + spare // len(gaps) + (nth < spare % len(gaps)))
    return (*column, Row("", 0, spare)) if spare and not gaps else tuple(column)
