"""Recognizes the headline, standfirst, byline and date above an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .document import LeftOut, Metadata

_MAX_BLOCKS, _MAX_WORDS = 6, 45
_BYLINE = re.compile(
    r"(?:(?i:(?:(?:reporting|reported|report|written|words|story|text|analysis|opinion|comment|commentary|review|interview|essay) )?by)"
    r"|Von|Par|Por|Di):? +(?=[^\W\d_])"
)
_END_OF_NAMES = re.compile(
    r"\s*[|\u2022\u00b7\n\u2014\u2013]|;\s*(?i:additional|editing|edited|with|photograph|graphic)|\s+(?:in|for) [A-Z]|, \d|\d{4}"
)
_PLACE = re.compile(r"\s+in\s+[A-Z][\w.'\u2019-]*(?:\s[A-Z][\w.'\u2019-]*)?(?=,|\s+(?:and|&)\s|\n|$)")
_JOB = re.compile(
    r"(?i:.*\b(?:correspondent|editor|reporter|writer|columnist|analyst|contributor|fellow|professor|staff))"
)
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{name}|{name[:3]}\\.?|Sept\\.?" for name in _MONTHS)
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<word>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)? (?P<word>{_MONTH}),? (?P<year>\d{{4}})\b"),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b"),
)
_NAME_AND_JOB = re.compile(
    r"(?P<name>[A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){1,3}), (?i:[^\n.]*\b(?:correspondent|editor|reporter|writer|columnist))(?=\n|$)"
)


def take_headline(paragraphs: Sequence[str], metadata: Metadata) -> tuple[tuple[str, ...], list[LeftOut], Metadata]:
    """Returns the paragraphs below the headline, what is above, and its facts.

    Nothing is taken unless the first blocks hold a byline, a line with a date, or the title that is known.
    """
    kinds: list[str] = []
    for text in paragraphs[:_MAX_BLOCKS]:
        if len(text.split()) > _MAX_WORDS:
            break
        kinds.append(_kind(text, metadata.title))
    marks = [at for at, kind in enumerate(kinds) if kind]
    if not marks or marks[-1] + 1 == len(paragraphs):
        return tuple(paragraphs), [], metadata
    end = marks[-1] + 1
    title_at = kinds.index("headline") if "headline" in kinds else 0 if kinds[0] == "" else -1
    facts = Metadata()
    left_out = []
    for at, (kind, text) in enumerate(zip(kinds[:end], paragraphs, strict=False)):
        name = kind or ("headline" if at == title_at else "standfirst")
        left_out.append(LeftOut(name, text))
        if name == "headline":
            facts = replace(facts, title=" ".join(text.split()), origins=facts.origins | {"title": "the headline"})
        elif name == "byline":
            authors = _authors(text)
            facts = replace(facts, authors=authors, origins=facts.origins | {"authors": "the byline"})
        if not facts.issued and name in ("byline", "date") and (date := _date(text)):
            facts = replace(facts, issued=date, origins=facts.origins | {"issued": "the line below the headline"})
    return tuple(paragraphs[end:]), left_out, facts.merged(metadata)


def _kind(text: str, title: str) -> str:
    words = text.split()
    if title and _plain(text) == _plain(title):
        return "headline"
    longest = max((len(line.split()) for line in text.splitlines()), default=0)
    if (_BYLINE.match(text) or _NAME_AND_JOB.match(text)) and longest <= 20 and not text.endswith("."):
        return "byline"
    return "date" if len(words) <= 12 and _date(text) and not text.endswith(".") else ""


def _authors(text: str) -> tuple[str, ...]:
    if not _BYLINE.match(text) and (described := _NAME_AND_JOB.match(text)):
        return (described["name"],)
    names = _END_OF_NAMES.split(_PLACE.sub("", _BYLINE.sub("", text, count=1)))[0]
    found = re.split(r"[,;]\s*(?:and\s+)?|\s+(?:and|und|et|y|e|&)\s+", names)
    bare = [name for one in found if (name := one.strip(" ,")) and not _JOB.fullmatch(name)]
    return tuple(name.title() if name.isupper() and " " in name else name for name in bare)


def _date(text: str) -> str:
    for pattern in _DATES:
        found = pattern.search(text)
        if found:
            parts = found.groupdict()
            month = int(parts["month"]) if "month" in parts else _month(parts["word"])
            if 1 <= month <= 12 and 1 <= int(parts["day"]) <= 31:
                return f"{parts['year']}-{month:02}-{int(parts['day']):02}"
    return ""


def _month(word: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name[:3].lower() == word[:3].lower())


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
