"""Reads the article in a web page, with `trafilatura`."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from .document import ORIGINS, OTHER, Document, LeftOut, Metadata, missing_package, refusal

_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
"""Options for dates: metadata only, and a latest date, which is today otherwise."""
_BLOCKS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "caption",
    "td",
    "th",
    "dt",
    "dd",
    "address",
    "time",
)
_PLACES = (
    ("caption", re.compile(r"figcaption|figure|caption")),
    ("byline", re.compile(r"\bbyline|\bauthor|\bdateline|^time ")),
    ("comment of a reader", re.compile(r"\bcomments?\b")),
    ("teaser", re.compile(r"aside|teaser|related|promo|newsletter|recirc|read-?more|subscri|recommend|signup")),
    ("navigation", re.compile(r"\bnav|header|footer|menu|breadcrumb|share|social|cookie|banner|sidebar")),
)
_MAX_ANCESTORS = 40


def read(text: str, path: str, title: str = "") -> Document:
    """Returns the document. Raises BriefingError if the page has no article."""
    try:
        import trafilatura
        from lxml import etree, html
        from trafilatura.settings import use_config
    except ImportError as error:
        raise missing_package(path, "HTML") from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    for name in ("htmldate", "readability", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    settings = use_config()
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"  # a short article is cut into paragraphs, too
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
        found: Any = trafilatura.bare_extraction(
            text,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=_DATES,
            config=settings,
        )
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        message = "this page can't be read as HTML: open it in a browser, and copy its text into a text file"
        raise refusal(path, message) from error
    paragraphs = [block for element in (found.body if found is not None else ()) for block in _blocks(element)]
    paragraphs = paragraphs or [
        " ".join(element.text_content().split()) for element in tree.iter("p") if _place(element) == OTHER
    ]
    if not any(paragraphs):
        raise refusal(path, "no article was found in this page: copy its text into a text file")
    metadata = _metadata(found, tree, text) if found is not None else Metadata()
    head = {_plain(one) for one in (title, metadata.title) if one}
    left_out = []
    while paragraphs and _plain(paragraphs[0]) in head:
        left_out.append(LeftOut("headline", paragraphs.pop(0)))
    kept = {_plain(line) for block in paragraphs for line in block.split("\n")}
    left_out += _left_out(tree, kept | head, " ".join(kept))
    return Document("HTML", tuple(paragraphs), metadata, tuple(left_out))


def _blocks(element: Any) -> Iterator[str]:
    """Yields the paragraphs of an element of the extracted body."""
    if element.tag == "list":
        items = [" ".join("".join(item.itertext()).split()) for item in element.iterchildren("item")]
        if any(items):
            yield "\n".join(f"\u2022 {item}" for item in items if item)
    elif element.tag in ("quote", "div") and len(element) and element[0].tag in ("p", "list", "head"):
        for child in element:
            yield from _blocks(child)
    elif element.tag == "table":
        for row in element.iter("row"):
            yield " | ".join(" ".join("".join(cell.itertext()).split()) for cell in row)
    else:
        for lb in element.iter("lb"):
            lb.tail = f"\n{lb.tail or ''}"
        text = "".join(element.itertext())
        yield from filter(None, (" ".join(part.split()) for part in re.split(r"\n\s*\n", text)))


def _metadata(found: Any, tree: Any, text: str) -> Metadata:
    authors = tuple(filter(None, re.split(r"\s*;\s*", found.author or "")))
    language = re.match(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", (tree.get("lang") or "").strip())
    return Metadata(
        title=" ".join((found.title or "").split()),
        publication=" ".join((found.sitename or "").split()),
        issued=_without_invented_day(found.date or "", text),
        authors=authors,
        language=language[0] if language else "",
        url=found.url or "",
        origins=ORIGINS,
    )


def _without_invented_day(date: str, text: str) -> str:
    """Returns a date without its day, if no date of the page has it.

    `htmldate` gives a day to "2031-02", and another one to 30 February.
    """
    if not date:
        return ""
    year, month, day = (part.lstrip("0") for part in date.split("-"))
    gap, words = r"[^\d<>\"]", r"[^\d<>\"]{1,20}"
    forms = (
        rf"{year}{gap}?0?{month}{gap}?0?{day}(?!\d)",
        rf"(?<!\d)0?{day}{gap}0?{month}{gap}{year}",
        rf"(?<!\d)0?{month}{gap}0?{day}{gap}{year}",
        rf"(?<!\d)0?{day}{words}{year}",
    )
    return date if any(re.search(form, text) for form in forms) else date.rpartition("-")[0]


def _left_out(tree: Any, kept: set[str], text: str) -> Iterator[LeftOut]:
    """Yields the texts of a page that are not in the article."""
    seen = set(kept)
    for element in tree.iter(*_BLOCKS):
        if any(True for _ in element.iterdescendants(*_BLOCKS)):
            continue
        words = " ".join(element.text_content().split())
        form = _plain(words)
        if form and form not in seen and form not in text:
            seen.add(form)
            yield LeftOut(_place(element), words)


def _place(element: Any) -> str:
    """Returns the kind of a text that was left out, by the elements around it."""
    names: list[str] = []
    at = element
    while at is not None and len(names) < _MAX_ANCESTORS and at.tag not in ("body", "html"):
        names.append(f"{at.tag} {at.get('class') or ''} {at.get('id') or ''} {at.get('role') or ''}".lower())
        at = at.getparent()
    return next((what for what, pattern in _PLACES if any(pattern.search(name) for name in names)), OTHER)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
