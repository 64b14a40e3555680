"""The steps of Python-Markdown that part HTML from Markdown, done in less time; see `swift`."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions.md_in_html import HTMLExtractorExtra
from markdown.htmlparser import HTMLExtractor

NAME, ATTRIBUTES = "[a-z][a-z0-9]*", r'(?:[ \n]+[a-z][-a-z0-9]*(?:="[^"]*")?)*'
"""What a plain tag is called, and what may stand behind that."""
_PLAIN_START = re.compile(rf"<({NAME})({ATTRIBUTES})[ \n]*(/)?>")
_PLAIN_END = re.compile(f"</({NAME})>")
_ATTRIBUTE = re.compile(r"""([a-z][-a-z0-9]*)(?:="([^"]*)")?""")
OPAQUE = frozenset("iframe noembed noframes noscript plaintext script style textarea title xmp".split())
"""What some HTML parser takes the content of for something else than tags and text."""
_parse_start, _parse_end = HTMLExtractor.parse_starttag, HTMLExtractor.parse_endtag
_end_text, _go = HTMLExtractor.get_endtag_text, HTMLExtractor.goahead


def pairs(attributes: str) -> list[tuple[str, str | None]]:
    """The attributes of a plain tag."""
    return [(one[1], unescape(one[2]) if one[2] else one[2]) for one in _ATTRIBUTE.finditer(attributes)]


class _Levels(dict[Any, bool]):
    """Whether an element is of block level, found out once for each tag: the list of those is long."""

    def __init__(self, tags: list[str]) -> None:
        super().__init__()
        self.tags = frozenset(tags)

    def __missing__(self, tag: Any) -> bool:
        self[tag] = found = isinstance(tag, str) and tag.lower().rstrip("/") in self.tags
        return found


def _is_block_level(self: Any, tag: Any) -> bool:
    """Asks the list once for each tag."""
    try:
        return self.swift_levels[tag]  # type: ignore[no-any-return]
    except AttributeError:
        self.swift_levels = _Levels(self.block_level_elements)
        return self.swift_levels[tag]  # type: ignore[no-any-return]


def _tags(self: Any) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The tags of block level, those whose content is blocks, and those whose content may be Markdown."""
    try:
        return self.md.swift_tags  # type: ignore[no-any-return]
    except AttributeError:
        every = frozenset(self.md.block_level_elements)
        blocks = every - (self.span_tags | self.raw_tags | self.empty_tags)
        self.md.swift_tags = every, blocks, blocks | self.span_tags
        return self.md.swift_tags  # type: ignore[no-any-return]


def _parse_plain_start(self: Any, i: int) -> int:
    """A plain tag is taken apart by one expression."""
    plain = _PLAIN_START.match(self.rawdata, i)
    if plain is None or plain[1] in OPAQUE:
        return _parse_start(self, i)
    self._HTMLExtractor__starttag_text = plain[0]
    self.lasttag = tag = plain[1]
    attributes = pairs(plain[2]) if plain[2] else []
    if plain[3]:
        self.handle_startendtag(tag, attributes)
    else:
        self.handle_starttag(tag, attributes)
    return plain.end()


def _go_ahead(self: Any, end: bool) -> None:
    """Notes whether this is the rest of a text whose beginning was cut off: where things stand there is miscounted."""
    self.swift_is_rest = end
    _go(self, end)


def _parse_plain_end(self: Any, i: int) -> int:
    """A plain tag's text is kept: it need not be looked for."""
    is_simple = self.cdata_elem is None and not self.swift_is_rest
    plain = _PLAIN_END.match(self.rawdata, i) if is_simple else None
    if plain is None:
        return _parse_end(self, i)
    self.swift_end = plain[0]
    self.handle_endtag(plain[1])
    self.swift_end = None
    self.clear_cdata_mode()
    return plain.end()


def _text_of_end(self: Any, tag: str) -> str:
    """The text of the tag that is being parsed, if it is plain."""
    return getattr(self, "swift_end", None) or _end_text(self, tag)


STEPS: list[tuple[Any, str, Any]] = [
    (Markdown, "is_block_level", _is_block_level),
    (HTMLExtractorExtra, "block_level_tags", property(lambda self: _tags(self)[0])),
    (HTMLExtractorExtra, "block_tags", property(lambda self: _tags(self)[1])),
    (HTMLExtractorExtra, "span_and_blocks_tags", property(lambda self: _tags(self)[2])),
    (HTMLExtractor, "parse_starttag", _parse_plain_start),
    (HTMLExtractor, "goahead", _go_ahead),
    (HTMLExtractor, "parse_endtag", _parse_plain_end),
    (HTMLExtractor, "get_endtag_text", _text_of_end),
]
"""Where each step stands, what it is called there, and what gives the same in less time."""
