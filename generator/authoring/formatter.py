"""Writes records in canonical form.

Fields come in the model's order, prose has one sentence on each line, and comments stay with what they explain.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..loading import yaml_reader
from ..records import fields, short_evidence, traversal
from .migrations import STEPS
from .shortening import shorten
from .yaml_scalars import WIDTH, format_block, format_inline, is_prose
from .yaml_tree import Collection, Item, Scalar, YamlDocument, parse

_BARE = ("", "null", "true", "false")
Lines = list[str]


def format_yaml(
    raw: bytes, record: type[fields.Data], version: int = fields.CURRENT_FORMAT, default_source: str = ""
) -> bytes:
    """Formats a file of records, and migrates it to the current data format.

    `version` is the version of the data format that the file is in, `default_source` the briefing's. Line ends become what
    most of them are, and a byte-order mark is dropped. `record` is the model of the file's record, or
    of each record of its list. `yaml_reader.read` must find no problem in the file. Raises AssertionError if the formatted
    text would load as other data, or if a comment would be lost.
    """
    text = raw.decode("utf-8-sig")
    newline = max(("\n", "\r\n", "\r"), key=lambda one: _count(text, one))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    old = parse(text)
    content = _Content(record, default_source)
    shorten(old.root, content.read(text), record, default_source)
    new = _format_document(old, record)
    if new != text and (
        content.typed(new) != content.typed(text) or sorted(parse(new).comments) != sorted(old.comments)
    ):
        raise AssertionError("formatting would change the data or lose a comment")
    if version < fields.CURRENT_FORMAT:
        new = _migrate(new, record, version)
    return new.replace("\n", newline).encode()


def _migrate(text: str, record: type[fields.Data], version: int) -> str:
    document = parse(text)
    assert isinstance(document.root, Collection), "a record, or a list of them"
    for number in range(version, fields.CURRENT_FORMAT):
        STEPS[number](document.root, record)
    new = _format_document(document, record)
    if sorted(parse(new).comments) != sorted(document.comments):
        raise AssertionError("migrating would lose a comment")
    return new


def _count(text: str, newline: str) -> int:
    both = text.count("\r\n")
    return both if newline == "\r\n" else text.count(newline) - both


@dataclass(frozen=True)
class _Content:
    """Loads texts with their evidence in the long form."""

    record: type[fields.Data]
    default_source: str

    def read(self, text: str) -> Any:
        data = yaml_reader.read(text.encode()).data
        if isinstance(data, list):
            return [short_evidence.expand(one, self.record, self.default_source) for one in data]
        return short_evidence.expand(data, self.record, self.default_source)

    def typed(self, text: str) -> str:
        """Returns the data of a text as JSON, so that types can be compared."""
        return json.dumps(self.read(text), sort_keys=True)


def _format_document(old: YamlDocument, record: type[fields.Data]) -> str:
    assert isinstance(old.root, Collection), "a record, or a list of them"
    if old.root.is_list:
        for item in old.root.items:
            item.above = ["", *item.above]
        lines = _format_items(old.root, 0, record)
    else:
        above, lines = _format_fields(old.root, 0, record)
        lines = above + lines
    return "\n".join([*_space_comments([*old.head, ""]), *lines]) + "\n"


def _space_comments(lines: Lines, first: bool = True) -> Lines:
    """Keeps at most one empty line between comments, and none before the `first`."""
    kept: Lines = []
    for line in lines:
        if line or (kept[-1] if kept else not first):
            kept.append(line)
    return kept


@cache
def _field_order(of: type[fields.Data]) -> dict[str, tuple[int, type[fields.Data] | None]]:
    """Maps each field's key to its position and the model of its parts, if any."""
    keys = [info.alias or name for name, info in of.model_fields.items()]
    return {key: (n, traversal.part_type(of, (key,))) for n, key in enumerate(keys)}


def _format_fields(collection: Collection, column: int, of: type[fields.Data] | None) -> tuple[Lines, Lines]:
    """Returns the comments above the first field, and the lines from there on."""
    order = _field_order(of) if of else {}
    unknown = (len(order), None)
    first: Lines = []
    lines: Lines = []
    for item in sorted(collection.items, key=lambda item: order.get(item.key or "", unknown)[0]):
        above, own = _format_item(item, column, order.get(item.key or "", unknown)[1])
        if lines:
            lines += _space_comments(above, first=False)
        else:
            first = _space_comments(above)
        lines += own
    return first, lines + _end_comments(collection)


def _format_items(collection: Collection, column: int, of: type[fields.Data] | None) -> Lines:
    lines: Lines = []
    for item in collection.items:
        above, own = _format_item(item, column, of)
        lines += [*_space_comments(above, first=not lines), *own]
    return lines + _end_comments(collection)


def _end_comments(collection: Collection) -> Lines:
    lines = _space_comments(collection.end_comments, first=False)
    return lines if not lines or lines[-1] else lines[:-1]


def _format_item(item: Item, column: int, of: type[fields.Data] | None) -> tuple[Lines, Lines]:
    """Returns the comments above an item, and its lines for `column`.

    `of` is the model of the item's fields, if it has any.
    """
    above, value, beside = item.above, item.value, item.beside
    lead = "-" if item.key is None else f"{format_inline(item.key)}:"
    if isinstance(value, Collection) and value.items and item.key is None:
        above, beside = above + beside, []
    above, beside = above + beside[:-1], beside[-1:]
    comment = f"  {beside[0]}" if beside else ""
    if isinstance(value, Scalar):
        first, *more = _format_scalar(value, column + 2, column + len(lead) + 1)
        return above, [f"{lead} {first}{comment}", *_indent(more)]
    if not value.items:
        above, value.end_comments = above + value.end_comments, []
    is_evidence = bool(value.items) and of is not None and issubclass(of, fields.Evidence)
    brackets = "" if is_evidence else _format_brackets(value)
    if brackets and column + len(lead) + 1 + len(brackets) <= WIDTH:
        return above, [f"{lead} {brackets}{comment}"]
    if value.is_list:
        return above, [lead + comment, *_indent(_format_items(value, column + 2, of))]
    inner, lines = _format_fields(value, column + 2, of)
    if item.key is not None:
        return above, [lead + comment, *_indent(inner + lines)]
    return above + inner, [f"- {lines[0]}", *_indent(lines[1:])]


def _indent(lines: Lines) -> Lines:
    return [line and f"  {line}" for line in lines]


def _format_brackets(collection: Collection) -> str:
    """Writes a list of short texts in brackets; empty if that is impossible."""
    if not collection.items:
        return "[]" if collection.is_list else "{}"
    items = []
    for item in collection.items:
        value = item.value
        if (
            not isinstance(value, Scalar)
            or not collection.is_list
            or any(item.above)
            or item.beside
            or is_prose(value.text)
        ):
            return ""
        if (special := _format_bare(value)) == "null":
            return ""  # an item that the editor has yet to fill in
        items.append(special or format_inline(value.text, in_brackets=True))
    return "" if collection.end_comments else f"[{', '.join(items)}]"


def _format_scalar(leaf: Scalar, column: int, at: int) -> Lines:
    """Returns a value's lines: the first for column `at`, the others for `column`."""
    if special := _format_bare(leaf):
        return [special]
    line = format_inline(leaf.text)
    is_block = is_prose(leaf.text) or at + len(line) > WIDTH
    return (format_block(leaf.text, column) if is_block else None) or [line]


def _format_bare(leaf: Scalar) -> str:
    """Writes a number, a truth value or null; returns an empty text for a text."""
    if not leaf.is_bare or not (leaf.text in _BARE or leaf.text[0] in "-0123456789"):
        return ""
    if leaf.text in ("", "null"):
        return "null"
    return leaf.text if not isinstance(yaml_reader.read(leaf.text.encode()).data, str) else ""
