"""Reads text that is laid out in lines: columns, page headers, paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ...problems import quote_value
from .document import LeftOut
from .line_joining import Line, join_lines

_PAGE_NUMBER = re.compile(
    r"[\u2013\u2014\[( -]*(?:(?:page|p\.|seite) ?)?\d{1,4}(?: ?(?:of|/|von) ?\d{1,4})?[\u2013\u2014\]) -]*",
    re.IGNORECASE,
)
_EDGE = 2
"""The lines at the top and at the bottom of a page that may be a header."""
_REPEATED_SHARE = 0.3
"""The share of pages on which a header is; left and right pages may differ."""
_WIDE_GAP = re.compile(r"(?<=\S) {2,}(?=\S)|^ {8,}(?=\S)")
_WIDTHS = {
    **dict.fromkeys("ijl.,;:'|!\u2018\u2019", 0.27),
    **dict.fromkeys('ft()[]r-"\u2010\u201c\u201d ', 0.34),
    **dict.fromkeys("mwMW\u2014", 0.8),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 0.67),
}
_COLUMN_LINES = 5
_COLUMN_SHARE = 0.4
_INDENT = 4


def measure_print(text: str) -> float:
    """Returns the width of a text in a common typeface, in ems."""
    return sum(_WIDTHS.get(character, 0.5) for character in text)


def read_pages(
    pages: Sequence[str], measure: Callable[[str], float] = measure_print
) -> tuple[tuple[str, ...], tuple[LeftOut, ...], tuple[str, ...]]:
    """Returns the paragraphs of pages in fixed-width text, the rest, and notes."""
    split = [[line.rstrip().expandtabs() for line in page.split("\n")] for page in pages]
    left_out = list(_take_headers(split))
    lines = [line for page in split for column in _columns(page) for line in _lines(column, measure)]
    paragraphs, doubtful = join_lines(lines)
    words = ", ".join(map(quote_value, dict.fromkeys(doubtful)))
    notes = (f"check these words, which were divided at the end of a line: {words}",) if doubtful else ()
    return tuple(paragraphs), tuple(left_out), notes


def _take_headers(pages: list[list[str]]) -> Iterator[LeftOut]:
    """Empties the lines that are repeated at the edges of pages, and page numbers."""
    edges = []
    for page in pages:
        filled = [at for at, line in enumerate(page) if line]
        edges.append(sorted({*filled[:_EDGE], *filled[-_EDGE:]}) if len(filled) > 2 * _EDGE else filled[-1:])
    forms = Counter(
        form for page, places in zip(pages, edges, strict=True) for form in {_form(page[at]) for at in places}
    )
    for page, places in zip(pages, edges, strict=True):
        for at in places:
            is_number = at in (places[0], places[-1]) and _PAGE_NUMBER.fullmatch(page[at].strip())
            count = forms[_form(page[at])]
            if is_number or (count > 1 and count >= len(pages) * _REPEATED_SHARE):
                yield LeftOut("page number" if is_number else "page header", " ".join(page[at].split()))
                page[at] = ""


def _form(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _columns(lines: Sequence[str], depth: int = 0) -> Iterator[list[str]]:
    """Yields the columns of a page in reading order; a line across them ends them."""
    at = _gutter(lines) if depth < 3 else 0
    if not at:
        yield list(lines)
        return
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        gap = next((found for found in _WIDE_GAP.finditer(line) if at - 1 <= found.end() <= at + _INDENT), None)
        if gap or len(line) < at:
            left.append(line[: gap.start()] if gap else line)
            right.append(" " * (gap.end() - at) + line[gap.end() :] if gap else "")
            continue
        if any(right):
            yield left
            yield from _columns(right, depth + 1)
            left, right = [], []
        left.append(line)
    yield left
    yield from _columns(right, depth + 1)


def _gutter(lines: Sequence[str]) -> int:
    """Returns the place at which the lines of a right column begin, or 0."""
    filled = [line for line in lines if line]
    starts = Counter(gap.end() for line in filled for gap in _WIDE_GAP.finditer(line) if gap.end() >= 12)
    at = max(starts, key=lambda start: (starts[start], -start), default=0)
    is_column = starts[at] >= max(_COLUMN_LINES, len(filled) * _COLUMN_SHARE)
    return at if is_column else 0


def _lines(column: Sequence[str], measure: Callable[[str], float]) -> Iterator[Line]:
    texts = [" ".join(line.split()) for line in column]
    widths = sorted(map(measure, filter(None, texts)))
    room = widths[len(widths) * 19 // 20] if widths else 0
    gap, is_top = 0, True
    for line, text in zip(column, texts, strict=True):
        if text:
            start = len(line) - len(line.lstrip())
            first_word = measure(" " + text.partition(" ")[0])
            yield Line(text, start, measure(text) / room, first_word / room, gap, is_top)
            gap, is_top = 0, False
        else:
            gap += 1
