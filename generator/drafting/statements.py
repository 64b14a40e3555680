"""Puts quotations and reported speech together with their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .attribution import Attribution, find_attributions, is_subject
from .draft import LeftOut
from .entities import Entity
from .mentions import Mention
from .name_kinds import NameKind
from .narration import Paragraph, Sentence
from .quotations import MASK, Quotation
from .word_lists import WEAK_VERBS

_SPEAKER_KINDS = (NameKind.PERSON, NameKind.ORGANISATION, NameKind.STATE)
_LEAST_WORDS = 3
_NAMING = re.compile(
    r"(?:(?<!he )(?<!she )(?<!they )(?<!it )\bcalled|\b(?:known as|dubbed|nicknamed|so-called|titled|entitled|headlined|the (?:word|words|phrase|term|name|slogan|title)|named|branded))"
    r"(?: the)?,? $"
)
_BELIEF = frozenset(
    "think thinks thought believe believes believed fear fears feared expect expects expected judge judges hope hopes".split()
)
_INSERTED_VERBS = _BELIEF | frozenset(
    "announced announces claims estimates finds found notes observed recalled recalls reported reports".split()
)
"""Weak verbs that report speech at its end: "..., the company announced."."""
_CALLED = re.compile(
    r" (?:an?|the|another) (?:[\w-]+ ){0,2}?(?:ballot|conference|election|halt|march|meeting|poll|protest|rally|referendum|session|strike|summit|vote)\b"
)
"""The words after "called" if nothing is described: "called a general strike"."""
_ANSWERS = frozenset("commented replied replies responded responds".split())
_NEGATED = re.compile(r"\b(?:not|never)\b|n['\u2019]t\b")
_OPINION = frozenset(
    "called calls described describes dismissed dismisses condemned condemns hailed hails praised praises".split()
)
_AFTER_INSERTED = re.compile(
    r"(?:\s+(?:late |early )?(?:on|in|at|to|last|this|via|by|through|yesterday)\b[^,;:\"]{0,60})?\s*(?:[,.]|$)"
)
"""The end of a sentence behind its attribution: "researchers warned on Monday."."""
_BEFORE_INSERTED = re.compile(r"[,\"]\s*(?:(?:the|an?)\s+)?$")
_HAS_COMPLEMENT = re.compile(
    r"(?:, [^,;.\"]{3,60},)?,?\s*(?:\w+ ){0,6}?that\b|,?\s+(?:it|he|she|they|we|the|a|an|its|his|her|their|there|no(?!,)|any|[A-Z][\w.]*)\b"
)
_SAYING = frozenset(
    "say says said argue argues argued claim claims claimed insist insists insisted warn warns warned".split()
)
_BARE_CLAUSE = re.compile(
    r"\s+(?!(?:on|in|at|to|by|of|for|from|with|about|after|before|during|late|early|last|so|as|wh\w+|how|if)\b)(?:[a-z][\w-]*|\d[\d,.]*\b)"
    r"(?: [\w'\u2019-]+){0,5}? (?:would|will|could|might|may|must|should|can|cannot|was|were|is|are|had|has|have|did|does|do)\b"
)
"""A clause without "that" and article: "said flights would resume"."""


@dataclass
class Utterance:
    """Something said once: its quotations, or the reporter's words for it.

    `start` and `end` are the position of the reporter's words; `context` is the sentence, for the type of statement.
    """

    paragraph: int
    speaker: Entity
    verb: str
    quotations: list[Quotation] = field(default_factory=list)
    start: int = 0
    end: int = 0
    context: str = ""
    is_partial: bool = False

    @property
    def is_direct(self) -> bool:
        """True if the source quotes the words."""
        return bool(self.quotations)


@dataclass
class _Found:
    """A quotation with its speaker; `is_whole` if it makes up a sentence of its own."""

    quotation: Quotation
    speaker: Entity | None
    verb: str
    sentence: Sentence
    is_whole: bool


def find_utterances(
    paragraphs: list[Paragraph], mentions: Mapping[int, list[Mention]]
) -> tuple[list[Utterance], list[LeftOut]]:
    """Returns what is said in an article, and the quotations without a speaker."""
    found: list[Utterance] = []
    left_out: list[LeftOut] = []
    before: Entity | None = None  # the speaker of the quotation that ends the paragraph before
    for paragraph in paragraphs:
        reader = _ParagraphReader(paragraph, mentions[paragraph.number], before)
        utterances = list(reader.utterances())
        found += utterances
        left_out += reader.left_out
        before = reader.last_speaker
    return found, left_out


class _ParagraphReader:
    """Reads one paragraph. `last_speaker` is who may go on in the next one."""

    def __init__(self, paragraph: Paragraph, mentions: list[Mention], before: Entity | None) -> None:
        self.paragraph, self.mentions, self.before = paragraph, mentions, before
        self.text = paragraph.masked
        self.left_out: list[LeftOut] = []
        self.last_speaker: Entity | None = None
        self.attributions = {
            sentence: find_attributions(paragraph, sentence, mentions) for sentence in paragraph.sentences
        }

    def utterances(self) -> Iterator[Utterance]:
        direct = self._direct()
        merged: list[Utterance] = []
        for one in direct:
            if one.speaker is None:
                continue
            last = next((other for other in reversed(merged) if not other.is_partial), None)
            if one.is_whole and last and last.speaker is one.speaker:
                last.quotations.append(one.quotation)
                continue
            context = self.paragraph.text[one.sentence.start : one.sentence.end]
            merged.append(
                Utterance(
                    self.paragraph.number,
                    one.speaker,
                    one.verb,
                    [one.quotation],
                    one.quotation.start,
                    one.quotation.end,
                    context,
                    not one.is_whole,
                )
            )
        yield from sorted([*merged, *self._indirect(direct)], key=lambda one: one.start)
        quotations = self.paragraph.quotations
        ends_open = bool(quotations) and not self.text[quotations[-1].end :].strip(" .,)")
        ends_in_attribution = bool(re.search(r":\s*$", self.text))
        if direct and ends_open:
            self.last_speaker = direct[-1].speaker
        elif ends_in_attribution:
            said = [one for sentence in self.paragraph.sentences for one in self.attributions[sentence]]
            self.last_speaker = said[-1].speaker.entity if said else None
        elif direct and direct[-1].sentence == self.paragraph.sentences[-1]:
            self.last_speaker = direct[-1].speaker

    def _direct(self) -> list[_Found]:
        found: list[_Found] = []
        for sentence in self.paragraph.sentences:
            inside = [one for one in self.paragraph.quotations if sentence.start <= one.start < sentence.end]
            for quotation in inside:
                one = self._attribute(quotation, sentence, found)
                if one:
                    found.append(one)
        return found

    def _attribute(self, quotation: Quotation, sentence: Sentence, before: list[_Found]) -> _Found | None:
        is_bare = self.paragraph.is_bare(sentence)
        attribution = self._attribution_of(quotation, sentence)
        is_whole = is_bare or self._is_whole(quotation, sentence, attribution)
        speaker: Entity | None = None
        verb = attribution.verb if attribution else "said"
        why = ""
        if not is_whole and quotation.word_count < _LEAST_WORDS:
            why = "a quotation of fewer than three words"
        elif _is_title(quotation, self.text):
            why = "a name or title in quotation marks"
        elif attribution:
            speaker = attribution.speaker.entity
        elif re.search(r":\s*$", self.text[sentence.start : quotation.start]):
            # 'Webb was blunter: "..."'
            subject = next(
                (
                    one
                    for one in self.mentions
                    if sentence.start <= one.start < quotation.start and is_subject(self.paragraph, sentence, one)
                ),
                None,
            )
            beside = (one for one in self.mentions if self.text[one.end : quotation.start].strip() == ":")
            subject = subject or next(beside, None)
            speaker, is_whole = (subject.entity if subject else None), True
        elif is_bare:
            speaker = self._speaker_going_on(quotation, sentence, before)
        if speaker is not None and speaker.kind is None:
            speaker.kind = NameKind.PERSON if " " in speaker.name else NameKind.ORGANISATION
        if speaker is not None and speaker.kind not in _SPEAKER_KINDS:
            speaker = None
        if speaker is None:
            self.left_out.append(LeftOut(quotation.words, why or "no speaker found", self.paragraph.number))
            return None
        return _Found(quotation, speaker, verb, sentence, is_whole)

    def _attribution_of(self, quotation: Quotation, sentence: Sentence) -> Attribution | None:
        attributions = self.attributions[sentence]
        for one in attributions:
            if one.first >= quotation.end and re.fullmatch(
                r"[\s,\u2014\u2013-]*(?:as )?", self.text[quotation.end : one.first]
            ):
                return one
        before = [one for one in attributions if one.end <= quotation.start]
        quoted = self.text[sentence.start : quotation.start]
        if before and before[-1].last <= quotation.start:
            return before[-1]
        after = [one for one in attributions if one.first >= quotation.end]
        if after and not re.search(r"[^\W\d_]", quoted.replace(MASK, "")):
            return after[0]
        return after[0] if after and after[0].is_inverted else None

    def _is_whole(self, quotation: Quotation, sentence: Sentence, attribution: Attribution | None) -> bool:
        """Returns True if the words are a sentence of their own."""
        if attribution is None:
            return False
        lead = self.text[sentence.start : quotation.start]
        if attribution.first >= quotation.end:
            return not re.search(r"[^\W\d_]", lead.replace(MASK, ""))
        between = self.text[attribution.last : quotation.start]
        is_divided = '"' in lead  # the second half of a divided quotation
        return bool(re.search(r"[:,]\s*$", lead)) and (is_divided or quotation.words[:1].isupper() or ":" in between)

    def _speaker_going_on(self, quotation: Quotation, sentence: Sentence, before: list[_Found]) -> Entity | None:
        """Returns the speaker of a quotation without any attribution in its sentence."""
        if quotation.continues:
            return self.before
        earlier = [one for one in before if one.speaker]
        said = [
            one
            for other in self.paragraph.sentences
            if other.start < sentence.start
            for one in self.attributions[other]
            if one.speaker.entity is not None
        ]
        if said:
            last = said[-1]
            if earlier and last.end < earlier[-1].quotation.start:
                return earlier[-1].speaker
            return last.speaker.entity
        if earlier:
            return earlier[-1].speaker
        following = [
            one
            for other in self.paragraph.sentences
            if other.start > sentence.start
            for one in self.attributions[other]
        ]
        at = self.paragraph.sentences.index(sentence)
        is_lead = at == 0 or all(self.paragraph.is_bare(one) for one in self.paragraph.sentences[:at])
        if is_lead and following and self.before is None:
            rest = self.text[sentence.end : following[0].first]
            if not re.search(r"[^\W\d_]", rest.replace(MASK, "")):
                return following[0].speaker.entity
        return self.before if is_lead else None

    def _indirect(self, direct: list[_Found]) -> Iterator[Utterance]:
        quoted = {(one.sentence, id(one.speaker)) for one in direct}
        for sentence, attributions in self.attributions.items():
            seen: set[int] = set()
            for one in attributions:
                entity = one.speaker.entity
                if entity is None or entity.kind not in _SPEAKER_KINDS or id(entity) in seen:
                    continue
                if (sentence, id(entity)) in quoted or not self._has_complement(one, sentence):
                    continue
                seen.add(id(entity))
                start, end = self._complement(one, sentence)
                context = self.paragraph.text[sentence.start : sentence.end]
                yield Utterance(self.paragraph.number, entity, one.verb, [], start, end, context)

    def _has_complement(self, attribution: Attribution, sentence: Sentence) -> bool:
        gap = self.text[attribution.speaker.end : attribution.start]
        if attribution.verb in ("asked", "asks") or (attribution.verb in _ANSWERS and _NEGATED.search(gap)):
            return False
        if attribution.verb == "according to" or attribution.is_inverted:
            return True
        after = self.text[attribution.end : sentence.end]
        if attribution.verb in ("called", "calls", "call") and _CALLED.match(after):
            return False
        before = self.text[max(0, attribution.first - 20) : attribution.first]
        is_inserted = bool(_AFTER_INSERTED.match(after) and _BEFORE_INSERTED.search(before))
        if attribution.verb in WEAK_VERBS and not (is_inserted and attribution.verb in _INSERTED_VERBS):
            if attribution.verb in _OPINION and re.match(
                r" (?:it|them|him|her|the|its|his|their|that|this|any|an?)\b", after
            ):
                return True
            if attribution.verb in ("put", "puts"):
                return True  # "the chance of rain at 30 per cent"
            if attribution.verb in _BELIEF and _HAS_COMPLEMENT.match(after):
                return True
            return bool(re.match(r"(?: \w+){0,3} that\b|(?: it| them| him| her|(?: the)? \w+)? as\b", after))
        return (
            is_inserted
            or (
                attribution.verb in ("warned", "warns", "warn")
                and re.match(r" (?:about|of|against)\b", after) is not None
            )
            or bool(_HAS_COMPLEMENT.match(after))
            or (attribution.verb in _SAYING and bool(_BARE_CLAUSE.match(after)))
            or attribution.verb in ("denied", "denies", "confirmed", "acknowledged")
        )

    def _complement(self, attribution: Attribution, sentence: Sentence) -> tuple[int, int]:
        """Returns the longest stretch of the reporter's words for what was said."""
        after = (attribution.last, sentence.end)
        before = (sentence.start, attribution.first)
        if attribution.is_inverted:
            return before
        is_inserted = attribution.verb == "according to" or self.text[attribution.last : sentence.end].startswith(
            (",", ".")
        )
        if is_inserted:
            return max(before, after, key=lambda one: one[1] - one[0])
        return after if after[1] - after[0] > 12 or not self.text[slice(*before)].strip() else before


def _is_title(quotation: Quotation, text: str) -> bool:
    """Returns True for the name of a work or a thing in quotation marks."""
    if _NAMING.search(text[max(0, quotation.start - 60) : quotation.start]):
        return True
    words = [word for word in quotation.words.split() if len(word) > 3]
    is_capitalized = bool(words) and all(word[0].isupper() for word in words) and quotation.words[-1] not in ".!?,"
    return is_capitalized and len(quotation.words.split()) > 1
