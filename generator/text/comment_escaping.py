"""Escapes text for a comment on a pull request, and cleans it for a terminal.

The comment is GitHub Flavored Markdown. This module imports only the standard library,
because `.github/comment` loads this file alone, with nothing installed.
"""

from __future__ import annotations

import re
import unicodedata

ACTIVE = re.compile(
    r"[\\`*_{}\[\]<>&|~$^!]|/(?=/)|(?i:(?<=www)\.)|(?i:(?<=\bgh)-)(?=\d)|[@%](?=\w)|\#(?=\d)|:(?=[\w+-]+:)"
    r"|(?i:(?<![^\W_])(?=[0-9a-f]{7,}(?![^\W_]))(?:[0-9a-f]{6}(?=[0-9a-f]))+)"
)
"""Matches what acts in a line: markup, links, mentions, references, commits."""
SEPARATED = "@%#:/-"
"""Characters that act even as an entity; a `SEPARATOR` follows them instead."""
SEPARATOR = "<!-- -->"
"""An empty comment; it splits a mention, a reference or an address."""


def show_invisible(text: str) -> str:
    """Returns the text on one line, invisible characters as `<U+200B>`."""
    return "".join(character if character.isprintable() else _code_point(character) for character in text)


def _code_point(character: str) -> str:
    is_space = character in "\t\n\r" or unicodedata.category(character) == "Zs"
    return " " if is_space else f"<U+{ord(character):04X}>"


def escape(text: str) -> str:
    """Returns inline Markdown that shows exactly this text, and in which nothing acts.

    GitHub looks for mentions (`@name`, `#1`, `GH-1`) after it has resolved entities, so an empty comment splits them.
    What acts only at the beginning of a line stays: text of the data never begins a line.
    """
    return ACTIVE.sub(lambda match: neutralize(match.group()), show_invisible(text))


def neutralize(active: str) -> str:
    """Returns a match of `ACTIVE` in a form that shows the same and does not act."""
    if active == ".":
        return f"{SEPARATOR}."
    if active.isalnum():  # seven digits and more may be a commit's name
        return re.sub("......", rf"\g<0>{SEPARATOR}", active)
    return f"{active}{SEPARATOR}" if active in SEPARATED else f"&#{ord(active)};"
