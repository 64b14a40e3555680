"""Reads the lock: what of it holds, and what was changed by hand."""

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
"""Printable ASCII and line breaks, without a backslash: JSON and YAML read that alike."""


@dataclass(frozen=True)
class LockFault:
    """What in a lock is not as `verify` wrote it: the path of it in the lock, its line and column, what is wrong."""

    path: tuple[str, ...]
    line: int
    column: int
    message: str


@dataclass(frozen=True)
class LockText:
    """A lock as it lies in its file: what of it holds, the faults of the rest, and where each part begins."""

    lock: lockfile.Lock = field(default_factory=lockfile.Lock)
    faults: tuple[LockFault, ...] = ()
    raw: bytes = b""

    def where(self, *path: str) -> tuple[int, int]:
        """Line and column of the part at this path, both from 1."""
        return self._document.where(path, at_key=True) if self.raw else (1, 1)

    @cached_property
    def _document(self) -> Document:
        return read_document(self.raw)


_Part = TypeVar("_Part", bound=fields.Data)


def read(raw: bytes) -> LockText:
    """Reads a lock. Never raises: what does not hold is left out of the lock and stands in the faults."""
    sound = _sound(raw)
    return LockText(sound, (), raw) if sound else _examined(raw)


def _sound(raw: bytes) -> lockfile.Lock | None:
    """The lock, if it is plain JSON as `write` makes it and every seal fits; that is seen without a place for every value."""
    if not _PLAIN.fullmatch(raw):
        return None
    try:
        data = json.loads(raw, object_pairs_hook=_unique)
        if set(data) != {"normal_form", "sources", "evidence"} or data["normal_form"] != quote_normalization.NAME:
            return None
        sources = {
            name: tuple(_sealed(lockfile.Version, one, name) for one in all) for name, all in data["sources"].items()
        }
        evidence = {key: _sealed(lockfile.Place, entry, key) for key, entry in data["evidence"].items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    if None in evidence.values() or not all(versions and None not in versions for versions in sources.values()):
        return None
    return lockfile.Lock(sources, evidence)  # type: ignore[arg-type]


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _examined(raw: bytes) -> LockText:
    """The lock and each of its faults with its place."""
    document = read_document(raw)
    data = document.data
    if document.faults or not isinstance(data, dict) or set(data) != {"normal_form", "sources", "evidence"}:
        return LockText(lockfile.Lock(), (LockFault((), *_broken_at(raw, document), _UNREADABLE),))
    if data["normal_form"] != quote_normalization.NAME or not all(
        isinstance(data[part], dict) for part in ("sources", "evidence")
    ):
        return LockText(lockfile.Lock(), (LockFault((), *document.where(("normal_form",), at_key=True), _UNREADABLE),))
    faults: list[LockFault] = []
    sources: dict[str, tuple[lockfile.Version, ...]] = {}
    for name, versions in data["sources"].items():
        listed = versions if isinstance(versions, list) and versions else [versions]
        found = [_sealed(lockfile.Version, one, name) for one in listed]
        if None in found:
            place = document.where(("sources", name, found.index(None)))
            faults.append(LockFault(("sources", name), *place, f"this version of {quote_value(name)} {_ALTERED}"))
        else:
            sources[name] = tuple(one for one in found if one)
    evidence: dict[str, lockfile.Place] = {}
    for key, entry in data["evidence"].items():
        place_found = _sealed(lockfile.Place, entry, key)
        if place_found:
            evidence[key] = place_found
        else:
            place = document.where(("evidence", key), at_key=True)
            record = quote_value(entry["record"]) if isinstance(entry, dict) and "record" in entry else "a record"
            faults.append(LockFault(("evidence", key), *place, f"this entry of {record} {_ALTERED}"))
    return LockText(lockfile.Lock(sources, evidence), tuple(faults), raw)


def _broken_at(raw: bytes, document: Document) -> tuple[int, int]:
    """Where a lock can't be read: at a merge's mark if there is one, else at the first fault."""
    mark = re.search(rb"^(<<<<<<<|=======|>>>>>>>)", raw, re.MULTILINE)
    if mark:
        return raw.count(b"\n", 0, mark.start()) + 1, 1
    return (document.faults[0].line, document.faults[0].column) if document.faults else (1, 1)


_UNREADABLE = "this is no lock as `briefing verify` writes it; after a merge take one side's, else delete it; then verify each source anew"


_ALTERED = "was changed by hand: its seal does not fit; verify its source anew"


def _sealed(form: type[_Part], data: Any, name: str) -> _Part | None:
    """What the data says, if it has this form and its seal fits."""
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
