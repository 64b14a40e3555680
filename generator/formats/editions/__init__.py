"""The editions of a briefing: all pages in one file, in several formats.

To add an edition, write a module with a function `write(book, style_sheet)` and add a line to `EDITIONS` and to
`downloads.BUNDLES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..downloads import BUNDLES, Bundle
from . import epub, html, markdown, pdf
from .book import Book, build_book, convert_page, list_pages
from .pdf import MissingExtraError

__all__ = ["EDITIONS", "Edition", "MissingExtraError", "build_book", "convert_page", "list_pages"]


@dataclass(frozen=True)
class Edition(Bundle):
    """An edition; `write` gets the book and the site's style sheet."""

    write: Callable[[Book, str], bytes]


EDITIONS = {
    name: Edition(name, BUNDLES[name].file.removesuffix(".txt"), BUNDLES[name].description, write)
    for name, write in (
        ("html", html.write),
        ("pdf", pdf.write),
        ("epub", epub.write),
        ("markdown", markdown.write),
    )
}
