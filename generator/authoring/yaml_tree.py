"""Parses a YAML text into a tree that keeps the order of items and all comments.

PyYAML's events give the position of every scalar and bracket; between two of them are only white space, signs and
comments. A comment at the end of a line belongs to what is before it. A comment on a line of its own belongs to what
follows, unless it is indented deeper than that: then it belongs to the end of the innermost collection that is indented
no deeper than the comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)?")
_EDITOR_DIRECTIVE = re.compile(r"#\s*yaml-language-server:")
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


@dataclass
class Scalar:
    """A scalar: its text, and whether it has no quotes, so that it may be a number.

    `start` and `end` are its place in the document's text, quotes included.
    """

    text: str
    is_bare: bool
    start: int = 0
    end: int = 0


@dataclass
class Collection:
    """A mapping or a list; `end_comments` follow its last item.

    `start` is its place in the document's text. `is_flow` says that it is in brackets.
    """

    is_list: bool
    column: int
    items: list[Item] = field(default_factory=list)
    end_comments: list[str] = field(default_factory=list)
    start: int = 0
    is_flow: bool = False


@dataclass
class Item:
    """A field with its key, or an item of a list.

    `name` is the key with its place. `above` and `beside` are the comments above it and at the end of its lines; "" stands for an empty line.
    """

    key: str | None = None
    value: Scalar | Collection = field(default_factory=lambda: Scalar("", True))
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    name: Scalar | None = None


@dataclass
class YamlDocument:
    """A whole text: the comments at its head, its value, and all comments in order."""

    head: list[str]
    root: Scalar | Collection
    comments: list[str]


def parse(text: str) -> YamlDocument:
    """Parses a text without problems whose lines end with LF."""
    return _Parser(text).parse()


class _Parser:
    """Reads the events and assigns the comments before each scalar or bracket.

    `position` is the end of what was read. `last` is the item of the last scalar or bracket, `pending` the item that
    began since then with its column, `ended` the collections that ended since then.
    """

    next: Callable[[], Any]

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.last: Item | None = None
        self.pending: tuple[Item, int] | None = None
        self.ended: list[Collection] = []
        self.comments: list[str] = []

    def parse(self) -> YamlDocument:
        self.next = _LOADER(self.text).get_event
        root = Item()
        while type(event := self.next()) is not yaml.StreamEndEvent:
            if type(event) in (yaml.ScalarEvent, *_STARTS):
                root.value = self.value(event, root)
        rest = Item()
        self.assign_comments(len(self.text), rest, -1)
        if isinstance(root.value, Collection):
            root.value.end_comments += rest.above
        return YamlDocument([*root.above, *root.beside, *_pop_head(root.value)], root.value, self.comments)

    def value(self, event: Any, owner: Item) -> Scalar | Collection:
        if type(event) is yaml.ScalarEvent:
            return self.scalar(event, owner)
        is_flow, mark = event.flow_style, event.start_mark
        collection = Collection(type(event) is yaml.SequenceStartEvent, mark.column, start=mark.index, is_flow=is_flow)
        if is_flow:
            self.stop(event.start_mark.index, event.start_mark.index + 1, owner)
        while type(event := self.next()) not in _ENDS:
            item = Item()
            collection.items.append(item)
            self.pending = self.pending or (item, collection.column)
            if not collection.is_list:
                item.name = self.scalar(event, item)
                item.key = item.name.text
                event = self.next()
            item.value = self.value(event, item)
        if is_flow:
            collection.end_comments += self.comment_lines(event.start_mark.index)
            self.position, self.last = event.end_mark.index, owner
        else:
            self.ended.append(collection)
        return collection

    def scalar(self, event: Any, owner: Item) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        raw = self.text[start:end]
        is_block = event.style in ("|", ">")
        end = start + len(raw.rstrip()) if is_block else end
        self.stop(start, end, owner)
        if is_block and (header := _BLOCK_HEADER.match(raw)) and header[1]:
            self.add_comment(header[1], owner.beside)
        return Scalar(event.value, event.implicit[0], start, end)

    def stop(self, start: int, end: int, owner: Item) -> None:
        """Assigns the comments before a scalar or an opening bracket."""
        if self.pending:
            self.assign_comments(start, *self.pending)
        else:
            owner.above += self.comment_lines(start)
        self.position, self.last, self.pending, self.ended = end, owner, None, []

    def comment_lines(self, end: int) -> list[str]:
        """Returns the comments on lines of their own before `end`, where no item begins."""
        found = Item()
        self.assign_comments(end, found, -1)
        return [line for line in found.above if line]

    def assign_comments(self, end: int, following: Item, column: int) -> None:
        """Assigns the comments before `end`: to what precedes them, ended or follows.

        `following` is the item that begins at `end`, indented to `column`.
        """
        first, *lines = self.text[self.position : end].split("\n")
        if self.last is None:
            lines.insert(0, first)
        elif "#" in first:
            self.add_comment(first[first.index("#") :], self.last.beside)
        after_empty_line = False
        for line in lines[:-1] if end < len(self.text) else lines:
            if "#" not in line:
                after_empty_line = after_empty_line or not line.strip()
                continue
            at = line.index("#")
            target = following.above if line[:at].strip() else self.target(at, following, column)
            if after_empty_line:
                target.append("")
            self.add_comment(line[at:], target)
            after_empty_line = False
        if after_empty_line:
            following.above.append("")

    def target(self, at: int, following: Item, column: int) -> list[str]:
        """Returns the list for a comment that is alone on its line, at column `at`."""
        reached = [n for n, collection in enumerate(self.ended) if collection.column <= at]
        if at <= column or not reached:
            self.ended = []
            return following.above
        chosen = max(reached, key=lambda n: (self.ended[n].column, n))
        self.ended = self.ended[chosen:]
        return self.ended[0].end_comments

    def add_comment(self, text: str, target: list[str]) -> None:
        target.append(text.rstrip())
        self.comments.append(text.rstrip())


def _pop_head(root: Scalar | Collection) -> Iterator[str]:
    """Takes the comments of the whole text from its first item.

    They are what an empty line separates from the item, and the directives of editors.
    """
    above = root.items[0].above if isinstance(root, Collection) and root.items else []
    while above and ("" in above or _EDITOR_DIRECTIVE.match(above[0])):
        yield above.pop(0)
