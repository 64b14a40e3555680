"""Decodes the bytes of a text in any common encoding."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = re.compile(
    "[\x00-\x7f\xa0\xa7\xab\xb0\xb7\xbb\xa3\xa9\xbf\xa1\xdf-\xef\xf1-\xf6\xf8-\xfc\xc0-\xcf\xd1-\xd6\xd8-\xdc"
    "\u0153\u0152\u20ac\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2122\u2039\u203a]*"
)
"""The usual characters of Windows-1252 in texts of Western Europe.

The bytes of the rare ones stand for letters in other encodings of one byte a letter.
"""
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SAMPLE = 4096


def decode(raw: bytes, name: str = "", is_html: bool = False) -> tuple[str, str]:
    """Returns a text and its encoding, which is a guess if nothing gives it.

    `name` is the encoding that a person gave. Raises UnicodeDecodeError if the bytes are in no encoding that is known, and
    LookupError if `name` is none.
    """
    if name:
        return raw.decode(name), codecs.lookup(name).name
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding), encoding
    if b"\0" in raw[:_SAMPLE]:
        encoding = _wide_encoding(raw[:_SAMPLE])
        return raw.decode(encoding), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        declared = _DECLARED.search(raw[:_SAMPLE]) if is_html else None
        text, encoding = _guess(raw, declared[1].decode() if declared else "")
        if not encoding:
            raise error
        return text, encoding


def _wide_encoding(sample: bytes) -> str:
    """Returns the order of bytes of a text in UTF-16 without a mark.

    NUL is the high byte of every ASCII character. Raises UnicodeDecodeError if it is elsewhere too.
    """
    high, low = sample[::2].count(0), sample[1::2].count(0)
    if 10 * min(high, low) > max(high, low):
        raise UnicodeDecodeError("plain text", sample, sample.index(0), sample.index(0) + 1, "NUL characters")
    return "utf-16-be" if high > low else "utf-16-le"


def _guess(raw: bytes, declared: str) -> tuple[str, str]:
    for encoding in (declared, "cp1252"):
        try:
            text = raw.decode(encoding) if encoding else ""
        except (LookupError, UnicodeDecodeError):
            continue
        if text and (encoding == declared or _WESTERN.fullmatch(text)):
            return text, encoding
    from charset_normalizer import from_bytes  # only here: it takes long to import

    best = from_bytes(raw).best()
    return (str(best), best.encoding) if best else ("", "")
