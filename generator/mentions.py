"""Finds where a text mentions a term: the words to link to what explains them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Briefing, Record


class Mentions:
    """The names of all records that explain a word, as one pattern.

    Whole words in any case, or with an "s" at the end; a name of capitals only as it stands.
    """

    def __init__(self, briefing: Briefing) -> None:
        self.records: dict[str, Record] = {}
        names: dict[str, str] = {}
        for entry in briefing.entries.values():
            for name in map(" ".join, map(str.split, entry.record.mentioned_as)):
                self.records.setdefault(name.casefold(), entry.record)
                names.setdefault(name.casefold(), name)
        longest_first = sorted(names.values(), key=lambda name: (-len(name), name))
        written = (f"(?-i:{re.escape(name)})" if name.isupper() else re.escape(name) for name in longest_first)
        self.pattern = re.compile(rf"(?<!\w)({'|'.join(written)})s?(?!\w)", re.IGNORECASE) if names else None

    def within(self, text: str) -> Iterator[tuple[int, int, Record]]:
        """Every mention in a text on one line: where it begins and ends, and what explains it."""
        for match in self.pattern.finditer(text) if self.pattern else ():
            record = self.records.get(match[1].casefold())
            if record:
                yield match.start(), match.end(), record
