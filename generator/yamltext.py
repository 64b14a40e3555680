"""One YAML text -> plain data with the place of every key and value, or the faults that stand in the way.

A single pass over PyYAML's C events. Scalars follow YAML 1.2: only `true`, `false`, `null` (or nothing) and plain
decimal numbers are special; everything else is text as written. Anchors, aliases, tags, duplicate keys and further
documents are faults, because what a reviewer reads must be what is loaded.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from .errors import Code, shown

MAX_BYTES = 20_000_000
MAX_DEPTH = 64
_COLUMNS = 20  # bits of a packed mark that hold the column
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS = {"": None, "null": None, "true": True, "false": False}
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Fault:
    """What is wrong at a line and column, both counted from 1."""

    line: int
    column: int
    code: Code
    message: str


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
        return _broken(Fault(1, 1, Code.TOO_LARGE, f"the file is over {MAX_BYTES // 1_000_000} MB; split it"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(_not_utf8(raw, error))
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        return _broken(Fault(*_place(text, forbidden.start()), Code.CHARACTER, _character(forbidden.group())))
    try:
        return _Reader().run(text)
    except yaml.YAMLError as error:
        return _broken(_syntax(text, error))


def _broken(fault: Fault) -> Document:
    return Document(None, (fault,), array("Q"))


def _place(text: str, index: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - start + 1


def _character(character: str) -> str:
    return f"the character U+{ord(character):04X} may not stand in the data (invisible control); delete it"


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> Fault:
    before = raw[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return Fault(line, column, Code.CHARACTER, f"byte 0x{raw[error.start]:02X} is not UTF-8; save the file as UTF-8")


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
                    self.fault(event, Code.SEVERAL_DOCUMENTS, "a second document begins here; one file, one document")
                    break
            elif kind not in (yaml.StreamStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent):
                root = self.value(event, events, 0)
        if not self.faults and (not documents or root is None):
            return _broken(Fault(1, 1, Code.EMPTY, "the file is empty"))
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
            self.fault(event, Code.ALIAS, f"alias *{event.anchor}: write the text out, so that it reads as it is")
            return None
        if event.anchor is not None:
            self.fault(event, Code.ALIAS, f"anchor &{event.anchor}: write the text out where it is used, without it")
        if event.tag is not None:
            self.fault(event, Code.TAG, f"tag {shown(event.tag)} is not allowed; the field says what type it has")
        if kind is yaml.ScalarEvent:
            return self.scalar(event)
        if depth >= MAX_DEPTH:
            self.fault(event, Code.TOO_LARGE, f"nested more than {MAX_DEPTH} deep")
            _skip(events)
            return None
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
            elif key in items:
                self.fault(event, Code.DUPLICATE_KEY, f"{shown(key)} stands here a second time; keep one of them")
                del self.marks[before:]
            else:
                items[key] = value
        return items

    def key(self, event: Any, events: Iterator[Any], depth: int) -> str | None:
        if type(event) is not yaml.ScalarEvent:
            self.fault(event, Code.SHAPE, "a key must be one plain word")
            self.value(event, events, depth)
            return None
        self.value(event, events, depth)
        return str(event.value)


def _skip(events: Iterator[Any]) -> None:
    """Passes over the rest of a collection whose start event has been taken."""
    depth = 1
    for event in events:
        if type(event) in (yaml.SequenceStartEvent, yaml.MappingStartEvent):
            depth += 1
        elif type(event) in (yaml.SequenceEndEvent, yaml.MappingEndEvent):
            depth -= 1
            if not depth:
                return


_HINTS = (
    ("mapping values are not allowed", 'a colon and a space inside plain text; put the text in quotes: "..."'),
    ("quoted scalar", "a quotation mark is opened here and never closed; add the closing one"),
    ("cannot start any token", "plain text may not begin with this character; put the text in quotes"),
    ("did not find expected key", "this line does not fit the lines above; check its indentation and its quotes"),
    ("did not find expected '-' indicator", "this line is not indented like the list items above it"),
    ("could not find expected ':'", 'here a "key: value" is expected; is a colon missing, or a quote?'),
    ("did not find expected ',' or", "a list in [ ] or a mapping in { } is not closed, or lacks a comma"),
    ("block sequence entries are not allowed", 'a list begins on the next line after its key: "key:", then "  - ..."'),
    ("found undefined tag handle", "plain text may not begin with !; put the text in quotes"),
    ("found unknown escape character", r"in double quotes a backslash begins an escape; use single quotes"),
    ("while parsing a block mapping", "this line does not fit the lines above; check its indentation and its quotes"),
)


def _syntax(text: str, error: yaml.YAMLError) -> Fault:
    """The one syntax fault that ends the reading, placed where it can be mended, in an editor's words."""
    problem = str(getattr(error, "problem", None) or "cannot be read")
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    if "quoted scalar" in context and "escape" not in problem:
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines() or [""]
    for n in (line, line - 1):
        written = lines[n - 1] if 0 < n <= len(lines) else ""
        indent = written[: len(written) - len(written.lstrip())]
        if "\t" in indent:
            return Fault(n, indent.index("\t") + 1, Code.SYNTAX, "a tab indents this line; use spaces")
    hint = next((hint for sign, hint in _HINTS if sign in problem or sign in context), "the YAML cannot be read here")
    detail = f"{context}: {problem}" if context else problem
    return Fault(line, column, Code.SYNTAX, f"{hint} ({detail})")
