"""The normal form `bn-1`, in which quotations are compared with their source.

In this order: soft hyphens, zero-width, byte-order and bidirectional characters are dropped; curly and angle quotes
become `'` and `"`, dashes and the minus `-`, the ellipsis `...`; the Latin ligatures are taken apart; the text is
brought to NFC; every run of white space becomes one space; the ends are trimmed. Case and diacritics are kept, and it
is not NFKC: that would turn 10\N{SUPERSCRIPT TWO} into 102.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

NAME = "bn-1"

_DROPPED = {0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)}
_DROPPED |= {*range(0x2066, 0x2070), 0xFEFF}
_FOLDED: dict[str, str] = {
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
class Normal:
    """A text in its normal form; `origins[i]` is the index in the original that character `i` comes from."""

    text: str
    origins: tuple[int, ...]


def normalise(text: str) -> Normal:
    """The normal form of a text, with the way back to its positions."""
    characters: list[str] = []
    origins: list[int] = []
    for character, origin in _composed(list(_folded(text))):
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        origins.append(origin)
    if characters and characters[-1] == " ":
        characters.pop()
        origins.pop()
    return Normal("".join(characters), tuple(origins))


def normal(text: str) -> str:
    """The normal form of a text, without the positions."""
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip(" "):
        return text
    return normalise(text).text


def _folded(text: str) -> Iterator[tuple[str, int]]:
    for index, character in enumerate(text):
        if ord(character) not in _DROPPED:
            for one in _FOLDED.get(character, character):
                yield one, index


def _composed(characters: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """NFC, piece by piece: a piece is a character and what follows and may compose with it."""
    piece, begun = "", 0
    for character, origin in characters:
        if piece and not _composes(piece, character):
            yield from ((one, begun) for one in normalize("NFC", piece))
            piece = ""
        if not piece:
            begun = origin
        piece += character
    yield from ((one, begun) for one in normalize("NFC", piece))


def _composes(piece: str, character: str) -> bool:
    if piece[-1].isascii() and character.isascii():
        return False
    return combining(character) != 0 or normalize("NFC", piece + character) != normalize("NFC", piece) + normalize(
        "NFC", character
    )


def words(text: str) -> list[tuple[int, int]]:
    """Where each word of a normal form begins and ends: runs of letters and digits, with `'` and `-` inside them."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for index, character in enumerate([*text, " "]):
        inside = character.isalnum() or combining(character) != 0
        joint = character in "'-" and start is not None and index + 1 < len(text) and text[index + 1].isalnum()
        if inside or joint:
            start = index if start is None else start
        elif start is not None:
            found.append((start, index))
            start = None
    return found
