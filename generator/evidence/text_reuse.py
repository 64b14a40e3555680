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
_STARTS_MAX = 100
"""The most places of a text that begin alike to compare; it bounds the time."""


@dataclass(frozen=True)
class ReusedWords:
    """A run of the source's words in another text; line and column are from 1."""

    line: int
    column: int
    length: quote_normalization.Length


class Fingerprint:
    """The words of a text, in a form that finds them again in others.

    Case and punctuation don't count. `limit` counts words as `quote_normalization.word_spans` does, and a character of a
    script without spaces as 0.4 words. A token is a run of letters and digits, or such a character: "solid-fuel" is one
    word and two tokens.
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
        self.starts: dict[tuple[str, ...], list[int]] = {}
        for n in range(len(self.tokens) - limit):
            self.starts.setdefault(tuple(self.tokens[n : n + limit + 1]), []).append(n)

    def find_reuse(self, text: str) -> Iterator[ReusedWords]:
        """Yields each run of words in another text that is longer than the limit.

        A run may cross line breaks.
        """
        found = [(token, line, column) for line, one in enumerate(_lines(text), 1) for token, column in _tokens(one)]
        tokens = [token for token, _, _ in found]
        at = 0
        while at + self.limit < len(tokens):
            starts = self.starts.get(tuple(tokens[at : at + self.limit + 1]))
            if not starts:
                at += 1
                continue
            runs = [(self._common(tokens, at, start), start) for start in starts[:_STARTS_MAX]]
            count, start = max(runs, key=lambda run: run[0])
            length = self._length(start, start + count)
            if length.weight > 5 * self.limit:
                yield ReusedWords(found[at][1], found[at][2], length)
                at += count
            else:
                at += 1

    def _common(self, tokens: list[str], at: int, start: int) -> int:
        """Returns how many tokens are the same from two places on."""
        count = self.limit + 1
        while tokens[at + count : at + count + 1] == self.tokens[start + count : start + count + 1] != []:
            count += 1
        return count

    def _length(self, start: int, end: int) -> quote_normalization.Length:
        characters = sum(map(quote_normalization.is_unspaced, (token[0] for token in self.tokens[start:end])))
        return quote_normalization.Length(len(set(self.words[start:end])) - characters, characters)


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
    """Yields each run of letters and digits, case-folded, with its column.

    Each character of a script without spaces is a run of its own.
    """
    form = text if text.isascii() else quote_normalization.normalize(text)
    for token in _TOKEN.finditer(form):
        start = token.start()
        for at in range(*token.span()) if not token.group().isascii() else ():
            if quote_normalization.is_unspaced(form[at]):
                if at > start:
                    yield form[start:at].casefold(), start + 1
                yield form[at].casefold(), at + 1
                start = at + 1
        if start < token.end():
            yield form[start : token.end()].casefold(), start + 1
