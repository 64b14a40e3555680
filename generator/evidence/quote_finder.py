"""Finds the quotations of the evidence in the text of their source; says what stands where one is missed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import sha256

from ..model import indexes, lockfile
from ..records import fields
from ..text import quote_normalization
from .text_fragments import ends


@dataclass(frozen=True)
class SourceText:
    """A source's text by paragraph, each in its normal form; the digest of its file; its paragraphs as written."""

    paragraphs: tuple[str, ...]
    sha256: str
    written: tuple[str, ...]

    @cached_property
    def digests(self) -> tuple[str, ...]:
        return tuple(map(lockfile.digest, self.paragraphs))

    @property
    def words(self) -> int:
        return sum(len(quote_normalization.word_spans(paragraph)) for paragraph in self.paragraphs)


def read_text(raw: bytes) -> SourceText:
    """Splits a text into paragraphs: parted by empty lines if it has any, else one a line. Raises UnicodeDecodeError.

    A line of white space is an empty one; line breaks are LF, CR LF or CR; a byte-order mark is left out.
    """
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig"))]
    inner = "\n".join(lines).strip("\n").split("\n")
    pieces = "\n".join(inner).split("\n\n") if "" in inner else inner
    found = [(form, piece) for piece in pieces if (form := quote_normalization.normalize(piece))]
    return SourceText(tuple(form for form, _ in found), sha256(raw).hexdigest(), tuple(piece for _, piece in found))


@dataclass(frozen=True)
class Miss:
    """A piece of evidence that is not where it says; `paragraph` is where it stands instead, if in one other."""

    claimed: indexes.Citation
    message: str
    paragraph: int | None = None


@dataclass(frozen=True)
class Found:
    """What a verification found: the place of each piece of evidence by its key, and what was missed."""

    places: Mapping[str, lockfile.Place]
    misses: tuple[Miss, ...]


def verify(text: SourceText, claimed: Sequence[indexes.Citation], before: lockfile.Lock) -> Found:
    """Looks for each piece of evidence in its paragraph.

    One without a quotation must have the paragraph that the lock knows, unless its record still names all of those.
    """
    named = {(one.record_id, hashed) for one in claimed for hashed in text.digests[one.evidence.paragraph - 1 :][:1]}
    known = {key: one for key, one in before.evidence.items() if one.paragraph_sha256 in text.digests}
    astray = {one.record for one in known.values() if (one.record, one.paragraph_sha256) not in named}
    places: dict[str, lockfile.Place] = {}
    misses: list[Miss] = []
    for one in claimed:
        old = known.get(one.key) if one.record_id in astray else None
        found = _place(text, one) if one.evidence.exact else _numbered(text, one, old)
        if isinstance(found, Miss):
            misses.append(found)
        else:
            places[one.key] = found
    return Found(places, tuple(misses))


def _place(text: SourceText, claimed: indexes.Citation) -> lockfile.Place | Miss:
    said = claimed.evidence
    inside = said.paragraph <= len(text.paragraphs)
    offsets = find(text.paragraphs[said.paragraph - 1], said) if inside else []
    if len(offsets) != 1:
        return _miss(claimed, text, len(offsets))
    return _at(text, claimed, _quoted(text, said, offsets[0]))


def _numbered(text: SourceText, claimed: indexes.Citation, before: lockfile.Place | None) -> lockfile.Place | Miss:
    """A paragraph without a quotation: where it stood before may stand another now."""
    number = claimed.evidence.paragraph
    moved = text.digests.index(before.paragraph_sha256) + 1 if before else 0
    if before and text.digests[number - 1 : number] != (before.paragraph_sha256,):
        return Miss(claimed, f"moved: paragraph {moved}, not {number} (if {number} is meant, quote from it)", moved)
    if number > len(text.paragraphs):
        return Miss(claimed, f"the text has {len(text.paragraphs)} paragraphs; there is no paragraph {number}")
    return _at(text, claimed)


def _at(text: SourceText, claimed: indexes.Citation, quoted: lockfile.Quoted | None = None) -> lockfile.Place:
    said = claimed.evidence
    return lockfile.Place(
        record=claimed.record_id,
        source=said.source,
        paragraph=said.paragraph,
        paragraph_sha256=text.digests[said.paragraph - 1],
        quoted=quoted,
    )


def _quoted(text: SourceText, said: fields.Evidence, offset: int) -> lockfile.Quoted:
    exact = quote_normalization.normalize(said.exact or "")
    paragraph = text.paragraphs[said.paragraph - 1]
    covered = [
        n
        for n, (at, to) in enumerate(quote_normalization.word_spans(paragraph))
        if at < offset + len(exact) and to > offset
    ]
    is_verbatim = _as_browsers_see(said.exact or "") in _as_browsers_see(text.written[said.paragraph - 1])
    return lockfile.Quoted(
        offset=offset,
        first_word=covered[0] if covered else 0,
        words=len(covered),
        occurrences=len(_occurrences(paragraph, exact)),
        earlier=_earlier(text, said, offset, exact if is_verbatim else ends(exact)[0]),
        is_verbatim=is_verbatim,
    )


_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u201a\u201b", "'") | dict.fromkeys("\u201c\u201d\u201e\u201f", '"'))


def _as_browsers_see(text: str) -> str:
    """The text with the spaces and quotation marks that browsers take for the same."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def _earlier(text: SourceText, said: fields.Evidence, offset: int, begins: str) -> int:
    """How often a browser would find the beginning of a quotation before its place; it leaves letters' case aside."""
    suffix = said.suffix if begins == quote_normalization.normalize(said.exact or "") else None
    parts = {"exact": begins, "prefix": said.prefix, "suffix": suffix}
    loose = said.model_copy(update={part: value and value.lower() for part, value in parts.items()})
    before = sum(len(find(one.lower(), loose)) for one in text.paragraphs[: said.paragraph - 1])
    here = text.paragraphs[said.paragraph - 1].lower()
    return before + sum(1 for at in find(here, loose) if at < offset)


def _occurrences(paragraph: str, exact: str) -> list[int]:
    """Where a text stands in a paragraph as whole words."""
    places: list[int] = []
    at = paragraph.find(exact)
    while at >= 0 and exact:
        if _is_whole(paragraph, at, at + len(exact)):
            places.append(at)
        at = paragraph.find(exact, at + 1)
    return places


def _is_whole(paragraph: str, start: int, end: int) -> bool:
    """Whether no word is cut in two at the ends of this piece of a paragraph."""
    before, after = paragraph[max(0, start - 1) : start], paragraph[end : end + 1]
    return not (paragraph[start].isalnum() and before.isalnum()) and not (
        paragraph[end - 1].isalnum() and after.isalnum()
    )


def find(paragraph: str, said: fields.Evidence) -> list[int]:
    """The places in a paragraph (in normal form) where the quotation stands between its prefix and its suffix."""
    exact, prefix, suffix = (
        quote_normalization.normalize(part or "") for part in (said.exact, said.prefix, said.suffix)
    )
    places = []
    for at in _occurrences(paragraph, exact):
        before = len(paragraph[:at].rstrip())
        after = len(paragraph) - len(paragraph[at + len(exact) :].lstrip())
        is_after = not prefix or (
            paragraph.endswith(prefix, 0, before) and _is_whole(paragraph, before - len(prefix), at)
        )
        is_before = not suffix or (
            paragraph.startswith(suffix, after) and _is_whole(paragraph, after, after + len(suffix))
        )
        if is_after and is_before:
            places.append(at)
    return places


def _miss(claimed: indexes.Citation, text: SourceText, places: int) -> Miss:
    said = claimed.evidence
    if places:
        message = f"the quotation stands {places} times in paragraph {said.paragraph}; add the words before or after (prefix, suffix)"
        return Miss(claimed, message)
    elsewhere = [n for n, paragraph in enumerate(text.paragraphs, 1) if find(paragraph, said)]
    if len(elsewhere) == 1:
        return Miss(claimed, f"moved: paragraph {elsewhere[0]}, not {said.paragraph}", elsewhere[0])
    if elsewhere:
        numbers = ", ".join(map(str, elsewhere))
        return Miss(
            claimed, f"the quotation is not in paragraph {said.paragraph}, but in several: {numbers}; choose one"
        )
    for n in range(1, len(text.paragraphs)):
        if find(" ".join(text.paragraphs[n - 1 : n + 1]), said):
            message = f"the quotation runs over the end of paragraph {n}; quote from within one paragraph"
            return Miss(claimed, message)
    number, share, words = _closest(quote_normalization.normalize(said.exact or ""), text.paragraphs)
    nearest = f"; closest, {share} %: {words!r} (paragraph {number})" if share else ""
    return Miss(claimed, f"the quotation is not in the text{nearest}{_strange(said.exact or '', text)}")


def _strange(exact: str, text: SourceText) -> str:
    """A letter of the quotation that the text nowhere has, by its Unicode name: it may only look like one of its."""
    known = set().union(*text.paragraphs)
    for letter in quote_normalization.normalize(exact):
        if letter.isalpha() and not letter.isascii() and letter not in known:
            return f"; its {letter!r} is {unicodedata.name(letter, 'a letter')}, which the text nowhere has"
    return ""


def _closest(exact: str, paragraphs: Sequence[str]) -> tuple[int, int, str]:
    """The run of as many words that looks most like a quotation: its paragraph, the likeness in per cent, the words."""
    best = (0, 0.0, "")
    length = max(1, len(quote_normalization.word_spans(exact)))
    matcher = SequenceMatcher(autojunk=False, b=exact)
    for number, paragraph in enumerate(paragraphs, 1):
        spans = quote_normalization.word_spans(paragraph)
        for first in range(max(1, len(spans) - length + 1)):
            window = paragraph[spans[first][0] : spans[min(first + length, len(spans)) - 1][1]] if spans else ""
            matcher.set_seq1(window)
            if matcher.real_quick_ratio() > best[1] and matcher.quick_ratio() > best[1] and matcher.ratio() > best[1]:
                best = (number, matcher.ratio(), window)
    return best[0], int(best[1] * 100), best[2]
