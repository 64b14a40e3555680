"""Where a text breaks the rules of YAML: the fault placed where it is mended, in an editor's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from ..problems import Code

_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Fault:
    """What is wrong at a line and column, both counted from 1; 0 if it is the whole text."""

    line: int
    column: int
    code: Code
    message: str


def split_lines(text: str) -> list[str]:
    """The lines of a text as YAML and editors count them, without their ends."""
    return _LINE_END.split(text)


_FIT = "this line does not fit the lines above it; check its indentation"
_HINTS = (
    ("escape", "in double quotes a backslash begins an escape; use single quotes, or write the backslash twice"),
    ("scanning a quoted scalar", "a quotation mark is opened here and never closed; add the closing one"),
    ("scanning an a", "plain text may not begin with * or &; put the text in quotes"),
    ("undefined tag handle", "plain text may not begin with !; put the text in quotes"),
    ("cannot start any token", "plain text may not begin with this character; put the text in quotes"),
    ("mapping values are not allowed", 'a colon stands inside plain text; put the text in quotes: "..."'),
    (
        "could not find expected ':'",
        'here a "field: value" line is expected; add the colon, or indent what continues a text',
    ),
    (
        "block sequence entries are not allowed",
        'a list begins on the line after its field; put this on the next: "  - ..."',
    ),
    ("expected ',' or", "the bracket that is opened here is not closed, or a comma is missing in it"),
    ("flow node", "a bracket is not closed, or a value is missing here"),
    ("expected <document start>", "this line is indented less than the first one; begin all fields in the same column"),
    ("expected '-' indicator", "this line is not indented like those above it; put it in line with them"),
    ("parsing a block mapping", _FIT),
)
_AT_CONTEXT = ("scanning a quoted scalar", "scanning an a", "could not find expected ':'", "expected ',' or")
"""Signs of faults that are mended where the parser began to read, not where it gave up."""


def syntax_fault(text: str, error: yaml.YAMLError) -> Fault:
    """The one syntax fault that ends the reading, placed where it can be mended, in an editor's words."""
    context, problem = (str(getattr(error, part, None) or "") for part in ("context", "problem"))
    detail = f"{context}: {problem}".strip(": ")
    at_context = any(sign in detail for sign in _AT_CONTEXT) and "escape" not in detail
    mark = (at_context and getattr(error, "context_mark", None)) or getattr(error, "problem_mark", None)
    if mark is None:
        return Fault(0, 0, Code.SYNTAX, f"the YAML can't be read ({detail or error})")
    lines = split_lines(text)
    tabbed = next((n for n in (mark.line, mark.line - 1) if 0 <= n < len(lines) and "\t" in _indent(lines[n])), None)
    if tabbed is not None:
        return Fault(
            tabbed + 1, _indent(lines[tabbed]).index("\t") + 1, Code.SYNTAX, "a tab indents this line; use spaces"
        )
    # At the text's end the parser stands on a line that no editor shows.
    line, column = (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))
    hint = _from_line(lines[line], column, detail) or next((hint for sign, hint in _HINTS if sign in detail), None)
    return Fault(line + 1, column + 1, Code.SYNTAX, hint or f"the YAML can't be read here ({detail})")


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _from_line(line: str, column: int, detail: str) -> str | None:
    """What the line itself tells of a fault that the parser is vague about."""
    before, at = line[:column].strip(), line[column : column + 1]
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "a merge conflict is left here; keep one of the two versions, and delete the lines of signs"
    if "mapping values" in detail and ":" not in before:
        return "this line is read as part of the one above; check the indentation here, and the colon there"
    if "block mapping" not in detail:
        return None
    if at and at in "]}":
        return "this bracket closes nothing; delete it, or put the text in quotes"
    if before.endswith(("'", '"')):
        return "a text in quotes ended just before this; use the other kind of quotes around it, or close what is open above"
    return None
