"""Finds attributions: the verb of saying, and the words for who said it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from . import roles
from .mentions import Mention, MentionKind
from .name_kinds import NameKind
from .narration import Paragraph, Sentence
from .word_lists import REPORTING_VERBS

_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion) of) (?:interviews? with |an? (?:interview|conversation)s? with )?"
)
_AUXILIARIES = re.compile(
    r"(?:[\s,]|\b(?:who|which|that|has|have|had|is|was|did|does|not|never|also|later|then|again|now|still|once|yet|twice|often|would|will|"
    r"privately|publicly|repeatedly|\w+ly|used to|likes? to|liked to|tends? to|himself|herself|itself|themselves|both|all|reportedly|only|just|even|always|"
    r"immediately|meanwhile|however|for (?:his|her|its|their) part|in turn|too|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)*"
)
_ADVERBS_AFTER = re.compile(r" (?:(?:also|then|later|again|\w+ly) )?")
_CONJUNCTION = re.compile(
    r"(?i:\b(?:and|but|that|while|as|because|when|whenever|if|whether|though|although|so|then|where|yet|or|after|before|since|until|what|which|how)|"
    r"[:;\u2014\u2013(\u2022]|\"[,.]?|,)$"
)
_DESCRIPTION = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)(?: (?!of|in|at|to|for|from|by|with|and|on|about|against|near|over|under)[\w-]+){0,3}$"
)
_WISHES = re.compile(r" (?:not )?to (?:be|remain)\b| for anonymity\b")
"""The wish of somebody "who asked not to be named"; nothing is said."""
_OPENING = re.compile(r"(?:In|At|Outside|Inside|On|Near|By|After|Before|During)(?: [a-z]+){1,2}")
"""A phrase without a comma before the subject: "Outside court Leila Brandao said"."""
_BEFORE_SPEAKER = re.compile(
    r" (?!(?:on|in|at|to|of|by|from|with|for|via|about|during|after|before|when|as|if|while)\b)(?:(?:the|an?|one|his|her|its|their|[\w\u2019'-]+['\u2019]s?) )?(?:(?!that\b|and\b|but\b|he\b|she\b|it\b|they\b)[\w\u2019'.-]+ ?){1,9}(?:, )?"
)
_QUOTED_BEFORE = re.compile(r"(?:\",?|,)\s+(?:or so )?$")
_WITH_OBJECT = frozenset(
    "told tells tell accused accuses urged urges called calls call described describes praised praises".split()
)
"""Verbs that are followed by the person who is spoken to or about."""
_NOT_A_VERB = re.compile(
    r"\b(?:the|a|an|its|his|her|their|(?<!used )(?<!liked )(?<!likes )to|of|in|for|by|is|was|are|were|be|been|being|so|would be|thing|point|what is)\s+$"
)
_PREPOSITION = r"\b(?:with|for|of|at|from|to|by|about|against|on|in|than|like|including|between|under|over|near)"
_OBJECT = re.compile(rf"{_PREPOSITION}(?: (?:the|both|an?))?$")
_DESCRIBED_OBJECT = re.compile(rf"{_PREPOSITION} (?:the|an?|its|his|her|their)(?: [a-z][\w-]*){{1,3}}$")
"""The words before the body in "Ana Holm of the consultancy GridWatch"."""
_PARTICIPLE = re.compile(r"[a-z]+ing\b")
_NEAR = 600
"""The most characters between a verb and its speaker."""
_BESIDE = 120
"""The most characters that are read before a mention."""


@dataclass(frozen=True)
class Attribution:
    """Somebody's saying: `start` to `end` are the verb, `speaker` is who says it."""

    verb: str
    start: int
    end: int
    speaker: Mention
    is_inverted: bool = False

    @property
    def first(self) -> int:
        """The position where the attribution begins: the speaker or the verb."""
        return min(self.start, self.speaker.start)

    @property
    def last(self) -> int:
        """The position where it ends."""
        return max(self.end, self.speaker.end)


def find_attributions(paragraph: Paragraph, sentence: Sentence, mentions: list[Mention]) -> list[Attribution]:
    """Returns the attributions of a sentence, in the order of their verbs."""
    text = paragraph.masked
    first, last = (bisect_left(mentions, place, key=lambda one: one.start) for place in (sentence.start, sentence.end))
    inside = _outermost(one for one in mentions[first:last] if one.end <= sentence.end)
    found: list[Attribution] = []
    for match in REPORTING_VERBS.finditer(text, sentence.start, sentence.end):
        if _NOT_A_VERB.search(text, max(sentence.start, match.start() - 20), match.start()):
            continue
        if match.group("verb") == "asked" and _WISHES.match(text, match.end()):
            continue
        near = [one for one in inside if match.start() - _NEAR < one.start < match.end() + _NEAR]
        attribution = _attribution(text, sentence, near, match.group("verb"), match.start(), match.end())
        if attribution:
            found.append(attribution)
    for match in _ACCORDING.finditer(text, sentence.start, sentence.end):
        speaker = next(
            (one for one in inside if match.end() <= one.start <= match.end() + 4 and not one.is_possessive), None
        )
        if speaker:
            found.append(Attribution("according to", match.start(), match.end(), speaker))
    return sorted(found, key=lambda one: one.start)


def _outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """Returns the mentions without those inside others: "NATO" in "a NATO official"."""
    found: list[Mention] = []
    for one in mentions:
        if not found or one.end > found[-1].end:
            found.append(one)
    return found


def _attribution(
    text: str, sentence: Sentence, inside: list[Mention], verb: str, start: int, end: int
) -> Attribution | None:
    inverted = _speaker_after(text, sentence, inside, verb, start, end)
    if inverted:
        return Attribution(verb, start, end, inverted, is_inverted=True)
    speaker = _speaker_before(text, sentence, inside, start)
    return Attribution(verb, start, end, speaker) if speaker else None


def _speaker_after(
    text: str, sentence: Sentence, inside: list[Mention], verb: str, start: int, end: int
) -> Mention | None:
    """Returns the speaker after the verb: '"...", said Hannah Whitlock, a fellow'."""
    before = text[max(sentence.start, start - _NEAR) : start]
    if verb in _WITH_OBJECT:
        return None
    if before.strip(' "') and not _QUOTED_BEFORE.search(before):
        return None
    gap = _ADVERBS_AFTER.match(text, end)
    if not gap:
        return None
    found = [one for one in inside if one.start in (end + 1, gap.end()) and one.kind is not MentionKind.PRONOUN]
    found = [one for one in found if not one.is_possessive]
    speaker = max(found, key=lambda one: one.end, default=None)
    if speaker is None:
        speaker = next((one for one in inside if _is_described(text, one, end)), None)
    if speaker is None:
        return None
    subject = _speaker_before(text, sentence, inside, start)
    is_quoted_before = bool(re.search(r"\",?\s+$", before))
    return (
        speaker
        if is_quoted_before
        or subject is None
        or (before.rstrip().endswith(",") and re.match(r"[.,]", text[speaker.end :]))
        else None
    )


def _is_described(text: str, mention: Mention, verb_end: int) -> bool:
    """Returns True for a name after the verb and a description: "said baker Ben Ott"."""
    if mention.kind is not MentionKind.NAME or mention.is_possessive or not verb_end < mention.start < verb_end + 90:
        return False
    return bool(_BEFORE_SPEAKER.fullmatch(text[verb_end : mention.start])) and bool(
        re.match(r"[,.;]| (?:of|in|at|who)\b|$", text[mention.end :])
    )


def _speaker_before(text: str, sentence: Sentence, inside: list[Mention], start: int) -> Mention | None:
    before, body = [one for one in inside if one.end <= start and not one.is_possessive], None
    for one in reversed(before):
        gap = text[one.end : start]
        is_relative = bool(re.match(r",? (?:who|which) | that ", gap))
        if _AUXILIARIES.fullmatch(gap) and ("," not in gap or is_relative or _is_subject(text, sentence, one)):
            prefix = text[max(sentence.start, one.start - _BESIDE) : one.start].rstrip()
            if re.match(r",? who ", gap) and _is_body(one) and _OBJECT.search(prefix):
                continue  # "a diplomat on the Council, who asked"
            if _is_body(one) and _DESCRIBED_OBJECT.search(prefix):
                body = body or one  # the speaker only if the sentence has no other: "a note by the surveyor Orme said"
                continue
            described = _described_subject(text, sentence, before, one)
            if described:
                return described
            is_with = prefix.endswith("with") and _PARTICIPLE.match(text, start)  # "with one senator calling it"
            if one.kind is MentionKind.PRONOUN or is_relative or is_with or not _OBJECT.search(prefix):
                return one
    for one in reversed(before):
        if _is_subject(text, sentence, one):
            return one
    return body


def _is_body(mention: Mention) -> bool:
    """Returns True for the name of a body or a place."""
    is_other = mention.entity is not None and mention.entity.kind not in (NameKind.PERSON, None)
    return mention.kind is MentionKind.NAME and is_other


def _described_subject(text: str, sentence: Sentence, before: list[Mention], last: Mention) -> Mention | None:
    """Returns the teacher of "a teacher who left the school said"."""
    if last.kind is MentionKind.PRONOUN or _is_subject(text, sentence, last):
        return None
    subjects = (
        one for one in before if one is not last and re.match(r" (?:who|whose|that|which) ", text[one.end :][:8])
    )
    return next((one for one in subjects if _is_subject(text, sentence, one)), None)


def _is_subject(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Returns True for a mention that can be the subject of its clause."""
    prefix = _prefix(text, sentence, mention)
    return not prefix or bool(_CONJUNCTION.search(prefix))


def _prefix(text: str, sentence: Sentence, mention: Mention) -> str:
    """Returns the words before a mention: none for "the frigate Stolna"."""
    before = text[max(sentence.start, mention.start - _BESIDE) : mention.start].rstrip()
    before = "" if mention.start - sentence.start < _BESIDE and _OPENING.fullmatch(before) else before
    role = roles.role_before(f"{before} ") if mention.kind is MentionKind.NAME else None
    before = before[: role.start].rstrip() if role else before
    return _DESCRIPTION.sub("", before).rstrip() if mention.kind is MentionKind.NAME else before


def is_subject(paragraph: Paragraph, sentence: Sentence, mention: Mention) -> bool:
    """Returns True for a mention where a subject is expected, with no "'s" behind it."""
    if mention.is_possessive:
        return False
    prefix = _prefix(paragraph.masked, sentence, mention)
    return not prefix or (bool(_CONJUNCTION.search(prefix)) and not prefix.endswith((" or", " and")))
