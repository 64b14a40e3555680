"""Recognizes a file that is no plain text in UTF-8, and says how to get the text."""

from __future__ import annotations

import re
from itertools import islice

MAX_BYTES = 50_000_000
"""The largest file that is read."""
_SAVE = "save its text as plain text in UTF-8"
_READ = "read it with: briefing new sources ID --text FILE"
_KINDS = (
    (rb"%PDF-", "a PDF", _READ),
    (rb"PK\x03\x04(?s:.*)word/", "a Word file (.docx)", _READ),
    (rb"PK\x03\x04(?s:.*)opendocument", "an OpenDocument file", f"open it and {_SAVE}"),
    (rb"PK\x03\x04(?s:.*)epub", "an EPUB", f"open it and {_SAVE}"),
    (rb"PK\x03\x04", "a zip file", f"open the document in it and {_SAVE}"),
    (rb"\xd0\xcf\x11\xe0(?s:.*)E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P", "an Office file with a password", f"open it and {_SAVE}"),
    (rb"\xd0\xcf\x11\xe0", "an old Office file (.doc)", f"open it and {_SAVE}"),
    (rb"(?:\xef\xbb\xbf)?\s*\{\\rtf", "RTF", f"open it in a word processor and {_SAVE}"),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!", "a compressed file", "unpack it first"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*", "a picture", "write out its text, or use OCR"),
    (rb"bplist00", "a web archive", f"open it in a browser and {_SAVE}"),
    (rb"(?i:(?:\xef\xbb\xbf)?\s*(?:from: |mime-version:)(?s:.{0,600})content-type: multipart)", "a saved web page (MHTML)", f"open it in a browser and {_SAVE}"),
    (rb"(?:\xef\xbb\xbf)?(?:\s|<!--(?s:(?:(?!-->).)*)-->)*(?i:<!doctype|<html|<head|<body|<meta|<title|<main|<article|<section|<div|<p>|<p |<h[1-6])", "HTML", _READ),
    (rb"(?:\xef\xbb\xbf)?\s*<\?xml", "XML", _SAVE + ", without tags"),
    (rb"\xff\xfe\x00\x00|\x00\x00\xfe\xff", "text in UTF-32", _READ),
    (rb"\xff\xfe|\xfe\xff", "text in UTF-16", _READ),
)  # fmt: skip


def recognize(raw: bytes) -> str:
    """Returns the name of a file's format ("a PDF"), or nothing if it is plain text."""
    return next((name for pattern, name, _ in _KINDS if re.match(pattern, raw)), "")


def find_problem(raw: bytes) -> tuple[int, int, str] | None:
    """Returns line, column and message if a file can't be read as text; else None."""
    if len(raw) > MAX_BYTES:
        return 0, 0, f"this file is larger than {MAX_BYTES // 1_000_000} MB: save the article alone"
    for pattern, name, fix in _KINDS:
        if re.match(pattern, raw):
            return 0, 0, f"this file is {name}, not plain text: {fix}"
    if b"\0" in raw:
        zeros = [*islice((found.start() for found in re.finditer(b"\0", raw)), 1000)]
        is_wide = len(zeros) > 2 and len(raw) % 2 == 0 and len({at % 2 for at in zeros}) == 1
        if is_wide:
            return 0, 0, f"this file is text in UTF-16 without a byte-order mark: {_READ}"
        return 0, 0, "this file is not plain text: it has NUL characters; save its text as UTF-8"
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        return 0, 0, "this file is empty; it must hold the text of the source"
    try:
        lost = raw.decode("utf-8-sig").partition("\ufffd")
    except UnicodeDecodeError as error:
        return _wrong_byte(raw, error.start)
    if lost[1]:
        lines = re.split("\r\n|[\n\r]", lost[0])
        message = "a letter was lost here (U+FFFD) when the text was converted; convert it again from its own encoding to UTF-8"
        return len(lines), len(lines[-1]) + 1, message
    return None


def _wrong_byte(raw: bytes, at: int) -> tuple[int, int, str]:
    before = raw[:at].decode("utf-8-sig", "replace")
    lines = re.split("\r\n|[\n\r]", before)
    others = sum(byte > 127 for byte in raw)
    guess = ""
    if others * 8 < len(raw):
        word = re.search(rb"[^\s]*\Z", raw[:at])[0] + re.match(rb"[^\s]*", raw[at:])[0]  # type: ignore[index]
        guess = f", perhaps Windows-1252 ({word[:40].decode('cp1252', 'replace')!r})"
    message = f"byte {at + 1} (0x{raw[at]:02X}) is not UTF-8: the text is in another encoding{guess}; {_READ}"
    return len(lines), len(lines[-1]) + 1, message
