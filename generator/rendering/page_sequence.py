"""How pages are read: how long one takes, and which one comes before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Page

WORDS_A_MINUTE = 238
"""Adults reading English non-fiction in silence, on average (Brysbaert, Journal of Memory and Language 109, 2019)."""

_NOT_READ = re.compile(r"<svg\b.*?</svg>|<[^>]*>|\]\([^)]*\)|\[\^\d+\]|\{:[^}]*\}|&#?\w+;", re.DOTALL)
_WORD = re.compile(r"\w++(?:['\u2019.,-]\w++)*+")


def minutes(text: str) -> int:
    """How many minutes a page of this Markdown takes to read: its words at 238 a minute, at least one minute."""
    pieces = _NOT_READ.sub(" ", text).split()
    rest = [piece for piece in pieces if not piece.isalpha()]  # what is all letters is one word
    words = len(pieces) - len(rest) + len(_WORD.findall(" ".join(rest)))
    return max(1, (2 * words + WORDS_A_MINUTE) // (2 * WORDS_A_MINUTE))


def in_order(pages: Sequence[Page]) -> Iterator[tuple[Page, Page | None, Page | None]]:
    """Each page of a section with the record's page before it and the one after it; a section's index has neither."""
    records = [page for page in pages if page.record is not None]
    places = {page.path: place for place, page in enumerate(records)}
    for page in pages:
        place = places.get(page.path)
        before = records[place - 1] if place else None
        after = records[place + 1] if place is not None and place + 1 < len(records) else None
        yield page, before, after
