"""Drafts of terms: abbreviations, treaties, laws, names that are introduced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .article import Article
from .draft import OPEN, Draft, DraftRecord, NewIds, quotation_evidence
from .quoted_words import words_around


@dataclass(frozen=True)
class FoundTerm:
    """A term at `start` to `end` of a paragraph, with its abbreviation if it has one."""

    term: str
    short: str
    paragraph: int
    start: int
    end: int


_SHORT = r"(?:[A-Z][A-Za-z]{0,2}[A-Z](?:[A-Za-z]{0,4}[A-Z])?|[A-Z](?:\.[A-Z])+\.?)"
_AFTER_NAME = re.compile(
    rf"\s?\((?P<bracketed>{_SHORT})\)|,?\s{{1,3}}(?:or|known\s{{1,3}}as)\s{{1,3}}(?:the\s{{1,3}})?(?P<named>{_SHORT})(?=[,.;)])"
)
_BEFORE_NAME = re.compile(rf"\b(?P<short>{_SHORT})\s{{1,3}}\((?:the\s{{1,3}})?(?P<name>[A-Z][^()]{{4,80}})\)")
_WORD = re.compile(r"[^\s,;:()]+")
_SMALL = frozenset("of and for the in on to de des du la le y und der & against with".split())
_CAPITALISED = r"[A-Z][^\W\d_]{0,30}(?:[-'\u2019][^\W\d_]{1,30}){0,3}"
_INSTRUMENT = re.compile(
    rf"\b(?:{_CAPITALISED}\s+){{1,4}}(?:(?:of|on|for)\s+(?:the\s+)?(?:{_CAPITALISED}\s+){{1,3}})?"
    r"(?:Convention|Treaty|Accords?|Pact|Protocol|Charter|Doctrine|Act|Agreement|Declaration|Directive|Memorandum)(?![^\W\d_])"
    rf"|\b(?:Treaty|Convention|Peace|Charter|Declaration|Protocol|Agreement)\s+of\s+(?:the\s+)?{_CAPITALISED}"
)
_NAMED = re.compile(
    rf"(?:\b(?:known\s+as|called|dubbed|code-?named)|\bso-called)\s+[\"\u201c\u2018']?(?P<name>{_CAPITALISED}(?:\s+{_CAPITALISED}){{0,3}})"
)
_ARTICLE = re.compile(r"\bArticle\s+\d+(?![\d.]\d)")
_LEADING = re.compile(r"^(?:The|A|An|In|Under|By|With|Since|After|Before|Its|Their|This|That)\s+")


def find_terms(article: Article) -> tuple[FoundTerm, ...]:
    """Returns the terms of the running text, each once, where it first appears."""
    seen: set[str] = set()
    found = []
    for number, text in article.prose:
        for one in sorted(_in_paragraph(number, text), key=lambda one: one.start):
            if not seen & {one.term, one.short or one.term}:
                found.append(one)
            seen |= {one.term, one.short or one.term}
    return tuple(found)


def _in_paragraph(number: int, text: str) -> Iterator[FoundTerm]:
    for match in _AFTER_NAME.finditer(text):
        short = match["bracketed"] or match["named"]
        start = _start_of_name(text, match.start(), short)
        if start is not None:
            yield FoundTerm(text[start : match.start()], short, number, start, match.end())
    for match in _BEFORE_NAME.finditer(text):
        if _start_of_name(match["name"], len(match["name"]), match["short"]) == 0:
            yield FoundTerm(match["name"], match["short"], number, match.start(), match.end())
    for pattern in (_INSTRUMENT, _ARTICLE):
        for match in pattern.finditer(text):
            start = match.start() + len(match[0]) - len(_LEADING.sub("", match[0]))
            if " " in text[start : match.end()]:
                yield FoundTerm(text[start : match.end()], "", number, start, match.end())
    for match in _NAMED.finditer(text):
        yield FoundTerm(match["name"], "", number, match.start("name"), match.end("name"))


def _start_of_name(text: str, end: int, short: str) -> int | None:
    """The place where a name that ends at a place begins, by its abbreviation."""
    letters = [letter for letter in short if letter.isupper()]
    start = None
    for word in reversed([*_WORD.finditer(text, max(0, end - 200), end)]):
        initial = word[0].lstrip("\"'\u201c\u2018")[:1]
        if letters and initial.upper() == letters[-1] and (initial.isupper() or word[0] not in _SMALL):
            letters.pop()
            start = word.start()
        elif word[0] not in _SMALL:
            break
        if not letters:
            return start
    return None


def draft_terms(article: Article, ids: NewIds, known: Iterable[str] = ()) -> Draft:
    """Returns drafts of the terms of an article, without those that are known."""
    familiar = {name.casefold() for name in known}
    records = []
    for one in find_terms(article):
        if familiar & {one.term.casefold(), one.short.casefold() or one.term.casefold()}:
            continue
        exact = words_around(article.paragraphs[one.paragraph - 1], one.start, one.end)
        fields: dict[str, Any] = {"term": one.term, "definition": OPEN} | (
            {"aliases": [one.short]} if one.short else {}
        )
        fields["evidence"] = [quotation_evidence(article.source_id, one.paragraph, exact)]
        new_id = ids.new("term", one.short or one.term)
        records.append(DraftRecord("term", new_id, fields, (one.paragraph,)))
    return Draft(tuple(records))
