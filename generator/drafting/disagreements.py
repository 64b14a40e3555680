"""Finds events of the briefing that an article may date differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..model import Briefing
from ..records import dates, traversal
from . import clauses
from .article import Article
from .draft import OPEN, Disagreement, DraftRecord, LeftOut

_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*\d")
_ENDING = re.compile(r"(?<=\w\w\w)(?:ing|ed|es|s|e)$")
_COMMON = frozenset(
    "about after again also among another because been before both could does each even every first from have having here into "
    "itself just last later like made make many more most much must never next only other over said same says should since some still "
    "such than that their them then there these they this those though through under until upon very were what when where which "
    "while will with within without would year month week days early late ago end".split()
)
_SAY = r"\b(?:said|says|told|added|wrote|confirmed|repeated|noted|stated)\b"
_SAID = re.compile(rf"{_SAY}(?:\s+[a-z]+){{0,2}}\s+$")
_THEN_SAID = re.compile(rf",?(?:\s+[^\s,]+){{1,6}}?\s+{_SAY}")
"""Words beside the date of a saying, which is not that of what is said."""
_LONGEST = 366
"""The days between two dates of one event; if there are more, it happened again."""


@dataclass(frozen=True)
class _Known:
    """An existing event with the words of its title, and of title and summary."""

    id: str
    has_occurred: bool
    when: dates.Edtf
    title: frozenset[str]
    words: frozenset[str]


def find_disagreements(
    article: Article, records: Iterable[DraftRecord], left_out: Iterable[LeftOut], briefing: Briefing
) -> Iterator[Disagreement]:
    """Yields events of other sources that a drafted one resembles but for its date.

    At least half of the title's words are in the sentence with the date. An event is not reported if another drafted event
    like it has its date.
    """
    known = [*_events(article, briefing)]
    found: dict[str, tuple[int, Disagreement]] = {}
    agreeing = set()
    for record in records:
        if record.kind != "event":
            continue
        words, names = _words_of(article, record)
        when = dates.parse(record.fields["date"])
        is_ahead = record.fields["status"] == "expected"  # what has occurred is another event
        likeness = {one: 0 if is_ahead and one.has_occurred else _likeness(one, words, names) for one in known}
        best = max(likeness.values(), default=0)
        agreeing |= {one.id for one in known if likeness[one] and _days_between(one.when, when) == 0}
        for one in known:
            is_best = likeness[one] == best > found.get(one.id, (0,))[0]
            if is_best and _days_between(one.when, when) <= _LONGEST:
                (paragraph,) = record.paragraphs
                disagreement = Disagreement(one.id, paragraph, record.fields["date_words"], record.fields["date"])
                found[one.id] = best, disagreement
    yield from (one for _, one in found.values() if one.event not in agreeing)
    for left in left_out:
        same_day = [one.id for one in known if left.denied_date and one.when.text == left.denied_date]
        yield from (Disagreement(one, left.paragraph, left.what, "") for one in same_day if one not in found)


def _events(article: Article, briefing: Briefing) -> Iterator[_Known]:
    """Yields the events that cite other sources than the article only."""
    for entry in briefing.entries.values():
        record: Any = entry.record
        if entry.kind.singular != "event" or record.title.startswith(OPEN):
            continue
        cited = {one.source for _, one in traversal.walk_evidence(record, into_records=True)}
        if not cited or article.source_id in cited:
            continue
        title, own = _stems(record.title), "" if record.summary.startswith(OPEN) else record.summary
        has_occurred = record.status.value == "occurred"
        yield _Known(record.id, has_occurred, dates.parse(record.date), title, title | _stems(own))


def _words_of(article: Article, record: DraftRecord) -> tuple[frozenset[str], frozenset[str]]:
    """Returns the stems of the sentence with a date, and those of the names in it."""
    text = article.paragraphs[record.paragraphs[0] - 1]
    words, exact = record.fields["date_words"], record.fields["evidence"][0].get("exact", "")
    at = max(0, text.find(words, max(0, text.find(exact))))
    first, last = clauses.sentence_at(text, at)
    if _SAID.search(text[first:at]) or _THEN_SAID.match(text[at:last].removeprefix(words)):
        return frozenset(), frozenset()
    sentence = f"{text[first:at]} {text[at:last].removeprefix(words)}"
    own = (record.fields[name] for name in ("title", "summary"))
    stems = _stems(" ".join([sentence, *(one for one in own if not one.startswith(OPEN))]))
    return stems, _stems(" ".join(word for word in sentence.split()[1:] if word[:1].isupper()))


def _stems(text: str) -> frozenset[str]:
    """Returns the beginnings of the words that say something, without endings."""
    words = (one for one in _WORD.findall(text) if len(one) > 3 or one.isupper() or one[0].isdigit())
    return frozenset(_ENDING.sub("", one.casefold())[:5] for one in words if one.casefold() not in _COMMON)


def _likeness(event: _Known, words: frozenset[str], names: frozenset[str]) -> int:
    """Returns how many words an event and a sentence share; 0 if they are too few.

    Names alone are not enough: one actor does many things.
    """
    shared = event.words & words
    of_title = event.title & words
    is_like = (2 * len(of_title) >= len(event.title) and len(shared) > 1) or (of_title and len(shared) > 3)
    return len(shared) + len(of_title) if is_like and shared - names else 0


def _days_between(one: dates.Edtf, other: dates.Edtf) -> int:
    """Returns about how many days are between two dates; 0 if they may be the same."""
    if re.search("[~?%]", one.text + other.text):
        return 0
    (year, month, day), (year2, month2, day2) = max(one.earliest, other.earliest), min(one.latest, other.latest)
    return max(0, 372 * (year - year2) + 31 * (month - month2) + day - day2)
