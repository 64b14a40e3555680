"""Formats problems for a terminal, GitHub, GitLab, SARIF and JSON; prints nothing."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..problems import ERROR_CATALOGUE, Code, Problem

_WIDTH = 100  # of an excerpt, in characters; a longer line is cut around the problem
_BEFORE = 60
_PLAIN, _BOLD, _RED, _YELLOW, _BLUE = "\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[34m"


FLOOD = 1_000
"""With more problems of one code than this, only the first are shown."""
SHOWN = 20
MESSAGE_MAX = 5_000
"""The number of characters of a message that are shown, at most."""


def fold(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yields the problems; of a flood of one code the first, and a count."""
    problems = tuple(map(_shorten, problems))
    counts = Counter(problem.code for problem in problems)
    seen: Counter[Code] = Counter()
    for problem in problems:
        seen[problem.code] += 1
        if counts[problem.code] <= FLOOD or seen[problem.code] <= SHOWN:
            yield problem
        elif seen[problem.code] == SHOWN + 1:
            message = f"and {counts[problem.code] - SHOWN:,} more problems with this code; correct the first ones, and check again"
            yield Problem(problem.path, 0, 0, problem.code, "", message)


def _shorten(problem: Problem) -> Problem:
    """Returns a problem with a message that a reader can read."""
    if len(problem.message) <= MESSAGE_MAX:
        return problem
    return replace(problem, message=f"{problem.message[:MESSAGE_MAX]} ... ({len(problem.message):,} characters)")


def text(problems: Iterable[Problem], colour: bool = False) -> str:
    """Formats problems for people.

    A problem is one line that begins with its place; the line of the file follows, indented, with a caret.
    """
    return "".join(_coloured(problem) if colour else f"{problem}\n{_excerpt(problem)}" for problem in problems)


def _coloured(problem: Problem) -> str:
    place, code, rest = str(problem).partition(f": {problem.code.value}")
    strong = _YELLOW if problem.is_warning else _RED
    line, caret = _excerpt(problem).rstrip("\n").rpartition("\n")[::2]
    excerpt = f"{_BLUE}{line}{_PLAIN}\n{strong}{caret}{_PLAIN}\n" if line else ""
    return f"{_BOLD}{place}{_PLAIN}: {strong}{code[2:]}{_PLAIN}{rest}\n{excerpt}"


def _excerpt(problem: Problem) -> str:
    """Returns the line of the file and a caret below the problem, both indented.

    Empty if the problem concerns the whole file.
    """
    if not problem.line or not problem.written.strip():
        return ""
    at = problem.column - 1
    first = max(0, at - _BEFORE) if len(problem.written) > _WIDTH else 0
    shown = "".join(map(_visible_character, problem.written[first : first + _WIDTH]))
    more = "..." if first + _WIDTH < len(problem.written) else ""
    lead = f"{problem.line:6} | " + ("..." if first else "")
    before = shown[: at - first].ljust(at - first)
    return f"{lead}{shown}{more}".rstrip() + f"\n{' ' * len(lead)}{' ' * sum(map(_columns, before))}^\n"


def _visible_character(character: str) -> str:
    """Returns a visible character in place of any: an arrow for a tab, else U+FFFD."""
    if character == "\t":
        return "\N{RIGHTWARDS ARROW}"
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _columns(character: str) -> int:
    """Returns the columns that a character takes (Unicode Standard Annex 11)."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _level(code: Code) -> str:
    return "warning" if code.value.startswith("W") else "error"


def github(problems: Iterable[Problem]) -> str:
    """Formats problems as workflow commands, which GitHub shows beside the lines."""
    return "".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    place = {"file": problem.path, "line": problem.line, "col": problem.column}
    title = f"{problem.code.value} {problem.subject}".rstrip()
    properties = {**{name: value for name, value in place.items() if value}, "title": title}
    listed = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    return f"::{_level(problem.code)} {listed}::{_escape_message(problem.message)}\n"


def _escape_message(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: str) -> str:
    return _escape_message(value).replace(":", "%3A").replace(",", "%2C")


def gitlab(problems: Iterable[Problem]) -> str:
    """Formats problems as GitLab's code quality report, shown in a merge request.

    A finding keeps its fingerprint when lines are added above it. Equal findings in one file differ by their order.
    """
    seen: Counter[str] = Counter()
    return _dump([_finding(problem, seen) for problem in problems])


def _finding(problem: Problem, seen: Counter[str]) -> Mapping[str, Any]:
    description = f"{problem.subject}: {problem.message}" if problem.subject else problem.message
    same = "\n".join((problem.code.value, problem.path, description))
    seen[same] += 1
    return {
        "description": description,
        "check_name": problem.code.value,
        "fingerprint": sha256(f"{seen[same]}\n{same}".encode("utf-8", "surrogateescape")).hexdigest(),
        "severity": "minor" if problem.is_warning else "major",
        "location": {"path": problem.path, "lines": {"begin": problem.line or 1}},
    }


def as_json(problems: Iterable[Problem]) -> str:
    """Formats problems as a list of objects.

    Line and column are null if the problem concerns the whole file.
    """
    return _dump([_object(problem) for problem in problems])


def _object(problem: Problem) -> Mapping[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line or None,
        "column": problem.column or None,
        "code": problem.code.value,
        "level": _level(problem.code),
        "record": problem.subject,
        "message": problem.message,
    }


def sarif(problems: Iterable[Problem]) -> str:
    """Formats problems as SARIF 2.1.0 (OASIS, 2020): one run, a rule for each code."""
    rules = [_rule(code) for code in Code]
    places = {code: n for n, code in enumerate(Code)}
    driver = {"name": "briefing", "semanticVersion": __version__, "rules": rules}
    results = [_result(problem, places[problem.code]) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> Mapping[str, Any]:
    entry = ERROR_CATALOGUE[code]
    return {
        "id": code.value,
        "name": "".join(word.capitalize() for word in code.name.split("_")),
        "shortDescription": {"text": entry.title},
        "help": {"text": entry.help},
        "defaultConfiguration": {"level": _level(code)},
    }


def _result(problem: Problem, rule: int) -> Mapping[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.path, errors="surrogateescape")}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": problem.column}
    subject = f"{problem.subject}: " if problem.subject else ""
    return {
        "ruleId": problem.code.value,
        "ruleIndex": rule,
        "level": _level(problem.code),
        "message": {"text": f"{subject}{problem.message}"},
        "locations": [{"physicalLocation": place}],
    }


def _dump(value: Any) -> str:
    return json.dumps(value, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": text,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "json": as_json,
}
