"""Finds what happened to nobody ("nobody died") and to a number ("three died").

Only plain words count: "nobody was seriously hurt" and "nobody on board died" say less than "nobody was hurt".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..text import sentences
from .numbers import Number, NumberKind

_DEATH, _HARM = "death", "harm"
_NOUNS = dict.fromkeys(("death", "fatality", "fatalitie", "dead"), _DEATH) | dict.fromkeys(
    ("injury", "injurie", "casualty", "casualtie"), _HARM
)
"""Nouns without the `s` of their plural."""
_TRANSITIVE = dict.fromkeys(("killed", "killing"), _DEATH) | dict.fromkeys(
    ("hurt", "hurting", "injured", "injuring", "wounded", "wounding"), _HARM
)
_OUTCOMES = _NOUNS | _TRANSITIVE | dict.fromkeys(("died", "perished"), _DEATH)
_PEOPLE = frozenset(("", "person", "people", "man", "woman", "life", "live", "victim"))
_DONE = r"deaths?|fatalit(?:y|ies)|dead|injur(?:y|ies)|casualt(?:y|ies)|[a-z]{2,}ed|hurt|lost|hit|shot|sunk|sank|stolen|found|taken|held|seen|built|broken|sent|left|fled|came|won"
_AUXILIARY = r"(?: (?:was|were|is|are|has|have|had|been|being|be|got))"
_NO_NOUN = (
    r"more|less|fewer|longer|later|others?|further|new|such|known|confirmed|else|but|who|that|which|when|how|why|as|if|of|on|in|at|by|for|from|to|"
    r"with|than|and|or|before|after|while|because|until|could|may|might|would|should|can|will|was|were|is|are|has|have|had|been|being|be|got|"
    r"reports?|signs?|reason|evidence|doubt|not|the|its|their|his|her"
)
_GROUP = rf"((?: (?!(?:{_NO_NOUN})\b)[a-z][\w'-]*){{0,2}}?)"
_OF = r"(?: of (?:the|its|their|his|her|these|those))?"
_NOTHING = r"none|no|zero|not one|not a single|without(?: any| a single)?"
_ABSENT = re.compile(
    rf"\b(?:nobody|no[ -]one|(?:{_NOTHING}){_OF}{_GROUP}){_AUXILIARY}* ({_DONE}|loss of life)\b(?! of\b)"
    rf"|\b({'|'.join(_TRANSITIVE)}) (?:nobody|no one|none)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"{_OF}{_GROUP}{_AUXILIARY}* ({_DONE})\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b({'|'.join(_OUTCOMES)})s?(?: toll)?(?: (?:of|to|at|least|most|about|around|some|up|more|fewer|than|nearly|over)){{0,3}} $",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"(?<!no )(?<!no-)(?<!not )\b(?:an?|one|another|several|many){_GROUP}(?:{_AUXILIARY}+ ({'|'.join(_TRANSITIVE)})| (died|perished))\b"
    rf"|\b(killed|killing|injured|injuring|wounded|wounding) (?:an?|one|another|several|many) (?!(?:half|quarter|hundred|thousand|million|few|dozen)\b)([a-z]+)",
    re.IGNORECASE,
)
_BEFORE_MAX = 48


@dataclass(frozen=True)
class Outcome:
    """Something that happened: "death", "harm" or a participle.

    `group` is the word for those to whom it happened, `count` their number in digits.
    """

    start: int
    end: int
    what: str
    group: str
    count: str


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of a text: those of nobody, and those that it counts."""

    absent: Sequence[Outcome]
    present: Sequence[Outcome]

    def contradicted_by(self, other: Outcomes) -> Iterator[tuple[Outcome, str]]:
        """Yields the outcomes that another text counts otherwise, and that number."""
        groups = {two.group for two in other.present} - _PEOPLE
        for one in self.absent:
            is_of_others = one.group not in {*groups, *_PEOPLE} and bool(groups)
            counts = [two.count for two in other.present if _denies(one, two)]
            if counts and not is_of_others and not any(one.what == two.what for two in other.absent):
                yield one, counts[0]
        for one in self.present:
            if any(_denies(two, one) for two in other.absent) and not any(
                one.what == two.what for two in other.present
            ):
                yield one, "0"


def find_outcomes(text: str, numbers: Iterable[Number]) -> Outcomes:
    """Returns the outcomes in a normalized text that has these numbers."""
    absent = []
    for found in _ABSENT.finditer(text):
        group, done, active = found.groups()
        absent.append(_outcome(*found.span(), done or active, group, "0"))
    return Outcomes(absent, [*_present(text, numbers)])


def _present(text: str, numbers: Iterable[Number]) -> Iterator[Outcome]:
    for one in numbers:
        if one.kind not in (NumberKind.AMOUNT, NumberKind.MAGNITUDE) or min(one.values) <= 0 or "percent" in one.nouns:
            continue
        after = _AFTER.match(text, one.end)
        before = _BEFORE.search(text[max(0, one.start - _BEFORE_MAX) : one.start])
        if after:
            yield _outcome(one.start, one.end, after[2], after[1], one.plain)
        elif before:
            group = next(iter(one.nouns), "") if len(one.nouns) == 1 else ""
            yield _outcome(one.start, one.end, before[1], group, one.plain)
    for found in _ONE.finditer(text):
        group, passive, intransitive, active, person = found.groups()
        yield _outcome(*found.span(), passive or intransitive or active, group or person or "", "1")


def _outcome(start: int, end: int, done: str, group: str | None, count: str) -> Outcome:
    what = sentences.singular(done)
    noun = sentences.singular((group or "").rpartition(" ")[2])
    if noun in _NOUNS:
        return Outcome(start, end, _NOUNS[noun], "", count)
    if (noun in ("life", "live") and what == "lost") or what == "loss of life":
        return Outcome(start, end, _DEATH, "", count)
    return Outcome(start, end, _OUTCOMES.get(what, what), noun, count)


def _denies(absent: Outcome, present: Outcome) -> bool:
    """Returns True if both have one outcome and group, once of nobody."""
    groups = {absent.group, present.group}
    is_same = absent.what == present.what or (absent.what, present.what) == (_HARM, _DEATH)
    return is_same and (len(groups) == 1 or bool(groups & _PEOPLE and absent.what in (_DEATH, _HARM)))
