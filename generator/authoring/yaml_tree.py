"""One YAML text as it is written: its entries in their order, and with each the comments that belong to it.

PyYAML's events say where every scalar and bracket stands; what lies between two of them is white space, signs and
comments. A comment at a line's end belongs to what stands before it. One on a line of its own belongs to what follows,
unless it is indented deeper than that: then to the end of the innermost list or group of fields that reaches so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)?")
_FOR_TOOLS = re.compile(r"#\s*yaml-language-server:")
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


@dataclass
class Leaf:
    """A scalar: its text, and whether it stands without quotes, so that it may be a number or the like."""

    text: str
    is_bare: bool


@dataclass
class Group:
    """Fields, or the items of a list. `column` is where they stand, `foot` the comments below the last of them."""

    is_list: bool
    column: int
    entries: list[Entry] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)


@dataclass
class Entry:
    """A field with its key, or an item of a list, with the comments above and beside it; "" is an empty line."""

    key: str | None = None
    value: Leaf | Group = field(default_factory=lambda: Leaf("", True))
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass
class Written:
    """A whole text: what stands at its head, and its fields or items. `comments` holds all of them, as they come."""

    head: list[str]
    root: Leaf | Group
    comments: list[str]


def written(text: str) -> Written:
    """The text as it is written. It must be without fault to yamltext.read, and have line feeds for line ends."""
    return _Builder(text).run()


class _Builder:
    """Goes through the events; each scalar or bracket is a stop, and what lies before it is given to its owner."""

    next: Callable[[], Any]

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.last: Entry | None = None
        self.begun: tuple[Entry, int] | None = None
        self.ended: list[Group] = []
        self.comments: list[str] = []

    def run(self) -> Written:
        self.next = _LOADER(self.text).get_event
        root = Entry()
        while type(event := self.next()) is not yaml.StreamEndEvent:
            if type(event) in (yaml.ScalarEvent, *_STARTS):
                root.value = self.value(event, root)
        rest = Entry()
        self.between(len(self.text), rest, -1)
        if isinstance(root.value, Group):
            root.value.foot += rest.above
        return Written([*root.above, *root.beside, *_head(root.value)], root.value, self.comments)

    def value(self, event: Any, owner: Entry) -> Leaf | Group:
        if type(event) is yaml.ScalarEvent:
            return self.leaf(event, owner)
        group = Group(type(event) is yaml.SequenceStartEvent, event.start_mark.column)
        is_flow = event.flow_style
        if is_flow:
            self.stop(event.start_mark.index, event.start_mark.index + 1, owner)
        while type(event := self.next()) not in _ENDS:
            entry = Entry()
            group.entries.append(entry)
            self.begun = self.begun or (entry, group.column)
            if not group.is_list:
                entry.key = self.leaf(event, entry).text
                event = self.next()
            entry.value = self.value(event, entry)
        if is_flow:
            group.foot += self.inside(event.start_mark.index)
            self.at, self.last = event.end_mark.index, owner
        else:
            self.ended.append(group)
        return group

    def leaf(self, event: Any, owner: Entry) -> Leaf:
        start, end = event.start_mark.index, event.end_mark.index
        said = self.text[start:end]
        self.stop(start, start + len(said.rstrip()) if event.style in ("|", ">") else end, owner)
        if event.style in ("|", ">") and (header := _HEADER.match(said)) and header[1]:
            self.comment(header[1], owner.beside)
        return Leaf(event.value, event.implicit[0])

    def stop(self, start: int, end: int, owner: Entry) -> None:
        """A scalar or an opening bracket, from `start` to `end`."""
        if self.begun:
            self.between(start, *self.begun)
        else:
            owner.above += self.inside(start)
        self.at, self.last, self.begun, self.ended = end, owner, None, []

    def inside(self, end: int) -> list[str]:
        """The comments that stand alone on their lines before `end`, where nothing begins."""
        found = Entry()
        self.between(end, found, -1)
        return [line for line in found.above if line]

    def between(self, end: int, following: Entry, column: int) -> None:
        """Gives what stands before `end` to what came before, to what ended there, or to what follows at `column`."""
        first, *lines = self.text[self.at : end].split("\n")
        if self.last is None:
            lines.insert(0, first)
        elif "#" in first:
            self.comment(first[first.index("#") :], self.last.beside)
        is_apart = False
        for line in lines[:-1] if end < len(self.text) else lines:
            if "#" not in line:
                is_apart = is_apart or not line.strip()
                continue
            at = line.index("#")
            into = following.above if line[:at].strip() else self.home(at, following, column)
            if is_apart:
                into.append("")
            self.comment(line[at:], into)
            is_apart = False
        if is_apart:
            following.above.append("")

    def home(self, at: int, following: Entry, column: int) -> list[str]:
        """Where a comment belongs that stands alone on its line, at column `at`."""
        reached = [n for n, group in enumerate(self.ended) if group.column <= at]
        if at <= column or not reached:
            self.ended = []
            return following.above
        chosen = max(reached, key=lambda n: (self.ended[n].column, n))
        self.ended = self.ended[chosen:]
        return self.ended[0].foot

    def comment(self, text: str, into: list[str]) -> None:
        into.append(text.rstrip())
        self.comments.append(text.rstrip())


def _head(root: Leaf | Group) -> Iterator[str]:
    """Takes from the first entry what belongs to the whole text: what an empty line parts from it, what tools read."""
    above = root.entries[0].above if isinstance(root, Group) and root.entries else []
    while above and ("" in above or _FOR_TOOLS.match(above[0])):
        yield above.pop(0)
