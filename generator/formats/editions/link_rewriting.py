"""Rewrites the ids and links of a page for one document that holds all pages."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
    """Returns a copy of a chapter's content with the links and ids of one edition.

    `link_to` returns the link to a location; None removes the link and keeps its text. `rename_id` returns the id of an
    element in the edition.
    """
    return _copy(chapter, chapter.content, link_to, rename_id)


def _copy(
    chapter: Chapter,
    element: Element,
    link_to: Callable[[Location], str | None],
    rename_id: Callable[[Location], str],
) -> Element:
    attributes = dict(_rename_ids(chapter, element, rename_id))
    tag = element.tag
    if tag in ("a", "use") and "href" in attributes:
        location = link_target(chapter.path, attributes["href"])
        link = attributes["href"] if location is None else link_to(location)
        if link is None:
            tag = "span"
            del attributes["href"]
        else:
            attributes["href"] = link
    copy = Element(tag, attributes)
    copy.text, copy.tail = element.text, element.tail
    copy.extend(_copy(chapter, child, link_to, rename_id) for child in element)
    return copy


def _rename_ids(chapter: Chapter, element: Element, rename_id: Callable[[Location], str]) -> Iterator[tuple[str, str]]:
    for key, value in element.items():
        if key == "id":
            yield key, rename_id(Location(chapter.path, value))
        elif key in _ID_REFERENCES:
            yield key, " ".join(rename_id(Location(chapter.path, one)) for one in value.split())
        else:
            yield key, value


def link_target(path: str, href: str) -> Location | None:
    """Returns the location to which a link on a page leads; None for a web address."""
    page, _, fragment = href.partition("#")
    if ":" in page or page.startswith("/"):
        return None
    return Location(posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path, fragment)


def hosted_url(book: Book, location: Location) -> str | None:
    """Returns the address on the hosted site of a location outside the book."""
    return urls.published_url(book.site_url, location.path + (f"#{location.id}" if location.id else "")) or None
