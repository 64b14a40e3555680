"""The site's pages as one book: chapters in reading order, each a tree of HTML elements whose links lead within it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from markdown import Markdown

from ...model import Briefing
from ...records import dates

EXTENSIONS = ("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.superfences")
"""What the pages are written in: the Markdown extensions of `mkdocs.yml`."""
_SVG = "{http://www.w3.org/2000/svg}"
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


@dataclass(frozen=True)
class Place:
    """A place in the book: a page's path under `docs/`, and the id of an element of it (empty: its beginning)."""

    path: str
    id: str = ""


@dataclass(frozen=True)
class Chapter:
    """A page of the site: its path under `docs/`, its title, how deep it stands (0: the whole, 1: a section, 2: one of
    its records), and its content, a `div` whose ids and links are still the page's own.
    """

    path: str
    title: str
    depth: int
    content: Element

    @property
    def key(self) -> str:
        """Its name in the book: one word, letters, digits and single hyphens."""
        return self.path.removesuffix(".md").removesuffix("/index").replace("/", "-")


@dataclass(frozen=True)
class Book:
    """A briefing as one document. `language` is BCP 47, `as_of` words, `day` the last day that they can mean, `site_url`
    empty where there is none.
    """

    id: str
    title: str
    description: str
    language: str
    as_of: str
    day: dates.Day
    site_url: str
    chapters: tuple[Chapter, ...]


def book(briefing: Briefing, texts: Mapping[str, str | bytes]) -> Book:
    """The book of a briefing whose pages, as `render` makes them, are `texts`: path under `docs/` -> Markdown."""
    from markdown import Markdown  # only here, so that no other command waits for it

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
        chapters=tuple(
            _chapter(
                markdown,
                path,
                text.decode() if isinstance(text, bytes) else text,
                0 if path == "index.md" else 1 if path in indexes else 2,
            )
            for path, text in texts.items()
            if path.endswith(".md")
        ),
    )


def _chapter(markdown: Markdown, path: str, text: str, depth: int) -> Chapter:
    import tinyhtml5

    body = text.split("\n---\n", 1)[1]
    parsed = tinyhtml5.parse(markdown.reset().convert(body), namespace_html_elements=False).find("body")
    content = Element("div")
    content.text = parsed.text
    content.extend(parsed)
    for element in content.iter():
        _without_namespace(element)
        for child in [child for child in element if _is_empty(child) or _is_frame(child, depth)]:
            element.remove(child)
    title = content.find("h1")
    return Chapter(path, "".join(title.itertext()) if title is not None else path, depth, content)


def _is_frame(element: Element, depth: int) -> bool:
    """Whether it belongs to the site around a page: the way to the next page, downloads, how to cite a part of the whole."""
    classes = element.get("class", "").split()
    if "br-turn" in classes or "br-anchor" in classes or ("br-cite" in classes and depth > 0):
        return True
    if element.tag == "li" and depth > 0 and element.find("a[@href='#cite']") is not None:
        return True
    return element.tag == "p" and element.find("a[@download]") is not None


def _is_empty(element: Element) -> bool:
    """Whether it is one of the paragraphs that md_in_html leaves around blocks, with nothing in it."""
    return element.tag == "p" and len(element) == 0 and not (element.text or element.tail or "").strip()


def _without_namespace(element: Element) -> None:
    """HTML knows drawings by their tag, XHTML by an attribute: with both, one tree serves both."""
    if element.tag.startswith(_SVG):
        element.tag = element.tag.removeprefix(_SVG)
        if element.tag == "svg":
            element.set("xmlns", "http://www.w3.org/2000/svg")


def readdressed(
    chapter: Chapter, address: Callable[[Place], str | None], name: Callable[[Place], str] = lambda place: place.id
) -> Element:
    """A copy of a chapter's content with the addresses and ids of one edition.

    `address` gives the link to a place, None where the edition has none: then the link's words stay, without the link.
    `name` gives the id that an element bears in the edition.
    """
    return _copied(chapter, chapter.content, address, name)


def _copied(
    chapter: Chapter, element: Element, address: Callable[[Place], str | None], name: Callable[[Place], str]
) -> Element:
    attributes = dict(_renamed(chapter, element, name))
    tag = element.tag
    if tag == "a" and "href" in attributes:
        place = target(chapter.path, attributes["href"])
        link = attributes["href"] if place is None else address(place)
        if link is None:
            tag = "span"
            del attributes["href"]
        else:
            attributes["href"] = link
    copy = Element(tag, attributes)
    copy.text, copy.tail = element.text, element.tail
    copy.extend(_copied(chapter, child, address, name) for child in element)
    return copy


def _renamed(chapter: Chapter, element: Element, name: Callable[[Place], str]) -> Iterator[tuple[str, str]]:
    for key, value in element.items():
        if key == "id":
            yield key, name(Place(chapter.path, value))
        elif key in _REFERENCES:
            yield key, " ".join(name(Place(chapter.path, one)) for one in value.split())
        else:
            yield key, value


def target(path: str, href: str) -> Place | None:
    """The place in the book to which a link on a page leads; None for an address on the web."""
    page, _, fragment = href.partition("#")
    if ":" in page or page.startswith("/"):
        return None
    return Place(posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path, fragment)
