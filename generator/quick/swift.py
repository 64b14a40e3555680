"""The slowest steps of Python-Markdown, of MkDocs' look for anchors and links and of the theme's search, done in less time.

Each gives what the step itself gives: it finds by a cheap look that there is nothing to do, or does the common case and leaves
all others to the step. They are only as right as the versions that `build.TESTED` names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import material.plugins.search.plugin as search
import mkdocs.commands.build
import mkdocs.structure.pages as pages
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_PREFIX, AtomicString
from mkdocs.utils import get_relative_url
from pymdownx.superfences import SuperFencesBlockPreprocessor

from . import blocks, raw
from .raw import ATTRIBUTES, NAME, OPAQUE, pairs

STARTS = {
    "autolink": "<", "automail": "<", "backtick": "`", "em_strong": "*_", "entity": "&", "escape": "\\", "footnote": "[",
    "html": "<", "image_link": "!", "image_reference": "!", "linebreak": "\n", "link": "[", "reference": "[",
    "short_image_ref": "!", "short_reference": "[",
}  # fmt: skip
"""Inline pattern -> the characters of which any text that it matches holds one."""
REFERENCES = {"image_reference", "reference", "short_image_ref", "short_reference"}
"""The patterns that do nothing on a page that defines no references."""
_STARTING = re.compile("[{}]".format(re.escape("".join(sorted({*"".join(STARTS.values())})))))
_PLAIN_LINK = re.compile(r"""\(([^\s()<>'"\\\x02\x03]+)\)""")
_ANCHOR = re.compile(r"""(?i)(?<=['"\s/])(?:id|name)(?=[\s/=>]|$)""")
_TAG = re.compile(rf"<(/)?({NAME})((?(1)|{ATTRIBUTES}))(?(1)|[ \n]*(/)?)>")
_OPAQUE = re.compile(f"<(?:{'|'.join(sorted(OPAQUE))}|[!?])", re.IGNORECASE)
_PATH = re.compile(r"((?:\.\./)*[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*\.md)(?:#([a-zA-Z0-9_-]+))?")
_SOURCES: dict[tuple[str, str], str] = {}
"""A folder and a path from there -> the path from the root."""
_ADDRESSES: dict[tuple[str, str], str] = {}
"""An address that others are relative to and one of those -> how the one leads to the other."""
_MARKS, _MARK = r"\s?data-search-\w+=\"[^\"]+\"", "data-search-"
_REST_OF_MARK = re.compile(r'\w+="[^"]+"')
_HEADINGS = {f"h{depth}" for depth in range(1, 7)}
_TELLING = ("data-search-exclude", "linenodiv", "headerlink", "&")
_LOADER: Any = vars(mkdocs.commands.build)["jinja2"].FileSystemLoader
_process = InlineProcessor._InlineProcessor__processPlaceholders  # type: ignore[attr-defined]
_get_text, _get_link = LinkInlineProcessor.getText, LinkInlineProcessor.getLink
_replace_marker, _fences = TocTreeprocessor.replace_marker, SuperFencesBlockPreprocessor.run
_anchors, _address = pages._RawHTMLPreprocessor.run, pages._RelativePathTreeprocessor.path_to_url


@contextmanager
def replacing(new: Sequence[tuple[Any, str, Any]]) -> Iterator[None]:
    """Each a place, a name in it and what stands there until the block is left."""
    old = [(place, name, getattr(place, name)) for place, name, _ in new]
    try:
        for place, name, one in new:
            setattr(place, name, one)
        yield
    finally:
        for place, name, one in old:
            setattr(place, name, one)


def _handle_inline(self: Any, data: str, first: int = 0) -> str:
    """Tries only the patterns one of whose characters stands in the text, and puts their nodes by without detours."""
    if isinstance(data, AtomicString) or not _STARTING.search(data):
        return data
    patterns, has_references, nodes = _patterns(self), bool(self.md.references), self.stashed_nodes
    for index in range(first, len(patterns)):
        start, other, is_reference, pattern, find = patterns[index]
        if (start not in data and other not in data) or (is_reference and not has_references):
            continue
        if any(tag.lower() in self.ancestors for tag in pattern.ANCESTOR_EXCLUDES):
            continue
        at: int | None = 0
        while at is not None:
            data, at = _apply(self, pattern, find, data, index, at, nodes)
    return data


def _apply(
    self: Any, pattern: Any, find: Callable[[str, int], Iterable[Any]], data: str, index: int, at: int, nodes: Any
) -> tuple[str, int | None]:
    """The text with a placeholder for the pattern's next node, and where to go on; None if there is no further."""
    for match in find(data, at):
        node, start, end = pattern.handleMatch(match, data)
        if start is not None and end is not None:
            break
    else:
        return data, None
    if node is None:
        return data, end
    if not isinstance(node, str) and not isinstance(node.text, AtomicString):
        for child in (node, *node):
            if child.text:
                self.ancestors.append(child.tag.lower())
                child.text = _handle_inline(self, child.text, index + 1)
                self.ancestors.pop()
            if child.tail:
                child.tail = _handle_inline(self, child.tail, index)
    name = f"{len(nodes):04d}"
    nodes[name] = node
    placeholder = INLINE_PLACEHOLDER % name
    return f"{data[:start]}{placeholder}{data[end:]}", start + len(placeholder)


def _patterns(inline: Any) -> list[tuple[str, str, bool, Any, Callable[[str, int], Iterable[Any]]]]:
    """The patterns in their order: what they start with, one thing or another, whether they ask for references, how they are found."""
    try:
        return inline.swift_patterns  # type: ignore[no-any-return]
    except AttributeError:
        found = list(inline.inlinePatterns)
        names = [inline.inlinePatterns._priority[index].name for index in range(len(found))]
        inline.swift_patterns = [
            (STARTS[name][0], STARTS[name][-1], name in REFERENCES, one, one.getCompiledRegExp().finditer)
            for name, one in zip(names, found, strict=True)
        ]
        return inline.swift_patterns  # type: ignore[no-any-return]


def _process_placeholders(self: Any, data: str | None, parent: Any, is_text: bool = True) -> list[Any]:
    """A text without placeholders is put where it belongs as it is."""
    if not data or INLINE_PLACEHOLDER_PREFIX in data:
        return _process(self, data, parent, is_text)  # type: ignore[no-any-return]
    place = "text" if is_text else "tail"
    before = getattr(parent, place)
    setattr(parent, place, before + data if before else data)
    return []


def _text_of_link(self: Any, data: str, index: int) -> Any:
    """Without brackets inside, the text ends at the next bracket."""
    end = data.find("]", index)
    if end < 0 or data.find("[", index, end) >= 0:
        return _get_text(self, data, index)
    return data[index:end], end + 1, True


def _target_of_link(self: Any, data: str, index: int) -> Any:
    """A target of plain characters, without a title."""
    plain = _PLAIN_LINK.match(data, index)
    return (plain[1], None, plain.end(), True) if plain else _get_link(self, data, index)


def _contents_in_text(self: Any, root: Any, contents: Any) -> None:
    """Only where the mark for a table of contents stands in some text."""
    if any(self.marker in text for text in root.itertext()):
        _replace_marker(self, root, contents)


def _fenced(self: Any, lines: list[str]) -> list[str]:
    """Only where a fence stands in some line."""
    text = "\n".join(lines)
    return _fences(self, lines) if "```" in text or "~~~" in text else lines


def _anchors_in_markup(self: Any, lines: list[str]) -> list[str]:
    """Only where an attribute may be one that makes an anchor; of plain tags it is asked at once."""
    text = "\n".join(lines)
    if _ANCHOR.search(text) or "<!" in text:  # at some declarations it raises
        parts = _plain_parts(text)
        if not parts:
            return _anchors(self, lines)
        for name, attributes in zip(parts[2::5], parts[3::5], strict=True):
            if attributes:
                ids = ("id", "name") if name == "a" else ("id",)
                self.present_anchor_ids.update(value for key, value in pairs(attributes) if key in ids)
    return lines


def _address_of_link(self: Any, url: str) -> str:
    """A plain path to a page is worked out once for all pages of a folder; that the page is there is asked each time."""
    plain = _PATH.fullmatch(url)
    if plain is None:
        return _address(self, url)
    path, anchor = plain[1], plain[2]
    source = self.file.src_uri.rpartition("/")[0]
    known = _SOURCES.get((source, path))
    if known is None:
        known = _SOURCES[source, path] = self._target_uri(self.file.src_uri, path)
    target = self.files.get_file_from_path(known)
    if target is None or target.inclusion.is_excluded():
        return _address(self, url)
    if anchor:
        self.links_to_anchors.setdefault(target, {}).setdefault(anchor, url)
    folder, _, name = self.file.url.rpartition("/")
    place = folder if "." in name else self.file.url
    relative = _ADDRESSES.get((place, target.url))
    if relative is None:
        relative = _ADDRESSES[place, target.url] = get_relative_url(target.url, self.file.url)
    return f"{relative}#{anchor}" if anchor else relative


class _Element(str):
    """The theme's element, which is equal to its tag, as a string: compared and looked up without Python's help."""

    attrs: dict[str, str | None]

    def __new__(cls, tag: str, attrs: dict[str, str | None] | None = None) -> _Element:
        element = str.__new__(cls, tag)
        element.attrs = attrs or {}
        return element

    @property
    def tag(self) -> str:
        return str(self)

    def is_excluded(self) -> bool:
        return "data-search-exclude" in self.attrs


class _Parser(search.Parser):  # type: ignore[misc]
    """Cuts a page up for the search: the theme's parser, given what Python's HTML parser would find in it.

    A page on which there is anything but plain tags and text is left to that. Whether something is skipped is found out
    where an element begins or ends, not for each text.
    """

    def feed(self, page: str) -> None:
        parts = _plain_parts(page)
        if not parts or parts[-1]:
            super().feed(page)
            return
        skips = False
        for at in range(0, len(parts) - 1, 5):
            text, closes, name, attributes, is_empty = parts[at : at + 5]
            if text and not skips:
                self.handle_data(unescape(text) if "&" in text else text)
            if not closes:
                self.handle_starttag(name, pairs(attributes) if attributes and _is_told(name, attributes) else [])
                skips = skips or (name not in search.void and name in self.skip)
            if closes or is_empty:
                self.handle_endtag(name)
                skips = skips and not self.skip.isdisjoint(self.context)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """What is skipped or kept of a tag that begins no section, when one has begun."""
        if not self.section or tag in _HEADINGS or tag in search.void:
            super().handle_starttag(tag, attributes)
            return
        element = _Element(tag, dict(attributes))
        self.context.append(element)
        if "data-search-exclude" in element.attrs or element.attrs.get("class") == "linenodiv":
            self.skip.add(element)
        elif tag in self.keep and not self.skip.intersection(self.context):
            section = self.section
            (section.title if section.el in self.context else section.text).append(f"<{tag}>")


def _is_told(tag: str, attributes: str) -> bool:
    """Whether the search asks for any of a tag's attributes: a heading's id, what is excluded, two classes."""
    return tag in _HEADINGS or any(mark in attributes for mark in _TELLING)


def _sub(pattern: str, by: str, text: str) -> str:
    """What the theme leaves out of a page when the search has read it is found by the word that it begins with."""
    if (pattern, by) != (_MARKS, ""):
        return re.sub(pattern, by, text)
    kept, done, at = [], 0, text.find(_MARK)
    while at >= 0:
        mark = _REST_OF_MARK.match(text, at + len(_MARK))
        if mark is None:
            at = text.find(_MARK, at + 1)
            continue
        kept.append(text[done : at - 1 if at > done and text[at - 1].isspace() else at])
        done = mark.end()
        at = text.find(_MARK, done)
    return "".join(kept) + text[done:]


def _plain_parts(page: str) -> list[str]:
    """The page as text, "/" of an end tag, name, attributes, "/" of an empty tag, text, ...; nothing if it has other than plain tags."""
    if _OPAQUE.search(page):
        return []
    parts = _TAG.split(page)
    return parts if page.count("<") == len(parts) // 5 else []


def _templates_in_sight(self: Any) -> list[str]:
    """Without those in hidden folders, among them Material's thousands of icons: MkDocs publishes nothing hidden."""
    found: set[str] = set()
    for folder in self.searchpath:
        for path, folders, names in os.walk(folder, followlinks=self.followlinks):
            folders[:] = [name for name in folders if name[0] != "."]
            found.update(Path(path, name).relative_to(folder).as_posix() for name in names)
    return sorted(found)


STEPS: list[tuple[Any, str, Any]] = [
    (InlineProcessor, "_InlineProcessor__handleInline", _handle_inline),
    (InlineProcessor, "_InlineProcessor__processPlaceholders", _process_placeholders),
    (LinkInlineProcessor, "getText", _text_of_link),
    (LinkInlineProcessor, "getLink", _target_of_link),
    (TocTreeprocessor, "replace_marker", _contents_in_text),
    (SuperFencesBlockPreprocessor, "run", _fenced),
    (pages._RawHTMLPreprocessor, "run", _anchors_in_markup),
    (pages._RelativePathTreeprocessor, "path_to_url", _address_of_link),
    (_LOADER, "list_templates", _templates_in_sight),
    (search, "Element", _Element),
    (search, "Parser", _Parser),
    (search, "re", SimpleNamespace(sub=_sub, split=re.split)),
    *raw.STEPS,
    *blocks.STEPS,
]
"""Where each step stands, what it is called there, and what gives the same in less time."""
