"""Separates what the reporter says from what is quoted, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..text import sentences
from .quotations import MASK, Quotation, detect_marks, find_quotations, mask
from .transcripts import Transcript
from .word_lists import REPORTING_VERBS

_FOOTNOTE = re.compile(
    r"(?<=[^\W\d_][.!?\"\u201d\u2019])\d{1,2}(?=\s|$)|(?<=\"\.)\d{1,2}(?=\s|$)|(?<=\b(?:19|20)\d\d\.)\d{1,2}(?=\s+[A-Z]|$)"
)
_ASIDE = re.compile(r"^\([A-Z][^()]{1,40}\)\s+")
_DATELINE = re.compile(
    r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .'/-]{2,40}(?:, [A-Z][\w .]{2,25}){0,2}(?: \([\w ]{2,20}\))? ?(?:[\u2014\u2013]|--?) ?(?=\S)"
)
_VERB_AFTER_NAME = re.compile(rf"\s+(?:[^\W\d_a-z][\w.'\u2019-]*\s+){{1,4}}{REPORTING_VERBS.pattern}")


@dataclass(frozen=True)
class Sentence:
    """A sentence: the positions of its start and end in its paragraph."""

    start: int
    end: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its quotations; in `masked` the quoted words are hidden."""

    number: int
    text: str
    masked: str
    quotations: tuple[Quotation, ...]
    sentences: tuple[Sentence, ...]

    def is_quoted(self, position: int) -> bool:
        """Returns True for a position between quotation marks."""
        return self.masked[position] == MASK

    def is_bare(self, sentence: Sentence) -> bool:
        """Returns True for a sentence of which all words are quoted."""
        return not re.search(r"[^\W\d_\ue000]", self.masked[sentence.start : sentence.end])


def read_paragraphs(numbered: Iterable[tuple[int, str]], transcript: Transcript) -> list[Paragraph]:
    """Returns the paragraphs of the running text with their quotations.

    An answer in a transcript is a quotation without marks.
    """
    texts = list(numbered)
    marks = detect_marks(text for _, text in texts)
    found: list[Paragraph] = []
    before: Quotation | None = None
    for number, text in texts:
        start = transcript.answers.get(number)
        quotations = (
            tuple(find_quotations(number, text, marks, before))
            if start is None
            else (
                Quotation(
                    number, start, len(text), _ASIDE.sub("", text[start:].strip()), is_open=True, continues=not start
                ),
            )
        )
        masked = _FOOTNOTE.sub(lambda match: " " * len(match.group()), mask(text, quotations))
        if start:
            masked = f"{masked[: start - 1]}:{masked[start:]}"  # behind "A." too
        found.append(Paragraph(number, text, masked, quotations, tuple(_split(masked))))
        before = quotations[-1] if quotations and quotations[-1].is_open else None
    return found


def blank_dateline(text: str) -> str:
    """Returns a paragraph with spaces instead of "BRUSSELS (Reuters) -"."""
    dateline = _DATELINE.match(text)
    return " " * dateline.end() + text[dateline.end() :] if dateline else text


def _split(masked: str) -> list[Sentence]:
    found: list[Sentence] = []
    start = 0
    ends = {end for end in sentences.sentence_ends(masked.replace("\n", " ")) if not _goes_on(masked, end)}
    ends |= {match.start() for match in re.finditer("\n", masked)}
    for end in sorted({*ends, len(masked)}):
        while start < end and masked[start].isspace():
            start += 1
        if start < end:
            found.append(Sentence(start, end))
        start = end
    return found


def _goes_on(masked: str, end: int) -> bool:
    """Returns True after '"... ?"' if the sentence goes on with its attribution."""
    return masked[max(0, end - 2) : end] in ('?"', '!"') and bool(_VERB_AFTER_NAME.match(masked[end : end + 120]))
