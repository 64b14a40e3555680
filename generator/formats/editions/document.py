"""One HTML document that holds the whole book: for the page that is carried alone, and for paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from .book import Book, Chapter, Place, readdressed

_DEEPEST = 6


@cache
def own(name: str) -> str:
    """A style sheet or script of the editions, by its file's name."""
    return Path(__file__).with_name(name).read_text("utf-8")


def contents(book: Book, address: Callable[[Chapter], str] = lambda chapter: f"#{chapter.key}") -> Element:
    """The table of contents: a list of the sections, each with the list of its records, linked by `address`."""
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


def articles(book: Book) -> Iterator[Element]:
    """The chapters as `article` elements, with ids and links of the one document and headings as deep as they stand."""
    keys = {chapter.path: chapter.key for chapter in book.chapters}

    def name(place: Place) -> str:
        return f"{keys[place.path]}--{place.id}"

    def address(place: Place) -> str | None:
        if place.path not in keys:
            return on_the_site(book, place)
        return f"#{name(place)}" if place.id else f"#{keys[place.path]}"

    for chapter in book.chapters:
        article = readdressed(chapter, address, name)
        article.tag = "article"
        article.set("id", chapter.key)
        article.set("class", f"br-chapter br-chapter--{chapter.depth}")
        _deepen(article, chapter.depth)
        for part in article.iter():
            if part.get("aria-label") and (part.get("role") == "region" or part.tag in ("aside", "nav", "section")):
                part.set("aria-label", f"{part.get('aria-label')}: {chapter.title}")
        title = article.find(f"h{1 + chapter.depth}")
        if title is not None and title.get("id"):
            article.set("aria-labelledby", title.get("id", ""))
        yield article


def on_the_site(book: Book, place: Place) -> str | None:
    """A place that the book does not hold, on the hosted site."""
    if not book.site_url:
        return None
    page = place.path.removesuffix(".md") + ".html" if place.path.endswith(".md") else place.path
    return f"{book.site_url.rstrip('/')}/{page}" + (f"#{place.id}" if place.id else "")


def _deepen(article: Element, by: int) -> None:
    for element in article.iter():
        if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
            element.tag = f"h{min(_DEEPEST, int(element.tag[1]) + by)}"


def text(root: Element) -> str:
    """An `html` element as a document."""
    return "<!doctype html>\n" + tostring(root, encoding="unicode", method="html") + "\n"
