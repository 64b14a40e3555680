"""Finds where a text mentions a term: the words to link to what explains them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Briefing
from ..records import Record

_WORD = re.compile(r"\w+")
_DOTS = str.maketrans("\u0130\u0131", "ii")


def _folded(word: str) -> str:
    """The word as all words that a pattern takes for it, whatever their case, have it."""
    return word.translate(_DOTS).casefold()


def _first_words(name: str) -> tuple[str, ...]:
    """What the first word of a name can be in a text that mentions it; empty if it has no word."""
    words = _WORD.findall(name) or [""]
    word = _folded(words[0])
    return (word, f"{word}s") if len(words) == 1 else (word,)


class Mentions:
    """The names of all records that explain a word, as one pattern.

    Whole words in any case, or with an "s" at the end; a name of capitals only as it stands.
    """

    def __init__(self, briefing: Briefing) -> None:
        self.records: dict[str, Record] = {}
        names: dict[str, str] = {}
        for entry in briefing.entries.values():
            for name in map(" ".join, map(str.split, entry.record.term_forms)):
                self.records.setdefault(name.casefold(), entry.record)
                names.setdefault(name.casefold(), name)
        longest_first = sorted(names.values(), key=lambda name: (-len(name), name))
        written = (f"(?-i:{re.escape(name)})" if name.isupper() else re.escape(name) for name in longest_first)
        self.pattern = re.compile(rf"(?<!\w)({'|'.join(written)})s?(?!\w)", re.IGNORECASE) if names else None
        self.words = frozenset(word for name in names.values() for word in _first_words(name))

    def within(self, text: str) -> Iterator[tuple[int, int, Record]]:
        """Every mention in a text on one line: where it begins and ends, and what explains it."""
        if self.pattern is None or ("" not in self.words and self.words.isdisjoint(map(_folded, _WORD.findall(text)))):
            return
        for match in self.pattern.finditer(text):
            record = self.records.get(match[1].casefold())
            if record:
                yield match.start(), match.end(), record
