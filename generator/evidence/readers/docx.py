"""Reads the text of a Word file (.docx): a zip of XML files, of untrusted origin."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from .document import ORIGINS, Document, LeftOut, Metadata, read_authors, read_title, refusal

_MAX_BYTES = 100_000_000
"""The size of a part of the file up to which it is unpacked."""
_MAX_CORE_BYTES = 1_000_000
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SKIPPED = {"Fallback", "del", "moveFrom", "rt", "instrText", "txbxContent", "sectPr", "pPrChange", "rPrChange"}
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": " "}


class _UnsafeError(Exception):
    """The XML declares entities, which no Word file does."""


def read(raw: bytes, path: str) -> Document:
    """Returns the document. Raises BriefingError if it can't be read, or has no text."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            names = [name for name in archive.namelist() if re.fullmatch(r"word/document\d*\.xml", name)]
            if not names:
                raise refusal(path, "this file is a zip file, but no Word file: word/document.xml is missing")
            body = _Body()
            _parse(_unpacked(archive, names[0], _MAX_BYTES), body)
            core = _Core()
            if "docProps/core.xml" in archive.namelist():
                _parse(_unpacked(archive, "docProps/core.xml", _MAX_CORE_BYTES), core)
    except _UnsafeError as error:
        raise refusal(path, f"this Word file {error}; save it again in a word processor") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise refusal(path, "this Word file is damaged: open it in a word processor, and save it again") from error
    if not body.paragraphs:
        raise refusal(path, "this Word file has no text")
    return Document("Word", tuple(body.paragraphs), core.metadata(), tuple(body.left_out))


def _unpacked(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with archive.open(name) as part:
        content = part.read(limit + 1)
    if len(content) > limit:
        raise _UnsafeError(f"holds more than {limit // 1_000_000} MB in {name}")
    return content


def _parse(xml: bytes, handler: _Body | _Core) -> None:
    """Parses XML without entities and without any file but this one."""

    def refuse(*_: object) -> None:
        raise _UnsafeError("has a DOCTYPE, which may hide a very large text")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.buffer_text = True
    parser.Parse(xml, True)


class _Body:
    """Collects the paragraphs of a document. Lists are one paragraph each."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.left_out: list[LeftOut] = []
        self._skipped_depth = self._text_depth = 0
        self._parts: list[str] = []
        self._style = ""
        self._is_item = self._was_item = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self._skipped_depth or tag in _SKIPPED:
            self._skipped_depth += 1
        elif space not in (_WORD, _STRICT):
            return
        elif tag == "p":
            self._parts, self._style, self._is_item = [], "", False
        elif tag == "t":
            self._text_depth += 1
        elif tag == "pStyle":
            self._style = attributes.get(f"{space} val", "")
        elif tag == "numPr":
            self._is_item = True
        elif tag in _SIGNS:
            self._parts.append(_SIGNS[tag])

    def end(self, name: str) -> None:
        space, _, tag = name.rpartition(" ")
        if self._skipped_depth:
            self._skipped_depth -= 1
        elif tag == "p" and space in (_WORD, _STRICT):
            self._finish()
        elif tag == "t" and space in (_WORD, _STRICT):
            self._text_depth -= 1

    def text(self, data: str) -> None:
        if self._text_depth and not self._skipped_depth:
            self._parts.append(data)

    def _finish(self) -> None:
        pieces = ["".join(self._parts)]
        self._parts = []
        for piece in re.split(r"\n\s*\n", pieces[0]):
            words = " ".join(piece.split())
            if not words:
                self._was_item = False
            elif self._style.casefold() == "caption":
                self.left_out.append(LeftOut("caption", words))
            else:
                self._add(words)

    def _add(self, words: str) -> None:
        if self._is_item and self._style.casefold().startswith("heading"):
            self._is_item = False
        if self._is_item and self._was_item:
            self.paragraphs[-1] += f"\n\u2022 {words}"
        else:
            self.paragraphs.append(f"\u2022 {words}" if self._is_item else words)
        self._was_item = self._is_item


class _Core:
    """Collects the facts of `docProps/core.xml`."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self._tag = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - expat passes them
        self._tag = name.rpartition(" ")[2]

    def end(self, name: str) -> None:  # noqa: ARG002 - expat passes it
        self._tag = ""

    def text(self, data: str) -> None:
        self.facts[self._tag] = self.facts.get(self._tag, "") + data

    def metadata(self) -> Metadata:
        created = re.match(r"\d{4}-\d\d-\d\d", self.facts.get("created", ""))
        return Metadata(
            title=read_title(self.facts.get("title")),
            authors=read_authors(self.facts.get("creator")),
            issued=created[0] if created else "",
            language=self.facts.get("language", "").strip(),
            origins=ORIGINS | {"issued": "the day on which the Word file was made"},
        )
