"""The slowest steps of Python-Markdown, of MkDocs' look for anchors and of the theme's search, done in less time.

Each gives what the step itself gives: it finds by a cheap look that there is nothing to do, or does the common case and leaves
all others to the step. They are only as right as the versions that `build.TESTED` names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import material.plugins.search.plugin as search
import mkdocs.structure.pages as pages
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString
from pymdownx.superfences import SuperFencesBlockPreprocessor

STARTS = {
    "autolink": "<", "automail": "<", "backtick": "`", "em_strong": "*_", "entity": "&", "escape": "\\", "footnote": "[",
    "html": "<", "image_link": "!", "image_reference": "!", "linebreak": "\n", "link": "[", "reference": "[",
    "short_image_ref": "!", "short_reference": "[",
}  # fmt: skip
"""Inline pattern -> the characters of which any text that it matches holds one."""
REFERENCES = {"image_reference", "reference", "short_image_ref", "short_reference"}
"""The patterns that do nothing on a page that defines no references."""
_STARTING = re.compile("[%s]" % re.escape("".join(sorted({*"".join(STARTS.values())}))))
_PLAIN_LINK = re.compile(r"""\(([^\s()<>'"\\\x02\x03]+)\)""")
_ANCHOR = re.compile(r"""(?i)(?<=['"\s/])(?:id|name)(?=[\s/=>]|$)""")
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[ \n]+[a-z][-a-z0-9]*(?:="[^"]*")?)*)[ \n]*(/?)>""")
_ATTRIBUTE = re.compile(r"""([a-z][-a-z0-9]*)(?:="([^"]*)")?""")
_OPAQUE = re.compile(r"<(?:script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext|noscript|[!?])", re.IGNORECASE)
_HEADINGS = {f"h{depth}" for depth in range(1, 7)}
_apply = InlineProcessor._InlineProcessor__applyPattern  # type: ignore[attr-defined]
_handle = InlineProcessor._InlineProcessor__handleInline  # type: ignore[attr-defined]
_get_text, _get_link = LinkInlineProcessor.getText, LinkInlineProcessor.getLink
_replace_marker, _fences = TocTreeprocessor.replace_marker, SuperFencesBlockPreprocessor.run
_anchors = pages._RawHTMLPreprocessor.run


@contextmanager
def swift() -> Iterator[None]:
    """The steps are replaced until the block is left."""
    replaced: list[tuple[Any, str, Callable[..., Any]]] = [
        (InlineProcessor, "_InlineProcessor__handleInline", _handle_inline),
        (LinkInlineProcessor, "getText", _text_of_link),
        (LinkInlineProcessor, "getLink", _target_of_link),
        (TocTreeprocessor, "replace_marker", _contents_in_text),
        (SuperFencesBlockPreprocessor, "run", _fenced),
        (pages._RawHTMLPreprocessor, "run", _anchors_in_markup),
        (search, "Parser", _Parser),
    ]
    old = [(place, name, getattr(place, name)) for place, name, _ in replaced]
    try:
        for place, name, new in replaced:
            setattr(place, name, new)
        yield
    finally:
        for place, name, new in old:
            setattr(place, name, new)


def _handle_inline(self: Any, data: str, first: int = 0) -> str:
    """Tries only the patterns one of whose characters stands in the text."""
    if isinstance(data, AtomicString) or not _STARTING.search(data):
        return data
    patterns, has_references = _patterns(self), bool(self.md.references)
    for index in range(first, len(patterns)):
        name, pattern, starts = patterns[index]
        if (name in REFERENCES and not has_references) or not any(one in data for one in starts):
            continue
        matched, start = True, 0
        while matched:
            data, matched, start = _apply(self, pattern, data, index, start)
    return data


def _patterns(inline: Any) -> list[tuple[str, Any, str]]:
    """The patterns in their order, each with its name and what it starts with."""
    try:
        return inline.swift_patterns  # type: ignore[no-any-return]
    except AttributeError:
        found = list(inline.inlinePatterns)
        names = [inline.inlinePatterns._priority[index].name for index in range(len(found))]
        inline.swift_patterns = [(name, one, STARTS[name]) for name, one in zip(names, found, strict=True)]
        return inline.swift_patterns  # type: ignore[no-any-return]


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
    """Only where an attribute may be one that makes an anchor."""
    return _anchors(self, lines) if _ANCHOR.search("\n".join(lines)) else lines


class _Parser(search.Parser):  # type: ignore[misc,no-any-unimported]
    """Cuts a page up for the search; a page of plain tags only is read in one go."""

    def updatepos(self, i: int, j: int) -> int:
        """Nobody asks for the line."""
        return j
