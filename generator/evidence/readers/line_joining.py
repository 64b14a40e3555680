"""Joins wrapped lines into paragraphs, and words that are divided at their ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_END = re.compile(
    r"[.!?:\u2026\u3002\uff01\uff1f\u0964\u061f][\"'\u201d\u2019\u00bb\u300d\u300f)\]]*[0-9\u00b9\u00b2\u00b3]{0,3}$"
)
_BULLET = re.compile(r"(?:[\u2022\u2023\u25aa\u25cf\u25e6*\u00b7\u2013-]|\d{1,2}[.)])\s+\S")
_DIVIDED = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])$")
_LETTERS = re.compile(r"[^\W\d_]*")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_FULL = 0.95
"""The share of a column that a line and the next word fill if the line goes on."""
_HEADING = 0.5
"""The share of its column below which a line without a full stop is a heading."""
_HYPHENATED = 0.02
"""The share of lines that end inside a word if a program has divided words."""


@dataclass(frozen=True)
class Line:
    """A line of a column: its text, its place, and the gap above.

    `start` is its indent in characters, `fill` the share of the column's width that it fills, `next_fill` that which its
    first word does. `gap` is the number of empty lines above; `is_top` is true for the first line of a column or page.
    """

    text: str
    start: int
    fill: float
    next_fill: float
    gap: int = 0
    is_top: bool = False


def join_lines(lines: Sequence[Line]) -> tuple[list[str], list[str]]:
    """Returns the paragraphs, and the words that were divided and may have a hyphen."""
    if not lines:
        return [], []
    style = _Style(lines)
    groups = [[lines[0]]]
    for line in lines[1:]:
        if style.begins_paragraph(groups[-1], line):
            groups.append([])
        groups[-1].append(line)
    words = _Words(lines)
    return [_joined(group, words) for group in groups], words.doubtful


class _Style:
    """The signs of a new paragraph in a text: gaps, indents, or short last lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        inner = [line for line in lines if not line.is_top]
        gaps = Counter(line.gap for line in inner)
        self.gap = max(gaps, key=lambda gap: (gaps[gap], -gap), default=0)
        starts = Counter(line.start for line in lines)
        self.start = max(starts, key=lambda start: (starts[start], -start))
        indented = sum(self._is_indented(line) for line in lines)
        self.has_indents = 0 < indented < len(lines) * 0.45
        self.has_gaps = sum(line.gap > self.gap for line in inner) >= max(1, len(inner) // 60)

    def begins_paragraph(self, group: Sequence[Line], line: Line) -> bool:
        """Returns True if `line` does not continue the paragraph of `group`."""
        before = group[-1]
        is_short = before.fill + line.next_fill < _FULL
        if not line.is_top and line.gap > self.gap:
            return True
        is_list, is_bullet = bool(_BULLET.match(group[0].text)), bool(_BULLET.match(line.text))
        if is_list or is_bullet:
            return not is_bullet and line.start <= group[0].start and is_short if is_list else _ends(before)
        if self.has_indents and self._is_indented(line):
            return not self._is_indented(before) or is_short
        if line.is_top or not (self.has_gaps or self.has_indents):
            is_heading = not line.is_top and before.fill < _HEADING and line.text[0].isupper()
            return is_short and (_ends(before) or is_heading)
        return False

    def _is_indented(self, line: Line) -> bool:
        return 1 <= line.start - self.start <= 12


def _ends(line: Line) -> bool:
    """Returns True if a line ends as a sentence does."""
    return bool(_END.search(line.text))


class _Words:
    """The words of a text that are not divided, by which divided ones are united.

    `doubtful` are the united words that the text does not have elsewhere.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.doubtful: list[str] = []
        self._is_hyphenated = sum(bool(_DIVIDED.search(line.text)) for line in lines) > len(lines) * _HYPHENATED
        self._counts = Counter(
            word.lower().replace("\u2010", "-").replace("\u2011", "-")
            for line in lines
            for word in _WORD.findall(_DIVIDED.sub("", line.text))
        )

    def keeps_hyphen(self, first: str, sign: str, rest: str) -> bool:
        """Returns True if a word divided after `first` has a hyphen there."""
        without, with_hyphen = (self._counts[f"{first}{between}{rest}".lower()] for between in ("", "-"))
        if without or with_hyphen:
            return with_hyphen > without
        if sign != "-" or rest[:1].isupper():
            return rest[:1].isupper()
        is_compound = min(len(first), len(rest)) > 2 and self._counts[first.lower()] and self._counts[rest.lower()]
        keeps = not self._is_hyphenated or bool(is_compound)
        self.doubtful.append(f"{first}{'-' * keeps}{rest}")
        return keeps


def _joined(group: Sequence[Line], words: _Words) -> str:
    text = group[0].text
    for line in group[1:]:
        divided = _DIVIDED.search(text)
        if _BULLET.match(line.text):
            text += "\n" + line.text
        elif divided and line.text[:1].isalpha():
            rest = _LETTERS.match(line.text)
            keeps = words.keeps_hyphen(divided[1], divided[2], rest[0] if rest else "")
            text = text[: divided.start(2)] + "-" * keeps + line.text
        elif _UNSPACED.match(text[-1:]) and _UNSPACED.match(line.text):
            text += line.text
        else:
            text += ("" if text.endswith(("-", "\u2014", "/")) and line.text[:1].isalnum() else " ") + line.text
    return text
