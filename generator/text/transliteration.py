"""The plain spelling of a name, by which it is found on any keyboard: "Lučić" is "Lucic"."""

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
"""Latin letters, quotation marks and hyphens that Unicode does not take apart."""


def plain(name: str) -> str:
    """The name in ASCII, its accents and dots left off; empty if it has letters of another script."""
    apart = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    letters = "".join(character for character in apart if not unicodedata.combining(character))
    return letters if letters.isascii() else ""


def plain_ones(names: Iterable[str]) -> tuple[str, ...]:
    """The plain spellings that are not among the names themselves, each once."""
    known = tuple(names)
    return tuple(dict.fromkeys(spelt for name in known if (spelt := plain(name)) and spelt not in known))


def id_like(text: str) -> str:
    """The id that looks most like a text: "Térm Slip" -> "term-slip"; empty if nothing of it can stand in an id."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def first_letter(name: str) -> str:
    """The letter under which a name stands in a list, without its accents; "other" for digits and other scripts."""
    first = id_like(name)[:1]
    return first if first.isalpha() else "other"
