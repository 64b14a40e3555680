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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from .errors import Code, shown
from .syntax import Fault, split_lines, syntax_fault

MAX_BYTES = 20_000_000
MAX_DEPTH = 64
OF_TEXT = (Code.SYNTAX, Code.DUPLICATE_KEY, Code.ALIAS, Code.TAG, Code.CHARACTER, Code.TOO_LARGE)
"""What is wrong with a text whatever it means; where it stands, what it means is nobody's fault."""
_COLUMNS = 20  # bits of a packed mark that hold the column
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS = {"": None, "null": None, "true": True, "false": False}
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    if len(raw) > MAX_BYTES:
        return _broken(Fault(0, 0, Code.TOO_LARGE, f"the file is over {MAX_BYTES // 1_000_000} MB; split it"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(_not_utf8(raw, error))
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        return _broken(Fault(*_place(text[: forbidden.start()]), Code.CHARACTER, _character(forbidden.group())))
    reader = _Reader()
    try:
        return reader.run(text)
    except _TooDeepError:
        return Document(None, tuple(reader.faults), array("Q"))
    except yaml.YAMLError as error:
        return Document(None, (*reader.faults, syntax_fault(text, error)), array("Q"))


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
    """Reading ends here: the parser's time grows with the square of the depth."""


class _Reader:
    """Builds data and marks from the events of one text."""

    def __init__(self) -> None:
        self.marks = array("Q")
        self.faults: list[Fault] = []

    def run(self, text: str) -> Document:
        root: Any = None
        events = yaml.parse(text, Loader=_LOADER)
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.fault(
                        event,
                        Code.SEVERAL_DOCUMENTS,
                        "a second document begins here; delete this line, or make two files",
                    )
                    break
            elif kind not in (yaml.StreamStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent):
                root = self.value(event, events, 0)
        if not self.faults and (not documents or root is None):
            return _broken(Fault(0, 0, Code.EMPTY, "the file is empty; fill it or delete it"))
        return Document(root, tuple(self.faults), self.marks)

    def fault(self, event: Any, code: Code, message: str) -> None:
        mark = event.start_mark
        self.faults.append(Fault(mark.line + 1, mark.column + 1, code, message))

    def mark(self, event: Any) -> None:
        mark = event.start_mark
        self.marks.append(mark.line << _COLUMNS | mark.column)

    def value(self, event: Any, events: Iterator[Any], depth: int) -> Any:
        self.mark(event)
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.fault(event, Code.ALIAS, f"aliases (*{event.anchor}) are not allowed; {_write_out('*')}")
            return None
        if event.anchor is not None:
            self.fault(event, Code.ALIAS, f"anchors (&{event.anchor}) are not allowed; {_write_out('&')}")
        if event.tag is not None:
            tag = shown(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self.fault(
                event, Code.TAG, f"tags ({tag}) are not allowed; delete it, or put the text in quotes if ! is a sign"
            )
        if kind is yaml.ScalarEvent:
            return self.scalar(event)
        if depth >= MAX_DEPTH:
            self.fault(
                event, Code.TOO_LARGE, f"nested more than {MAX_DEPTH} deep; check the brackets and the indentation"
            )
            raise _TooDeepError
        if kind is yaml.SequenceStartEvent:
            return self.sequence(events, depth + 1)
        return self.mapping(events, depth + 1)

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.implicit[0]:
            if text in _CONSTANTS:
                return _CONSTANTS[text]
            number = _NUMBER.fullmatch(text)
            if number and len(text) <= 15:
                return float(text) if number[1] else int(text)
        elif not text.isprintable() and (forbidden := _FORBIDDEN.search(text)):
            self.fault(event, Code.CHARACTER, _character(forbidden.group()))
        return text

    def sequence(self, events: Iterator[Any], depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event) is yaml.SequenceEndEvent:
                break
            items.append(self.value(event, events, depth))
        return items

    def mapping(self, events: Iterator[Any], depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            before = len(self.marks)
            key = self.key(event, events, depth)
            value = self.value(next(events), events, depth)
            if key is None:
                del self.marks[before:]
            elif key == "<<":
                self.fault(event, Code.ALIAS, "merging with << is not allowed; write the fields out")
                del self.marks[before:]
            elif key in items:
                self.fault(event, Code.DUPLICATE_KEY, f"{shown(key)} stands here a second time; keep one of them")
                del self.marks[before:]
            else:
                items[key] = value
        return items

    def key(self, event: Any, events: Iterator[Any], depth: int) -> str | None:
        if type(event) is not yaml.ScalarEvent:
            self.fault(event, Code.SHAPE, "the name of a field must be one plain word")
            self.value(event, events, depth)
            return None
        self.value(event, events, depth)
        return str(event.value)


def _write_out(sign: str) -> str:
    return f"write the text out, in quotes if {sign} is meant as a sign"
