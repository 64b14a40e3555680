"""The one form of a record's text: fields in the model's order, one sentence a line, every comment in its place."""

from __future__ import annotations

import json
from functools import cache

from ..loading import yaml_reader
from ..records import fields, traversal
from .yaml_scalars import WIDTH, block, inline, is_prose
from .yaml_tree import Entry, Group, Leaf, Written, written

_BARE = ("", "null", "true", "false")
Lines = list[str]


def formatted(raw: bytes, record: type[fields.Data]) -> bytes:
    """The file in its form; its line ends stay what most of them are, a byte-order mark is dropped.

    `record` is the model of the record in it, or of each record of its list. The file must be without fault to
    yamltext.read. What is loaded stays the same, or an AssertionError is raised.
    """
    text = raw.decode("utf-8-sig")
    newline = max(("\n", "\r\n", "\r"), key=lambda one: _count(text, one))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    old = written(text)
    new = _document(old, record)
    if new != text and (_loaded(new) != _loaded(text) or sorted(written(new).comments) != sorted(old.comments)):
        raise AssertionError("the form would change what is loaded, or lose a comment")
    return new.replace("\n", newline).encode()


def _count(text: str, newline: str) -> int:
    both = text.count("\r\n")
    return both if newline == "\r\n" else text.count(newline) - both


def _loaded(text: str) -> str:
    """What is loaded, with the types of all values."""
    return json.dumps(yaml_reader.read(text.encode()).data, sort_keys=True)


def _document(old: Written, record: type[fields.Data]) -> str:
    assert isinstance(old.root, Group), "a record, or a list of them"
    if old.root.is_list:
        for entry in old.root.entries:
            entry.above = ["", *entry.above]
        lines = _items(old.root, 0, record)
    else:
        above, lines = _fields(old.root, 0, record)
        lines = above + lines
    return "\n".join([*_spaced([*old.head, ""]), *lines]) + "\n"


def _spaced(lines: Lines, first: bool = True) -> Lines:
    """Comments with at most one empty line between them; none before the first if nothing stands above it."""
    kept: Lines = []
    for line in lines:
        if line or (kept[-1] if kept else not first):
            kept.append(line)
    return kept


@cache
def _plan(of: type[fields.Data]) -> dict[str, tuple[int, type[fields.Data] | None]]:
    """The place of each field in the model's order, and the model inside it."""
    keys = [info.alias or name for name, info in of.model_fields.items()]
    return {key: (n, traversal.part_type(of, (key,))) for n, key in enumerate(keys)}


def _fields(group: Group, column: int, of: type[fields.Data] | None) -> tuple[Lines, Lines]:
    """The comments above the first field, and the lines from there on."""
    plan = _plan(of) if of else {}
    unknown = (len(plan), None)
    first: Lines = []
    lines: Lines = []
    for entry in sorted(group.entries, key=lambda entry: plan.get(entry.key or "", unknown)[0]):
        above, own = _entry(entry, column, plan.get(entry.key or "", unknown)[1])
        if lines:
            lines += _spaced(above, first=False)
        else:
            first = _spaced(above)
        lines += own
    return first, lines + _foot(group)


def _items(group: Group, column: int, of: type[fields.Data] | None) -> Lines:
    lines: Lines = []
    for entry in group.entries:
        above, own = _entry(entry, column, of)
        lines += [*_spaced(above, first=not lines), *own]
    return lines + _foot(group)


def _foot(group: Group) -> Lines:
    lines = _spaced(group.foot, first=False)
    return lines if not lines or lines[-1] else lines[:-1]


def _entry(entry: Entry, column: int, of: type[fields.Data] | None) -> tuple[Lines, Lines]:
    """The comments above an entry, and its own lines, which will stand at `column`; `of` is the model inside it."""
    above, value, beside = entry.above, entry.value, entry.beside
    lead = "-" if entry.key is None else f"{inline(entry.key)}:"
    if isinstance(value, Group) and value.entries and entry.key is None:
        above, beside = above + beside, []
    above, beside = above + beside[:-1], beside[-1:]
    comment = f"  {beside[0]}" if beside else ""
    if isinstance(value, Leaf):
        first, *more = _scalar(value, column + 2, column + len(lead) + 1)
        return above, [f"{lead} {first}{comment}", *_deeper(more)]
    if not value.entries:
        above, value.foot = above + value.foot, []
    if (brackets := _brackets(value)) and column + len(lead) + 1 + len(brackets) <= WIDTH:
        return above, [f"{lead} {brackets}{comment}"]
    if value.is_list:
        return above, [lead + comment, *_deeper(_items(value, column + 2, of))]
    inner, lines = _fields(value, column + 2, of)
    if entry.key is not None:
        return above, [lead + comment, *_deeper(inner + lines)]
    return above + inner, [f"- {lines[0]}", *_deeper(lines[1:])]


def _deeper(lines: Lines) -> Lines:
    return [line and f"  {line}" for line in lines]


def _brackets(group: Group) -> str:
    """A list of short texts in brackets on one line; empty if it can't stand so."""
    if not group.entries:
        return "[]" if group.is_list else "{}"
    items = []
    for entry in group.entries:
        value = entry.value
        if not isinstance(value, Leaf) or not group.is_list or any(entry.above) or entry.beside or is_prose(value.text):
            return ""
        if (special := _special(value)) == "null":
            return ""  # a blank yet to be filled
        items.append(special or inline(value.text, in_brackets=True))
    return "" if group.foot else f"[{', '.join(items)}]"


def _scalar(leaf: Leaf, column: int, at: int) -> Lines:
    """A value's lines: the first stands `at` a column of its line, the others at `column`."""
    if special := _special(leaf):
        return [special]
    line = inline(leaf.text)
    is_block = is_prose(leaf.text) or at + len(line) > WIDTH
    return (block(leaf.text, column) if is_block else None) or [line]


def _special(leaf: Leaf) -> str:
    """How a value is written that is no text; empty for a text."""
    if not leaf.is_bare or not (leaf.text in _BARE or leaf.text[0] in "-0123456789"):
        return ""
    if leaf.text in ("", "null"):
        return "null"
    return leaf.text if not isinstance(yaml_reader.read(leaf.text.encode()).data, str) else ""
