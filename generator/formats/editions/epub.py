"""The EPUB 3.3 edition, for reading devices; equal books give equal bytes."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from .book import Book, Chapter
from .document import read_asset, table_of_contents
from .link_rewriting import Location, hosted_url, rewrite_links

_XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold; all files get it."""
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def write(book: Book, _: str) -> bytes:
    """Writes the book as a zip file; EPUB demands `mimetype` first and uncompressed."""
    files = {chapter.path: _file(chapter) for chapter in book.chapters}
    pages = book.chapter_texts("epub", lambda chapter: _xml(_page(book, chapter, files)))
    contents = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/book.opf": _xml(_package(book)),
        "EPUB/contents.xhtml": _xml(_contents(book)),
        "EPUB/book.css": read_asset("reader.css"),
        **{f"EPUB/{file}": page for file, page in zip(files.values(), pages, strict=True)},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_member("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in contents.items():
            archive.writestr(_member(name), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _EPOCH)


def _file(chapter: Chapter) -> str:
    return f"{chapter.key}.xhtml"


def _xml(root: Element) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _empty_page(book: Book, title: str) -> tuple[Element, Element]:
    """Returns an empty XHTML page and its body."""
    root = Element("html", {"xmlns": _XHTML, "xmlns:epub": _OPS, "lang": book.language, "xml:lang": book.language})
    head = SubElement(root, "head")
    SubElement(head, "title").text = title
    SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "book.css"})
    return root, SubElement(root, "body")


def _page(book: Book, chapter: Chapter, files: Mapping[str, str]) -> Element:
    """Returns a chapter as an XHTML page; `files` are those of all chapters, by path."""

    def link_to(location: Location) -> str | None:
        if location.path not in files:
            return hosted_url(book, location)
        return files[location.path] + (f"#{_xml_id(location)}" if location.id else "")

    root, body = _empty_page(book, chapter.title)
    section = rewrite_links(chapter, link_to, _xml_id)
    section.tag = "section"
    body.append(section)
    for element in section.iter():
        _conform(element)
    return root


def _xml_id(location: Location) -> str:
    """Returns an id of XML, which allows no colon."""
    return location.id.replace(":", "-")


def _conform(element: Element) -> None:
    """Replaces HTML that EPUB does not allow."""
    if element.tag in ("details", "summary"):
        element.tag = "div" if element.tag == "details" else "p"
    if element.tag != "a":
        element.attrib.pop("tabindex", None)
    element.attrib.pop("download", None)


def _contents(book: Book) -> Element:
    root, body = _empty_page(book, "Contents")
    nav = table_of_contents(book, _file)
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
    for author in book.authors:
        SubElement(about, "dc:creator").text = author
    if book.licence:
        SubElement(about, "dc:rights").text = book.licence_text
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
"""The metadata that EPUB Accessibility 1.1 demands."""


def _identifier(book: Book) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, book.site_url or book.id)}"


def _modified(book: Book) -> str:
    """Returns the last day of the facts as the time of modification.

    EPUB demands a time, and the output must not depend on the clock.
    """
    year, month, day = book.day
    return f"{year:04}-{month:02}-{day:02}T00:00:00Z"


def _items(book: Book) -> Iterator[dict[str, str]]:
    yield {"id": "contents", "href": "contents.xhtml", "media-type": "application/xhtml+xml", "properties": "nav"}
    yield {"id": "style", "href": "book.css", "media-type": "text/css"}
    for chapter in book.chapters:
        drawn = {"properties": "svg"} if "<svg" in chapter.xml else {}
        yield {"id": chapter.key, "href": _file(chapter), "media-type": "application/xhtml+xml", **drawn}
