"""Compares numbers, dates and names of our texts with the paragraphs they cite.

A fact is unsupported if none of the cited paragraphs has it or explains it. False alarms cost more than misses: what the
records, the source's own data or the neighbouring paragraphs explain is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from ..model import Briefing, indexes, lockfile
from ..records import Record, dates, field_roles, traversal
from ..text import quote_normalization
from . import change_factors, date_mentions, disagreements, numbers, outcomes, proper_names
from .numbers import Number, outside
from .source_text import SourceText


@dataclass(frozen=True)
class ClaimComparisons:
    """The comparisons with a source by key, and the words nearest to names."""

    comparisons: Mapping[str, lockfile.Comparison]
    nearest: Mapping[tuple[str, int, int], str]


def compare_claims(briefing: Briefing, source: str, text: SourceText) -> ClaimComparisons:
    """Compares all claims that cite a source with its text."""
    checker = _Checker(briefing, source, text)
    found: dict[str, lockfile.Comparison] = {}
    nearest: dict[tuple[str, int, int], str] = {}
    for claim in indexes.claims(briefing):
        if source not in claim.cited:
            continue
        key = claim.key(source)
        unsupported: list[lockfile.UnsupportedFact] = []
        for fact, words in checker.check(claim):
            if fact.nearest == "0" and any(_place_of(fact) == _place_of(one) for one in unsupported):
                continue
            unsupported.append(fact)
            if words:
                nearest[key, fact.text, fact.first] = words
        digests = tuple(one.digest for one in claim.texts)
        counts, date = checker.find_comparable(claim)
        found[key] = lockfile.Comparison(
            record=claim.entry.record.id,
            source=source,
            texts=digests,
            unsupported=tuple(unsupported),
            counts=counts,
            date=date,
        )
    return ClaimComparisons(found, nearest)


class _Paragraph:
    """A paragraph with the facts in it, each found once when it is needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def dates(self) -> list[date_mentions.DateMention]:
        found = (*date_mentions.find_dates(self.text), *date_mentions.find_holidays(self.text))
        return sorted(found, key=lambda one: one.start)

    @cached_property
    def numbers(self) -> list[numbers.Number]:
        return numbers.find_numbers(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(proper_names.find_words(self.text))

    @cached_property
    def names(self) -> list[proper_names.Name]:
        return proper_names.find_names(self.text)

    @cached_property
    def values(self) -> frozenset[Fraction]:
        return frozenset(value for one in self.amounts for value in one.values)

    @cached_property
    def amounts(self) -> list[Number]:
        """The numbers that are no part of a date."""
        return outside(self.numbers, self.dates)

    @cached_property
    def changes(self) -> list[change_factors.ChangeFactors]:
        return [
            *change_factors.find_changes(self.text, self.amounts),
            *change_factors.find_pairs(self.text, self.amounts),
        ]

    @cached_property
    def outcomes(self) -> outcomes.Outcomes:
        return outcomes.find_outcomes(self.text, self.amounts)

    @cached_property
    def plain_dates(self) -> frozenset[str]:
        return frozenset(one.plain for one in self.dates)

    @cached_property
    def lower_words(self) -> frozenset[str]:
        return frozenset(proper_names.find_words(" ".join(word for word in self.text.split() if word.islower())))


@dataclass(frozen=True)
class _Cited:
    """The facts of the paragraphs that a claim cites, and the names beside them."""

    paragraphs: tuple[_Paragraph, ...]
    neighbours: tuple[_Paragraph, ...]
    issued: dates.Edtf

    @cached_property
    def numbers(self) -> list[numbers.Number]:
        return [one for paragraph in self.paragraphs for one in paragraph.numbers]

    @cached_property
    def changes(self) -> list[change_factors.ChangeFactors]:
        return [one for paragraph in self.paragraphs for one in paragraph.changes]

    @cached_property
    def outcomes(self) -> outcomes.Outcomes:
        found = [one.outcomes for one in self.paragraphs]
        return outcomes.Outcomes(
            [one for each in found for one in each.absent], [one for each in found for one in each.present]
        )

    @cached_property
    def cited_words(self) -> frozenset[str]:
        return frozenset().union(*(paragraph.words for paragraph in self.paragraphs))

    @cached_property
    def dates(self) -> date_mentions.Context:
        mentions = [one for paragraph in self.paragraphs for one in paragraph.dates]
        text = "\n".join(one.text for one in self.paragraphs)
        return date_mentions.Context(mentions, self.numbers, text, self.issued)

    @cached_property
    def particles(self) -> list[tuple[proper_names.Name, str]]:
        near = (*self.paragraphs, *self.neighbours)
        return [found for one in near for found in proper_names.find_particles(one.text)]

    @cached_property
    def initials(self) -> list[tuple[proper_names.Name, str]]:
        near = (*self.paragraphs, *self.neighbours)
        return [found for one in near for found in proper_names.find_initials(one.text)]

    @cached_property
    def names(self) -> list[str]:
        return [" ".join(name.words) for one in self.paragraphs for name in one.names]

    @cached_property
    def joined(self) -> frozenset[str]:
        """The words, and the names written as one word."""
        names = ("".join(map(proper_names.fold, name.words)) for one in self.paragraphs for name in one.names)
        return frozenset().union(names, *(one.words for one in (*self.paragraphs, *self.neighbours)))

    @cached_property
    def vocabulary(self) -> proper_names.Vocabulary:
        near = (*self.paragraphs, *self.neighbours)
        initials = (proper_names.acronyms(one.text, one.names) for one in near)
        return proper_names.Vocabulary(frozenset().union(*(one.words for one in near), *initials))


_STEM = 5
"""So many first letters make two words related: "insurance", "insurer"."""
_Found = Iterator[tuple[lockfile.UnsupportedFact, str | None]]


class _Checker:
    """Compares the claims of a briefing with the text of one source."""

    def __init__(self, briefing: Briefing, source: str, text: SourceText) -> None:
        self._briefing = briefing
        self._paragraphs = tuple(map(_Paragraph, text.paragraphs))
        record = briefing.get(source).record
        self._source = source
        self._issued = dates.parse(getattr(record, "issued", "0001/9999"))
        self._language, theirs = (
            (getattr(one, "language", None) or "en").partition("-")[0] for one in (briefing.head, record)
        )
        self._has_words = self._language == theirs == "en"
        self._has_names = self._language == theirs and theirs not in proper_names.NOUNS_CAPITALIZED
        self._source_words = frozenset(_words_of(_texts(record)))
        self._cited: dict[tuple[int, ...], _Cited] = {}
        self._related: dict[str, proper_names.Vocabulary] = {}
        self._begins: dict[tuple[str, bool], bool] = {}

    def check(self, claim: indexes.Claim) -> _Found:
        """Yields the unsupported facts of a claim, each with the nearest words."""
        cited = self._cite(claim.cited[self._source])
        own = [dates.parse(value) for value in _dates(claim.entry.record)]
        for number, one in enumerate(claim.texts):
            mentions = [*date_mentions.from_edtf(one.text)] if one.is_date else date_mentions.find_dates(one.text)
            yield from self._check_dates(number, one, mentions, cited, [] if one.is_date else own)
            if not one.is_date:
                yield from self._check_numbers(number, one, mentions, cited)
            is_headline = one.text == quote_normalization.normalize(claim.entry.record.heading)
            has_names = not (is_headline and proper_names.is_in_title_case(one.text))
            if self._has_names and has_names and not one.is_date:
                yield from self._check_names(number, one, claim, cited)

    def _cite(self, paragraphs: tuple[int, ...]) -> _Cited:
        if paragraphs not in self._cited:
            numbers_near = {near for one in paragraphs for near in (one - 1, one + 1)} - {*paragraphs}
            self._cited[paragraphs] = _Cited(self._at(paragraphs), self._at(sorted(numbers_near)), self._issued)
        return self._cited[paragraphs]

    def _at(self, paragraphs: Iterable[int]) -> tuple[_Paragraph, ...]:
        return tuple(self._paragraphs[one - 1] for one in paragraphs if 1 <= one <= len(self._paragraphs))

    def _check_dates(
        self,
        number: int,
        text: indexes.ClaimText,
        mentions: Iterable[date_mentions.DateMention],
        cited: _Cited,
        own: Sequence[dates.Edtf],
    ) -> _Found:
        for one in mentions:
            checked = one if self._has_words else replace(one, month=None, day=None, season=None)
            if not cited.dates.explains(checked, own):
                elsewhere = self._find(cited, lambda paragraph, one=one: one.plain in paragraph.plain_dates)  # type: ignore[misc]
                nearest = None if elsewhere else cited.dates.nearest(one)
                yield from _fact(number, text, one, elsewhere, nearest)
        for place, weekday in date_mentions.find_weekdays(text.text) if self._has_words else ():
            if other := cited.dates.other_weekday(weekday, own):
                yield from _fact(number, text, place, 0, None, other)

    def _check_numbers(
        self,
        number: int,
        text: indexes.ClaimText,
        mentions: Sequence[date_mentions.DateMention],
        cited: _Cited,
    ) -> _Found:
        found = outside(numbers.find_numbers(text.text), mentions)
        changed = {one.start: one for one in change_factors.find_changes(text.text, found)} if self._has_words else {}
        for one in numbers.without_ratios(found, cited.numbers):
            is_foreign = not self._has_words and (one.is_word or one.is_round)
            change = changed.get(one.start)
            is_same = change and any(change.is_same(other) for other in cited.changes)
            is_changed = bool(change and cited.changes)
            if is_foreign or is_same or numbers.is_supported(one, cited.numbers, cited.cited_words, is_changed):
                continue
            values = frozenset() if one.is_small else one.values
            elsewhere = self._find(cited, lambda paragraph, values=values: values & paragraph.values)  # type: ignore[misc]
            nearest = None if elsewhere else numbers.find_nearest(one, cited.numbers)
            yield from _fact(number, text, one, elsewhere, nearest)
        if self._has_words:
            for place, count in outcomes.find_outcomes(text.text, found).contradicted_by(cited.outcomes):
                yield from _fact(number, text, place, 0, count)

    def _check_names(self, number: int, text: indexes.ClaimText, claim: indexes.Claim, cited: _Cited) -> _Found:
        for one in proper_names.find_names(text.text, self._begins_name):
            unknown = [word for word in one.words if not self._is_known(word, claim, cited)]
            if _is_written_otherwise(text.text, one, cited):
                unknown = []
            other = "" if unknown else _other_particles(text.text, one, cited) or _other_initials(text.text, one, cited)
            if other:
                yield from _fact(number, text, one, 0, None, other)
            if not unknown:
                continue
            folded = {*map(proper_names.fold, unknown)}
            elsewhere = self._find(cited, lambda paragraph, folded=folded: folded <= paragraph.words)  # type: ignore[misc]
            name = " ".join(one.words)
            nearest = None
            if not elsewhere:
                nearest = proper_names.find_nearest(name, cited.names) or proper_names.find_nearest(name, self._names)
            yield from _fact(number, text, one, elsewhere, None, nearest)

    def find_comparable(self, claim: indexes.Claim) -> tuple[tuple[lockfile.CountedThing, ...], str | None]:
        """Returns what the cited paragraphs count and date that the claim names."""
        if not self._has_words or not claim.citations:
            return (), None
        cited = self._cite(claim.cited[self._source]).paragraphs
        facts = [disagreements.Facts(one.text, one.numbers, one.dates) for one in cited]
        date = disagreements.find_date(claim, _dates(claim.entry.record), facts, self._issued)
        return tuple(disagreements.count_things(claim, facts)), date

    def _find(self, cited: _Cited, has: Callable[[_Paragraph], object]) -> int:
        """Returns the number of the nearest other paragraph that has something, or 0."""
        first = self._paragraphs.index(cited.paragraphs[0]) if cited.paragraphs else 0
        found = [
            (abs(number - first), number + 1)
            for number, one in enumerate(self._paragraphs)
            if has(one) and one not in cited.paragraphs
        ]
        return min(found)[1] if found else 0

    def _is_known(self, word: str, claim: indexes.Claim, cited: _Cited) -> bool:
        """Returns True for a word of a name that the paragraphs or the data explain."""
        folded = proper_names.fold(word)
        return (
            cited.vocabulary.has(word, self._language)
            or self._related_words(claim.entry.owner).has(word, self._language)
            or folded in self._source_words
            or any(
                other <= cited.vocabulary.words
                for names in self._records_by_word.get(folded, ())
                for other in names
                if other and folded not in other
            )
        )

    def _related_words(self, owner: Record) -> proper_names.Vocabulary:
        """Returns the words in the names of a record and of those that it refers to."""
        if owner.id not in self._related:
            records = [one for _, one in traversal.walk_parts(owner) if isinstance(one, Record)]
            targets = {target for one in records for _, _, target in traversal.references(one)}
            records += [entry.owner for target in targets if (entry := self._briefing.entries.get(target))]
            words = frozenset(_words_of(name for one in records for name in _names_of(one)))
            self._related[owner.id] = proper_names.Vocabulary(words)
        return self._related[owner.id]

    @cached_property
    def _records_by_word(self) -> Mapping[str, list[list[frozenset[str]]]]:
        """The names of the records with several names, by each folded word of them."""
        found: dict[str, list[list[frozenset[str]]]] = {}
        for entry in self._briefing.entries.values():
            names = [frozenset(_words_of([name])) for name in _names_of(entry.record)]
            if len(names) > 1:
                for word in frozenset().union(*names):
                    found.setdefault(word, []).append(names)
        return found

    @cached_property
    def _names(self) -> list[str]:
        return [*dict.fromkeys(" ".join(name.words) for one in self._paragraphs for name in one.names)]

    @cached_property
    def _capitalized(self) -> frozenset[str]:
        """The folded words that have a capital inside a sentence and never a small letter."""
        own = (name for entry in self._briefing.entries.values() for name in _names_of(entry.record) if name.istitle())
        return frozenset(_words_of([*self._names, *own])) - self._lower

    def _begins_name(self, word: str, acts: bool) -> bool:
        """Returns True for a folded first word of a sentence that is a name, or nearly so.

        `acts` says that the sentence goes on as after a name.
        """
        key = word, acts
        if key not in self._begins:
            is_new = word not in self._lower
            is_like = len(word) > 4 and is_new and proper_names.is_misspelt(word, self._capitalized)
            is_name = self._has_words and acts and is_new and word[:_STEM] not in self._stems
            self._begins[key] = word in self._capitalized or is_like or is_name
        return self._begins[key]

    @cached_property
    def _stems(self) -> frozenset[str]:
        """The beginnings of words of the source and of ours that are no names."""
        texts = (one.text for claim in indexes.claims(self._briefing) for one in claim.texts)
        own = _words_of(" ".join(word for word in text.split() if word[0].islower()) for text in texts)
        theirs = frozenset().union(*(one.words for one in self._paragraphs)) - self._capitalized
        return frozenset(word[:_STEM] for word in (*theirs, *own))

    @cached_property
    def _lower(self) -> frozenset[str]:
        return frozenset(word for one in self._paragraphs for word in one.lower_words)


def _other_particles(text: str, name: proper_names.Name, cited: _Cited) -> str:
    """Returns a name as the paragraphs have it, if only its particles differ."""
    for found, particles in proper_names.find_particles(text):
        theirs = [words for one, words in cited.particles if one.words == found.words]
        if found.start < name.end and name.start < found.end and theirs and particles not in theirs:
            return f"{theirs[0]} {found.words[0]}"
    return ""


def _is_written_otherwise(text: str, name: proper_names.Name, cited: _Cited) -> bool:
    """Returns True if the paragraphs have a name as an acronym, or as one word or two.

    The word before the name may belong to it, at the beginning of a sentence.
    """
    before = re.search(r"[^\W\d_]+(?= $)", text[: name.start])
    joined = "".join(map(proper_names.fold, name.words))
    acronym = "".join(word[0] for word in name.words).casefold()
    forms = {joined, f"{proper_names.fold(before[0])}{joined}" if before else joined}
    return not cited.joined.isdisjoint(forms | {acronym} if len(acronym) > 1 else forms)


def _other_initials(text: str, name: proper_names.Name, cited: _Cited) -> str:
    """Returns a name as the paragraphs have it, if only its initials differ."""
    for found, initials in proper_names.find_initials(text):
        theirs = [letters for one, letters in cited.initials if one.words == found.words]
        is_same = any(one.startswith(initials) or one.endswith(initials) or initials.endswith(one) for one in theirs)
        if found.start < name.end and name.start < found.end and theirs and not is_same:
            return f"{''.join(f'{letter}.' for letter in theirs[0].upper())} {found.words[0]}"
    return ""


def _fact(
    number: int, text: indexes.ClaimText, place: _Place, paragraph: int, nearest: str | None, words: str | None = None
) -> _Found:
    """Yields a fact by the words of our text that it has, with the nearest."""
    inside = [n for n, (start, end) in enumerate(text.facts) if start < place.end and place.start < end]
    if inside:
        first, last = inside[0], inside[-1]
        nearest = nearest if nearest and len(nearest) <= 30 else None
        fact = lockfile.UnsupportedFact(text=number, first=first, last=last, nearest=nearest, paragraph=paragraph)
        yield fact, words


def _place_of(fact: lockfile.UnsupportedFact) -> tuple[int, int, int]:
    return fact.text, fact.first, fact.last


class _Place(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def _names_of(record: Record) -> tuple[str, ...]:
    """Returns the names of a record; one of a kind with titles has none."""
    has_names = type(record).other_names is not Record.other_names
    return (record.heading, *record.other_names) if has_names else ()


def _texts(record: Record) -> Iterator[str]:
    """Yields the texts of a record itself, without those of its parts."""
    for field in field_roles.roles(type(record)):
        value = getattr(record, field.name)
        if field.role is field_roles.Role.TEXT and value:
            yield from value if isinstance(value, tuple) else (value,)


def _dates(record: Record) -> Iterator[str]:
    for field in field_roles.roles(type(record)):
        value = getattr(record, field.name)
        if field.role is field_roles.Role.DATE and value:
            yield value


def _words_of(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from proper_names.find_words(quote_normalization.normalize(text))
