"""Kinds of paragraph: running text, headings, bullets, captions, teasers."""

from __future__ import annotations

import re
from enum import StrEnum


class BlockKind(StrEnum):
    """The kinds of paragraph in an article."""

    PROSE = "prose"
    BULLETS = "bullets"
    HEADING = "heading"
    CAPTION = "caption"
    TEASER = "teaser"
    CORRECTION = "correction"
    TOO_LONG = "paragraph of more than 10,000 characters"


LONGEST = 10_000
"""The most characters of a paragraph that is read."""
RUNNING = (BlockKind.PROSE, BlockKind.BULLETS)
"""The kinds of paragraph that the author's account consists of."""

_BULLET = re.compile(r"\s*(?:[\u2022\u2023\u25aa\u25cf\u25e6*\u00b7\u2013-]|\d{1,2}[.)])\s+\S")
_CREDIT = re.compile(
    r"\b(?:Photo(?:graph(?:er|s)?)?|Pictures?|Image|Illustration|Credit|Source|Graphic|Map|Chart)"
    r"(?: (?:by|credit|courtesy of))?:? ?(?:by )?[^.!?]{0,80}\.?$"
    r"|\b(?:[^\W\d_]{1,30}(?: [^\W\d_]{1,30}){0,4})\s?/\s?(?:[A-Z][\w.]*)(?: [A-Z][\w.]*){0,3}\.?$"
)
_CREDIT_START = re.compile(
    r"\[?(?:Photo(?:graph)?|Picture|Image|Caption|Figure \d+|Chart|Map|Graphic)\b ?[^:.]{0,40}[:.]"
)
_TEASER = re.compile(
    r"\b(?:newsletter|sign up|subscri(?:be|ber|bers|ption)|follow us|read more|read next|related:|listen to|"
    r"download (?:our|the) app|support our (?:work|journalism)|get it every|in your inbox|see also:|also read|"
    r"like what you(?:'|\u2019)re reading|share this|click here)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"[\[(*_\s]*(?:Correction|Corrections|Clarification|Editor(?:'|\u2019)s note|An earlier version of|"
    r"This (?:article|story|report|piece) (?:was|has been) (?:updated|corrected|amended))\b",
    re.IGNORECASE,
)


def classify(paragraph: str) -> BlockKind:
    """Returns the kind of a paragraph, judged by its form alone."""
    text = paragraph.strip()
    if len(text) > LONGEST:
        return BlockKind.TOO_LONG
    lines = text.splitlines()
    if lines and all(_BULLET.match(line) for line in lines):
        return BlockKind.BULLETS
    if _CORRECTION.match(text):
        return BlockKind.CORRECTION
    if _CREDIT_START.match(text) or _CREDIT.search(text):
        return BlockKind.CAPTION
    if len(_TEASER.findall(text)) >= 2 or (_TEASER.search(text) and len(text) < 90):
        return BlockKind.TEASER
    if len(text) < 80 and len(lines) == 1 and not re.search(r"[.!?:;,\"'\u2019\u201d)\u2026]$", text):
        return BlockKind.HEADING
    return BlockKind.PROSE
