"""Parts of one HTML document with the whole book: contents, articles, assets."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from .book import Book, Chapter
from .link_rewriting import Location, hosted_url, rewrite_links

_DEEPEST = 6


@cache
def read_asset(name: str) -> str:
    """Reads a style sheet or script of the editions, by its file's name."""
    return Path(__file__).with_name(name).read_text("utf-8")


def table_of_contents(book: Book, address: Callable[[Chapter], str] = lambda chapter: f"#{chapter.key}") -> Element:
    """Returns a `nav` with the list of sections, each with the list of its records.

    `address` returns the link to a chapter.
    """
    nav = Element("nav", {"aria-label": "Contents", "class": "br-contents"})
    SubElement(nav, "h2").text = "Contents"
    top = SubElement(nav, "ol")
    item = top
    for chapter in book.chapters:
        if chapter.depth == 2:
            inner = item.find("ol")
            inner = SubElement(item, "ol") if inner is None else inner
            _entry(inner, chapter, address)
        else:
            item = _entry(top, chapter, address)
    return nav


def _entry(items: Element, chapter: Chapter, address: Callable[[Chapter], str]) -> Element:
    item = SubElement(items, "li")
    SubElement(item, "a", {"href": address(chapter)}).text = "The briefing" if chapter.depth == 0 else chapter.title
    return item


def chapter_article(book: Book, chapter: Chapter) -> Element:
    """Returns a chapter as an `article` element.

    Ids and links are those of one document; headings are as deep as the chapter.
    """

    def link_to(location: Location) -> str | None:
        if location.path not in book.keys:
            return hosted_url(book, location)
        return f"#{element_id(book, location)}"

    article = rewrite_links(chapter, link_to, partial(element_id, book))
    article.tag = "article"
    article.set("id", chapter.key)
    article.set("class", f"br-chapter br-chapter--{chapter.depth}")
    _demote_headings(article, chapter.depth)
    for part in article.iter():
        if part.get("aria-label") and (part.get("role") == "region" or part.tag in ("aside", "nav", "section")):
            part.set("aria-label", f"{part.get('aria-label')}: {chapter.title}")
    title = article.find(f"h{1 + chapter.depth}")
    if title is not None and title.get("id"):
        article.set("aria-labelledby", title.get("id", ""))
    return article


def element_id(book: Book, location: Location) -> str:
    """Returns the id in one document of an element, or of a chapter."""
    key = book.keys[location.path]
    return f"{key}--{location.id}" if location.id else key


def _demote_headings(article: Element, by: int) -> None:
    for element in article.iter():
        if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
            element.tag = f"h{min(_DEEPEST, int(element.tag[1]) + by)}"


def to_html(element: Element) -> str:
    """Returns an element as HTML; an `html` element as a document."""
    text = tostring(element, encoding="unicode", method="html")
    return f"<!doctype html>\n{text}\n" if element.tag == "html" else text
