"""The steps of Python-Markdown that look at every block and every element, done in less time; see `swift`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockQuoteProcessor,
    HashHeaderProcessor,
    HRProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.def_list import DefListProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import UnescapeTreeprocessor

_DEFINITION = re.compile(r"\n {0,3}:")
_RULE = re.compile(r"\n {0,3}[-_*]")
_is_admonition, _is_definition, _is_rule = AdmonitionProcessor.test, DefListProcessor.test, HRProcessor.test
_is_header, _is_underlined = HashHeaderProcessor.test, SetextHeaderProcessor.test
_unescape = UnescapeTreeprocessor.unescape


def _parse_blocks(self: Any, parent: Any, blocks: list[str]) -> None:
    """Lists the steps once, not anew for each block."""
    try:
        steps = self.swift_steps
    except AttributeError:
        steps = self.swift_steps = list(self.blockprocessors)
    while blocks:
        for step in steps:
            if step.test(parent, blocks[0]) and step.run(parent, blocks) is not False:
                break


def _if_in(mark: str, step: Callable[[Any, Any, str], bool]) -> Callable[[Any, Any, str], bool]:
    """A test that only a block with this mark in it can pass."""
    return lambda self, parent, block: mark in block and step(self, parent, block)


def _run_if_in(mark: str, step: Callable[[Any, Any, list[str]], Any]) -> Callable[[Any, Any, list[str]], Any]:
    """A step that leaves a block without this mark as it is."""
    return lambda self, parent, blocks: mark in blocks[0] and step(self, parent, blocks)


def _test_admonition(self: Any, parent: Any, block: str) -> bool:
    """Without a mark it can only go on with an admonition that stands before."""
    if "!!!" in block or self.current_sibling is not None:
        return _is_admonition(self, parent, block)
    last = parent[-1] if len(parent) else None
    if last is None or last.tag != "div" or self.CLASSNAME not in last.get("class", ""):
        return False
    return _is_admonition(self, parent, block)


def _test_definition(self: Any, parent: Any, block: str) -> bool:
    """Some line must begin with a colon."""
    if ":" in block and (block.lstrip(" ").startswith(":") or _DEFINITION.search(block)):
        return _is_definition(self, parent, block)
    return False


def _test_rule(self: Any, parent: Any, block: str) -> bool:
    """Some line must begin with what rules are made of."""
    if block.lstrip(" ").startswith(("-", "_", "*")) or _RULE.search(block):
        return _is_rule(self, parent, block)
    return False


def _test_header(self: Any, parent: Any, block: str) -> bool:
    """Some line must begin with the mark."""
    return (block.startswith("#") or "\n#" in block) and _is_header(self, parent, block)


def _test_underlined(self: Any, parent: Any, block: str) -> bool:
    """A line after the first must begin with what underlines are made of."""
    return ("\n=" in block or "\n-" in block) and _is_underlined(self, parent, block)


def _unescape_marked(self: Any, text: str) -> str:
    """What is escaped stands between two marks."""
    return _unescape(self, text) if "\x02" in text else text


STEPS: list[tuple[Any, str, Any]] = [
    (BlockParser, "parseBlocks", _parse_blocks),
    (AdmonitionProcessor, "test", _test_admonition),
    (DefListProcessor, "test", _test_definition),
    (HashHeaderProcessor, "test", _test_header),
    (HRProcessor, "test", _test_rule),
    (SetextHeaderProcessor, "test", _test_underlined),
    (BlockQuoteProcessor, "test", _if_in(">", BlockQuoteProcessor.test)),
    (TableProcessor, "test", _if_in("|", TableProcessor.test)),
    (FootnoteBlockProcessor, "run", _run_if_in("[^", FootnoteBlockProcessor.run)),
    (ReferenceProcessor, "run", _run_if_in("]:", ReferenceProcessor.run)),
    (UnescapeTreeprocessor, "unescape", _unescape_marked),
]
"""Where each step stands, what it is called there, and what gives the same in less time."""
