"""Finds a quotation in normalized paragraphs, or the words most similar to it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from ..records import fields
from ..text import quote_normalization


def find_quotation(paragraph: str, evidence: fields.Evidence) -> list[int]:
    """Returns the offsets of a quotation in a normalized paragraph.

    The quotation must be between its prefix and its suffix, if it has them.
    """
    exact, prefix, suffix = (
        quote_normalization.normalize(part or "") for part in (evidence.exact, evidence.prefix, evidence.suffix)
    )
    offsets = []
    for at in find_occurrences(paragraph, exact):
        before = len(paragraph[:at].rstrip())
        after = len(paragraph) - len(paragraph[at + len(exact) :].lstrip())
        is_after = not prefix or (
            paragraph.endswith(prefix, 0, before) and _is_whole(paragraph, before - len(prefix), at)
        )
        is_before = not suffix or (
            paragraph.startswith(suffix, after) and _is_whole(paragraph, after, after + len(suffix))
        )
        if is_after and is_before:
            offsets.append(at)
    return offsets


def find_occurrences(paragraph: str, exact: str) -> list[int]:
    """Returns the offsets at which a paragraph has a text as whole words."""
    offsets: list[int] = []
    at = paragraph.find(exact)
    while at >= 0 and exact:
        if _is_whole(paragraph, at, at + len(exact)):
            offsets.append(at)
        at = paragraph.find(exact, at + 1)
    return offsets


def _is_whole(paragraph: str, start: int, end: int) -> bool:
    """Returns True if a span of a paragraph cuts no word at its ends."""
    before, after = paragraph[max(0, start - 1) : start], paragraph[end : end + 1]
    return not (paragraph[start].isalnum() and before.isalnum()) and not (
        paragraph[end - 1].isalnum() and after.isalnum()
    )


def find_closest(exact: str, paragraphs: Sequence[str]) -> tuple[int, int, str]:
    """Returns the run of words most similar to a quotation, as long as it.

    Returns its paragraph, the similarity in per cent, and the words.
    """
    best = (0, 0.0, "")
    length = max(1, len(quote_normalization.word_spans(exact)))
    matcher = SequenceMatcher(autojunk=False, b=exact)
    for number, paragraph in enumerate(paragraphs, 1):
        spans = quote_normalization.word_spans(paragraph)
        for first in range(max(1, len(spans) - length + 1)):
            window = paragraph[spans[first][0] : spans[min(first + length, len(spans)) - 1][1]] if spans else ""
            matcher.set_seq1(window)
            if matcher.real_quick_ratio() > best[1] and matcher.quick_ratio() > best[1] and matcher.ratio() > best[1]:
                best = (number, matcher.ratio(), window)
    return best[0], int(best[1] * 100), best[2]
