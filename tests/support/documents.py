"""Small documents for tests, made from text: a PDF from lines as they stand on the page, a Word file from its XML."""

from __future__ import annotations

import io
import re
import zipfile

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_PAGE_BREAK = "-----\n"


def pdf(text: str) -> bytes:
    """A PDF in Courier. A line of hyphens begins a page; lines such as `/Title Ferry` before the first one are metadata.

    Parts of a line with three or more spaces between them are drawn one by one, as columns are: each column as a whole.
    """
    head, *pages = text.split(_PAGE_BREAK)
    info = "".join(f"/{name} ({value}) " for name, value in re.findall(r"^/(\w+) (.*)$", head, re.MULTILINE))
    objects = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "",
        "<</Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding>>",
        f"<<{info}>>",
    ]
    kids = []
    for page in pages:
        stream = "BT /F1 10 Tf\n" + "".join(_runs(page)) + "ET"
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>\nstream\n{stream}\nendstream")
        objects.append(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 700 800] /Resources <</Font <</F1 3 0 R>>>> "
            f"/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}]>>"
    return _file(objects)


def _runs(page: str) -> list[str]:
    """The operators that draw the lines of a page, column by column."""
    runs = [
        (match.start() > 30, number, match.start(), match.group())
        for number, line in enumerate(page.splitlines())
        for match in re.finditer(r"\S+(?: {1,2}\S+)*", line)
    ]
    escaped = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})
    return [
        f"1 0 0 1 {40 + 6 * column} {760 - 12 * number} Tm ({words.translate(escaped)}) Tj\n"
        for _, number, column, words in sorted(runs)
    ]


def _file(objects: list[str]) -> bytes:
    raw, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(raw))
        raw += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer <</Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R>>\n"
    return raw + f"{end}startxref\n{len(raw)}\n%%EOF\n".encode()


def docx(body: str, core: str = "", before: str = "") -> bytes:
    """A Word file with the XML of its body; `core` is the XML of its metadata, `before` stands before the first element."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        )
        archive.writestr(
            "docProps/core.xml", f'<c:coreProperties xmlns:c="{_CORE}" xmlns:dc="{_DC}">{core}</c:coreProperties>'
        )
    return out.getvalue()


def build(name: str, text: str) -> bytes:
    """The bytes of a document by the name of its file; `article.txt (cp1252)` gives the encoding of a text."""
    name, _, encoding = name.partition(" (")
    if name.endswith(".pdf"):
        return pdf(text)
    if name.endswith(".docx"):
        core, _, body = text.rpartition("=body=\n")
        return docx(body, core)
    return text.encode(encoding.rstrip(")") or "utf-8")
