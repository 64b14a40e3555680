"""Text for a comment on a pull request (GitHub Flavored Markdown) or a terminal: it shows as itself and nothing acts.

It imports the standard library alone, because the workflow that writes the comment loads this file by itself.
"""

from __future__ import annotations

import re
import unicodedata

ACTS = re.compile(
    r"[\\`*_{}\[\]<>&|~$^!]|/(?=/)|(?i:(?<=www)\.)|(?i:(?<=\bgh)-)(?=\d)|[@%](?=\w)|\#(?=\d)|:(?=[\w+-]+:)"
)
SEPARATED = "@%#:/-"
"""What acts even when it is written as an entity; `SEPARATOR` follows it instead."""
SEPARATOR = "<!-- -->"
"""An empty comment, which parts a mention, a reference or an address."""


def visible(text: str) -> str:
    """The text on one line, with what can't be seen spelt out: `<U+200B>`."""
    return "".join(c if c.isprintable() else _unseen(c) for c in text)


def _unseen(character: str) -> str:
    is_space = character in "\t\n\r" or unicodedata.category(character) == "Zs"
    return " " if is_space else f"<U+{ord(character):04X}>"


def escaped(text: str) -> str:
    """The text as inline Markdown that shows exactly this: no markup, link, mention, reference or emoji.

    A mention (`@name`, `#1`, `GH-1`) is found in what is shown, after entities are read: an empty comment parts it. What acts
    at the beginning of a line only stays as it is: text of the data never stands there.
    """
    return ACTS.sub(lambda match: neutralise(match.group()), visible(text))


def neutralise(found: str) -> str:
    """What acts, written so that it shows as itself."""
    if found == ".":
        return f"{SEPARATOR}."
    return f"{found}{SEPARATOR}" if found in SEPARATED else f"&#{ord(found)};"
