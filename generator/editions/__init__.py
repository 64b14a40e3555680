"""The editions of a briefing that are one file, one module each, listed in a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import epub, html, markdown, pdf
from .book import Book
from .pdf import MissingExtraError

__all__ = ["EDITIONS", "Edition", "MissingExtraError"]


@dataclass(frozen=True)
class Edition:
    """One edition: its name on the command line, the file it is offered as, what it is, and its writer."""

    name: str
    file: str
    about: str
    write: Callable[[Book, str], bytes]


EDITIONS = {
    edition.name: edition
    for edition in (
        Edition("html", "briefing.html", "the whole briefing as one HTML page, with a search of its own", html.write),
        Edition("pdf", "briefing.pdf", "a printed book: tagged PDF (PDF/UA) with bookmarks and notes", pdf.write),
        Edition("epub", "briefing.epub", "a book for reading devices (EPUB 3.3)", epub.write),
        Edition(
            "markdown", "briefing.md", "the whole briefing as one Markdown file, without the pictures", markdown.write
        ),
    )
}
