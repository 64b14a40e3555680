"""Splits text into sentences and paragraphs, and joins names and nouns to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .whitespace import visible_line

_END = re.compile(r"[.!?][\"')\u2019\u201d]*(?= (?![a-z]))")
_ABBREVIATED = re.compile(
    r"\b(?:[^\W\d_a-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Adm|Col|Capt|Lt|Maj|Sgt|Cmdr|Gov|Rev|Messrs|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)$"
)


def sentence_ends(text: str) -> Iterator[int]:
    """Yields the index of the space after each sentence but the last.

    "U.S." and other abbreviations do not end a sentence.
    """
    for match in _END.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        if not (match.group()[0] == "." and _ABBREVIATED.search(before)):
            yield match.end()


def split_first(text: str) -> tuple[str, str]:
    """Returns the first sentence of a text and the rest, both on one line."""
    text = visible_line(text)
    end = next(sentence_ends(text), len(text))
    return text[:end], text[end + 1 :]


def join_words(words: Sequence[str]) -> str:
    """Returns words as a sentence lists them: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def paragraphs(text: str) -> list[str]:
    """Returns the paragraphs of a text, which are separated by empty lines."""
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def mentions(text: str, words: str) -> bool:
    """Returns True if the text has these words, whole and in this order."""
    return bool(re.search(rf"(?<!\S){re.escape(words)}(?![^\s,;.])", text, re.IGNORECASE))


def singular(word: str) -> str:
    """Returns a word without its case and the `s` of its plural."""
    folded = word.casefold()
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded


def split_label(label: str) -> tuple[str, str]:
    """Returns what a relation's label has before and after the second name.

    Three dots mark the place of that name; without them it is the end: "warns ... of a price", "is president of".
    """
    before, _, after = label.replace("...", "\u2026").partition("\u2026")
    return before.strip(), after.strip()


def join_label(start: str, label: str, end: str) -> str:
    """Returns a relation as a sentence: its label with the names of its ends."""
    before, after = split_label(label)
    return " ".join(filter(None, (start, before, end, after)))


def with_article(noun: str) -> str:
    """Returns the noun with its article: "an actor", "a source"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
