"""Finds the evidence in the text of its source, and explains what is not found."""

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
from .text_fragments import certain_ends


@dataclass(frozen=True)
class SourceText:
    """A source's text: its normalized and original paragraphs, the digest of its file."""

    paragraphs: tuple[str, ...]
    sha256: str
    original: tuple[str, ...]

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """The digests of the normalized paragraphs."""
        return tuple(map(lockfile.digest, self.paragraphs))

    @property
    def words(self) -> int:
        """The number of words in the text."""
        return sum(len(quote_normalization.word_spans(paragraph)) for paragraph in self.paragraphs)


def parse_source_text(raw: bytes) -> SourceText:
    """Splits a text into paragraphs, at empty lines if it has any, else at each line.

    A line of white space counts as empty; line breaks are LF, CR LF or CR; a byte-order mark is left out. Raises
    UnicodeDecodeError.
    """
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig"))]
    trimmed = "\n".join(lines).strip("\n")
    originals = trimmed.split("\n\n" if "\n\n" in trimmed else "\n")
    found = [(form, original) for original in originals if (form := quote_normalization.normalize(original))]
    return SourceText(tuple(form for form, _ in found), sha256(raw).hexdigest(), tuple(one for _, one in found))


@dataclass(frozen=True)
class Mismatch:
    """Evidence that is not in its paragraph; `paragraph` is the one other that has it."""

    claimed: indexes.Citation
    message: str
    paragraph: int | None = None


@dataclass(frozen=True)
class MatchResult:
    """The evidence that was found, with its place by key, and that which was not."""

    places: Mapping[str, lockfile.EvidenceLocation]
    mismatches: tuple[Mismatch, ...]


def match_evidence(text: SourceText, claimed: Sequence[indexes.Citation], before: lockfile.Lock) -> MatchResult:
    """Looks for each piece of evidence in its paragraph.

    Evidence without a quotation must name the paragraph that the lock has for it, unless its record still names all the
    paragraphs that the lock has for the record.
    """
    named = {(one.record_id, hashed) for one in claimed for hashed in text.digests[one.evidence.paragraph - 1 :][:1]}
    known = {key: one for key, one in before.evidence.items() if one.paragraph_sha256 in text.digests}
    astray = {one.record for one in known.values() if (one.record, one.paragraph_sha256) not in named}
    places: dict[str, lockfile.EvidenceLocation] = {}
    mismatches: list[Mismatch] = []
    for one in claimed:
        old = known.get(one.key) if one.record_id in astray else None
        found = _match_quotation(text, one) if one.evidence.exact else _match_paragraph(text, one, old)
        if isinstance(found, Mismatch):
            mismatches.append(found)
        else:
            places[one.key] = found
    return MatchResult(places, tuple(mismatches))


def _match_quotation(text: SourceText, claimed: indexes.Citation) -> lockfile.EvidenceLocation | Mismatch:
    evidence = claimed.evidence
    inside = evidence.paragraph <= len(text.paragraphs)
    offsets = find_quotation(text.paragraphs[evidence.paragraph - 1], evidence) if inside else []
    if len(offsets) != 1:
        return _mismatch(claimed, text, len(offsets))
    return _make_place(text, claimed, _quoted(text, evidence, offsets[0]))


def _match_paragraph(
    text: SourceText, claimed: indexes.Citation, before: lockfile.EvidenceLocation | None
) -> lockfile.EvidenceLocation | Mismatch:
    """Matches evidence without a quotation; its number may mean another paragraph now."""
    number = claimed.evidence.paragraph
    moved = text.digests.index(before.paragraph_sha256) + 1 if before else 0
    if before and text.digests[number - 1 : number] != (before.paragraph_sha256,):
        return Mismatch(
            claimed, f"the paragraph is now number {moved}, not {number} (if you mean {number}, quote from it)", moved
        )
    if number > len(text.paragraphs):
        return Mismatch(claimed, f"the text has {len(text.paragraphs)} paragraphs; there is no paragraph {number}")
    return _make_place(text, claimed)


def _make_place(
    text: SourceText, claimed: indexes.Citation, quoted: lockfile.QuotationLocation | None = None
) -> lockfile.EvidenceLocation:
    evidence = claimed.evidence
    return lockfile.EvidenceLocation(
        record=claimed.record_id,
        source=evidence.source,
        paragraph=evidence.paragraph,
        paragraph_sha256=text.digests[evidence.paragraph - 1],
        quoted=quoted,
    )


def _quoted(text: SourceText, evidence: fields.Evidence, offset: int) -> lockfile.QuotationLocation:
    exact = quote_normalization.normalize(evidence.exact or "")
    paragraph = text.paragraphs[evidence.paragraph - 1]
    covered = [
        n
        for n, (at, to) in enumerate(quote_normalization.word_spans(paragraph))
        if at < offset + len(exact) and to > offset
    ]
    is_verbatim = _as_browsers_see(evidence.exact or "") in _as_browsers_see(text.original[evidence.paragraph - 1])
    return lockfile.QuotationLocation(
        offset=offset,
        first_word=covered[0] if covered else 0,
        words=len(covered),
        occurrences=len(_occurrences(paragraph, exact)),
        earlier=_earlier(text, evidence, offset, exact if is_verbatim else certain_ends(exact)[0]),
        is_verbatim=is_verbatim,
    )


_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u201a\u201b", "'") | dict.fromkeys("\u201c\u201d\u201e\u201f", '"'))


def _as_browsers_see(text: str) -> str:
    """Returns the text with one form of the spaces and quotes that browsers equate."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def _earlier(text: SourceText, evidence: fields.Evidence, offset: int, begins: str) -> int:
    """Counts how often a browser finds the quotation's beginning before its place.

    A browser ignores case.
    """
    suffix = evidence.suffix if begins == quote_normalization.normalize(evidence.exact or "") else None
    parts = {"exact": begins, "prefix": evidence.prefix, "suffix": suffix}
    loose = evidence.model_copy(update={part: value and value.lower() for part, value in parts.items()})
    before = sum(len(find_quotation(one.lower(), loose)) for one in text.paragraphs[: evidence.paragraph - 1])
    here = text.paragraphs[evidence.paragraph - 1].lower()
    return before + sum(1 for at in find_quotation(here, loose) if at < offset)


def _occurrences(paragraph: str, exact: str) -> list[int]:
    """Returns the offsets at which a paragraph has a text as whole words."""
    places: list[int] = []
    at = paragraph.find(exact)
    while at >= 0 and exact:
        if _is_whole(paragraph, at, at + len(exact)):
            places.append(at)
        at = paragraph.find(exact, at + 1)
    return places


def _is_whole(paragraph: str, start: int, end: int) -> bool:
    """Returns True if a span of a paragraph cuts no word at its ends."""
    before, after = paragraph[max(0, start - 1) : start], paragraph[end : end + 1]
    return not (paragraph[start].isalnum() and before.isalnum()) and not (
        paragraph[end - 1].isalnum() and after.isalnum()
    )


def find_quotation(paragraph: str, evidence: fields.Evidence) -> list[int]:
    """Returns the offsets of a quotation in a normalized paragraph.

    The quotation must be between its prefix and its suffix, if it has them.
    """
    exact, prefix, suffix = (
        quote_normalization.normalize(part or "") for part in (evidence.exact, evidence.prefix, evidence.suffix)
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


def _mismatch(claimed: indexes.Citation, text: SourceText, places: int) -> Mismatch:
    evidence = claimed.evidence
    if places:
        message = f"the quotation occurs {places} times in paragraph {evidence.paragraph}; add the words before or after it (prefix, suffix)"
        return Mismatch(claimed, message)
    elsewhere = [n for n, paragraph in enumerate(text.paragraphs, 1) if find_quotation(paragraph, evidence)]
    if len(elsewhere) == 1:
        return Mismatch(
            claimed, f"the quotation is in paragraph {elsewhere[0]}, not {evidence.paragraph}", elsewhere[0]
        )
    if elsewhere:
        numbers = ", ".join(map(str, elsewhere))
        return Mismatch(
            claimed, f"the quotation is not in paragraph {evidence.paragraph}, but in paragraphs {numbers}; choose one"
        )
    for n in range(1, len(text.paragraphs)):
        if find_quotation(" ".join(text.paragraphs[n - 1 : n + 1]), evidence):
            message = f"the quotation crosses the end of paragraph {n}; quote from a single paragraph"
            return Mismatch(claimed, message)
    number, share, words = _closest(quote_normalization.normalize(evidence.exact or ""), text.paragraphs)
    nearest = f"; closest, {share} %: {words!r} (paragraph {number})" if share else ""
    return Mismatch(claimed, f"the quotation is not in the text{nearest}{_foreign_letter(evidence.exact or '', text)}")


def _foreign_letter(exact: str, text: SourceText) -> str:
    """Names a letter of the quotation that the text does not have.

    It may only look like a letter of the text.
    """
    known = set().union(*text.paragraphs)
    for letter in quote_normalization.normalize(exact):
        if letter.isalpha() and not letter.isascii() and letter not in known:
            return f"; its {letter!r} is {unicodedata.name(letter, 'a letter')}, which is nowhere in the text"
    return ""


def _closest(exact: str, paragraphs: Sequence[str]) -> tuple[int, int, str]:
    """Returns the run of words most similar to a quotation, as long as it.

    Returns its paragraph, the similarity in per cent, and the words.
    """
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
