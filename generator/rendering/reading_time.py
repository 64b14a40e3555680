"""Estimates how long a page takes to read."""

from __future__ import annotations

import re

WORDS_PER_MINUTE = 238
"""The average of adults who read English non-fiction in silence.

Brysbaert, Journal of Memory and Language 109, 2019.
"""

_MARKUP = re.compile(r"<(svg|sup)\b.*?</\1>|<[^>]*>|\]\([^)]*\)|\{:[^}]*\}|&#?\w+;", re.DOTALL)
_WORD = re.compile(r"\w++(?:['\u2019.,-]\w++)*+")


def reading_minutes(text: str) -> int:
    """Returns the minutes that a page of this Markdown takes to read, at least one."""
    chunks = _MARKUP.sub(" ", text).split()
    mixed = [chunk for chunk in chunks if not chunk.isalpha()]  # a chunk of letters alone is one word
    words = len(chunks) - len(mixed) + len(_WORD.findall(" ".join(mixed)))
    return max(1, (2 * words + WORDS_PER_MINUTE) // (2 * WORDS_PER_MINUTE))
