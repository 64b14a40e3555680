"""Adds records to the files under `seeds/`, without overwriting anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ..loading import yaml_reader
from ..problems import BriefingError, Code, Problem, quote_value
from ..records import fields
from ..text import transliteration


def refusal(path: str, code: Code, message: str) -> BriefingError:
    """An error with one problem, of a whole file."""
    return BriefingError([Problem(path, 0, 0, code, "", message)])


def refuse_links(root: Path, path: str) -> None:
    """Raises BriefingError if a file under `root` is behind a symbolic link."""
    for place in (root / path, *(root / path).parents):
        if place != root and place.is_relative_to(root) and place.is_symlink():
            name = place.relative_to(root).as_posix()
            raise refusal(name, Code.STRAY_FILE, "is a symbolic link; records are plain files in plain folders")


def is_id(word: str) -> bool:
    """Returns whether a word has the form of an id."""
    return re.fullmatch(fields.ID_PATTERN, word) is not None and len(word) <= 80


def wrong_id(word: str) -> str:
    """Returns the message for a word that has not the form of an id, with an example."""
    guess = transliteration.suggest_id(word)[:80].strip("-")
    hint = f'; for example "{guess}"' if guess else ""
    return (
        f"{quote_value(word)} is not an id: lower-case letters, digits and single hyphens, at most 80 characters{hint}"
    )


def append_records(path: str, before: bytes, text: str) -> bytes:
    """Returns the content of a list file with records added at its end.

    Raises BriefingError if the result would not be the same list with more records.
    """
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    there = yaml_reader.read(before)
    problems = [one for one in there.problems if one.code is not Code.EMPTY]
    if problems:
        raise BriefingError(Problem(path, one.line, one.column, one.code, "", one.message) for one in problems)
    gap = newline * ((not before.endswith(b"\n")) + 1) if before.strip() else b""
    after = before + gap + text.encode().replace(b"\n", newline)
    found: Any = yaml_reader.read(after).data
    old: Any = there.data or []
    if not isinstance(found, list) or len(found) == len(old) or found[: len(old)] != old:
        message = "is not a list of lines that begin with '- id:'; nothing can be added at its end"
        raise refusal(path, Code.SHAPE, message)
    return after
