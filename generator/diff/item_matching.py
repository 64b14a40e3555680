"""Matches the items of an old list with those of a new one by their content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from ..text import word_diff

T = TypeVar("T")
_MOST_PAIRS = 40_000
"""The most pairs of items that are compared for similarity.

Beyond it, an item without an equal counts as new or removed.
"""


def match_items(
    old: Sequence[T],
    new: Sequence[T],
    keys: Sequence[Callable[[T], Hashable | None]],
    words: Callable[[T], Counter[str]] | None = None,
    threshold: float = 0.5,
) -> list[tuple[T | None, T | None]]:
    """Pairs the items of both lists: new ones in their order, then removed ones.

    Each key in turn pairs the items for which it gives the same value, in order; None pairs nothing. Then the items
    whose words are the most alike are paired, if their similarity (0 to 1) reaches the threshold.
    """
    unmatched = list(range(len(old)))
    partner: dict[int, int] = {}
    for key in keys:
        by_key: dict[Hashable, list[int]] = {}
        for i in unmatched:
            by_key.setdefault(key(old[i]), []).append(i)
        for j, item in enumerate(new):
            value = None if j in partner else key(item)
            if value is not None and by_key.get(value):
                partner[j] = by_key[value].pop(0)
        taken = set(partner.values())
        unmatched = [i for i in unmatched if i not in taken]
    if words:
        partner |= _match_similar(
            old, new, unmatched, [j for j in range(len(new)) if j not in partner], words, threshold
        )
    taken = set(partner.values())
    matches: list[tuple[T | None, T | None]] = [
        (old[partner[j]] if j in partner else None, item) for j, item in enumerate(new)
    ]
    return matches + [(item, None) for i, item in enumerate(old) if i not in taken]


def _match_similar(
    old: Sequence[T],
    new: Sequence[T],
    before: Sequence[int],
    after: Sequence[int],
    words: Callable[[T], Counter[str]],
    threshold: float,
) -> dict[int, int]:
    """Maps new positions to old ones, the most similar items first."""
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        return {}
    old_words, new_words = {i: words(old[i]) for i in before}, {j: words(new[j]) for j in after}
    scores = ((word_diff.similarity(old_words[i], new_words[j]), i, j) for i in before for j in after)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted((one for one in scores if one[0] >= threshold), key=lambda one: (-one[0], one[1], one[2])):
        if j not in found and i not in taken:
            found[j] = i
            taken.add(i)
    return found
