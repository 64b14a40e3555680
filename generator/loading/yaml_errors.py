"""Explains an error of the YAML parser, at the position where it is corrected."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from ..problems import Code, quote_value
from . import quotation_marks

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


_VALUE = re.compile(r"^\s*(?:- +)*(?:[\w-]+:\s+)?(?:- +)*")
"""Matches what is before the value on a line."""
_FIELD_OR_ITEM = re.compile(r"\s*(?:-(?:\s|$)|[\w-]+:(?:\s|$)|$)")
"""Matches the beginning of a line that does not continue a text."""
_NO_SPACE = re.compile(r"\s*(?:- +)*[\w-]+:[^\s/]")
_FLOWS = {"[": "list", "{": "mapping"}
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
        'a list begins on the line after its field; move this to the next line: "  - ...", or put a text that begins with - in quotes',
    ),
    ("mapping keys are not allowed", "plain text may not begin with ?; put the text in quotes"),
    ("comment or line break", "plain text may not begin with > or |; put the text in quotes"),
    (
        "expected ',' or",
        "the bracket opened here is not closed, or a comma is missing inside it; a text that begins with a bracket needs quotes",
    ),
    ("flow node", "a bracket is not closed, or a value is missing here"),
    ("parsing a block node", "plain text may not begin with this character; put the text in quotes"),
    ("scanning a block scalar", "after > or | no number is needed; delete it, or put the text in quotes"),
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
    comment = _find_comment(lines, line, column, detail)
    if comment:
        return comment
    if _continues(lines, line) and _VALUE.sub("", lines[line - 1])[:1] in _FLOWS:
        line, column = line - 1, len(_VALUE.match(lines[line - 1])[0])  # type: ignore[index]
        return TextProblem(line + 1, column + 1, Code.SYNTAX, _explain_bracket(lines[line][column:]))
    hint = _explain_line(lines[line], column, detail) or next((hint for sign, hint in _HINTS if sign in detail), None)
    if "<document start>" in detail and "..." in (one.rstrip() for one in lines[:line]):
        hint = "a line of three dots above ends the data; delete that line"
    elif "<document start>" in detail and any(one.startswith("%") for one in lines[: line + 1]):
        hint = "a line may not begin with %; delete it, or indent it if it continues a text"
    return TextProblem(line + 1, column + 1, Code.SYNTAX, hint or f"the YAML can't be read here ({detail})")


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _find_comment(lines: list[str], line: int, column: int, detail: str) -> TextProblem | None:
    """Returns the problem of a comment without which the text could be read.

    It is in brackets that the comment leaves open, or above a line that continues its text.
    """
    if "expected ',' or" in detail or "flow node" in detail:
        places = range(line, min(line + 10, len(lines)))
    elif line and lines[line - 1].lstrip().startswith("#") and _continues(lines, line, _above(lines, line)):
        message = "the comment above ends the text that this line continues; move the comment above the field"
        return TextProblem(line + 1, len(_indent(lines[line])) + 1, Code.SYNTAX, message)
    elif (_continues(lines, line) and _VALUE.sub("", lines[line - 1])[:1] not in (*"\"'[{|>",)) or (
        line and not _FIELD_OR_ITEM.match(lines[line]) and not _FIELD_OR_ITEM.match(lines[line - 1])
    ):
        places = range(line - 1, line)
    elif "could not find expected ':'" in detail:
        places = range(line, line + 1)
    else:
        return None
    for n in places:
        before, sign, after = lines[n][column if n == line else 0 :].partition("#")
        is_comment = sign and before[-1:] in (" ", "\t") and before.strip()
        if is_comment and (n < line or not after[:1].isspace() or any(mark in after for mark in "]},")):
            lost = quote_value(sign + after, 100)
            message = f"{lost} is read as a comment, because a # follows a space; put the whole text in quotes"
            return TextProblem(n + 1, len(lines[n]) - len(after), Code.SYNTAX, message)
    return None


def _above(lines: list[str], line: int) -> int:
    """Returns the last line above a line that is no comment."""
    return next((n for n in range(line - 1, -1, -1) if not lines[n].lstrip().startswith("#")), 0)


def _continues(lines: list[str], line: int, above: int | None = None) -> bool:
    """Returns True if a line is indented further than the one above it."""
    above = line - 1 if above is None else above
    return line > 0 and len(_indent(lines[line])) > len(_indent(lines[above]))


def _explain_bracket(value: str) -> str:
    what = _FLOWS[value[0]]
    example = quote_value(value, 80) if '"' not in value else "'...'"
    return f"a text that begins with {value[0]} is read as a {what}; put the whole text in quotes: {example}"


def _explain_line(line: str, column: int, detail: str) -> str | None:
    """Explains an error by the line itself, if the parser reports it vaguely."""
    before, at = line[:column].strip(), line[column : column + 1]
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "this is an unresolved merge conflict; keep one of the two versions, and delete the marker lines"
    value = _VALUE.sub("", line)
    opening = value[:1]
    if opening in quotation_marks.PAIRS:
        marks = opening + next((mark for mark in reversed(value) if mark in quotation_marks.PAIRS[opening]), "")
        return (
            f'in YAML {" and ".join(marks)} are letters like any other; put the text in straight quotation marks: "..."'
        )
    if opening and opening in "[{" and before.endswith(("]", "}")) and at not in ("]", "}", ""):
        return _explain_bracket(value)
    if "mapping values" in detail and ":" not in before:
        return (
            "this line is read as part of the line above; check the indentation of this line and the colon of that one"
        )
    if "could not find expected ':'" in detail and _NO_SPACE.match(line):
        return "a space is missing after the colon of this field"
    if "block mapping" not in detail:
        return None
    if at and at in "]}":
        return "this bracket closes nothing; delete it, or put the text in quotes"
    if before.endswith(("'", '"')):
        return "a quoted text ends just before this; put the whole text in the other kind of quotes, or close the quotes above"
    return None
