"""Builds a book from the site's pages: a chapter for each, as HTML elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

if TYPE_CHECKING:
    from markdown import Markdown

from ...model import Briefing, lockfile
from ...records import dates, fields
from ...text import whitespace

EXTENSIONS = (
    "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.superfences",
    "generator.text.unused_syntax",
)  # fmt: skip
"""The Markdown extensions of the site, which the pages use."""
_SVG = "{http://www.w3.org/2000/svg}"
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>')
_SITE_LINK = re.compile(r'(<a\b[^>]* href="[^":]*)\.html(?=["#])')
"""A link to another page, in the HTML of the engine."""
_LINK = re.compile(r'<a\b[^>]* href="([^"]*)"')
_HEADING = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_NOT_IN_PARAGRAPHS = frozenset(
    "address article aside blockquote caption details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav "
    "ol p pre search section table ul".split()
)
"""The elements that HTML moves out of a paragraph (sections 13.2.6.4.7 and .9)."""


@dataclass(frozen=True)
class Chapter:
    """A page of the site as part of the book.

    `path` is the page's under `docs/`. `depth` is 0 for the home page, 1 for a section, 2 for a record. `xml` is a `div`
    whose ids and links are still the page's own.
    """

    path: str
    title: str
    depth: int
    xml: str

    @property
    def key(self) -> str:
        """The chapter's id in the book: letters, digits and single hyphens."""
        return self.path.removesuffix(".md").removesuffix("/index").replace("/", "-")

    @cached_property
    def digest(self) -> str:
        """A digest of the chapter."""
        return lockfile.digest(repr(self))

    @property
    def links(self) -> list[str]:
        """The addresses of all its links."""
        return [unescape(address) for address in _LINK.findall(self.xml)]

    def parse(self) -> Element:
        """Returns the content as new elements."""
        content = fromstring(self.xml)
        for element in content.iter():
            _simplify_namespace(element)
        return content


Making = tuple[tuple[Any, ...], Callable[[], str]]
"""All that a text depends on beside the program, and the function that makes it."""
GetTexts = Callable[[Sequence[Making], Sequence[int]], list[str]]
"""Returns texts that earlier builds made, or makes them.

Gets the number of characters that each depends on.
"""


def _make_texts(makings: Sequence[Making], _: Sequence[int]) -> list[str]:
    return [make() for _, make in makings]


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
    get_texts: GetTexts = field(default=_make_texts, repr=False)

    @property
    def licence_text(self) -> str:
        """The name and the address of the licence; empty if there is none."""
        return f"{self.licence.words}: {self.licence.url}" if self.licence else ""

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key of each chapter, by its path."""
        return {chapter.path: chapter.key for chapter in self.chapters}

    @cached_property
    def _frame(self) -> str:
        """A digest of the book without the content of its chapters."""
        chapters = [(chapter.path, chapter.depth) for chapter in self.chapters]
        return lockfile.digest(repr((replace(self, chapters=()), chapters)))

    def chapter_texts(
        self, name: str, make: Callable[[Chapter], str], depends_on: Callable[[Chapter], Any] = lambda _: ""
    ) -> list[str]:
        """Returns a text for each chapter, such as the chapter in one edition.

        A text depends on its chapter, on the book without the content of the others, and on what `depends_on` returns.
        `name` tells texts of several kinds apart.
        """
        makings = [
            ((name, self._frame, chapter.digest, depends_on(chapter)), partial(make, chapter))
            for chapter in self.chapters
        ]
        return self.get_texts(makings, [len(chapter.xml) for chapter in self.chapters])


@dataclass(frozen=True)
class PageText:
    """A page of the book: path under `docs/`, depth as a chapter, Markdown."""

    path: str
    depth: int
    markdown: str


def list_pages(briefing: Briefing, pages: Mapping[str, str | bytes]) -> list[PageText]:
    """Returns the pages of the book.

    `pages` maps paths under `docs/` to Markdown; other files are left out.
    """
    indexes = {kind.index_path for kind in briefing.kinds}
    texts = {path: text.decode() if isinstance(text, bytes) else text for path, text in pages.items() if _is_page(path)}
    return [
        PageText(path, 0 if path == "index.md" else 1 if path in indexes else 2, text.split("\n---\n", 1)[1])
        for path, text in texts.items()
    ]


def _is_page(path: str) -> bool:
    return path.endswith(".md")


def build_book(
    briefing: Briefing, pages: Iterable[PageText], contents: Iterable[str], get_texts: GetTexts = _make_texts
) -> Book:
    """Builds the book of a briefing from its pages.

    `contents` are what `convert_page` returns for each.
    """
    head = briefing.head
    as_of = dates.parse(head.as_of)
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
        chapters=tuple(_chapter(page, content) for page, content in zip(pages, contents, strict=True)),
        get_texts=get_texts,
    )


def _chapter(page: PageText, content: str) -> Chapter:
    heading = _HEADING.search(content)
    title = "".join(fromstring(heading[0]).itertext()) if heading else page.path
    return Chapter(page.path, title, page.depth, content)


@cache
def _markdown() -> Markdown:
    from markdown import Markdown  # imported here because it slows the start of every command

    return Markdown(extensions=list(EXTENSIONS))


def convert_page(page: PageText, html: str = "") -> str:
    """Returns the content of a page's chapter, a `div`, as XML.

    `html` is the page as the engine converted it, if it did: it is not converted a second time then.
    """
    if html:
        html = _SITE_LINK.sub(r"\1.md", _PERMALINK.sub("", html))
    parsed = _parse(html or _markdown().reset().convert(page.markdown))
    content = Element("div")
    content.text = parsed.text
    content.extend(parsed)
    for element in content.iter():
        _simplify_namespace(element)
        for child in [child for child in element if _is_empty(child) or _is_frame(child, page.depth)]:
            element.remove(child)
    return tostring(content, encoding="unicode")


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
