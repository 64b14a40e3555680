"""Finds the words that turn one English sentence into another claim.

Two wordings with the same numbers, negations, modal verbs and names may still differ in meaning; with other ones they do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set

from ..text import word_diff

_NEGATIONS = frozenset(
    "barely hardly neither never no nobody none nor not nothing nowhere scarcely unlikely without".split()
)
_MODALS = frozenset("can could may might must ought shall should will would".split())
_NUMBERS = frozenset(
    "half dozen dozens hundred hundreds thousand thousands million millions billion billions zero two three four five six "
    "seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety first second third fourth fifth once twice double percent".split()
)
_STEMS = {"wo": "will", "ca": "can", "sha": "shall"}
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


def find_changed_claims(old: str, new: str, names: Set[str]) -> tuple[str, ...]:
    """Returns which words that carry a claim changed: "a number", "a negation".

    A name is a word with a capital, at the beginning of a sentence only one of `names`: words of known names, in lower case.
    """
    before, after = (_claims(text, names) for text in (old, new))
    return tuple(what for what in before if before[what] != after[what])


def _claims(text: str, names: Set[str]) -> dict[str, Counter[str]]:
    text = word_diff.normalize_text(text)
    words = [(match[0], _begins_sentence(text, match.start())) for match in _WORD.finditer(text)]
    plain = Counter(part for word, _ in words for part in _expand(word))
    capital = {
        name
        for word, begins in words
        for name in _expand(word)[:1]
        if word[0].isupper() and (name in names if begins else name != "i")
    }
    return {
        "a number": word_diff.count_numbers(text) + Counter({word: plain[word] for word in _NUMBERS & plain.keys()}),
        "a negation": Counter({word: plain[word] for word in _NEGATIONS & plain.keys()}),
        "a modal verb": Counter({word: plain[word] for word in _MODALS & plain.keys()}),
        "a name": Counter(capital),
    }


def _expand(word: str) -> list[str]:
    """Returns a word in lower case, a contraction with "not" as two words."""
    low = word.casefold().replace("\u2019", "'").removesuffix("'s")
    if low == "cannot":
        return ["can", "not"]
    stem = low.removesuffix("n't")
    return [low] if stem == low else [_STEMS.get(stem, stem), "not"]


def _begins_sentence(text: str, start: int) -> bool:
    """Returns True for the first word of a text, a sentence or a quotation."""
    before = text[:start].rstrip(" \n\"'\u201c\u201d\u2018\u2019([*_")
    return not before or before[-1] in ".!?:;\u2026" or text[start - 1 : start] in ("\u201c", '"')
