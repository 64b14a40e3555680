"""Reads plain text: its paragraphs as they are, or wrapped lines and pages."""

from __future__ import annotations

from ..source_text import parse_source_text
from .document import Document
from .pages import measure_print, read_pages

_MAX_WIDTH = 120
"""The width up to which lines may be wrapped by a program."""
_MIN_WIDTH = 40
_ENDS = tuple(".!?:;\u2026\"'\u201d\u2019)]\u3002\uff01\uff1f\u0964")


def read(text: str, path: str) -> Document:
    """Returns the document. Raises BriefingError if the text is empty or damaged.

    Every block is a paragraph, except that lines are joined where they are wrapped.
    """
    source = parse_source_text(text.replace("\f", "\n\n").replace("\x00", "").encode(errors="replace"), path)
    if "\f" not in text.strip() and not _is_wrapped(source.original):
        return Document("plain text", source.original)
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    paragraphs, left_out, notes = read_pages(pages, measure_print if len(pages) > 1 else len)
    return Document("plain text in lines", paragraphs, left_out=left_out, notes=notes)


def _is_wrapped(paragraphs: tuple[str, ...]) -> bool:
    """Returns True if most lines end where a program has broken them.

    The lines before the last of each paragraph are about as long as the longest, or most paragraphs of one line do not end
    as sentences do.
    """
    blocks = [paragraph.split("\n") for paragraph in paragraphs]
    inner = [line for block in blocks for line in block[:-1]] or [line for (line,) in blocks[:-1]]
    longest = max(map(len, inner), default=0)
    if not _MIN_WIDTH <= longest <= _MAX_WIDTH or len(inner) < 3:
        return False
    long = sum(len(line) > longest * 0.6 for line in inner)
    open_ended = sum(not line.endswith(_ENDS) for line in inner)
    return long > len(inner) * 0.7 and open_ended > len(inner) * 0.5
