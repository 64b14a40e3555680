"""The few words of a text that show where a draft comes from."""

from __future__ import annotations

import re
from functools import lru_cache

from ..text import quote_normalization
from . import clauses

_FEWEST, _MOST = 3, 12
_WORD = re.compile(r"\S+")
_REPORTING = re.compile(r"^(?:said|says|told|added|wrote|asked|warned)\W*$")
_EDGE = ' ,;:()\u2013\u2014-"\u201c\u201d\u2018\u2022'


_NEAR = 200
_normalize = lru_cache(maxsize=64)(quote_normalization.normalize)


def words_around(text: str, start: int, end: int, *, forward: bool = False) -> str:
    """Returns 3 to 12 words of a sentence around a place.

    They occur once in the text, and are as few as can be, with words before the place or, if `forward`, after it; empty if there are none.
    """
    first, last = clauses.sentence_at(text, start)
    first, last = max(first, start - _NEAR), min(last, end + _NEAR)
    words = [match.span() for match in _WORD.finditer(text, first, last)]
    inside = [number for number, (begin, stop) in enumerate(words) if begin < end and stop > start]
    if not inside:
        return ""
    low, high = inside[0], inside[-1]
    whole = _normalize(text)
    while True:
        high = min(high, low + _MOST - 1)
        exact = text[words[low][0] : words[high][1]].strip(_EDGE)
        exact += ")" if exact.count("(") > exact.count(")") and f"{exact})" in text else ""
        count = high - low + 1
        if count >= _FEWEST and _is_single(whole, quote_normalization.normalize(exact)):
            return exact
        if count >= _MOST or count == len(words):
            return ""
        can_go_back = low > 0 and not _REPORTING.search(text[slice(*words[low - 1])])
        if (can_go_back and not forward) or high + 1 == len(words):
            low -= 1
        else:
            high += 1


def _is_single(text: str, exact: str) -> bool:
    at = text.find(exact)
    return at >= 0 and text.find(exact, at + 1) < 0
