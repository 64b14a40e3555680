"""Evidence that holds: quotations found in their source, and the lock that proves it without the source.

The lock has, for each version of a source, the digests of the text and of its paragraphs, and for each piece of
evidence where it was found. It proves that the data and the verified text agree, not that the text is true.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from . import normal
from .model import Evidence, Path


@dataclass(frozen=True)
class Claimed:
    """A piece of evidence in its place: at `path` in the record `id`."""

    id: str
    path: Path
    evidence: Evidence

    @property
    def key(self) -> str:
        """A digest over the record's id and all that the evidence says, in normal form."""
        said = self.evidence
        quoted = [normal.normal(part or "") for part in (said.exact, said.prefix, said.suffix)]
        content = json.dumps([normal.NAME, self.id, said.source, said.paragraph, *quoted], ensure_ascii=False)
        return digest(content)[:32]


@dataclass(frozen=True)
class SourceText:
    """A source's text by paragraph, each in its normal form."""

    paragraphs: tuple[str, ...]
    sha256: str

    @property
    def words(self) -> int:
        return sum(len(normal.words(paragraph)) for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Miss:
    """A piece of evidence that is not where it says; `paragraph` is where it stands instead, if anywhere."""

    claimed: Claimed
    message: str
    paragraph: int | None = None


@dataclass(frozen=True)
class Verified:
    """What a verification found: the lock's entries by key, what was missed, and the words that quotations cover."""

    entries: Mapping[str, Mapping[str, Any]]
    misses: tuple[Miss, ...]
    quoted_words: int


def digest(text: str) -> str:
    """sha256 of a text as UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def read_text(raw: bytes) -> SourceText:
    """Splits a text into paragraphs: parted by empty lines if it has any, else one a line. Raises UnicodeDecodeError."""
    lines = [line.strip() for line in raw.decode("utf-8-sig").splitlines()]
    inner = "\n".join(lines).strip("\n").split("\n")
    pieces = "\n".join(inner).split("\n\n") if "" in inner else inner
    paragraphs = tuple(found for found in map(normal.normal, pieces) if found)
    return SourceText(paragraphs, sha256(raw).hexdigest())


def verify(text: SourceText, claims: Iterable[Claimed]) -> Verified:
    """Looks for each piece of evidence in its paragraph."""
    entries: dict[str, Mapping[str, Any]] = {}
    misses: list[Miss] = []
    covered: set[tuple[int, int]] = set()
    for claimed in claims:
        said = claimed.evidence
        if not said.paragraph <= len(text.paragraphs):
            misses.append(Miss(claimed, f"the text has {len(text.paragraphs)} paragraphs, not {said.paragraph}"))
            continue
        paragraph = text.paragraphs[said.paragraph - 1]
        entry: dict[str, Any] = {"record": claimed.id, "source": said.source, "paragraph": said.paragraph}
        if said.exact:
            exact = normal.normal(said.exact)
            places = find(paragraph, said)
            if len(places) != 1:
                misses.append(_miss(claimed, text, len(places)))
                continue
            entry |= {"offset": places[0], "occurrences": len(_occurrences(paragraph, exact))}
            end = places[0] + len(exact)
            covered.update((said.paragraph, at) for at, to in normal.words(paragraph) if at < end and to > places[0])
        entries[claimed.key] = entry
    return Verified(entries, tuple(misses), len(covered))


def _occurrences(paragraph: str, exact: str) -> list[int]:
    """Where a text stands in a paragraph as whole words."""
    places: list[int] = []
    at = paragraph.find(exact)
    while at >= 0 and exact:
        before, after = paragraph[at - 1 : at], paragraph[at + len(exact) : at + len(exact) + 1]
        if not (exact[0].isalnum() and before.isalnum()) and not (exact[-1].isalnum() and after.isalnum()):
            places.append(at)
        at = paragraph.find(exact, at + 1)
    return places


def find(paragraph: str, said: Evidence) -> list[int]:
    """The places in a paragraph (in normal form) where the quotation stands between its prefix and its suffix."""
    exact, prefix, suffix = (normal.normal(part or "") for part in (said.exact, said.prefix, said.suffix))
    return [
        at
        for at in _occurrences(paragraph, exact)
        if paragraph[:at].rstrip().endswith(prefix) and paragraph[at + len(exact) :].lstrip().startswith(suffix)
    ]


def _miss(claimed: Claimed, text: SourceText, places: int) -> Miss:
    said = claimed.evidence
    if places:
        message = f"stands {places} times in paragraph {said.paragraph}; add the words before or after (prefix, suffix)"
        return Miss(claimed, message)
    elsewhere = [n for n, paragraph in enumerate(text.paragraphs, 1) if len(find(paragraph, said)) == 1]
    if elsewhere:
        return Miss(claimed, f"moved: paragraph {elsewhere[0]}, not {said.paragraph}", elsewhere[0])
    paragraph, share, words = _closest(normal.normal(said.exact or ""), text.paragraphs)
    return Miss(claimed, f"not found; closest, {share} %: {words!r} (paragraph {paragraph})")


def _closest(exact: str, paragraphs: Sequence[str]) -> tuple[int, int, str]:
    """The run of as many words that looks most like a quotation: its paragraph, the likeness in per cent, the words."""
    best = (0, 0.0, "")
    length = max(1, len(normal.words(exact)))
    matcher = SequenceMatcher(autojunk=False, b=exact)
    for number, paragraph in enumerate(paragraphs, 1):
        spans = normal.words(paragraph)
        for first in range(max(1, len(spans) - length + 1)):
            window = paragraph[spans[first][0] : spans[min(first + length, len(spans)) - 1][1]] if spans else ""
            matcher.set_seq1(window)
            if matcher.real_quick_ratio() > best[1] and matcher.quick_ratio() > best[1] and matcher.ratio() > best[1]:
                best = (number, matcher.ratio(), window)
    return best[0], int(best[1] * 100), best[2]


@dataclass(frozen=True)
class Lock:
    """The lock: for each source its verified versions, newest last, and the entries of its evidence by key."""

    sources: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def updated(lock: Lock, source: str, text: SourceText, found: Verified, retrieved: str | None) -> Lock:
    """The lock after a verification: the source's entries renewed, its version added unless it is the last one."""
    version = {
        "retrieved": retrieved,
        "sha256": text.sha256,
        "words": text.words,
        "quoted_words": found.quoted_words,
        "paragraphs": [digest(paragraph) for paragraph in text.paragraphs],
    }
    versions = [one for one in lock.sources.get(source, ()) if one.get("sha256") != text.sha256]
    others = {key: entry for key, entry in lock.evidence.items() if entry.get("source") != source}
    return Lock({**lock.sources, source: [*versions, version]}, {**others, **found.entries})


def _content(lock: Lock) -> dict[str, Any]:
    return {
        "normal_form": normal.NAME,
        "sources": {name: list(lock.sources[name]) for name in sorted(lock.sources)},
        "evidence": {key: lock.evidence[key] for key in sorted(lock.evidence)},
    }


def write_lock(lock: Lock) -> str:
    """The lock as text: sorted, the same bytes on every machine, with a digest over all of it at its end."""
    content = _content(lock)
    seal = digest(json.dumps(content, ensure_ascii=False, sort_keys=True))
    return json.dumps({**content, "digest": seal}, ensure_ascii=False, indent=1) + "\n"


def read_lock(raw: bytes) -> Lock:
    """Reads a lock. Raises ValueError, saying why, if it is not one or was changed by hand."""
    try:
        content = json.loads(raw.decode())
        lock = Lock(content["sources"], content["evidence"])
        seal = digest(json.dumps(_content(lock), ensure_ascii=False, sort_keys=True))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("it can't be read as a lock") from error
    if content.get("normal_form") != normal.NAME:
        raise ValueError(f"its normal form is not {normal.NAME}")
    if content.get("digest") != seal:
        raise ValueError("it was changed by hand: its digest does not fit")
    return lock
