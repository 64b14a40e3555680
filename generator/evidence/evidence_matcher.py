"""Matches evidence with the text of its source, and explains what does not match."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..model import indexes, lockfile
from ..records import fields
from ..text import quote_normalization
from . import quote_finder
from .source_text import SourceText
from .text_fragments import certain_ends


@dataclass(frozen=True)
class Mismatch:
    """Evidence that is not in its paragraph; `paragraph` is the one other that has it.

    The message is empty if the quotation is not in the text: `describe_missing` makes it.
    """

    citation: indexes.Citation
    message: str
    paragraph: int | None = None


@dataclass(frozen=True)
class MatchResult:
    """The evidence that was found, with its location by key, and the rest."""

    locations: Mapping[str, lockfile.EvidenceLocation]
    mismatches: tuple[Mismatch, ...]


Progress = Callable[[int, int], None]
"""Takes the number of pieces of evidence that are done, and of all."""


def match_evidence(
    text: SourceText, citations: Sequence[indexes.Citation], before: lockfile.Lock, progress: Progress | None = None
) -> MatchResult:
    """Looks for each citation's evidence in its paragraph.

    Evidence without a quotation must name the paragraph that the lock has for it, unless its record still names all the
    paragraphs that the lock has for the record.
    """
    named = {(one.record_id, hashed) for one in citations for hashed in text.digests[one.evidence.paragraph - 1 :][:1]}
    known = {key: one for key, one in before.evidence.items() if one.paragraph_sha256 in text.digests}
    moved_records = {one.record for one in known.values() if (one.record, one.paragraph_sha256) not in named}
    locations: dict[str, lockfile.EvidenceLocation] = {}
    mismatches: list[Mismatch] = []
    for number, one in enumerate(citations):
        if progress:
            progress(number, len(citations))
        old = known.get(one.key) if one.record_id in moved_records else None
        found = _match_quotation(text, one) if one.evidence.exact else _match_paragraph(text, one, old)
        if isinstance(found, Mismatch):
            mismatches.append(found)
        else:
            locations[one.key] = found
    return MatchResult(locations, tuple(mismatches))


def _match_quotation(text: SourceText, citation: indexes.Citation) -> lockfile.EvidenceLocation | Mismatch:
    evidence = citation.evidence
    exists = evidence.paragraph <= len(text.paragraphs)
    offsets = quote_finder.find_quotation(text.paragraphs[evidence.paragraph - 1], evidence) if exists else []
    if len(offsets) != 1:
        return _mismatch(citation, text, len(offsets))
    return _make_location(text, citation, _quoted(text, evidence, offsets[0]))


def _match_paragraph(
    text: SourceText, citation: indexes.Citation, before: lockfile.EvidenceLocation | None
) -> lockfile.EvidenceLocation | Mismatch:
    """Matches evidence without a quotation; its number may mean another paragraph now."""
    number = citation.evidence.paragraph
    moved = text.digests.index(before.paragraph_sha256) + 1 if before else 0
    if before and text.digests[number - 1 : number] != (before.paragraph_sha256,):
        return Mismatch(
            citation, f"the paragraph is now number {moved}, not {number} (if you mean {number}, quote from it)", moved
        )
    if number > len(text.paragraphs):
        return Mismatch(citation, f"the text has {len(text.paragraphs)} paragraphs; there is no paragraph {number}")
    return _make_location(text, citation)


def _make_location(
    text: SourceText, citation: indexes.Citation, quoted: lockfile.QuotationLocation | None = None
) -> lockfile.EvidenceLocation:
    evidence = citation.evidence
    return lockfile.EvidenceLocation(
        record=citation.record_id,
        source=evidence.source,
        paragraph=evidence.paragraph,
        paragraph_sha256=text.digests[evidence.paragraph - 1],
        quoted=quoted,
    )


def _quoted(text: SourceText, evidence: fields.Evidence, offset: int) -> lockfile.QuotationLocation:
    exact = quote_normalization.normalize(evidence.exact or "")
    paragraph = text.paragraphs[evidence.paragraph - 1]
    spans = text.word_spans[evidence.paragraph - 1]
    first = bisect_right(spans, offset, key=lambda span: span[1])
    words = bisect_left(spans, offset + len(exact), key=lambda span: span[0]) - first
    is_verbatim = _as_browsers_see(evidence.exact or "") in _as_browsers_see(text.original[evidence.paragraph - 1])
    return lockfile.QuotationLocation(
        offset=offset,
        first_word=first if words else 0,
        words=words,
        occurrences=len(quote_finder.find_occurrences(paragraph, exact)),
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
    before = sum(len(quote_finder.find_quotation(one, loose)) for one in text.lowered[: evidence.paragraph - 1])
    here = text.lowered[evidence.paragraph - 1]
    return before + sum(1 for at in quote_finder.find_quotation(here, loose) if at < offset)


def _mismatch(citation: indexes.Citation, text: SourceText, occurrences: int) -> Mismatch:
    """Explains a quotation that its paragraph does not have exactly once."""
    evidence = citation.evidence
    if occurrences:
        message = f"the quotation occurs {occurrences} times in paragraph {evidence.paragraph}; add the words before or after it (prefix, suffix)"
        return Mismatch(citation, message)
    elsewhere = [
        n for n, paragraph in enumerate(text.paragraphs, 1) if quote_finder.find_quotation(paragraph, evidence)
    ]
    if len(elsewhere) == 1:
        return Mismatch(
            citation, f"the quotation is in paragraph {elsewhere[0]}, not {evidence.paragraph}", elsewhere[0]
        )
    if elsewhere:
        numbers = ", ".join(map(str, elsewhere))
        return Mismatch(
            citation, f"the quotation is not in paragraph {evidence.paragraph}, but in paragraphs {numbers}; choose one"
        )
    if quote_normalization.normalize(evidence.exact or "") in text.joined:
        for n in range(1, len(text.paragraphs)):
            if quote_finder.find_quotation(" ".join(text.paragraphs[n - 1 : n + 1]), evidence):
                message = f"the quotation crosses the end of paragraph {n}; quote from a single paragraph"
                return Mismatch(citation, message)
    return Mismatch(citation, "")


def describe_missing(text: SourceText, citation: indexes.Citation) -> str:
    """Returns the message for a quotation that is not in the text."""
    exact = quote_normalization.normalize(citation.evidence.exact or "")
    number, share, words = quote_finder.find_closest(exact, text)
    nearest = f"; closest, {share} %: {words!r} (paragraph {number})" if share else ""
    return f"the quotation is not in the text{nearest}{_foreign_letter(exact, text)}"


def _foreign_letter(exact: str, text: SourceText) -> str:
    """Names a letter of the quotation that the text does not have.

    It may only look like a letter of the text.
    """
    for letter in exact:
        if letter.isalpha() and not letter.isascii() and letter not in text.joined:
            return f"; its {letter!r} is {unicodedata.name(letter, 'a letter')}, which is nowhere in the text"
    return ""
