"""Reads a YAML text into plain data with the position of every key and value.

It passes once over PyYAML's C events. Scalars follow YAML 1.2: only `true`, `false`, `null` (or nothing) and plain
decimal numbers are special; everything else is text as written. Anchors, aliases, tags, duplicate keys and further
documents are errors, because what a reviewer reads must be what is loaded.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import yaml

from ..problems import Code, quote_value
from .yaml_errors import TextProblem as TextProblem
from .yaml_errors import split_lines
from .yaml_errors import syntax_problem as syntax_problem

MAX_BYTES = 20_000_000
MAX_DEPTH = 64
TEXT_CODES = (Code.SYNTAX, Code.DUPLICATE_KEY, Code.ALIAS, Code.TAG, Code.CHARACTER, Code.TOO_LARGE)
"""Codes of problems with the text itself; they hide others at their position."""
_COLUMNS = 25  # bits of a packed mark that hold the column
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CONSTANTS = {"": None, "null": None, "true": True, "false": False}
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ON_A_LINE = re.compile(r"[ \t\"']#")
"""Matches what may be a comment behind a value."""
_BEFORE_COMMENT = re.compile(r"[ \t]*[:-](?:[ \t]+-)*[ \t]+(?=#)")
"""Matches a colon or hyphen, up to a comment, whose value begins on a line below."""
_BLOCK_SIGN = re.compile(r"[|>][-+0-9]*[ \t]+(?=#)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Scalar = yaml.ScalarEvent


@dataclass(frozen=True)
class Comment:
    """A comment on the line of a value: its place, its text from the `#` on.

    `mark` is the index of the value's mark. `is_after_quotes` is true if the value is in quotes, `is_after_nothing` if
    there is none, `is_before_block` if it is a block that begins on the next line.
    """

    mark: int
    line: int
    column: int
    text: str
    is_after_quotes: bool
    is_after_nothing: bool
    is_before_block: bool = False

    @property
    def has_space(self) -> bool:
        """True if a space follows the `#`, as people write a comment."""
        return self.text[1:2].isspace()


@dataclass(frozen=True)
class Document:
    """Plain data, the problems of its text, and the positions of its keys and values.

    `marks` has a packed line and column for each key and value, in reading order. `comments` are those on the line of a
    value.
    """

    data: Any
    problems: tuple[TextProblem, ...]
    marks: Sequence[int]
    comments: tuple[Comment, ...] = ()
    _children_marks: dict[int, dict[str | int, int]] = field(default_factory=dict, compare=False, repr=False)
    """The marks of the children of each container, by its own mark."""

    def value(self, path: Sequence[str | int]) -> Any:
        """Returns the value at `path`, or None."""
        here = self.data
        for step in path:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def position(self, path: Sequence[str | int], at_key: bool = False) -> tuple[int, int]:
        """Returns line and column, from 1, of the value at `path` or of its key.

        If there is no such value, it returns the position of the innermost parent that exists.
        """
        here, mark = self.data, 0
        for step in path:
            if mark not in self._children_marks:
                self._children_marks[mark] = {key: at for key, _, at in _children(here, mark)}
            found = self._children_marks[mark].get(step)
            if found is None:
                break
            here, mark = here[step], found
        else:
            if at_key and path and isinstance(path[-1], str):
                mark -= 1
        packed = self.marks[mark] if mark < len(self.marks) else 0
        return (packed >> _COLUMNS) + 1, (packed & (1 << _COLUMNS) - 1) + 1

    def comments_by_path(self) -> Iterator[tuple[tuple[str | int, ...], Comment]]:
        """Yields the comments on the lines of values, with the paths of the values."""
        by_mark: dict[int, list[Comment]] = {}
        for comment in self.comments:
            by_mark.setdefault(comment.mark, []).append(comment)
        for mark, path in _paths(self.data, (), count()) if by_mark else ():
            for comment in by_mark.get(mark, ()):
                yield path, comment


def _children(data: Any, mark: int) -> Iterator[tuple[str | int, Any, int]]:
    """Yields key, value and the index of the value's mark for each child."""
    mark += 1
    if isinstance(data, dict):
        for key, value in data.items():
            yield key, value, mark + 1
            mark += 1 + _size(value)
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield n, value, mark
            mark += _size(value)


def _paths(data: Any, path: tuple[str | int, ...], marks: Iterator[int]) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """Yields the index of the mark and the path of every value."""
    yield next(marks), path
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if isinstance(data, dict):
            next(marks)  # the key's
        yield from _paths(value, (*path, step), marks)


def _size(data: Any) -> int:
    """Returns the number of marks of a value: its own, its keys' and its children's."""
    if isinstance(data, dict):
        return 1 + sum(1 + _size(value) for value in data.values())
    return 1 + sum(map(_size, data)) if isinstance(data, list) else 1


def read(raw: bytes) -> Document:
    """Reads the bytes of one file.

    It never raises: if the text can't be read, `data` is None and `problems` says why.
    """
    text = decode(raw)
    if isinstance(text, TextProblem):
        return _broken(text)
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        return _broken(
            TextProblem(*_position_after(text[: forbidden.start()]), Code.CHARACTER, _character(forbidden.group()))
        )
    reader = _Reader(split_lines(text) if _ON_A_LINE.search(text) else None)
    try:
        return reader.run(text)
    except yaml.YAMLError as error:
        last = syntax_problem(text, error)
        others = (one for one in reader.problems if one.code is not Code.SHAPE or one.line != last.line)
        return Document(None, (*others, last), array("Q"))


def decode(raw: bytes) -> str | TextProblem:
    """Returns the text of a file without its byte-order mark.

    Returns a problem if the file is too large or not UTF-8.
    """
    if len(raw) > MAX_BYTES:
        return TextProblem(0, 0, Code.TOO_LARGE, f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error)


def remove_forbidden(text: str) -> str:
    """Returns a text without the characters that are not allowed in the data."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def _broken(problem: TextProblem) -> Document:
    return Document(None, (problem,), array("Q"))


def read_lines(raw: bytes) -> list[str]:
    """Returns the lines of a file as editors count them, even if it can't be read."""
    return split_lines(raw.decode("utf-8-sig", "replace"))


def _position_after(before: str) -> tuple[int, int]:
    """Returns line and column of the character after this beginning of a text."""
    lines = split_lines(before)
    return len(lines), len(lines[-1]) + 1


def _character(character: str) -> str:
    name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    return f"the invisible character {name} is not allowed in the data; delete it"


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> TextProblem:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return TextProblem(0, 0, Code.CHARACTER, "the file is encoded in UTF-16; save it as UTF-8")
    message = f"byte 0x{raw[error.start]:02X} is not UTF-8; save the file as UTF-8"
    return TextProblem(*_position_after(raw[: error.start].decode("utf-8-sig")), Code.CHARACTER, message)


class _TooDeepError(Exception):
    """The text is nested too deep; the C scanner could take very long for the rest."""


class _Reader:
    """Builds data and marks from the events of one text, one event at a time."""

    next: Callable[[], Any]

    def __init__(self, lines: list[str] | None) -> None:
        """`lines` are those of the text if comments may be on the lines of values."""
        self.lines = lines
        self.last = (0, 0)  # line and column of the end of the last event
        self.comments: list[Comment] = []
        self.marks = array("Q")
        self.problems: list[TextProblem] = []

    def run(self, text: str) -> Document:
        self.next = _LOADER(text).get_event
        root: Any = None
        documents = 0
        while (kind := type(event := self.next())) is not yaml.StreamEndEvent:
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    message = "a second document begins here; delete this line, or make two files"
                    self.report(event, Code.SEVERAL_DOCUMENTS, message)
                    return Document(None, tuple(self.problems), array("Q"))
            elif kind not in (yaml.StreamStartEvent, yaml.DocumentEndEvent):
                try:
                    root = self.value(event, 0)
                except _TooDeepError:
                    return Document(None, tuple(self.problems), array("Q"))
        if not self.problems and (not documents or root is None):
            return _broken(TextProblem(0, 0, Code.EMPTY, "the file is empty; fill it or delete it"))
        return Document(root, tuple(self.problems), self.marks, tuple(self.comments))

    def report(self, event: Any, code: Code, message: str) -> None:
        mark = event.start_mark
        self.problems.append(TextProblem(mark.line + 1, mark.column + 1, code, message))

    def value(self, event: Any, depth: int) -> Any:
        mark = event.start_mark
        self.marks.append(mark.line << _COLUMNS | mark.column)
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            self.reject(event)
        if kind is _Scalar:
            return self.scalar(event)
        self.last = (mark.line, mark.column)
        if kind is yaml.AliasEvent:
            return None
        if depth >= MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} deep; check the brackets and the indentation"
            self.report(event, Code.TOO_LARGE, message)
            raise _TooDeepError
        return self.sequence(depth + 1) if kind is yaml.SequenceStartEvent else self.mapping(depth + 1)

    def reject(self, event: Any) -> None:
        """Reports an alias, an anchor or a tag."""
        if type(event) is yaml.AliasEvent:
            self.report(event, Code.ALIAS, f"aliases (*{event.anchor}) are not allowed; {_write_out('*')}")
            return
        if event.anchor is not None:
            self.report(event, Code.ALIAS, f"anchors (&{event.anchor}) are not allowed; {_write_out('&')}")
        if event.tag is not None:
            tag = quote_value(event.tag.replace("tag:yaml.org,2002:", "!!"))
            correction = "delete the tag, or put the text in quotes if ! is part of it"
            self.report(event, Code.TAG, f"tags ({tag}) are not allowed; {correction}")

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if self.lines is not None:
            self.find_comments(event)
        if event.implicit[0]:
            if text in _CONSTANTS:
                return _CONSTANTS[text]
            if text[0] in "-0123456789" and len(text) <= 15 and (number := _NUMBER.fullmatch(text)):
                return float(text) if number[1] else int(text)
        elif not text.isprintable() and (forbidden := _FORBIDDEN.search(text)):
            self.report(event, Code.CHARACTER, _character(forbidden.group()))
        return text

    def find_comments(self, event: Any) -> None:
        """Notes comments behind a scalar, and between its field and its first line."""
        lines: list[str] = self.lines or []
        start, end = event.start_mark, event.end_mark
        begin = self.last[1]
        for line in range(self.last[0], start.line):
            if found := _BEFORE_COMMENT.match(lines[line], begin):
                self.comment(line, found.end())
            begin = 0
        self.last = (end.line, end.column)
        if event.style in ("|", ">"):
            if found := _BLOCK_SIGN.match(lines[start.line], start.column):
                self.comment(start.line, found.end(), is_before_block=True)
            return
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        sign = rest.lstrip(" \t")
        if sign.startswith("#"):
            is_quoted = not event.implicit[0]
            column = end.column + len(rest) - len(sign)
            self.comment(end.line, column, is_after_quotes=is_quoted, is_after_nothing=not (event.value or is_quoted))

    def comment(
        self,
        line: int,
        column: int,
        is_after_quotes: bool = False,
        is_after_nothing: bool = False,
        is_before_block: bool = False,
    ) -> None:
        text, mark = (self.lines or [])[line][column:].rstrip(), len(self.marks) - 1
        self.comments.append(
            Comment(mark, line + 1, column + 1, text, is_after_quotes, is_after_nothing, is_before_block)
        )

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
                self.report(event, Code.SHAPE, "the name of a field must be one plain word")
            elif key == "<<":
                self.report(event, Code.ALIAS, "merging with << is not allowed; write the fields out")
            elif key in items:
                self.report(
                    event,
                    Code.DUPLICATE_KEY,
                    f"the field {quote_value(key)} is given a second time; keep one of the two",
                )
            else:
                items[key] = value
                continue
            del self.marks[before:]
        return items


def _write_out(sign: str) -> str:
    return f"write the text out, in quotes if {sign} is part of it"
