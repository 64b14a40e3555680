"""Finds a quotation in normalized paragraphs, or the words most similar to it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from ..records import fields
from ..text import quote_normalization
from .source_text import SourceText

_GRAMS_MAX = 30
_REGIONS_MAX = 3
_SIMILARITY_MIN = 0.4


def find_quotation(paragraph: str, evidence: fields.Evidence) -> list[int]:
    """Returns the offsets of a quotation in a normalized paragraph.

    The quotation must be between its prefix and its suffix, if it has them.
    """
    exact, prefix, suffix = _normalized(evidence)
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


@lru_cache(maxsize=1024)
def _normalized(evidence: fields.Evidence) -> tuple[str, str, str]:
    exact, prefix, suffix = (
        quote_normalization.normalize(part or "") for part in (evidence.exact, evidence.prefix, evidence.suffix)
    )
    return exact, prefix, suffix


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
    """Returns True if a span of a paragraph cuts no word at its ends.

    It may end inside a Korean word, because particles are written at the end of a word.
    """
    return not _is_inside_word(paragraph, start) and (
        "\uac00" <= paragraph[end : end + 1] <= "\ud7a3" or not _is_inside_word(paragraph, end)
    )


def _is_inside_word(paragraph: str, at: int) -> bool:
    """Returns True between two letters of a word, or between a letter and its mark.

    The marks of Burmese and Khmer that put the next letter below join the two.
    """
    after, last = paragraph[at : at + 1], at - 1
    if last < 0 or not after:
        return False
    if quote_normalization.is_mark(after) or paragraph[last] in "\u1039\u17d2":
        return True
    while last > 0 and quote_normalization.is_mark(paragraph[last]):
        last -= 1
    before = paragraph[last]
    return (
        before.isalnum()
        and after.isalnum()
        and not (quote_normalization.is_unspaced(before) or quote_normalization.is_unspaced(after))
    )


def find_closest(exact: str, text: SourceText) -> tuple[int, int, str]:
    """Returns the run of words most similar to a normalized quotation, as long as it.

    Returns its paragraph, the similarity in per cent, and the words. Only the parts of the text with most of the
    quotation's rarest groups of three letters are compared, so that the time grows with the text and not faster.
    """
    starts = [0, *accumulate(len(one) + 1 for one in text.lowered)]
    length = max(1, len(quote_normalization.word_spans(exact)))
    matcher = SequenceMatcher(autojunk=False, b=exact)
    best = (0, _SIMILARITY_MIN, "")
    seen: set[tuple[int, int]] = set()
    for start, end in _similar_regions(exact.lower(), "\n".join(text.lowered)):
        for n in range(max(0, bisect_right(starts, start) - 1), min(bisect_right(starts, end), len(text.paragraphs))):
            spans = text.word_spans[n]
            for first in range(max(1, len(spans) - length + 1)):
                window = spans[first : first + length]
                if (
                    not window
                    or (n, first) in seen
                    or window[-1][1] < start - starts[n]
                    or window[0][0] > end - starts[n]
                ):
                    continue
                seen.add((n, first))
                words = text.paragraphs[n][window[0][0] : window[-1][1]]
                matcher.set_seq1(words)
                if min(matcher.real_quick_ratio(), matcher.quick_ratio()) > best[1] and matcher.ratio() > best[1]:
                    best = (n + 1, matcher.ratio(), words)
    return (best[0], int(best[1] * 100), best[2]) if best[0] else (0, 0, "")


def _similar_regions(exact: str, text: str) -> list[tuple[int, int]]:
    """Returns the parts of a text that share most groups of letters with a quotation."""
    size = max(16, len(exact))
    counts = {gram: text.count(gram) for gram in {exact[n : n + 3] for n in range(max(1, len(exact) - 2))}}
    hits: Counter[int] = Counter()
    for gram in sorted((gram for gram in counts if counts[gram]), key=lambda gram: (counts[gram], gram))[:_GRAMS_MAX]:
        blocks, at = set(), text.find(gram)
        while at >= 0:
            blocks.add(at // size)
            at = text.find(gram, at + 1)
        hits.update(blocks)
    scores = {block: hits[block] + hits[block + 1] for near in hits for block in (near - 1, near)}
    ranked = sorted(scores, key=lambda block: (-scores[block], block))[:_REGIONS_MAX]
    return [(block * size - size // 2, (block + 2) * size + size // 2) for block in ranked]
