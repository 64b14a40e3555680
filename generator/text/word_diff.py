"""Compares texts word by word, whatever their white space and Unicode form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from unicodedata import normalize

PARAGRAPH_BREAK = "\N{PILCROW SIGN}"
"""Marks the end of a paragraph among the words."""
_PAIRS_MAX = 4_000_000
"""Above so many pairs of words, all between the common ends counts as replaced."""


class DiffOp(StrEnum):
    """The text that has a run of words: both, only the old one, or only the new one."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class DiffChunk:
    """A run of words, separated by single spaces, and the side that has it."""

    op: DiffOp
    text: str


def normalize_text(text: str) -> str:
    """Returns the text in NFC, with single spaces and one empty line per paragraph."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", normalize("NFC", text)))
    return "\n\n".join(part for part in paragraphs if part)


def split_words(text: str) -> list[str]:
    """Returns the words of a text, with a `PARAGRAPH_BREAK` between paragraphs."""
    return normalize_text(text).replace("\n\n", f" {PARAGRAPH_BREAK} ").split(" ")


def count_numbers(text: str) -> Counter[str]:
    """Returns how often each number occurs in a text."""
    return Counter(re.findall(r"\d+(?:[.,:]\d+)*", text))


def diff_words(old: str, new: str) -> tuple[DiffChunk, ...]:
    """Returns the words of both texts in reading order, old words before new ones."""
    before, after = split_words(old), split_words(new)
    runs = (
        (op, " ".join(run))
        for tag, a, b, c, d in _operations(before, after)
        for op, run in (
            ((DiffOp.SAME, before[a:b]),) if tag == "equal" else ((DiffOp.OLD, before[a:b]), (DiffOp.NEW, after[c:d]))
        )
    )
    return tuple(DiffChunk(op, text) for op, text in runs if text)


def _operations(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yields the opcodes of SequenceMatcher.

    A single equal word between two changes counts as changed, because that reads better.
    """
    if len(old) * len(new) > _PAIRS_MAX:
        yield from _middle_replaced(old, new)
        return
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    start: tuple[int, int] | None = None
    for n, (tag, a, b, c, d) in enumerate(found):
        is_equal = tag == "equal" and not (0 < n < len(found) - 1 and b - a == 1)
        if start is None and not is_equal:
            start = (a, c)
        if start is not None and (is_equal or n == len(found) - 1):
            end = (a, c) if is_equal else (b, d)
            yield "replace", start[0], end[0], start[1], end[1]
            start = None
        if is_equal:
            yield tag, a, b, c, d


def _middle_replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yields the common ends of two long texts as equal, the middle as replaced."""
    short = min(len(old), len(new))
    head = next((n for n in range(short) if old[n] != new[n]), short)
    tail = next((n for n in range(short - head) if old[-1 - n] != new[-1 - n]), short - head)
    yield "equal", 0, head, 0, head
    yield "replace", head, len(old) - tail, head, len(new) - tail
    yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def similarity(old: Counter[str], new: Counter[str]) -> float:
    """Returns the Dice coefficient of two bags of words, from 0 to 1."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 0.0


def bag_of_words(text: str) -> Counter[str]:
    """Returns how often each word occurs in a text, without case and punctuation."""
    return Counter(re.findall(r"\w+", normalize("NFC", text).casefold()))
