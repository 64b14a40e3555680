"""Builds a book from the site's pages: a chapter for each, as HTML elements."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring

if TYPE_CHECKING:
    from markdown import Markdown

from ...model import Briefing
from ...records import dates, fields
from ...text import whitespace

EXTENSIONS = ("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.superfences")
"""The Markdown extensions of `mkdocs.yml`, which the pages use."""
_SVG = "{http://www.w3.org/2000/svg}"
_NOT_IN_PARAGRAPHS = frozenset(
    "address article aside blockquote caption details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav "
    "ol p pre search section table ul".split()
)
"""The elements that HTML moves out of a paragraph (sections 13.2.6.4.7 and .9)."""


@dataclass(frozen=True)
class Chapter:
    """A page of the site as part of the book.

    `path` is the page's under `docs/`. `depth` is 0 for the home page, 1 for a section, 2 for a record. `content` is a
    `div` whose ids and links are still the page's own.
    """

    path: str
    title: str
    depth: int
    content: Element

    @property
    def key(self) -> str:
        """The chapter's id in the book: letters, digits and single hyphens."""
        return self.path.removesuffix(".md").removesuffix("/index").replace("/", "-")


@dataclass(frozen=True)
class Book:
    """A briefing as one document.

    `language` is BCP 47; `as_of` is a date in words, `day` the last day that it can mean. `site_url` and `authors` may be
    empty.
    """

    id: str
    title: str
    description: str
    language: str
    as_of: str
    day: dates.Day
    site_url: str
    authors: tuple[str, ...]
    licence: fields.Licence | None
    chapters: tuple[Chapter, ...]

    @property
    def licence_text(self) -> str:
        """The name and the address of the licence; empty if there is none."""
        return f"{self.licence.words}: {self.licence.url}" if self.licence else ""


def build_book(briefing: Briefing, pages: Mapping[str, str | bytes]) -> Book:
    """Builds the book of a briefing from its rendered pages.

    `pages` maps paths under `docs/` to Markdown; other files are left out.
    """
    from markdown import Markdown  # imported here because it slows the start of every command

    markdown = Markdown(extensions=list(EXTENSIONS))
    head = briefing.head
    as_of = dates.parse(head.as_of)
    indexes = {kind.index_path for kind in briefing.kinds}
    return Book(
        id=head.id,
        title=head.title,
        description=head.bottom_line.text,
        language=head.language,
        as_of=as_of.words,
        day=as_of.latest if as_of.end else as_of.earliest,
        site_url=head.site_url or "",
        authors=tuple(whitespace.collapse(editor.name) for editor in head.editors),
        licence=head.licence,
        chapters=tuple(
            _chapter(
                markdown,
                path,
                text.decode() if isinstance(text, bytes) else text,
                0 if path == "index.md" else 1 if path in indexes else 2,
            )
            for path, text in pages.items()
            if path.endswith(".md")
        ),
    )


def _chapter(markdown: Markdown, path: str, text: str, depth: int) -> Chapter:
    parsed = _parse(markdown.reset().convert(text.split("\n---\n", 1)[1]))
    content = Element("div")
    content.text = parsed.text
    content.extend(parsed)
    for element in content.iter():
        _simplify_namespace(element)
        for child in [child for child in element if _is_empty(child) or _is_frame(child, depth)]:
            element.remove(child)
    title = content.find("h1")
    return Chapter(path, "".join(title.itertext()) if title is not None else path, depth, content)


def _parse(html: str) -> Element:
    """Returns a page's HTML as a `body` element.

    Our own pages are well-formed XML but for two forms of HTML. XML is parsed in a twentieth of the time.
    """
    xhtml = html.replace("<br>", "<br/>").replace(" hidden>", ' hidden="">')
    with suppress(ParseError):
        parsed = fromstring(f"<body>{xhtml}</body>")
        paragraphs = {child.tag for part in parsed.iter("p") for child in part}
        if not paragraphs & _NOT_IN_PARAGRAPHS:
            return parsed
    import tinyhtml5

    found: Element = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
    return found


def _is_frame(element: Element, depth: int) -> bool:
    """Returns True for navigation, downloads and citation, which frame a page."""
    classes = element.get("class", "").split()
    if "br-turn" in classes or "br-anchor" in classes or ("br-cite" in classes and depth > 0):
        return True
    if element.tag == "li" and depth > 0 and element.find("a[@href='#cite']") is not None:
        return True
    return element.tag == "p" and element.find("a[@download]") is not None


def _is_empty(element: Element) -> bool:
    """Returns True for an empty paragraph, which md_in_html leaves around blocks."""
    return element.tag == "p" and len(element) == 0 and not (element.text or element.tail or "").strip()


def _simplify_namespace(element: Element) -> None:
    """Moves the namespace of a drawing to an attribute, for HTML and XHTML alike."""
    element.tag = element.tag.removeprefix(_SVG)
    if element.tag == "svg":
        element.set("xmlns", "http://www.w3.org/2000/svg")
