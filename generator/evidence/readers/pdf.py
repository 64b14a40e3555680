"""Reads the text of a PDF, with `pypdf`."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from .document import ORIGINS, Document, Metadata, Progress, missing_package, read_authors, read_title, refusal
from .pages import read_pages

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_MAX_PAGES = 3000


def read(raw: bytes, path: str, progress: Progress) -> Document:
    """Returns the document. Raises BriefingError if it can't be read, or has no text."""
    try:
        import pypdf
    except ImportError as error:
        raise missing_package(path, "a PDF") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each fault in the file's structure
    try:
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refusal(path, "this PDF is locked with a password: save a copy without it")
        count = len(reader.pages)
        if count > _MAX_PAGES:
            raise refusal(path, f"this PDF has {count} pages, more than {_MAX_PAGES}: save the pages of the article")
        pages = []
        for number, page in enumerate(reader.pages):
            progress(number, count)
            pages.append(page.extract_text(extraction_mode="layout"))
        metadata = _metadata(dict(reader.metadata or {}), str(reader.root_object.get("/Lang", "")))
    except (MemoryError, KeyboardInterrupt):
        raise
    except pypdf.errors.DependencyError as error:  # AES needs a package of its own
        message = "this PDF is encrypted: save a copy that is not, or run: pip install cryptography"
        raise refusal(path, message) from error
    except Exception as error:  # pypdf raises errors of many types for damaged files
        if hasattr(error, "problems"):
            raise
        message = (
            f"this PDF is damaged ({type(error).__name__}): open it in a viewer, and copy its text into a text file"
        )
        raise refusal(path, message) from error
    paragraphs, left_out, notes = read_pages(pages)
    if not paragraphs:
        raise refusal(path, "this PDF has no text, only pictures of pages: make a text of it by OCR")
    return Document("PDF", paragraphs, metadata, left_out, notes)


def _metadata(info: Mapping[str, Any], language: str) -> Metadata:
    date = _DATE.match(str(info.get("/CreationDate") or ""))
    return Metadata(
        title=read_title(info.get("/Title")),
        authors=read_authors(info.get("/Author")),
        issued="-".join(filter(None, date.groups())) if date else "",
        language=language,
        origins=ORIGINS | {"issued": "the day on which the PDF was made"},
    )
