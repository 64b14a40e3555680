"""Reads plain text, HTML, PDF and Word files into paragraphs.

`read_document` finds the format by the content, not by the name of the file.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...text import quote_normalization
from .. import file_formats
from ..file_formats import MAX_BYTES
from ..source_text import SourceText, parse_source_text
from . import docx, headline, html, pdf, plain_text
from .document import OTHER, Document, LeftOut, Metadata, Progress, refusal
from .encodings import decode

__all__ = ["MAX_BYTES", "OTHER", "Document", "LeftOut", "Metadata", "read_document", "write_text"]

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HTML = ("HTML", "XML")
_TEXTS = ("text in UTF-32", "text in UTF-16")


def read_document(
    raw: bytes, path: str, encoding: str = "", title: str = "", progress: Progress = lambda *_: None
) -> Document:
    """Reads a document: its paragraphs, its facts, and what is left out.

    `encoding` is that of a text, and `title` the headline, if a person gave them. Raises BriefingError if the file can't be
    read as an article.
    """
    if len(raw) > MAX_BYTES:
        raise refusal(path, f"this file is larger than {MAX_BYTES // 1_000_000} MB: save the article alone")
    name = file_formats.recognize(raw)
    if name == "a PDF":
        document = pdf.read(raw, path, progress)
    elif name == "a Word file (.docx)":
        document = docx.read(raw, path)
    elif name and name not in _HTML and name not in _TEXTS:
        problem = file_formats.find_problem(raw)
        raise refusal(path, problem[2] if problem else name)
    else:
        text, used = _decode(raw, path, encoding, is_html=name in _HTML)
        is_html = name in _HTML or file_formats.recognize(text.encode(errors="replace")) in _HTML
        document = html.read(text, path, title) if is_html else plain_text.read(text, path)
        if used not in ("utf-8", "utf-8-sig", encoding):
            note = f"read as {used}; if letters are wrong, give the encoding: --encoding NAME"
            document = replace(document, notes=(note, *document.notes))
    return _cleaned(document, title)


def _decode(raw: bytes, path: str, encoding: str, is_html: bool) -> tuple[str, str]:
    try:
        return decode(raw, encoding, is_html)
    except LookupError as error:
        raise refusal(
            path, f'there is no encoding "{encoding}"; right are names such as utf-8, cp1252, utf-16-le'
        ) from error
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not {error.encoding}, and no other encoding fits: save the text as UTF-8"
        raise refusal(path, message) from error


def _cleaned(document: Document, title: str) -> Document:
    known = replace(document.metadata, title=title or document.metadata.title)
    paragraphs = [cleaned for one in document.paragraphs if quote_normalization.normalize(cleaned := _clean(one))]
    rest, left_out, metadata = headline.take_headline(paragraphs, known)
    return replace(document, paragraphs=rest, left_out=(*left_out, *document.left_out), metadata=metadata)


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", text).encode("utf-8", "replace").decode().strip()


def write_text(document: Document, path: str) -> tuple[str, SourceText]:
    """Returns the text file of a document, and its paragraphs as `verify` reads them.

    Raises BriefingError if the text is not usable, such as one with letters that were lost.
    """
    text = "\n\n".join(document.paragraphs) + "\n"
    return text, parse_source_text(text.encode(), path)
