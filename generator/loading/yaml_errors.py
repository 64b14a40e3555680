"""Explains an error of the YAML parser, at the position where it is corrected."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from ..problems import Code

_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class TextProblem:
    """A problem in a text: line and column from 1, or 0 if it concerns the whole text."""

    line: int
    column: int
    code: Code
    message: str


def split_lines(text: str) -> list[str]:
    """Returns the lines of a text as YAML and editors count them, without line ends."""
    return _LINE_END.split(text)


_MISPLACED = "this line does not fit the lines above it; check its indentation"
_HINTS = (
    ("escape", "in double quotes a backslash begins an escape; use single quotes, or write the backslash twice"),
    ("scanning a quoted scalar", "this quotation mark is never closed; add the closing one"),
    ("scanning an a", "plain text may not begin with * or &; put the text in quotes"),
    ("undefined tag handle", "plain text may not begin with !; put the text in quotes"),
    ("cannot start any token", "plain text may not begin with this character; put the text in quotes"),
    ("mapping values are not allowed", 'plain text contains a colon; put the text in quotes: "..."'),
    (
        "could not find expected ':'",
        'a "field: value" line is expected here; add the colon, or indent the line if it continues a text',
    ),
    (
        "block sequence entries are not allowed",
        'a list begins on the line after its field; move this to the next line: "  - ..."',
    ),
    ("expected ',' or", "the bracket opened here is not closed, or a comma is missing inside it"),
    ("flow node", "a bracket is not closed, or a value is missing here"),
    ("expected <document start>", "this line is indented less than the first one; begin all fields in the same column"),
    ("expected '-' indicator", "this line is not indented like those above it; align it with them"),
    ("parsing a block mapping", _MISPLACED),
)
_AT_CONTEXT = ("scanning a quoted scalar", "scanning an a", "could not find expected ':'", "expected ',' or")
"""Signs of errors to correct where the parser began to read, not where it gave up."""


def syntax_problem(text: str, error: yaml.YAMLError) -> TextProblem:
    """Returns the syntax problem at which the parser stopped.

    Its position is where the text can be corrected.
    """
    context, problem = (str(getattr(error, part, None) or "") for part in ("context", "problem"))
    detail = f"{context}: {problem}".strip(": ")
    at_context = any(sign in detail for sign in _AT_CONTEXT) and "escape" not in detail
    mark = (at_context and getattr(error, "context_mark", None)) or getattr(error, "problem_mark", None)
    if mark is None:
        return TextProblem(0, 0, Code.SYNTAX, f"the YAML can't be read ({detail or error})")
    lines = split_lines(text)
    tabbed = next((n for n in (mark.line, mark.line - 1) if 0 <= n < len(lines) and "\t" in _indent(lines[n])), None)
    if tabbed is not None:
        return TextProblem(
            tabbed + 1, _indent(lines[tabbed]).index("\t") + 1, Code.SYNTAX, "a tab indents this line; use spaces"
        )
    # At the end of the text the parser reports a line that no editor shows.
    line, column = (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))
    hint = _explain_line(lines[line], column, detail) or next((hint for sign, hint in _HINTS if sign in detail), None)
    return TextProblem(line + 1, column + 1, Code.SYNTAX, hint or f"the YAML can't be read here ({detail})")


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _explain_line(line: str, column: int, detail: str) -> str | None:
    """Explains an error by the line itself, if the parser reports it vaguely."""
    before, at = line[:column].strip(), line[column : column + 1]
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "this is an unresolved merge conflict; keep one of the two versions, and delete the marker lines"
    if "mapping values" in detail and ":" not in before:
        return (
            "this line is read as part of the line above; check the indentation of this line and the colon of that one"
        )
    if "block mapping" not in detail:
        return None
    if at and at in "]}":
        return "this bracket closes nothing; delete it, or put the text in quotes"
    if before.endswith(("'", '"')):
        return "a quoted text ends just before this; put the whole text in the other kind of quotes, or close the quotes above"
    return None
