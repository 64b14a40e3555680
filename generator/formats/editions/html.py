"""The HTML edition: one page that loads nothing and runs only its own script."""

from __future__ import annotations

import base64
import hashlib
from xml.etree.ElementTree import Element, SubElement

from .book import Book
from .document import chapter_article, read_asset, table_of_contents, to_html
from .link_rewriting import Location, hosted_url

_CHAPTERS = "slot"
"""The element in whose place the chapters are put.

No style sheet or script of the page can contain its end.
"""


def write(book: Book, style: str) -> bytes:
    """Writes the page as UTF-8; `style` is the site's style sheet."""
    style = (read_asset("edition.css") + style).replace("</", "<\\/")
    script = read_asset("edition.js")
    page = Element("html", {"lang": book.language, "dir": "auto"})
    page.append(_head(book, style, script))
    colours = {"data-md-color-scheme": "default", "data-md-color-primary": "custom", "data-md-color-accent": "custom"}
    body = SubElement(page, "body", {"class": "md-typeset", **colours})
    main = SubElement(body, "main", {"class": "br-page"})
    main.append(_search())
    SubElement(main, _CHAPTERS)
    SubElement(body, "script").text = script
    before, after = to_html(page).split(f"<{_CHAPTERS}></{_CHAPTERS}>")
    first, *others = book.chapter_texts("html", lambda chapter: to_html(chapter_article(book, chapter)))
    return "".join([before, first, to_html(table_of_contents(book)), *others, after]).encode()


def _head(book: Book, style: str, script: str) -> Element:
    head = Element("head")
    SubElement(head, "meta", {"charset": "utf-8"})
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; form-action 'none'; base-uri 'none'"
    )
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = book.title
    SubElement(head, "meta", {"name": "description", "content": book.description})
    for author in book.authors:
        SubElement(head, "meta", {"name": "author", "content": author})
    if book.licence:
        SubElement(head, "link", {"rel": "license", "href": book.licence.url})
    if home := hosted_url(book, Location("index.md")):
        SubElement(head, "link", {"rel": "canonical", "href": home})
    SubElement(head, "style").text = style
    return head


def _hash(text: str) -> str:
    """Returns the source expression that allows a text (CSP 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _search() -> Element:
    """Returns the search box, which the script shows."""
    search = Element("search", {"class": "br-find", "hidden": "hidden"})
    SubElement(search, "label", {"for": "br-find"}).text = "Search this briefing"
    SubElement(search, "input", {"id": "br-find", "type": "search", "autocomplete": "off"})
    SubElement(search, "span", {"role": "status"})
    SubElement(search, "ol")
    return search
