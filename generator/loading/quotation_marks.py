"""The quotation marks of typography, which YAML takes for letters."""

from __future__ import annotations

PAIRS = {
    "\u201c": "\u201d", "\u201d": "\u201d", "\u201e": "\u201c\u201d", "\u201f": "\u201d", "\u2018": "\u2019", "\u201a": "\u2018\u2019",
    "\u201b": "\u2019", "\u00ab": "\u00bb", "\u00bb": "\u00ab", "\u2039": "\u203a", "\u203a": "\u2039", "\u300c": "\u300d",
    "\u300e": "\u300f", "\u301d": "\u301e\u301f", "\uff02": "\uff02", "\uff07": "\uff07", "\u2033": "\u2033", "\u275d": "\u275e",
}  # fmt: skip
"""The marks that may close each opening mark."""


def has_closing(text: str, opening: str) -> bool:
    """Returns True if a mark in the text closes `opening`; an apostrophe does not."""
    return any(mark in PAIRS.get(opening, "") and not text[n + 1 : n + 2].isalnum() for n, mark in enumerate(text) if n)


def surround(text: str) -> bool:
    """Returns True if typographic marks surround the whole text, as YAML's quotes do."""
    closing = PAIRS.get(text[:1], "")
    return len(text) > 2 and text[-1] in closing + "\"'" and bool(closing) and not has_closing(text[:-1], text[0])
