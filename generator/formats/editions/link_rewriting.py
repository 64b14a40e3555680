"""Rewrites the ids and links of a page for one document that holds all pages."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from ...text import urls
from .book import Book, Chapter

_ID_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


@dataclass(frozen=True)
class Location:
    """A location in the book: a page's path under `docs/`, and the id of an element.

    An empty id means the beginning of the page.
    """

    path: str
    id: str = ""


def rewrite_links(
    chapter: Chapter,
    link_to: Callable[[Location], str | None],
    rename_id: Callable[[Location], str] = lambda location: location.id,
) -> Element:
    """Returns a chapter's content with the links and ids of one edition.

    `link_to` returns the link to a location; None removes the link and keeps its text. `rename_id` returns the id of an
    element in the edition.
    """
    content = chapter.parse()
    for element in content.iter():
        for key, value in element.items():
            if key == "id":
                element.set(key, rename_id(Location(chapter.path, value)))
            elif key in _ID_REFERENCES:
                element.set(key, " ".join(rename_id(Location(chapter.path, one)) for one in value.split()))
            elif key == "href" and element.tag in ("a", "use") and (location := link_target(chapter.path, value)):
                if link := link_to(location):
                    element.set(key, link)
                else:
                    element.tag = "span"
                    del element.attrib[key]
    return content


def link_target(path: str, href: str) -> Location | None:
    """Returns the location to which a link on a page leads; None for a web address."""
    page, _, fragment = href.partition("#")
    if ":" in page or page.startswith("/"):
        return None
    return Location(_resolve(path, page) if page else path, fragment)


@lru_cache(maxsize=10_000)
def _resolve(path: str, page: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), page))


def hosted_url(book: Book, location: Location) -> str | None:
    """Returns the address on the hosted site of a location outside the book."""
    return urls.published_url(book.site_url, location.path + (f"#{location.id}" if location.id else "")) or None
