"""One YAML text -> plain data with the place of every key and value, or the faults that stand in the way.

A single pass over PyYAML's C events. Scalars follow YAML 1.2: only `true`, `false`, `null` (or nothing) and plain
decimal numbers are special; everything else is text as written. Anchors, aliases, tags, duplicate keys and further
documents are faults, because what a reviewer reads must be what is loaded.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from ..problems import Code, quote_value
from .yaml_errors import Fault as Fault
from .yaml_errors import split_lines, syntax_fault

MAX_BYTES = 20_000_000
MAX_DEPTH = 64
OF_TEXT = (Code.SYNTAX, Code.DUPLICATE_KEY, Code.ALIAS, Code.TAG, Code.CHARACTER, Code.TOO_LARGE)
"""What is wrong with a text whatever it means; where it stands, what it means is nobody's fault."""
_COLUMNS = 25  # bits of a packed mark that hold the column
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS = {"": None, "null": None, "true": True, "false": False}
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Scalar = yaml.ScalarEvent


@dataclass(frozen=True)
class Document:
    """Plain data, the faults found on the way, and one packed mark for each key and value in reading order."""

    data: Any
    faults: tuple[Fault, ...]
    marks: Sequence[int]

    def where(self, path: Sequence[str | int], at_key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, or of its key; of the innermost parent that is there."""
        here, mark = self.data, 0
        for step in path:
            found = next((c for c in _children(here, mark) if c[0] == step), None)
            if found is None:
                break
            _, here, mark = found
        else:
            if at_key and path and isinstance(path[-1], str):
                mark -= 1
        packed = self.marks[mark] if mark < len(self.marks) else 0
        return (packed >> _COLUMNS) + 1, (packed & (1 << _COLUMNS) - 1) + 1


def _children(data: Any, mark: int) -> Iterator[tuple[str | int, Any, int]]:
    """Key, value and the value's mark number of each child, in reading order."""
    mark += 1
    if isinstance(data, dict):
        for key, value in data.items():
            yield key, value, mark + 1
            mark += 1 + _size(value)
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield n, value, mark
            mark += _size(value)


def _size(data: Any) -> int:
    """How many marks a value has: its own, its keys' and its children's."""
    if isinstance(data, dict):
        return 1 + sum(1 + _size(value) for value in data.values())
    return 1 + sum(map(_size, data)) if isinstance(data, list) else 1


def read(raw: bytes) -> Document:
    """Reads one file's bytes. Never raises: what cannot be read is in `faults`, and `data` is None."""
    text = decoded(raw)
    if isinstance(text, Fault):
        return _broken(text)
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        return _broken(Fault(*_place(text[: forbidden.start()]), Code.CHARACTER, _character(forbidden.group())))
    reader = _Reader()
    try:
        return reader.run(text)
    except yaml.YAMLError as error:
        return Document(None, (*reader.faults, syntax_fault(text, error)), array("Q"))


def decoded(raw: bytes) -> str | Fault:
    """The text of a file without its byte-order mark, or why it is none: too large, or not UTF-8."""
    if len(raw) > MAX_BYTES:
        return Fault(0, 0, Code.TOO_LARGE, f"the file is over {MAX_BYTES // 1_000_000} MB; split it")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error)


def permitted(text: str) -> str:
    """A text without the characters that may not stand in the data."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def _broken(fault: Fault) -> Document:
    return Document(None, (fault,), array("Q"))


def lines_of(raw: bytes) -> list[str]:
    """The lines of a file as YAML and editors count them, also those of a file that can't be read."""
    return split_lines(raw.decode("utf-8-sig", "replace"))


def _place(before: str) -> tuple[int, int]:
    """Line and column of what follows this beginning of a text."""
    lines = split_lines(before)
    return len(lines), len(lines[-1]) + 1


def _character(character: str) -> str:
    name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    return f"the character {name}, which can't be seen, may not stand in the data; delete it"


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> Fault:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Fault(0, 0, Code.CHARACTER, "the file is in the encoding UTF-16; save it as UTF-8")
    message = f"byte 0x{raw[error.start]:02X} is not UTF-8; save the file in the encoding UTF-8"
    return Fault(*_place(raw[: error.start].decode("utf-8-sig")), Code.CHARACTER, message)


class _TooDeepError(Exception):
    """Nested deeper than anybody reads: the rest is not gone through, which for the C scanner would take very long."""


class _Reader:
    """Builds data and marks from the events of one text, each taken as it is needed."""

    next: Callable[[], Any]

    def __init__(self) -> None:
        self.marks = array("Q")
        self.faults: list[Fault] = []

    def run(self, text: str) -> Document:
        self.next = _LOADER(text).get_event
        root: Any = None
        documents = 0
        while (kind := type(event := self.next())) is not yaml.StreamEndEvent:
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    message = "a second document begins here; delete this line, or make two files"
                    self.fault(event, Code.SEVERAL_DOCUMENTS, message)
                    break
            elif kind not in (yaml.StreamStartEvent, yaml.DocumentEndEvent):
                try:
                    root = self.value(event, 0)
                except _TooDeepError:
                    return Document(None, tuple(self.faults), array("Q"))
        if not self.faults and (not documents or root is None):
            return _broken(Fault(0, 0, Code.EMPTY, "the file is empty; fill it or delete it"))
        return Document(root, tuple(self.faults), self.marks)

    def fault(self, event: Any, code: Code, message: str) -> None:
        mark = event.start_mark
        self.faults.append(Fault(mark.line + 1, mark.column + 1, code, message))

    def value(self, event: Any, depth: int) -> Any:
        mark = event.start_mark
        self.marks.append(mark.line << _COLUMNS | mark.column)
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            self.refuse(event)
        if kind is _Scalar:
            return self.scalar(event)
        if kind is yaml.AliasEvent:
            return None
        if depth >= MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} deep; check the brackets and the indentation"
            self.fault(event, Code.TOO_LARGE, message)
            raise _TooDeepError
        return self.sequence(depth + 1) if kind is yaml.SequenceStartEvent else self.mapping(depth + 1)

    def refuse(self, event: Any) -> None:
        """The fault of an alias, an anchor or a tag."""
        if type(event) is yaml.AliasEvent:
            self.fault(event, Code.ALIAS, f"aliases (*{event.anchor}) are not allowed; {_write_out('*')}")
            return
        if event.anchor is not None:
            self.fault(event, Code.ALIAS, f"anchors (&{event.anchor}) are not allowed; {_write_out('&')}")
        if event.tag is not None:
            tag = quote_value(event.tag.replace("tag:yaml.org,2002:", "!!"))
            mend = "delete it, or put the text in quotes if ! is a sign"
            self.fault(event, Code.TAG, f"tags ({tag}) are not allowed; {mend}")

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.implicit[0]:
            if text in _CONSTANTS:
                return _CONSTANTS[text]
            if text[0] in "-0123456789" and len(text) <= 15 and (number := _NUMBER.fullmatch(text)):
                return float(text) if number[1] else int(text)
        elif not text.isprintable() and (forbidden := _FORBIDDEN.search(text)):
            self.fault(event, Code.CHARACTER, _character(forbidden.group()))
        return text

    def sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            items.append(self.value(event, depth))
        return items

    def mapping(self, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            before = len(self.marks)
            self.value(event, depth)
            key = str(event.value) if type(event) is _Scalar else None
            value = self.value(self.next(), depth)
            if key is None:
                self.fault(event, Code.SHAPE, "the name of a field must be one plain word")
            elif key == "<<":
                self.fault(event, Code.ALIAS, "merging with << is not allowed; write the fields out")
            elif key in items:
                self.fault(event, Code.DUPLICATE_KEY, f"{quote_value(key)} stands here a second time; keep one of them")
            else:
                items[key] = value
                continue
            del self.marks[before:]
        return items


def _write_out(sign: str) -> str:
    return f"write the text out, in quotes if {sign} is meant as a sign"
