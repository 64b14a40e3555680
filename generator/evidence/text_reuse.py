"""Finds runs of a source's words in other texts that are longer than is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from ..text import quote_normalization

_ESCAPES = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])")
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class ReusedWords:
    """A run of the source's words in another text; line and column are from 1."""

    line: int
    column: int
    words: int


class Fingerprint:
    """The words of a text, in a form that finds them again in others.

    Case and punctuation don't count. `limit` counts words as `quote_normalization.word_spans` does. A token is a run of
    letters and digits: "solid-fuel" is one word and two tokens.
    """

    def __init__(self, paragraphs: Iterable[str], limit: int) -> None:
        self.limit = limit
        self.tokens: list[str] = []
        self.words: list[int] = []  # the number of the word that each token belongs to
        number = 0
        for paragraph in paragraphs:
            for start, end in quote_normalization.word_spans(paragraph):
                tokens = [token for token, _ in _tokens(paragraph[start:end])]
                self.tokens += tokens
                self.words += [number] * len(tokens)
                number += 1
        span = limit + 1
        self.starts = {tuple(self.tokens[n : n + span]): n for n in reversed(range(len(self.tokens) - limit))}

    def find_reuse(self, text: str) -> Iterator[ReusedWords]:
        """Yields each run of words in another text that is longer than the limit.

        A run may cross line breaks.
        """
        found = [(token, line, column) for line, one in enumerate(_lines(text), 1) for token, column in _tokens(one)]
        tokens = [token for token, _, _ in found]
        at = 0
        while at + self.limit < len(tokens):
            start = self.starts.get(tuple(tokens[at : at + self.limit + 1]))
            if start is None:
                at += 1
                continue
            length = self.limit + 1
            while tokens[at + length : at + length + 1] == self.tokens[start + length : start + length + 1] != []:
                length += 1
            count = self.words[start + length - 1] - self.words[start] + 1
            if count > self.limit:
                yield ReusedWords(found[at][1], found[at][2], count)
            at += length


def _lines(text: str) -> Iterator[str]:
    """Yields the lines, with HTML entities, percent-encoding and escapes resolved.

    The escapes are those of JSON, YAML and Python.
    """
    for line in re.split("\r\n|[\n\r]", text):
        if "\\" in line:
            line = _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16)) if found[1] or found[2] else " ", line)
        if "&" in line:
            line = unescape(line)
        yield unquote(line) if "%" in line else line


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yields each run of letters and digits, case-folded, with its column."""
    for token in _TOKEN.finditer(text if text.isascii() else quote_normalization.normalize(text)):
        yield token.group().casefold(), token.start() + 1
