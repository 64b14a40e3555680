"""A Markdown extension that skips the inline syntax that a page does not use.

Python-Markdown tries 15 patterns on each text of a page, one after the other. Those that can't match take a quarter of
the time of a conversion, and its result is the same without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor, Treeprocessor

_BEFORE_INLINE = 20.5
"""The priority just above that of the inline syntax."""
_NEEDED = {
    "backtick": "`",
    "escape": r"\\",
    "footnote": r"\[\^",
    "image_link": r"!\[",
    "autolink": "<[A-Za-z][A-Za-z0-9+.-]*://",
    "automail": "@",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
"""Name of a pattern -> what a text must contain, or the pattern can't match."""
_REFERENCES = ("reference", "short_reference", "image_reference", "short_image_ref")
"""The patterns that match only if the page defines the target of a link."""


class UnusedSyntax(Extension):
    """Skips the patterns of Python-Markdown that can't match in a page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Looks at each page before its inline syntax is converted."""
        md.treeprocessors.register(_SyntaxChooser(md), "unused_syntax", _BEFORE_INLINE)


class _SyntaxChooser(Treeprocessor):
    def run(self, root: Element) -> None:
        """Gives the converter of inline syntax the patterns that this page needs."""
        needed = self.md.inlinePatterns[:]
        for name in self._unused("\n".join(_texts(root))):
            if name in needed and type(needed[name]).__module__.startswith("markdown."):
                needed.deregister(name)
        inline = self.md.treeprocessors["inline"]
        if isinstance(inline, InlineProcessor):
            inline.inlinePatterns = needed  # type: ignore[assignment] # its items are older than their class

    def _unused(self, text: str) -> Iterator[str]:
        yield from (name for name, sign in _NEEDED.items() if not re.search(sign, text))
        if not self.md.references:
            yield from _REFERENCES


def _texts(root: Element) -> Iterator[str]:
    for element in root.iter():
        yield element.text or ""
        yield element.tail or ""


def makeExtension(**options: Any) -> Extension:  # noqa: N802 - Python-Markdown's name
    """Returns the extension, which has no options."""
    return UnusedSyntax(**options)
