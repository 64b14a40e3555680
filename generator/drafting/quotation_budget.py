"""Shortens the quotations of a draft until they cover few enough words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model import Briefing
from ..text import quote_normalization
from .article import Article
from .draft import DraftRecord


@dataclass(frozen=True)
class _Level:
    """The most words of quotations: in a statement the first and each further one.

    `reported` are those of an indirect statement, `other` those of other records; 0 cites the paragraph alone.
    """

    first: int
    further: int
    reported: int
    other: int


_LEVELS = (
    _Level(12, 8, 8, 8),
    _Level(9, 6, 5, 8),
    _Level(8, 5, 3, 6),
    _Level(8, 4, 0, 6),
    _Level(7, 3, 0, 5),
    _Level(6, 0, 0, 5),
    _Level(5, 0, 0, 4),
    _Level(4, 0, 0, 3),
    _Level(3, 0, 0, 3),
)
_LONGEST = 12
_OTHERS = 0.85
"""The part of the limit that a draft may use; the rest is for the editors."""

_SHARE, _FLOOR = 20, 200
"""The per cent of a text, and the words of any, that may be quoted by default."""


def fit_quotations(records: Sequence[DraftRecord], article: Article, briefing: Briefing) -> tuple[DraftRecord, ...]:
    """Returns the records with quotations that the briefing's limit allows."""
    head = briefing.head
    share = head.quotation_share_max if head else _SHARE
    floor = _FLOOR if head is None or head.is_share_default else 0
    words = sum(len(text.split()) for text in article.paragraphs)
    allowed = allowed_words(words, share, floor, briefing.lock.quoted_words.get(article.source_id, 0))
    return shorten_quotations(records, article.paragraphs, allowed)


def allowed_words(article_words: int, share: int, floor: int, already: int) -> int:
    """Returns how many words the quotations of a draft may cover.

    `share` is in per cent; `floor` may be quoted of any text; `already` are the words that the briefing quotes.
    """
    return int(_OTHERS * max(floor, article_words * share // 100)) - already


def shorten_quotations(
    records: Sequence[DraftRecord], paragraphs: Sequence[str], allowed: int
) -> tuple[DraftRecord, ...]:
    """Returns the records with quotations of at most `allowed` words together.

    They may be more if three words each are too many. No quotation becomes so short that it occurs twice in its paragraph.
    """
    forms = [quote_normalization.normalize(text) for text in paragraphs]
    found: tuple[DraftRecord, ...] = tuple(records)
    for level in _LEVELS:
        found = tuple(_shortened(record, forms, level) for record in records)
        if _count(found) <= allowed:
            break
    return found


def _count(records: Sequence[DraftRecord]) -> int:
    quoted = {
        (one["paragraph"], one["exact"])
        for record in records
        for one in record.fields.get("evidence", ())
        if "exact" in one
    }
    return sum(len(words.split()) for _, words in quoted)


def _shortened(record: DraftRecord, forms: Sequence[str], level: _Level) -> DraftRecord:
    voice = record.fields.get("voice")
    first = level.other if voice is None else level.reported if voice == "indirect" else level.first
    evidence: list[dict[str, Any]] = []
    for number, one in enumerate(record.fields.get("evidence", ())):
        length = level.further if number else first
        if "exact" not in one:
            evidence.append(one)
        elif not length and not number:
            evidence.append({key: value for key, value in one.items() if key != "exact"})
        elif length:
            evidence.append(one | {"exact": _cut(one["exact"], length, forms[one["paragraph"] - 1])})
    fields: Mapping[str, Any] = {**record.fields}
    if evidence:
        fields = {**fields, "evidence": evidence}
    words = fields.get("likelihood_words")
    if words and not any(words in one.get("exact", "") for one in evidence):
        fields = {key: value for key, value in fields.items() if key not in ("likelihood_words", "likelihood")}
        fields |= {"likelihood": "not-stated"} if record.kind == "risk" else {}
    if "quote" in fields and evidence and "exact" in evidence[0]:
        fields = {**fields, "quote": evidence[0]["exact"]}
    return replace(record, fields=fields)


def _cut(words: str, length: int, form: str) -> str:
    """Returns the first words of a quotation, as many as occur once in a text."""
    every = words.split()
    for number in range(min(length, len(every)), min(_LONGEST, len(every)) + 1):
        found = " ".join(every[:number]).rstrip(",;:")
        if form.count(quote_normalization.normalize(found)) == 1:
            return found
    return " ".join(every[:_LONGEST])
