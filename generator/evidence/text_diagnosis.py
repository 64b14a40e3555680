"""Recognizes a text that was cut differently from its record, and says the fix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from ..model import indexes
from ..text import quote_normalization
from .evidence_matcher import Mismatch
from .quote_finder import find_closest, find_occurrences
from .source_text import SourceText

_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_CLOSING_TAG = re.compile(r"</(?:p|span|div|a|h[1-6]|li|em|strong|b|i)>", re.IGNORECASE)
_TAGS_MIN = 3
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|mark|q|small|span|strong|su[bp]|u)(?:\s[^<>]*)?>")
_TAG = re.compile(r"<[^<>]*>")
_DIVIDED = re.compile(r"[^\W\d_][-\u2010\u00ad]\n+[^\W\d_]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
_ENDS = re.compile(r"[.!?:;\u2026\u3002\uff01\uff1f\u0964\u061f][\"'\u201d\u2019\u00bb\u300d\u300f)\]]*$")
_SHIFTED_MIN = 3
_ALIEN_MIN = 5
"""From so many quotations on, a text that has nothing like them is another one."""
_IF_CHANGED = "if the source has changed, list its paragraphs in the record, then use --fix"

Diagnosis = tuple[int, str, tuple[Mismatch, ...]]
"""The line in the file, a message, and the mismatches that it does not explain."""


def diagnose(
    text: SourceText, listed: int, citations: Sequence[indexes.Citation], mismatches: tuple[Mismatch, ...]
) -> Diagnosis | None:
    """Returns a reason for several mismatches that is in the form of the text.

    Another number of paragraphs than the record lists is one, and so is HTML, even if nothing is missing.
    """
    if not mismatches:
        tags = [*_CLOSING_TAG.finditer("\n".join(text.lines))]
        if len(tags) >= _TAGS_MIN:
            (_, line, message), *_ = _damage("\n".join(text.lines))
            return line, f"{message}; the words in the tags would count as words of the source", ()
        is_other = listed not in (0, len(text.paragraphs))
        return (1, f"{_numbers(text, listed)}: {_fix(text, listed)}; {_IF_CHANGED}", ()) if is_other else None
    raw = "\n".join(text.lines)
    divided = _divided(raw)
    for repaired, line, message in (*_damage(raw), *divided):
        rest = tuple(one for one in mismatches if not _explains(repaired, text, one))
        if len(rest) < len(mismatches):
            return line, f"{message}; {_effect(len(mismatches) - len(rest))}", rest
    is_near = any(not one.message and _is_cut(text, one.citation.evidence.paragraph) for one in mismatches)
    if divided and is_near:
        return divided[0][1], f"{divided[0][2]}; this may be why evidence is not found", mismatches
    quotations = [one for one in citations if one.evidence.exact]
    if len(quotations) >= _ALIEN_MIN and all(not one.message for one in mismatches if one.citation.evidence.exact):
        missing = sum(bool(one.citation.evidence.exact) for one in mismatches)
        if missing == len(quotations) and not any(_is_nearly_there(text, one) for one in quotations[:_ALIEN_MIN]):
            message = f"none of the {missing} quotations from this source is in this text"
            return 1, f"{message}: give the text of this source, with its capitals", ()
    return _count(text, listed, citations, mismatches)


def _is_nearly_there(text: SourceText, citation: indexes.Citation) -> bool:
    """Returns True if the text has words like those of a quotation."""
    exact = quote_normalization.normalize(citation.evidence.exact or "")
    return find_closest(exact, text)[1] > 0


def _is_cut(text: SourceText, paragraph: int) -> bool:
    """Returns True if a paragraph ends inside a word."""
    return "".join(text.original[paragraph - 1 : paragraph]).endswith(("-", "\u2010"))


def _effect(count: int) -> str:
    return f"because of this, {count} piece{'s' * (count != 1)} of evidence {'are' if count != 1 else 'is'} not found"


def _explains(repaired: Iterable[str], text: SourceText, mismatch: Mismatch) -> bool:
    """Returns True if a missing quotation is in a repaired form of the text."""
    exact = quote_normalization.normalize(mismatch.citation.evidence.exact or "")
    return (
        bool(exact)
        and not mismatch.paragraph
        and any(find_occurrences(form, exact) and not find_occurrences(text.joined, exact) for form in repaired)
    )


def _line_of(raw: str, at: int) -> int:
    return raw.count("\n", 0, at) + 1


def _damage(raw: str) -> Iterable[tuple[list[str], int, str]]:
    """Yields the repaired forms of a text with markup or wrongly decoded letters."""
    markup = _MARKUP.search(raw)
    if markup:
        plain = quote_normalization.normalize(unescape(_TAG.sub(" ", _INLINE.sub("", raw))))
        yield (
            [plain],
            _line_of(raw, markup.start()),
            f"the text has HTML ({markup.group()[:30]!r}): save it as plain text, without tags",
        )
    wrong = next((found for found in _NON_ASCII.finditer(raw) if _decoded(found.group()) != found.group()), None)
    if wrong:
        right = quote_normalization.normalize(_NON_ASCII.sub(lambda found: _decoded(found.group()), raw))
        yield (
            [right],
            _line_of(raw, wrong.start()),
            f"the text was opened in another encoding than UTF-8 ({wrong.group()[:8]!r} for {_decoded(wrong.group())[:8]!r}): save it again",
        )


def _decoded(letters: str) -> str:
    """Returns letters whose bytes were read as Windows-1252 as they were in UTF-8."""
    try:
        return b"".join(one.encode("latin-1" if one < "\u0100" else "cp1252") for one in letters).decode("utf-8")
    except UnicodeError:
        return letters


def _divided(raw: str) -> list[tuple[list[str], int, str]]:
    """Returns the two repaired forms of a text with words divided at line ends."""
    divided = _DIVIDED.search(raw)
    if not divided:
        return []
    parts = re.compile(r"([^\W\d_])[-\u2010\u00ad]\n+(?=[^\W\d_])")
    forms = [quote_normalization.normalize(parts.sub(joint, raw)) for joint in (r"\1", r"\1-")]
    count = len(_DIVIDED.findall(raw))
    message = (
        f"{count} line{'s' * (count != 1)} of the text end{'s' * (count == 1)} inside a word: write each word in one piece, and "
        "keep its hyphen only if it belongs to the word"
    )
    return [(forms, _line_of(raw, divided.start()), message)]


def _count(
    text: SourceText, listed: int, citations: Sequence[indexes.Citation], mismatches: tuple[Mismatch, ...]
) -> Diagnosis | None:
    """Explains mismatches by the number of paragraphs and by moved paragraphs."""
    count = len(text.paragraphs)
    moved = [one for one in mismatches if one.paragraph]
    rest = tuple(one for one in mismatches if not one.message or one.message.startswith("the quotation occurs"))
    crossing = [one for one in mismatches if one.message and not one.paragraph and one not in rest]
    shifts = {one.paragraph - one.citation.evidence.paragraph for one in moved if one.paragraph}
    if count == listed and not (len(moved) >= max(_SHIFTED_MIN, len(citations)) and len(shifts) == 1):
        return None
    if not listed or not (moved or crossing):
        return None
    message = f"{_numbers(text, listed)}: {_fix(text, listed)}"
    if not _is_wrapped(text, listed) and not _lacks_empty_lines(text, listed):
        first = min(moved, key=lambda one: one.citation.evidence.paragraph, default=(crossing or moved)[0])
        number = first.citation.evidence.paragraph
        where = (
            f"; paragraph {number} of the record is paragraph {first.paragraph} of the text" if first.paragraph else ""
        )
        is_at_start = not crossing and number == min(one.evidence.paragraph for one in citations)
        fix = _fix_shift(shifts) if is_at_start and shifts == {count - listed} else _fix(text, listed)
        message = f"{_numbers(text, listed)}{where}: {fix}; {_IF_CHANGED}"
    return 1, f"{message}; {_effect(len(mismatches) - len(rest))}", rest


def _fix_shift(shifts: set[int]) -> str:
    """Returns how to correct a text that has a few paragraphs too many or too few."""
    (shift,) = shifts
    them = f"{abs(shift)} paragraphs before it" if abs(shift) > 1 else "paragraph before it"
    if shift > 0:
        return f"delete the {them} that the record does not list, such as a headline, byline or caption"
    return f"add the {them} that the record lists, such as the headline and byline, each with an empty line after it"


def _numbers(text: SourceText, listed: int) -> str:
    number = len(text.paragraphs)
    return f"the text has {number} paragraph{'s' * (number != 1)}, the record lists {listed}"


def _is_wrapped(text: SourceText, listed: int) -> bool:
    count = len(text.paragraphs)
    return count > listed and sum(not _ENDS.search(one) for one in text.original) * 2 > count


def _lacks_empty_lines(text: SourceText, listed: int) -> bool:
    return len(text.paragraphs) < listed <= sum(map(bool, text.lines))


def _fix(text: SourceText, listed: int) -> str:
    """Returns how to cut a text into the paragraphs of its record."""
    if _is_wrapped(text, listed):
        return "its lines are wrapped; write each paragraph on lines of its own, with an empty line after it"
    if _lacks_empty_lines(text, listed):
        return "empty lines are missing; put one between all paragraphs"
    if len(text.paragraphs) >= listed:
        return (
            "delete what the record does not list (headline, byline, caption), and join a paragraph that is cut in two"
        )
    return "put an empty line between paragraphs that ran together, and add those that are missing"
