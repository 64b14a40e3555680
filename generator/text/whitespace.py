"""Brings text onto one line and drops the characters that must not be shown."""

from __future__ import annotations

import re
from unicodedata import normalize

# Controls, bidirectional overrides and isolates, byte-order marks, halves of characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]+"
)
# Line breaks and runs of spaces; no-break and other typographic spaces stay as they are.
_SPACES = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
# The characters that show nothing (Default_Ignorable_Code_Point, DerivedCoreProperties.txt of Unicode), and those that
# look like a space or like nothing in most fonts: the blank of Braille, marks around annotations, a replaced object.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\u2800\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Those of them that no script and no emoji needs where they are.
_NEEDLESS = re.compile(
    "[\u00ad\u17b4\u17b5\u180e\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
    "|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b|(?<![\u2800-\u28ff])\u2800"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
)
_ACCENT = re.compile("[\u0300-\u036f]")


def fold_name(name: str) -> str:
    """Returns the form in which two spellings of one name are equal.

    Case, spaces, characters that show nothing and compatible forms (NFKC) make no difference.
    """
    return " ".join(normalize("NFKC", _IGNORABLE.sub("", name)).casefold().split())


def find_invisible(text: str) -> str:
    """Returns the first character that shows nothing and that nothing needs, or ""."""
    found = None if text.isascii() else _NEEDLESS.search(text)
    return found[0] if found else ""


def fold_accents(name: str) -> str:
    """Returns that form without the accents of Latin, Greek and Cyrillic letters."""
    return fold_name(_ACCENT.sub("", normalize("NFD", fold_name(name))))


def collapse(text: str) -> str:
    """Returns the text on one line, with single spaces and no hidden characters."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return _SPACES.sub(" ", _HIDDEN.sub("", text)).strip()


def visible_line(value: object) -> str:
    """Returns the value's text on one line; U+FFFD if none of its characters shows."""
    text = str(value)
    return collapse(text) or ("\ufffd" if text.strip(" ") else "")
