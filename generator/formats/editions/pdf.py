"""The PDF edition: a tagged, printed book, laid out by WeasyPrint."""

from __future__ import annotations

import re
from copy import deepcopy
from textwrap import shorten
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ..escaping import escape_xml
from .book import Book
from .document import chapter_article, read_asset, table_of_contents, to_html

VARIANT = "pdf/ua-1"
"""PDF/UA-1 (ISO 14289-1), which screen readers can follow."""
EXTRA = "pdf"
_LINE, _MUTED, _ACCENT, _PAPER = "#d5d9e0", "#4b525c", "#0b57d0", "#fff"
_GOOD, _INFO, _WARN, _BAD = "#12644a", "#2c4a9a", "#7d4700", "#a3271b"
_DRAWN: dict[str, dict[str, str]] = {
    "br-bar__track": {"fill": _LINE},
    "br-bar__fill": {"fill": _ACCENT},
    "br-bar__tick": {"stroke": _PAPER},
    "br-when__tick": {"stroke": _LINE},
    "br-when__gap": {"fill": _LINE, "fill-opacity": "0.5"},
    "br-when__now": {"fill": _BAD, "fill-opacity": "0.16"},
    "br-when__facts": {"stroke": _BAD, "stroke-width": "1.5"},
    "br-when__flag": {"fill": _BAD},
    "br-when__full": {"fill": _ACCENT},
    "br-when__hollow": {"fill": _PAPER, "stroke": _ACCENT, "stroke-width": "2", "stroke-dasharray": "3 2"},
    "br-when__striped": {"fill": _PAPER, "stroke": _WARN, "stroke-width": "2"},
    "br-when__stripes": {"stroke": _WARN, "stroke-width": "10", "stroke-dasharray": "2 3"},
    "br-when__crossed": {"fill": "none", "stroke": _MUTED, "stroke-width": "2.5"},
    "br-when__within": {"fill-opacity": "0.3", "stroke": _ACCENT, "stroke-width": "1.5"},
    "br-when__doubt": {"fill-opacity": "0.3", "stroke": _ACCENT, "stroke-width": "2", "stroke-dasharray": "1 2"},
    "br-when__tail": {"opacity": "0.45"},
    "br-loc__land": {"fill": _PAPER},
    "br-loc__here": {"fill": "#9dbbee"},
    "br-loc__dot": {"fill": _BAD, "stroke": _PAPER, "stroke-width": "1.5"},
    "br-loc__ring": {"fill": "none", "stroke": _BAD, "stroke-width": "2"},
    "br-line": {"fill": "none", "stroke-width": "2.4"},
    "br-line--structure": {"stroke": _MUTED, "fill": _MUTED, "stroke-width": "1.4"},
    "br-line--cooperation": {"stroke": _GOOD, "fill": _GOOD},
    "br-line--contact": {"stroke": _INFO, "fill": _INFO, "stroke-dasharray": "2 4"},
    "br-line--tension": {"stroke": _BAD, "fill": _BAD, "stroke-dasharray": "8 4"},
    "br-line--unspecified": {"stroke": _MUTED, "fill": _MUTED, "stroke-dasharray": "1 5"},
    "br-line--faint": {"stroke-width": "1"},
}
"""The styles of drawings, to which WeasyPrint applies no style sheet."""
_MAP_WIDTH, _MAP_UNIT, _MAX_MAP_HEIGHT = 250, 14, 820
"""The relations map in CSS pixels: width of its lines, height of a unit, maximum."""

MAX_ALTERNATIVE = 200
"""The most characters of a drawing's alternative text that is taken from the page."""
_RIGHTS = (
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:rights><rdf:Alt>'
    '<rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights></rdf:Description>'
)


class MissingExtraError(Exception):
    """WeasyPrint is not installed; the message says how to install it."""


def write(book: Book, _: str) -> bytes:
    """Writes the PDF. Raises MissingExtraError without WeasyPrint and its libraries."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise MissingExtraError(
            f"the PDF needs WeasyPrint and Pango: pip install 'briefing-site[{EXTRA}]' ({error})"
        ) from error
    page = HTML(string=to_html(_page(book)), url_fetcher=_refuse_fetch)
    return bytes(
        page.write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=book.id.encode(),
            finisher=lambda _, pdf: _add_rights(pdf, book.licence_text),
        )
    )


def _add_rights(pdf: Any, text: str) -> None:
    """Adds a text to the PDF's metadata as `dc:rights`, which WeasyPrint can't write."""
    if text:
        metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        rights = _RIGHTS.format(escape_xml(text))
        metadata.stream = [part.replace(b"</rdf:RDF>", f"{rights}</rdf:RDF>".encode()) for part in metadata.stream]


def _refuse_fetch(url: str, *_: object, **__: object) -> None:
    """Refuses to fetch anything from the disk or the network."""
    raise ValueError(f"not fetched: {url}")


def _page(book: Book) -> Element:
    page = Element("html", {"lang": book.language})
    head = SubElement(page, "head")
    SubElement(head, "title").text = book.title
    SubElement(head, "meta", {"name": "description", "content": book.description})
    for author in book.authors:
        SubElement(head, "meta", {"name": "author", "content": author})
    SubElement(head, "style").text = read_asset("paper.css")
    body = SubElement(page, "body")
    first, *others = (chapter_article(book, chapter) for chapter in book.chapters)
    body.append(first)
    body.append(table_of_contents(book))
    body.extend(others)
    for part in body.iter("div"):
        if part.get("class") == "br-strip__rows":
            _copy_ground(part)
    _copy_land(body)
    for block in body.iter():
        for container in block:
            if container.tag != "svg":
                for drawing in container.findall("svg"):
                    _style_drawing(drawing)
                    _describe_drawing(drawing, container, block)
    for part in body.iter("div"):
        if part.get("class") == "br-map":
            _fix_map_size(part)
    return page


def _copy_ground(rows: Element) -> None:
    """Draws the ground of a timeline in each row.

    A row refers to it by `use`, which WeasyPrint does not draw to size.
    """
    (ground,) = (part for part in rows if part.get("class") == "br-strip__ground")
    rows.remove(ground)
    for row in rows.iter("svg"):
        if row.find("use") is not None:
            row[:1] = deepcopy([part for drawing in ground for part in drawing])


def _copy_land(body: Element) -> None:
    """Draws the land in each locator map, which refers to it by `use`."""
    defined = {f"#{part.get('id')}": part for part in body.iter() if part.tag in ("g", "path") and part.get("id")}
    for parent in [part for part in body.iter("div") if part.get("class") == "br-loc__world"]:
        parent.clear()
    for drawing in (part for part in body.iter("svg") if part.get("class") == "br-loc__map"):
        window = drawing[0]
        west, north, width, height = map(int, window.attrib.pop("viewBox").split())
        wide, high = (int(drawing.get(name, "")) for name in ("width", "height"))
        scale = f"scale({wide / width:.4f} {high / height:.4f})"
        window.tag, window.attrib = "g", {"stroke": _MUTED, "stroke-width": f"{width / wide / 2:.2f}"}
        for use in window:
            land = deepcopy(defined[use.get("href", "")])
            for part in land.iter():
                part.attrib.pop("id", None)
            use.tag, use.attrib = (
                "g",
                {
                    **_DRAWN[use.get("class", "br-loc__land")],
                    "transform": f"{scale} translate({int(use.get('x', '0')) - west} {-north})",
                },
            )
            use.append(land)


def _fix_map_size(part: Element) -> None:
    """Sets the size of the relations map in pixels.

    WeasyPrint supports neither rows that share a height nor strokes that keep their width.
    """
    columns = [[row for row in side if row.tag == "li"] for side in part.iter("ul")]
    units = [sum(int(row.get("data-units", 0)) for row in rows) for rows in columns]
    height = min(_MAX_MAP_HEIGHT, max(units) * _MAP_UNIT)
    for rows, total in zip(columns, units, strict=True):
        for row in rows:
            row.set("style", f"height: {height * int(row.get('data-units', 0)) // total}px")
    for drawing in part.iter("svg"):
        if drawing.get("viewBox"):
            _, _, wide, high = map(int, drawing.attrib.pop("viewBox").split())
            drawing.attrib.pop("preserveAspectRatio")
            for line in drawing.iter("path"):
                line.set("d", _scale_path(line.get("d", ""), wide, high, height))
        elif drawing.get("class") == "br-map__picture":
            drawing.attrib.update(
                {"width": f"{_MAP_WIDTH}", "height": f"{height}", "viewBox": f"0 0 {_MAP_WIDTH} {height}"}
            )
            part.set("style", f"height: {height}px")


def _scale_path(path: str, wide: int, high: int, height: int) -> str:
    """Scales a path, whose numbers are pairs of x and y, to pixels."""
    numbers = iter(range(len(path)))

    def scale(match: re.Match[str]) -> str:
        is_y = next(numbers) % 2
        return str(int(match[0]) * (height if is_y else _MAP_WIDTH) // (high if is_y else wide))

    return re.sub(r"-?[0-9]+", scale, path)


def _describe_drawing(drawing: Element, container: Element, block: Element) -> None:
    """Gives a drawing a `title`, the only alternative text that WeasyPrint reads.

    PDF/UA-1 has no place for drawings without one. That of a drawing without a label is the text beside it.
    """
    text = " ".join(container.itertext()).split() or " ".join(block.itertext()).split()
    title = Element("title")
    title.text = drawing.get("aria-label") or shorten(f"Drawing of: {' '.join(text)}", MAX_ALTERNATIVE)
    drawing.insert(0, title)


def _style_drawing(drawing: Element) -> None:
    for part in drawing.iter():
        names = part.get("class", "").split()
        for name in names:
            for attribute, value in _DRAWN.get(name, {}).items():
                part.set(attribute, value)
        if "br-line" in names:
            part.set("fill", "none")  # an arrow of the same colour is filled
        if part.tag == "text":
            part.attrib.update({"font-size": "9", "fill": _MUTED})
