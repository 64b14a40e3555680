"""Brings text onto one line and drops the characters that must not be shown."""

from __future__ import annotations

import re

# Controls, bidirectional overrides and isolates, byte-order marks, halves of characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]+"
)
# Line breaks and runs of spaces; no-break and other typographic spaces stay as they are.
_SPACES = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")


def collapse(text: str) -> str:
    """Returns the text on one line, with single spaces and no hidden characters."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return _SPACES.sub(" ", _HIDDEN.sub("", text)).strip()


def visible_line(value: object) -> str:
    """Returns the value's text on one line; U+FFFD if none of its characters shows."""
    text = str(value)
    return collapse(text) or ("\ufffd" if text.strip(" ") else "")
