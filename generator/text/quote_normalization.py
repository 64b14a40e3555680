"""Normalizes text to `bn-1`, the form in which quotations are compared.

The steps, in this order: drop soft hyphens, zero-width, byte-order and bidirectional characters; replace curly and angle
quotes by `'` and `"`, dashes and the minus by `-`, the ellipsis by `...`; split the Latin ligatures; compose to NFC;
replace every run of white space by one space; trim the ends. Case and diacritics stay. It is not NFKC, which would turn
10\N{SUPERSCRIPT TWO} into 102.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

NAME = "bn-1"

_DROPPED = {0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)}
_DROPPED |= {*range(0x2066, 0x2070), 0xFEFF}
_REPLACED: dict[str, str] = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    "\u2026": "...",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}


@dataclass(frozen=True)
class NormalizedText:
    """A text in its normal form; character `i` comes from index `origins[i]`."""

    text: str
    origins: tuple[int, ...]


def normalize_with_origins(text: str) -> NormalizedText:
    """Returns the normal form with the index that each character comes from."""
    characters: list[str] = []
    origins: list[int] = []
    for character, origin in _composed(list(_replaced(text))):
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        origins.append(origin)
    if characters and characters[-1] == " ":
        characters.pop()
        origins.pop()
    return NormalizedText("".join(characters), tuple(origins))


def normalize(text: str) -> str:
    """Returns the normal form of a text."""
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip(" "):
        return text
    return normalize_with_origins(text).text


def _replaced(text: str) -> Iterator[tuple[str, int]]:
    for index, character in enumerate(text):
        if ord(character) not in _DROPPED:
            for one in _REPLACED.get(character, character):
                yield one, index


def _composed(characters: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Composes to NFC, one cluster of characters that may compose at a time."""
    cluster, start = "", 0
    for character, origin in characters:
        if cluster and not _composes(cluster, character):
            yield from ((one, start) for one in unicodedata.normalize("NFC", cluster))
            cluster = ""
        if not cluster:
            start = origin
        cluster += character
    yield from ((one, start) for one in unicodedata.normalize("NFC", cluster))


def _composes(cluster: str, character: str) -> bool:
    if cluster[-1].isascii() and character.isascii():
        return False
    if unicodedata.combining(character):
        return True
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", cluster + character) != apart


def word_spans(text: str) -> list[tuple[int, int]]:
    """Returns the start and end of each word of a normal form.

    A word is a run of letters and digits, with `'` and `-` inside it.
    """
    found: list[tuple[int, int]] = []
    start: int | None = None
    for index, character in enumerate([*text, " "]):
        inside = character.isalnum() or unicodedata.combining(character) != 0
        joint = character in "'-" and start is not None and index + 1 < len(text) and text[index + 1].isalnum()
        if inside or joint:
            start = index if start is None else start
        elif start is not None:
            found.append((start, index))
            start = None
    return found
