"""Writes a text as a YAML scalar: plain, in quotes, or as a block.

The style depends on the text alone. A block has one sentence on each line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..text import sentences

WIDTH = 112
"""The most columns of a line; what can't be broken may be longer."""
_PLAIN = re.compile(r"[^\s?:,\[\]{}#&*!|>'\"%@`-](?:[^\t\r\n:# ]|:(?=[^ ])|(?<! )#| (?=[^ #]))*")
_FLOW_SIGNS = re.compile(r"[,\[\]{}:]")
_NOT_TEXT = re.compile(
    r"y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan)|\.\.\."  # words of YAML 1.1 and 1.2, and a sign
    r"|[-+.]*/?[0-9][0-9x_.,:/~?%+-]*"  # a number, a time, a date (EDTF)
    r"|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9][0-9_.]*e[-+]?[0-9]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[t ]+[0-9:.]+.*|\.\.\. .*",
    re.IGNORECASE,
)
"""Matches what some YAML reader takes for something other than a text; all dates."""
_NEEDS_ESCAPES = re.compile(r"[\t\r\n]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r", "\n": "\\n"}
_BREAK = re.compile(r"(?<=[^ \t\r\n]) (?=[^ \t\r\n])")


def format_inline(text: str, in_brackets: bool = False) -> str:
    """Writes the text on one line, in quotes unless every YAML reader reads it back."""
    is_text = _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text)
    if is_text and not (in_brackets and _FLOW_SIGNS.search(text)):
        return text
    if _NEEDS_ESCAPES.search(text):
        return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def format_block(text: str, column: int) -> list[str] | None:
    """Writes the text as a block: its sign, then its lines for `column`.

    Returns None if no block loads as the text. A text of several lines, each of them a short sentence, keeps its lines.
    """
    body = text.removesuffix("\n")
    parts = body.split("\n")
    if not parts[0] or not parts[-1] or any(part != part.strip(" \t\r") or "\r" in part for part in parts):
        return None
    chomping = "-" if body == text else ""
    if len(parts) > 1 and all(not _is_long(part, column) for part in parts):
        return [f"|{chomping}", *parts]
    lines = [f">{chomping}"]
    for n, part in enumerate(parts):
        lines += ["", *_wrap(part, column)] if n and part else _wrap(part, column) if part else [""]
    return lines


def is_prose(text: str) -> bool:
    """Returns True for a text of several lines or sentences, written as a block."""
    return "\n" in text or next(sentences.sentence_ends(text), None) is not None


def _is_long(part: str, column: int) -> bool:
    return column + len(part) > WIDTH or len(_split(part)) > 1


def _split(part: str) -> list[str]:
    """Splits a line into sentences where a single space separates them."""
    places = [end for end in sentences.sentence_ends(part) if _BREAK.match(part, end)]
    return [part[a:b].removeprefix(" ") for a, b in pairwise([0, *places, len(part)])]


def _wrap(part: str, column: int) -> list[str]:
    """Writes one sentence a line and wraps the long ones at spaces."""
    lines = []
    for sentence in _split(part):
        line = ""
        for word in _BREAK.split(sentence):
            if line and column + len(line) + 1 + len(word) > WIDTH:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines
