"""Finds the stretches between quotation marks in the paragraphs of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from .word_lists import FUNCTION_WORDS

_OPENING_PAIRS = {"\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb", "\u201f": "\u201d"}
"""The marks that may close each opening mark."""
_SINGLE = "'\u2018\u2019\u201a\u201b\u2039\u203a"
_DOUBLE = '"\uff02' + "".join(_OPENING_PAIRS) + "\u201d\u00bb"
_ELISIONS = re.compile(r"['\u2019](?:tis|twas|em|til|cause|bout|round|n|\d\ds?|s)\b(?!['\u2019])", re.IGNORECASE)
"""Words that begin with an apostrophe: 'tis, 'em, the '90s."""


_LONGEST = 5000
"""The most characters between two marks."""


class Marks(Enum):
    """The quotation marks that an article uses for speech."""

    DOUBLE = "double"
    SINGLE = "single"


@dataclass(frozen=True)
class Quotation:
    """A stretch between marks: `start` and `end` include the marks, `words` do not.

    `paragraph` is the number from 1. `is_open` says that no mark closes it in its paragraph, `continues` that it goes on
    with the open quotation of the paragraph before.
    """

    paragraph: int
    start: int
    end: int
    words: str
    is_open: bool = False
    continues: bool = False

    @property
    def word_count(self) -> int:
        """The number of words between the marks."""
        return len(self.words.split())


def detect_marks(paragraphs: Iterable[str]) -> Marks:
    """Returns the marks for speech: those that open most of the text's quotations."""
    double = single = 0
    for text in paragraphs:
        double += sum(_opens(text, at) for at, sign in enumerate(text) if sign in _DOUBLE)
        single += sum(_opens(text, at) for at, sign in enumerate(text) if sign in _SINGLE)
    return Marks.SINGLE if single > double else Marks.DOUBLE


def find_quotations(number: int, text: str, marks: Marks, before: Quotation | None = None) -> list[Quotation]:
    """Returns the quotations of a paragraph; those inside another are part of it.

    `before` is the last quotation of the paragraph before, if it is open.
    """
    found: list[Quotation] = []
    at = 0
    while (opening := _next_opening(text, at, marks)) is not None:
        closing = _find_closing(text, opening)
        end = len(text) if closing is None else closing + 1
        inner = text[opening + 1 : len(text) if closing is None else closing]
        words = inner.strip()
        is_first = not text[:opening].strip()
        if words:
            continues = bool(before and before.is_open and is_first)
            found.append(Quotation(number, opening, end, words, closing is None, continues))
        at = end
    return found


def mask(text: str, quotations: Iterable[Quotation]) -> str:
    """Returns the text with a placeholder for each quoted letter.

    Positions stay the same. The marks become `"`, and the last sign before the closing mark stays: it may end the sentence.
    """
    parts = []
    at = 0
    for one in quotations:
        length = one.end - one.start - 1 - (not one.is_open)
        last = "" if one.is_open or length < 1 or text[one.end - 2] not in ".!?,\u2026" else text[one.end - 2]
        parts += [text[at : one.start], '"', MASK * (length - len(last)), last, "" if one.is_open else '"']
        at = one.end
    return "".join([*parts, text[at:]])


MASK = "\ue000"
"""A character of private use that replaces quoted text."""


def _opens(text: str, at: int) -> bool:
    """Returns True if the mark at a position can open a quotation."""
    sign = text[at]
    if sign in _OPENING_PAIRS or sign in "\u201a\u2039":
        return True
    if sign in "\u201d\u00bb\u203a":
        return False
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if sign in _SINGLE and _ELISIONS.match(text, at):
        return False
    return bool(
        after
        and not after.isspace()
        and (not before or before.isspace() or before in "([{\u2014\u2013-/" + _DOUBLE + _SINGLE)
    )


def _next_opening(text: str, at: int, marks: Marks) -> int | None:
    signs = _DOUBLE if marks is Marks.DOUBLE else _SINGLE
    both = _DOUBLE + _SINGLE
    for position in range(at, len(text)):
        sign = text[position]
        if sign in signs and _opens(text, position):
            return position
        # The other marks outside of any quotation: a quotation too, if it is closed.
        is_other = sign in both and sign not in signs and _opens(text, position)
        if is_other and _find_closing(text, position) is not None:
            return position
    return None


def _find_closing(text: str, opening: int) -> int | None:
    sign = text[opening]
    if sign not in _SINGLE:
        closing = _OPENING_PAIRS.get(sign, '"\u201d\uff02')
        depth = 0
        for at in range(opening + 1, min(len(text), opening + _LONGEST)):
            if text[at] in closing:
                if depth == 0:
                    return at
                depth -= 1
            elif text[at] == sign and sign in _OPENING_PAIRS:
                depth += 1
        return None
    return _close_single(text, opening)


def _close_single(text: str, opening: int) -> int | None:
    """Returns the closing single mark; an apostrophe inside or after a word is none."""
    candidates = list(_single_closings(text, opening))
    for position, certain in candidates:
        if certain:
            return position
        later = [other for other, _ in candidates if other > position]
        # "the diplomats' view": an apostrophe if another mark closes before the next one opens
        following = next(
            (at for at in range(position + 1, len(text)) if text[at] in _SINGLE and _opens(text, at)),
            len(text),
        )
        if not any(other < following for other in later):
            return position
    return None


def _single_closings(text: str, opening: int) -> Iterator[tuple[int, bool]]:
    """Yields the positions that can close, and True for those that surely do."""
    closing = {"\u2018": "\u2019'", "\u201a": "\u2018\u2019", "\u2039": "\u203a"}.get(text[opening], "'\u2019")
    for at in range(opening + 1, min(len(text), opening + _LONGEST)):
        if text[at] not in closing or text[at - 1].isspace():
            continue
        after = text[at + 1 : at + 2]
        if after.isalpha() or after == "\u2019":
            continue
        following = re.match(r"\s(\w+)", text[at + 1 : at + 20])
        is_function_word = following is not None and following[1] in FUNCTION_WORDS  # no possessive goes before one
        certain = text[at - 1] != "s" or not after.isspace() or text[at + 2 : at + 3].isupper() or is_function_word
        yield at, certain
