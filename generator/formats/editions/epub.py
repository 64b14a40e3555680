"""The whole briefing as an EPUB 3.3 book for reading devices: a chapter a page of the site, bytes that depend on nothing else."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from .book import Book, Chapter, Place, readdressed
from .document import contents, on_the_site, own

_XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: no file of the book says when it was made."""
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def write(book: Book, _: str) -> bytes:
    """The book as a zip file by the rules of EPUB's container: `mimetype` first and not compressed."""
    files = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/book.opf": _xml(_package(book)),
        "EPUB/contents.xhtml": _xml(_contents(book)),
        "EPUB/book.css": own("reader.css"),
        **{f"EPUB/{_file(chapter)}": _xml(_page(book, chapter)) for chapter in book.chapters},
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(_member("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in files.items():
            archive.writestr(_member(name), text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _EPOCH)


def _file(chapter: Chapter) -> str:
    return f"{chapter.key}.xhtml"


def _xml(root: Element) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _shell(book: Book, title: str) -> tuple[Element, Element]:
    """An empty XHTML page and its body."""
    root = Element("html", {"xmlns": _XHTML, "xmlns:epub": _OPS, "lang": book.language, "xml:lang": book.language})
    head = SubElement(root, "head")
    SubElement(head, "title").text = title
    SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "book.css"})
    return root, SubElement(root, "body")


def _page(book: Book, chapter: Chapter) -> Element:
    files = {one.path: _file(one) for one in book.chapters}

    def address(place: Place) -> str | None:
        if place.path not in files:
            return on_the_site(book, place)
        return files[place.path] + (f"#{_id(place)}" if place.id else "")

    root, body = _shell(book, chapter.title)
    section = readdressed(chapter, address, _id)
    section.tag = "section"
    body.append(section)
    for element in section.iter():
        _conform(element)
    return root


def _id(place: Place) -> str:
    """An id by the rules of XML, which knows no colon in it."""
    return place.id.replace(":", "-")


def _conform(element: Element) -> None:
    """HTML that XHTML books do not allow, in words that they do."""
    if element.tag in ("details", "summary"):
        element.tag = "div" if element.tag == "details" else "p"
    if element.tag != "a":
        element.attrib.pop("tabindex", None)
    element.attrib.pop("download", None)


def _contents(book: Book) -> Element:
    root, body = _shell(book, "Contents")
    nav = contents(book, _file)
    nav.set("epub:type", "toc")
    nav.set("id", "toc")
    body.append(nav)
    return root


def _package(book: Book) -> Element:
    root = Element("package", {"xmlns": _OPF, "version": "3.0", "unique-identifier": "id", "xml:lang": book.language})
    about = SubElement(root, "metadata", {"xmlns:dc": _DC})
    SubElement(about, "dc:identifier", {"id": "id"}).text = _identifier(book)
    SubElement(about, "dc:title").text = book.title
    SubElement(about, "dc:language").text = book.language
    SubElement(about, "dc:description").text = book.description
    SubElement(about, "meta", {"property": "dcterms:modified"}).text = _modified(book)
    for name, value in _ACCESS:
        SubElement(about, "meta", {"property": f"schema:{name}"}).text = value
    manifest = SubElement(root, "manifest")
    for item in _items(book):
        SubElement(manifest, "item", item)
    spine = SubElement(root, "spine")
    first, *others = book.chapters
    for key in (first.key, "contents", *(chapter.key for chapter in others)):
        SubElement(spine, "itemref", {"idref": key})
    return root


_ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "Text with headings; each picture has the same facts as text beside it."),
)
"""What EPUB Accessibility 1.1 asks a book to say of itself."""


def _identifier(book: Book) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, book.site_url or book.id)}"


def _modified(book: Book) -> str:
    """The end of the time that the facts are as of: the format demands a moment, and no clock may give one."""
    year, month, day = book.day
    return f"{year:04}-{month:02}-{day:02}T00:00:00Z"


def _items(book: Book) -> Iterator[dict[str, str]]:
    yield {"id": "contents", "href": "contents.xhtml", "media-type": "application/xhtml+xml", "properties": "nav"}
    yield {"id": "style", "href": "book.css", "media-type": "text/css"}
    for chapter in book.chapters:
        drawn = {"properties": "svg"} if any(True for _ in chapter.content.iter("svg")) else {}
        yield {"id": chapter.key, "href": _file(chapter), "media-type": "application/xhtml+xml", **drawn}
