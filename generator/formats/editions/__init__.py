"""The editions of a briefing that are one file, one module each, listed in a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..downloads import BUNDLES, Bundle
from . import epub, html, markdown, pdf
from .book import Book
from .pdf import MissingExtraError

__all__ = ["EDITIONS", "Edition", "MissingExtraError"]


@dataclass(frozen=True)
class Edition(Bundle):
    """One edition, with its writer, which is given the book and the site's style sheet."""

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
