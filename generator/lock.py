"""The lock `seeds/evidence.lock.json`: what a verification found in the sources' texts, with not a word of them.

For each source it has the versions of its text that were verified, the last one being what the evidence rests on; for
each piece of evidence where it stands there. Each version and each piece of evidence lies apart from the others and
has a seal, a digest over itself, so that two branches which add evidence merge as text. It proves that the data and
the verified text agree, not that the text is true; who forges a seal forges the lock.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from pydantic import Field, StringConstraints, ValidationError

from . import normal
from .errors import shown
from .parts import Data, Date, lean
from .yamltext import Document
from .yamltext import read as read_document

PATH = "seeds/evidence.lock.json"
_PLAIN = re.compile(rb"[\n !#-\[\]-~\"]{0,20000000}")
"""Printable ASCII and line breaks, without a backslash: JSON and YAML read that alike."""

Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Field(strict=True, ge=0)]


class Version(Data):
    """A text of a source: when it was fetched (EDTF), its file's digest, its words, its paragraphs' digests."""

    retrieved: Date | None
    sha256: Digest
    words: Count
    paragraphs: tuple[Digest, ...]


class Quoted(Data):
    """Where a quotation stands in its paragraph's normal form: its first character and first word, both from 0.

    `occurrences` counts it in its paragraph, `earlier` counts what a link would find before it. `is_verbatim` says that it
    stands there as it is written, quotation marks and spaces aside: with other dashes a browser does not find it.
    """

    offset: Count
    first_word: Count
    words: Count
    occurrences: Count
    earlier: Count
    is_verbatim: bool


class Place(Data):
    """Where a piece of evidence of `record` stands; without a quotation only that there is such a paragraph."""

    record: str
    source: str
    paragraph: Count
    paragraph_sha256: Digest
    quoted: Quoted | None = None


@dataclass(frozen=True)
class Lock:
    """For each source its versions, the one that counts last; for each key of evidence its place."""

    sources: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    evidence: Mapping[str, Place] = field(default_factory=dict)

    @cached_property
    def quoted_words(self) -> Mapping[str, int]:
        """How many words of each source its quotations cover, each word counted once."""
        covered: dict[str, set[tuple[int, int]]] = {}
        for place in self.evidence.values():
            if place.quoted:
                words = range(place.quoted.first_word, place.quoted.first_word + place.quoted.words)
                covered.setdefault(place.source, set()).update((place.paragraph, word) for word in words)
        return {source: len(words) for source, words in covered.items()}

    @cached_property
    def quotations(self) -> Mapping[str, int]:
        """How many pieces of evidence with a quotation each source has."""
        return Counter(place.source for place in self.evidence.values() if place.quoted)

    @cached_property
    def held(self) -> frozenset[str]:
        """The keys of the evidence that was found in the version of its source that counts."""
        return frozenset(key for key, place in self.evidence.items() if self._stands(place))

    def _stands(self, place: Place) -> bool:
        versions = self.sources.get(place.source)
        if not versions or not 1 <= place.paragraph <= len(versions[-1].paragraphs):
            return False
        return versions[-1].paragraphs[place.paragraph - 1] == place.paragraph_sha256


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

    lock: Lock = field(default_factory=Lock)
    faults: tuple[LockFault, ...] = ()
    raw: bytes = b""

    def where(self, *path: str) -> tuple[int, int]:
        """Line and column of the part at this path, both from 1."""
        return self._document.where(path, at_key=True) if self.raw else (1, 1)

    @cached_property
    def _document(self) -> Document:
        return read_document(self.raw)


_Part = TypeVar("_Part", bound=Data)


def digest(text: str) -> str:
    """sha256 of a text as UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _seal(*content: Any) -> str:
    return digest(json.dumps([normal.NAME, *content], sort_keys=True))[:32]


def _plain(part: Data) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude_none=isinstance(part, Place))


def write(lock: Lock) -> str:
    """The lock as JSON text, sorted, one piece of evidence a line: the same bytes on every machine."""
    sources = (
        f"{json.dumps(name)}: [\n{_joined(_version(name, version) for version in lock.sources[name])}\n]"
        for name in sorted(lock.sources)
    )
    by_record = sorted(lock.evidence.items(), key=lambda item: (item[1].record, item[1].source, item[0]))
    evidence = (
        f'"{key}": {json.dumps({**_plain(place), "seal": _seal(key, _plain(place))})}' for key, place in by_record
    )
    return (
        f'{{\n"normal_form": "{normal.NAME}",\n"sources": {{\n{_joined(sources)}\n}},\n'
        f'"evidence": {{\n{_joined(evidence)}\n}}\n}}\n'
    )


def _joined(lines: Iterable[str]) -> str:
    return ",\n".join(lines)


def _version(source: str, version: Version) -> str:
    plain = _plain(version)
    return json.dumps({**plain, "seal": _seal(source, plain)}, indent=0)


def read(raw: bytes) -> LockText:
    """Reads a lock. Never raises: what does not hold is left out of the lock and stands in the faults."""
    sound = _sound(raw)
    return LockText(sound, (), raw) if sound else _examined(raw)


def _sound(raw: bytes) -> Lock | None:
    """The lock, if it is plain JSON as `write` makes it and every seal fits; that is seen without a place for every value."""
    if not _PLAIN.fullmatch(raw):
        return None
    try:
        data = json.loads(raw, object_pairs_hook=_unique)
        if set(data) != {"normal_form", "sources", "evidence"} or data["normal_form"] != normal.NAME:
            return None
        sources = {name: tuple(_sealed(Version, one, name) for one in all) for name, all in data["sources"].items()}
        evidence = {key: _sealed(Place, entry, key) for key, entry in data["evidence"].items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    if None in evidence.values() or not all(versions and None not in versions for versions in sources.values()):
        return None
    return Lock(sources, evidence)  # type: ignore[arg-type]


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
        return LockText(Lock(), (LockFault((), *_broken_at(raw, document), _UNREADABLE),))
    if data["normal_form"] != normal.NAME or not all(isinstance(data[part], dict) for part in ("sources", "evidence")):
        return LockText(Lock(), (LockFault((), *document.where(("normal_form",), at_key=True), _UNREADABLE),))
    faults: list[LockFault] = []
    sources: dict[str, tuple[Version, ...]] = {}
    for name, versions in data["sources"].items():
        listed = versions if isinstance(versions, list) and versions else [versions]
        found = [_sealed(Version, one, name) for one in listed]
        if None in found:
            place = document.where(("sources", name, found.index(None)))
            faults.append(LockFault(("sources", name), *place, f"this version of {shown(name)} {_ALTERED}"))
        else:
            sources[name] = tuple(one for one in found if one)
    evidence: dict[str, Place] = {}
    for key, entry in data["evidence"].items():
        place_found = _sealed(Place, entry, key)
        if place_found:
            evidence[key] = place_found
        else:
            place = document.where(("evidence", key), at_key=True)
            record = shown(entry["record"]) if isinstance(entry, dict) and "record" in entry else "a record"
            faults.append(LockFault(("evidence", key), *place, f"this entry of {record} {_ALTERED}"))
    return LockText(Lock(sources, evidence), tuple(faults), raw)


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
    return lean(found) if data.get("seal") == _seal(name, _plain(found)) else None
