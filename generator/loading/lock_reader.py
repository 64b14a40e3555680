"""Reads the lock: its valid entries, and a problem for each one changed by hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pydantic import ValidationError

from ..model import lockfile
from ..problems import quote_value
from ..records import fields
from ..text import quote_normalization
from .yaml_reader import Document
from .yaml_reader import read as read_document

_PLAIN = re.compile(rb"[\n !#-\[\]-~\"]{0,20000000}")
"""Matches printable ASCII without a backslash, which JSON and YAML read alike."""
_FORMS = (quote_normalization.NAME, quote_normalization.FORMER_NAME)
_PARTS = {"normal_form", "sources", "evidence"}
"""The parts of every lock; those since claims are compared have `comparisons` too."""


@dataclass(frozen=True)
class LockProblem:
    """A part of the lock that is not as `verify` wrote it: path, position, message."""

    path: tuple[str, ...]
    line: int
    column: int
    message: str


@dataclass(frozen=True)
class LockText:
    """A lock with its text: the valid entries, the problems of the others."""

    lock: lockfile.Lock = field(default_factory=lockfile.Lock)
    problems: tuple[LockProblem, ...] = ()
    raw: bytes = b""

    def position(self, *path: str) -> tuple[int, int]:
        """Returns line and column of the part at this path, both from 1."""
        return self._document.position(path, at_key=True) if self.raw else (1, 1)

    @cached_property
    def _document(self) -> Document:
        return read_document(self.raw)


_Part = TypeVar("_Part", bound=fields.Data)


def read(raw: bytes) -> LockText:
    """Reads a lock. It never raises: invalid entries are left out and reported."""
    lock = _read_valid(raw)
    return LockText(lock, (), raw) if lock else _read_entries(raw)


def _read_valid(raw: bytes) -> lockfile.Lock | None:
    """Returns the lock if it is as `write` makes it, with every seal right.

    JSON reads it faster than YAML, which is needed only for the positions of problems.
    """
    if not _PLAIN.fullmatch(raw):
        return None
    try:
        data = json.loads(raw, object_pairs_hook=_unique)
        if set(data) - {"comparisons"} != _PARTS or data["normal_form"] not in _FORMS:
            return None
        sources = {
            name: tuple(_read_sealed(lockfile.SourceVersion, one, name) for one in all)
            for name, all in data["sources"].items()
        }
        evidence = {key: _read_sealed(lockfile.EvidenceLocation, entry, key) for key, entry in data["evidence"].items()}
        compared = {
            key: _read_sealed(lockfile.Comparison, entry, key) for key, entry in data.get("comparisons", {}).items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    if None in (*evidence.values(), *compared.values()) or not all(
        versions and None not in versions for versions in sources.values()
    ):
        return None
    return lockfile.Lock(sources, evidence, compared)  # type: ignore[arg-type]


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("duplicate key")
    return found


def _read_entries(raw: bytes) -> LockText:
    """Returns the valid entries and a problem with its position for each other one."""
    document = read_document(raw)
    data = document.data
    if document.problems or not isinstance(data, dict) or set(data) - {"comparisons"} != _PARTS:
        return LockText(lockfile.Lock(), (LockProblem((), *_position_of_damage(raw, document), _UNREADABLE),))
    data = {"comparisons": {}, **data}
    if data["normal_form"] not in _FORMS or not all(
        isinstance(data[part], dict) for part in ("sources", "evidence", "comparisons")
    ):
        return LockText(
            lockfile.Lock(), (LockProblem((), *document.position(("normal_form",), at_key=True), _UNREADABLE),)
        )
    problems: list[LockProblem] = []
    sources: dict[str, tuple[lockfile.SourceVersion, ...]] = {}
    for name, versions in data["sources"].items():
        listed = versions if isinstance(versions, list) and versions else [versions]
        found = [_read_sealed(lockfile.SourceVersion, one, name) for one in listed]
        if None in found:
            place = document.position(("sources", name, found.index(None)))
            problems.append(LockProblem(("sources", name), *place, f"this version of {quote_value(name)} {_ALTERED}"))
        else:
            sources[name] = tuple(one for one in found if one)
    evidence = _read_parts(lockfile.EvidenceLocation, document, "evidence", data, problems)
    compared = _read_parts(lockfile.Comparison, document, "comparisons", data, problems)
    return LockText(lockfile.Lock(sources, evidence, compared), tuple(problems), raw)


def _read_parts(
    form: type[_Part], document: Document, name: str, data: dict[str, Any], problems: list[LockProblem]
) -> dict[str, _Part]:
    """Returns the valid entries of a part of the lock; adds a problem for each other."""
    valid: dict[str, _Part] = {}
    for key, entry in data[name].items():
        found = _read_sealed(form, entry, key)
        if found:
            valid[key] = found
        else:
            place = document.position((name, key), at_key=True)
            record = quote_value(entry["record"]) if isinstance(entry, dict) and "record" in entry else "a record"
            problems.append(LockProblem((name, key), *place, f"this entry of {record} {_ALTERED}"))
    return valid


def _position_of_damage(raw: bytes, document: Document) -> tuple[int, int]:
    """Returns the position of the first merge marker, or of the first problem."""
    mark = re.search(rb"^(<<<<<<<|=======|>>>>>>>)", raw, re.MULTILINE)
    if mark:
        return raw.count(b"\n", 0, mark.start()) + 1, 1
    return (document.problems[0].line, document.problems[0].column) if document.problems else (1, 1)


_UNREADABLE = "this is not a lock as `briefing verify` writes it; after a merge keep one side's file, otherwise delete it; then verify each source again"


_ALTERED = "was changed by hand: its seal does not match; verify its source again"


def _read_sealed(form: type[_Part], data: Any, name: str) -> _Part | None:
    """Returns the data as a `form`, or None if it is invalid or its seal is wrong."""
    if not isinstance(data, dict):
        return None
    try:
        found = form.model_validate({key: value for key, value in data.items() if key != "seal"})
    except ValidationError:
        return None
    return (
        fields.share_field_set(found)
        if data.get("seal") == lockfile.seal(name, lockfile.as_plain_data(found))
        else None
    )
