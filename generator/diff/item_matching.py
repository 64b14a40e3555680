"""Which item of an old list is which of a new one: by what they say, never by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from ..text import word_diff

T = TypeVar("T")
_MANY = 40_000
"""Beyond so many pairs the nearest texts are not looked for: what has no equal is new or gone."""


def pairs(
    old: Sequence[T],
    new: Sequence[T],
    keys: Sequence[Callable[[T], Hashable | None]],
    texts: Callable[[T], Counter[str]] | None = None,
    enough: float = 0.5,
) -> list[tuple[T | None, T | None]]:
    """The items of both lists in pairs: the new ones in their order, then the old ones that are gone.

    Each key in turn pairs what is equal by it, in order; then `texts` pairs the nearest, as far as they are alike
    enough (0 to 1). A key that is None pairs nothing.
    """
    rest = list(range(len(old)))
    partner: dict[int, int] = {}
    for key in keys:
        places: dict[Hashable, list[int]] = {}
        for i in rest:
            places.setdefault(key(old[i]), []).append(i)
        for j, item in enumerate(new):
            found = None if j in partner else key(item)
            if found is not None and places.get(found):
                partner[j] = places[found].pop(0)
        taken = set(partner.values())
        rest = [i for i in rest if i not in taken]
    if texts:
        partner |= _nearest(old, new, rest, [j for j in range(len(new)) if j not in partner], texts, enough)
    taken = set(partner.values())
    paired: list[tuple[T | None, T | None]] = [
        (old[partner[j]] if j in partner else None, item) for j, item in enumerate(new)
    ]
    return paired + [(item, None) for i, item in enumerate(old) if i not in taken]


def _nearest(
    old: Sequence[T],
    new: Sequence[T],
    before: Sequence[int],
    after: Sequence[int],
    texts: Callable[[T], Counter[str]],
    enough: float,
) -> dict[int, int]:
    """New position -> old position, the most alike first."""
    if not before or not after or len(before) * len(after) > _MANY:
        return {}
    old_texts, new_texts = {i: texts(old[i]) for i in before}, {j: texts(new[j]) for j in after}
    scores = ((word_diff.likeness(old_texts[i], new_texts[j]), i, j) for i in before for j in after)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted((one for one in scores if one[0] >= enough), key=lambda one: (-one[0], one[1], one[2])):
        if j not in found and i not in taken:
            found[j] = i
            taken.add(i)
    return found
