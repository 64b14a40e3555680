"""Where the sentences of a text end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?][\"')\u2019\u201d]*(?= (?![a-z]))")
_ABBREVIATED = re.compile(
    r"\b(?:[^\W\d_a-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)$"
)


def ends(text: str) -> Iterator[int]:
    """The place of the space behind each sentence but the last; "U.S." and the like do not end one."""
    for match in _END.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        if not (match.group()[0] == "." and _ABBREVIATED.search(before)):
            yield match.end()


def a(noun: str) -> str:
    """The noun with its article: "an actor", "a source"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
