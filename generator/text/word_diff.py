"""Two texts compared word by word; white space and the form of accented letters never count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from unicodedata import normalize

BREAK = "\N{PILCROW SIGN}"
"""Stands for the end of a paragraph among the words."""
_MANY = 4_000_000
"""Beyond so many pairs of words the differing middle of two texts is told as replaced."""


class Fate(StrEnum):
    """What became of some words."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A run of words, parted by single spaces, and what became of it."""

    fate: Fate
    text: str


def folded(text: str) -> str:
    """The text as it counts: NFC, runs of white space as one space, paragraphs parted by one empty line."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", normalize("NFC", text)))
    return "\n\n".join(part for part in paragraphs if part)


def words(text: str) -> list[str]:
    """The words of a text, with a `BREAK` between paragraphs."""
    return folded(text).replace("\n\n", f" {BREAK} ").split(" ")


def figures(text: str) -> Counter[str]:
    """The numbers that stand in a text, each as often as it does."""
    return Counter(re.findall(r"\d+(?:[.,:]\d+)*", text))


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both texts in reading order: what was kept, what went, what came in its place."""
    before, after = words(old), words(new)
    runs = (
        (fate, " ".join(run))
        for tag, a, b, c, d in _operations(before, after)
        for fate, run in (
            ((Fate.SAME, before[a:b]),) if tag == "equal" else ((Fate.OLD, before[a:b]), (Fate.NEW, after[c:d]))
        )
    )
    return tuple(Piece(fate, text) for fate, text in runs if text)


def _operations(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """What SequenceMatcher gives, with a single kept word between two changes taken as changed: it reads better."""
    if len(old) * len(new) > _MANY:
        yield from _ends(old, new)
        return
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    begun: tuple[int, int] | None = None
    for n, (tag, a, b, c, d) in enumerate(found):
        kept = tag == "equal" and not (0 < n < len(found) - 1 and b - a == 1)
        if begun is None and not kept:
            begun = (a, c)
        if begun is not None and (kept or n == len(found) - 1):
            end = (a, c) if kept else (b, d)
            yield "replace", begun[0], end[0], begun[1], end[1]
            begun = None
        if kept:
            yield tag, a, b, c, d


def _ends(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The common beginning and end of two long texts, and all between as replaced."""
    short = min(len(old), len(new))
    head = next((n for n in range(short) if old[n] != new[n]), short)
    tail = next((n for n in range(short - head) if old[-1 - n] != new[-1 - n]), short - head)
    yield "equal", 0, head, 0, head
    yield "replace", head, len(old) - tail, head, len(new) - tail
    yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def likeness(old: Counter[str], new: Counter[str]) -> float:
    """How alike two bags of words are, from 0 to 1 (Dice coefficient)."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 0.0


def bag(text: str) -> Counter[str]:
    """The words of a text without their order, case and punctuation."""
    return Counter(re.findall(r"\w+", normalize("NFC", text).casefold()))
