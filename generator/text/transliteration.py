"""Spells names in ASCII, as they are typed on any keyboard: "Lučić" is "Lucic"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LETTERS = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
        "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "\u0131": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "ng", "Ŋ": "Ng", "ə": "e", "Ə": "E",
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u00a0": " ",
    }
)  # fmt: skip
"""Latin letters, quotation marks and hyphens that Unicode does not decompose."""


def to_ascii(name: str) -> str:
    """Returns the name without diacritics; "" if it has letters of another script."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return letters if letters.isascii() else ""


def ascii_spellings(names: Iterable[str]) -> tuple[str, ...]:
    """Returns the ASCII spellings that are not among the names themselves, each once."""
    known = tuple(names)
    return tuple(dict.fromkeys(spelling for name in known if (spelling := to_ascii(name)) and spelling not in known))


def suggest_id(text: str) -> str:
    """Returns an id made from a text, or "": "Térm Slip" becomes "term-slip"."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def index_letter(name: str) -> str:
    """Returns the name's letter in an alphabetical index; "other" if it has none."""
    first = suggest_id(name)[:1]
    return first if first.isalpha() else "other"
