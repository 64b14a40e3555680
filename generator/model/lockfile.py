"""The lock `seeds/evidence.lock.json`: what a verification found in the sources' texts, with not a word of them.

For each source it has the versions of its text that were verified, the last one being what the evidence rests on; for
each piece of evidence where it stands there. Each version and each piece of evidence lies apart from the others and
has a seal, a digest over itself, so that two branches which add evidence merge as text. It proves that the data and
the verified text agree, not that the text is true; who forges a seal forges the lock.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from ..records import fields
from ..text import quote_normalization

PATH = "seeds/evidence.lock.json"

Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Field(strict=True, ge=0)]


class Version(fields.Data):
    """A text of a source: when it was fetched (EDTF), its file's digest, its words, its paragraphs' digests."""

    retrieved: fields.Date | None
    sha256: Digest
    words: Count
    paragraphs: tuple[Digest, ...]


class Quoted(fields.Data):
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


class Place(fields.Data):
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


def digest(text: str) -> str:
    """sha256 of a text as UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(*content: Any) -> str:
    return digest(json.dumps([quote_normalization.NAME, *content], sort_keys=True))[:32]


def as_plain_data(part: fields.Data) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude_none=isinstance(part, Place))


def write(lock: Lock) -> str:
    """The lock as JSON text, sorted, one piece of evidence a line: the same bytes on every machine."""
    sources = (
        f"{json.dumps(name)}: [\n{_joined(_version(name, version) for version in lock.sources[name])}\n]"
        for name in sorted(lock.sources)
    )
    by_record = sorted(lock.evidence.items(), key=lambda item: (item[1].record, item[1].source, item[0]))
    evidence = (
        f'"{key}": {json.dumps({**as_plain_data(place), "seal": seal(key, as_plain_data(place))})}'
        for key, place in by_record
    )
    return (
        f'{{\n"normal_form": "{quote_normalization.NAME}",\n"sources": {{\n{_joined(sources)}\n}},\n'
        f'"evidence": {{\n{_joined(evidence)}\n}}\n}}\n'
    )


def _joined(lines: Iterable[str]) -> str:
    return ",\n".join(lines)


def _version(source: str, version: Version) -> str:
    plain = as_plain_data(version)
    return json.dumps({**plain, "seal": seal(source, plain)}, indent=0)
