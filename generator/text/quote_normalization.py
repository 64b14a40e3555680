"""Normalizes text to `bn-2`, the form of quotations, and counts words.

The steps, in this order: drop soft hyphens (with the line break after one), zero-width, byte-order and bidirectional
characters; replace curly and angle quotes by `'` and `"`, dashes and the minus by `-`, the ellipsis by `...`; split the
Latin ligatures; compose to NFC; replace every run of white space by one space, and by nothing between two characters of
scripts without spaces; trim the ends. Case and diacritics stay. It is not NFKC, which would turn 10\N{SUPERSCRIPT TWO}
into 102. The form before, `bn-1`, kept a space for all white space, and counted runs of letters in any script as words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

NAME = "bn-2"
FORMER_NAME = "bn-1"
"""The form before, whose locks are still read."""

_DROPPED = {0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)}
_DROPPED |= {*range(0x2066, 0x2070), 0xFEFF}
_REPLACED: dict[int, str | None] = str.maketrans(
    {
        **dict.fromkeys(map(chr, _DROPPED)),
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
)
_FIRST_UNSPACED = "\u0e00"
"""No script without spaces has a character before this one, the first of Thai."""
_LATIN = re.compile(r"[\x00-\x7f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]*")
_LETTER = r"[A-Za-z\u00c0-\u024f]"
_LATIN_WORD = re.compile(rf"(?:{_LETTER}|[0-9_]|(?<={_LETTER})[:.'](?={_LETTER})|(?<=[0-9])[,;.'](?=[0-9]))+")
"""A word of UAX #29 in a text of ASCII characters and composed Latin letters."""


def normalize(text: str) -> str:
    """Returns the normal form of a text."""
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip(" "):
        return text
    form = normalize_formerly(re.sub("\u00ad\\s+", "", text) if "\u00ad" in text else text)
    return form if max(form, default="") < _FIRST_UNSPACED else str(_patterns().needless_space.sub("", form))


def normalize_formerly(text: str) -> str:
    """Returns the normal form `bn-1` of a text, which keeps all spaces."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_REPLACED)).split())


@cache
def _patterns() -> SimpleNamespace:
    """Returns the patterns that need properties of Unicode.

    They are made when a text needs them, because importing `regex` takes as long as checking a small briefing.
    """
    import regex

    wide = r"[\p{LB=SA}[\p{EA=W}\p{EA=F}]--[\p{Script=Hangul}\p{Emoji}]]"
    return SimpleNamespace(
        boundary=regex.compile(r"(?wV1)\b"),
        unspaced=regex.compile(r"(?V1)[[\p{LB=SA}\p{LB=ID}\p{LB=CJ}\p{LB=NS}]&&[\p{L}\p{N}]]"),
        needless_space=regex.compile(rf"(?V1)(?<={wide}) (?=[{wide}--\p{{M}}])"),
    )


@cache
def is_unspaced(character: str) -> bool:
    """Returns True for a letter of a script without spaces between words.

    These are Han, kana, Yi, Thai, Lao, Khmer, Burmese and their relatives: the classes ID, CJ, NS and SA of UAX #14.
    """
    return character >= _FIRST_UNSPACED and bool(_patterns().unspaced.match(character))


def is_mark(character: str) -> bool:
    """Returns True for a combining mark, which belongs to the letter before it."""
    return not character.isascii() and unicodedata.category(character).startswith("M")


def word_spans(form: str) -> list[tuple[int, int]]:
    """Returns the start and end of each word of a normal form.

    Words are the segments of UAX #29 that have a letter or digit; with a hyphen between them they are one. In scripts
    without spaces each letter counts for itself, with the marks on it.
    """
    found: list[tuple[int, int]] = []
    for start, end in _segments(form):
        if is_unspaced(form[start]):
            for at in range(start, end):
                if is_unspaced(form[at]):
                    found.append((at, at + 1))
                else:
                    found[-1] = (found[-1][0], at + 1)
        elif found and form[found[-1][1] : start] == "-" and not is_unspaced(form[found[-1][0]]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _segments(form: str) -> Iterator[tuple[int, int]]:
    """Yields the segments of UAX #29 with a letter or digit; no mark begins one."""
    if _LATIN.fullmatch(form):
        yield from (match.span() for match in _LATIN_WORD.finditer(form) if match.group().strip("_"))
        return
    start = 0
    for boundary in _patterns().boundary.finditer(form):
        end = boundary.start()
        if any(character.isalnum() for character in form[start:end]):
            yield next(at for at in range(start, end) if form[at].isalnum() or form[at] == "_"), end
        start = end


@dataclass(frozen=True)
class Length:
    """The length of a text: its words, and its characters of scripts without spaces."""

    words: int
    characters: int

    @property
    def weight(self) -> int:
        """The length in fifths of a word, of which a character counts as two."""
        return 5 * self.words + 2 * self.characters

    def __str__(self) -> str:
        words = f"{self.words} word{'s' * (self.words != 1)}"
        characters = f"{self.characters} character{'s' * (self.characters != 1)}"
        return words if not self.characters else f"{words} and {characters}" if self.words else characters


def measure(form: str) -> Length:
    """Returns the length of a normal form."""
    spans = word_spans(form)
    characters = sum(is_unspaced(form[start]) for start, _ in spans)
    return Length(len(spans) - characters, characters)
