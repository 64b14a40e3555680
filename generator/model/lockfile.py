"""The lock `seeds/evidence.lock.json`: proof that evidence is in its sources.

It holds none of the text. For each source it has the verified versions of the text, the last of which counts; for each
piece of evidence its location in that version; for each claim the numbers, dates and names that the paragraphs it cites
lack. Each of these has a seal, a digest of itself, and lines of its own, so that two branches that add evidence merge as
text. The lock proves that the data and the verified text
agree, not that the text is true. A seal is no signature: it can be forged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from ..records import fields
from ..text import quote_normalization

PATH = "seeds/evidence.lock.json"

Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
ShortDigest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{8}$")]
Count = Annotated[int, Field(strict=True, ge=0)]


class SourceVersion(fields.Data):
    """A version of a source's text: `retrieved` is EDTF, `words` their number.

    `sha256` is the digest of the file, `paragraphs` those of the paragraphs in `normal_form`. Of the `words`, `characters`
    are single characters of scripts without spaces.
    """

    retrieved: fields.Date | None
    sha256: Digest
    words: Count
    paragraphs: tuple[Digest, ...]
    normal_form: Literal["bn-1", "bn-2"] = "bn-1"
    characters: Count = 0

    @property
    def unit(self) -> str:
        """The unit of most of `words`: "words" or "characters"."""
        return "characters" if 2 * self.characters > self.words else "words"


class QuotationLocation(fields.Data):
    """The location of a quotation in its paragraph's normal form.

    `offset` is its first character and `first_word` its first word, both from 0. `occurrences`
    counts it in its paragraph, `earlier` the matches of a text link before it. `is_verbatim`
    is true if the text is the same but for quotation marks and spaces: else no browser finds it.
    """

    offset: Count
    first_word: Count
    words: Count
    occurrences: Count
    earlier: Count
    is_verbatim: bool


class EvidenceLocation(fields.Data):
    """The location of evidence of `record`: a paragraph, perhaps a quotation."""

    record: str
    source: str
    paragraph: Count
    paragraph_sha256: Digest
    quoted: QuotationLocation | None = None


class UnsupportedFact(fields.Data):
    """A number, date or name of a claim that the cited paragraphs of a source lack.

    It is in the claim's text number `text`, from the word `first` to `last` of those that may be facts, all from 0. `nearest` is the number most like
    it in those paragraphs, in digits; `paragraph` the first other one that has the fact, or 0. No field can hold words of the source.
    """

    text: Count
    first: Count
    last: Count
    nearest: Annotated[str, StringConstraints(pattern=r"^[0-9][0-9.,:/-]{0,29}$")] | None = None
    paragraph: Count = 0


class CountedThing(fields.Data):
    """The only number of the cited paragraphs for a thing that our own text names.

    `thing` is a short digest of our word, `figure` the number in digits.
    """

    thing: ShortDigest
    figure: fields.Bound


class Comparison(fields.Data):
    """The result of comparing a claim of `record` with the paragraphs that it cites.

    `texts` are short digests of our own texts, by which a changed one is found. `counts` and `date`, the only date that
    the paragraphs give for what we date, are compared with those of other sources.
    """

    record: str
    source: str
    texts: tuple[ShortDigest, ...]
    unsupported: tuple[UnsupportedFact, ...] = ()
    counts: tuple[CountedThing, ...] = ()
    date: fields.PlainDate | None = None


@dataclass(frozen=True)
class Lock:
    """The versions of each source, the last counts; locations and comparisons by key.

    Locks of earlier versions have no comparisons.
    """

    sources: Mapping[str, tuple[SourceVersion, ...]] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceLocation] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)

    @cached_property
    def compared_texts(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """The ids of records and the digests of texts that were compared with each source."""
        found: dict[str, set[tuple[str, str]]] = {}
        for one in self.comparisons.values():
            found.setdefault(one.source, set()).update((one.record, text) for text in one.texts)
        return {source: frozenset(texts) for source, texts in found.items()}

    @cached_property
    def quoted_words(self) -> Mapping[str, int]:
        """The number of words of each source that quotations cover, each counted once."""
        covered: dict[str, set[tuple[int, int]]] = {}
        for location in self.evidence.values():
            if location.quoted:
                words = range(location.quoted.first_word, location.quoted.first_word + location.quoted.words)
                covered.setdefault(location.source, set()).update((location.paragraph, word) for word in words)
        return {source: len(words) for source, words in covered.items()}

    @cached_property
    def quotations(self) -> Mapping[str, int]:
        """The number of quotations of each source."""
        return Counter(location.source for location in self.evidence.values() if location.quoted)

    @cached_property
    def verified_keys(self) -> frozenset[str]:
        """The keys of the evidence that is in the last version of its source."""
        return frozenset(key for key, location in self.evidence.items() if self._is_in_last_version(location))

    def _is_in_last_version(self, location: EvidenceLocation) -> bool:
        versions = self.sources.get(location.source)
        if not versions or not 1 <= location.paragraph <= len(versions[-1].paragraphs):
            return False
        return versions[-1].paragraphs[location.paragraph - 1] == location.paragraph_sha256


def digest(text: str) -> str:
    """Returns the SHA-256 of a text as UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(*content: Any) -> str:
    """Returns the seal of a version or a location: a digest of its key and its data.

    It begins with the name of the first normal form, so that seals and keys of older locks stay as they are.
    """
    return digest(json.dumps(["bn-1", *content], sort_keys=True))[:32]


def as_plain_data(part: fields.Data) -> dict[str, Any]:
    """Returns a version or a location as JSON data."""
    return part.model_dump(mode="json", exclude_defaults=True)


def serialize(lock: Lock) -> str:
    """Returns the lock as JSON text, sorted, with a line for each location."""
    sources = (
        f"{json.dumps(name)}: [\n{_joined(_version(name, version) for version in lock.sources[name])}\n]"
        for name in sorted(lock.sources)
    )
    compared = f',\n"comparisons": {{\n{_by_record(lock.comparisons)}\n}}' if lock.comparisons else ""
    return (
        f'{{\n"normal_form": "{quote_normalization.NAME}",\n"sources": {{\n{_joined(sources)}\n}},\n'
        f'"evidence": {{\n{_by_record(lock.evidence)}\n}}{compared}\n}}\n'
    )


def _by_record(parts: Mapping[str, EvidenceLocation] | Mapping[str, Comparison]) -> str:
    """Returns a line for each location or comparison, sorted by record."""
    by_record = sorted(parts.items(), key=lambda item: (item[1].record, item[1].source, item[0]))
    return _joined(
        f'"{key}": {json.dumps({**as_plain_data(part), "seal": seal(key, as_plain_data(part))})}'
        for key, part in by_record
    )


def _joined(lines: Iterable[str]) -> str:
    return ",\n".join(lines)


def _version(source: str, version: SourceVersion) -> str:
    plain = as_plain_data(version)
    return json.dumps({**plain, "seal": seal(source, plain)}, indent=0)
