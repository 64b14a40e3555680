"""Runs of a source's words in other texts: proof that nothing repeats more of a protected text than is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from ..text import quote_normalization

_ESCAPES = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])")
_PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Repeat:
    """A run of words of the source in another text: where it begins (line and column from 1), and its length."""

    line: int
    column: int
    words: int


class Fingerprint:
    """The words of a text, to be found again in others: letters' case and all signs between them are left aside.

    `limit` counts words as `normal.words` does: "hasn't" and "solid-fuel" are one each, though compared by halves.
    """

    def __init__(self, paragraphs: Iterable[str], limit: int) -> None:
        self.limit = limit
        self.pieces: list[str] = []
        self.words: list[int] = []  # which word of the text each piece belongs to
        number = 0
        for paragraph in paragraphs:
            for start, end in quote_normalization.word_spans(paragraph):
                halves = [half for half, _ in _pieces(paragraph[start:end])]
                self.pieces += halves
                self.words += [number] * len(halves)
                number += 1
        span = limit + 1
        self.places = {tuple(self.pieces[n : n + span]): n for n in reversed(range(len(self.pieces) - limit))}

    def repeats(self, text: str) -> Iterator[Repeat]:
        """Every run of the other text that is longer than the limit, in full, over its line breaks too."""
        found = [(half, line, column) for line, one in enumerate(_lines(text), 1) for half, column in _pieces(one)]
        said = [half for half, _, _ in found]
        at = 0
        while at + self.limit < len(said):
            place = self.places.get(tuple(said[at : at + self.limit + 1]))
            if place is None:
                at += 1
                continue
            length = self.limit + 1
            while said[at + length : at + length + 1] == self.pieces[place + length : place + length + 1] != []:
                length += 1
            count = self.words[place + length - 1] - self.words[place] + 1
            if count > self.limit:
                yield Repeat(found[at][1], found[at][2], count)
            at += length


def _lines(text: str) -> Iterator[str]:
    """The lines, with HTML entities, percent signs and the escapes of JSON, YAML and Python resolved."""
    for line in re.split("\r\n|[\n\r]", text):
        if "\\" in line:
            line = _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16)) if found[1] or found[2] else " ", line)
        if "&" in line:
            line = unescape(line)
        yield unquote(line) if "%" in line else line


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Each run of letters and digits, in small letters, and the column it begins in."""
    for piece in _PIECE.finditer(text if text.isascii() else quote_normalization.normalize(text)):
        yield piece.group().casefold(), piece.start() + 1
