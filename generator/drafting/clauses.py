"""The sentences of a paragraph, and the tense of the verb beside a place in one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import StrEnum
from functools import lru_cache

from ..text import sentences


class Tense(StrEnum):
    """The time of a verb, seen from the article; `EITHER` if it is open."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNREAL = "unreal"
    EITHER = ""


_OTHER_END = re.compile(r"[.!?][\"')\u2019\u201d]*\d{1,2}(?=\s+[A-Z\"'\u2018\u201c])|\n")
"""Further ends of sentences: with the number of a note, and lines of a list."""
_ADVERB = r"(?:\s+(?:also|already|now|never|not|then|since|recently|only|still|just|yet|ever|long|first|[a-z]+ly))*"
_PAST_FORMS = (
    "became began blew bore bought broke brought built came caught chose cost crept dealt did drew drove fell felt fled flew "
    "fought found froze gave got grew heard held hid kept knew laid led left lost made meant met overcame overran overthrew "
    "paid ran rose said sank sat saw sent shook shot showed shrank slept slid sold sought spent spoke sprang stole stood strode "
    "struck stuck swam swept swore swung taught thought threw told took tore understood undertook was went were withdrew woke "
    "won wore wrote"
).replace(" ", "|")
_PARTICIPLES = (
    "become begun blown broken been bought brought built caught chosen come cut done drawn driven fallen fled flown forgotten "
    "fought found frozen given gone grown heard held hidden hit kept known led left lent let lost made met paid put read risen "
    "run said seen sent set shaken shot shown shut sold sought spent spoken spread stolen struck sunk swept sworn taken taught "
    "thought thrown told torn understood withdrawn won worn written"
).replace(" ", "|")
_NO_PAST = (
    "armed based bed called dubbed exceed expected feed forced hundred indeed limited named need needed planned proceed proposed "
    "red related scheduled seed slated speed succeed supposed titled united unprecedented"
).replace(" ", "|")
"""Words in -ed that are no past forms, or seldom: "an exercise called Flint"."""
_ARRANGED = r"(?:due|set|slated|scheduled|planned|expected|likely|unlikely|going|about|poised|bound|supposed|meant)"
_ARRANGED_FOR = rf"{_ARRANGED}\s+(?:to(?!\s+(?:the|an?|its|his|her|their)\b)|for|on|in|at|by|from|until|before)\b"
_CUE = re.compile(
    rf"""
      (?P<unreal> \b(?:would|should|could|might|ought\ to)\s+(?:not\s+)?have\b(?!\s+to\b){_ADVERB}(?:\s+(?:{_PARTICIPLES}|[a-z]+ed)\b)?
        | \b(?:needed|wanted|wished|hoped)\s+(?:to|for)\b )
    | (?P<future> \b(?:is|are|be|has|have){_ADVERB}(?:\s+been)?{_ADVERB}\s+{_ARRANGED_FOR} )
    | (?P<either> \b(?:was|were|had{_ADVERB}\s+been){_ADVERB}\s+(?:{_ARRANGED_FOR}|to\s+(?!have\b)[a-z]+) )
    | (?P<past> \b(?:was|were)\s+to\s+have\b | \b(?:originally|initially|previously)\s+{_ARRANGED_FOR}
        | \b(?:has|have|had)\b{_ADVERB}\s+(?:{_PARTICIPLES}|[a-z]+ed)\b
        | \b(?:{_PAST_FORMS}|had)\b
        | \b(?!(?:{_NO_PAST})\b)[a-z]{{2,}}ed\b )
    | (?P<later> (?:\b(?:will|shall|must|can|cannot|may|might|could|would|should|to)|\bwon['\u2019]t|['\u2019]ll){_ADVERB}\s+(?:be|stay|remain|keep|get){_ADVERB}\s+(?:{_PARTICIPLES}|[a-z]+ed)\b
        | \b(?:will|shall|must|can|cannot|may|might|could|would|should)\b | \bwon['\u2019]t\b | ['\u2019]ll\b
        | \b(?:is|are)\s+to\s+[a-z]+
        | (?<!\ba\ )(?<!\bthe\ )(?<!\bits\ )(?<!\btheir\ )\b(?:plan|expect|hope|intend|aim|want|promise|pledge|vow|threaten|prepare|propose|predict|forecast)s?\s+(?:to|that|for)\b
        | \b{_ARRANGED_FOR} | \b(?:planned|scheduled|slated|due|upcoming|forthcoming)\b
        | \b(?:allows|binds|commits|obliges|requires|ends|begins|starts|opens|closes|expires|lapses|meets|resumes|faces|arrives|departs|concludes|(?:takes|comes)\s+(?:effect|into)|goes\s+to)\b
        | \b(?:has|have|give[sn]?|with)\s+until\b )
    | (?P<present> \b(?:is|are|be|being|stays?|remains?){_ADVERB}\s+(?:{_PARTICIPLES}|[a-z]+ed)\b | \b(?:is|are|am|has|have|does|do|remains?|says?)\b )
    """,
    re.VERBOSE,
)
_TENSES = {
    "unreal": Tense.UNREAL,
    "future": Tense.FUTURE,
    "either": Tense.EITHER,
    "past": Tense.PAST,
    "later": Tense.FUTURE,
    "present": Tense.PRESENT,
}


@lru_cache(maxsize=4096)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Returns the beginning and end of each sentence."""
    ends = sorted({*sentences.sentence_ends(text), *(match.end() for match in _OTHER_END.finditer(text)), len(text)})
    spans, start = [], 0
    for end in ends:
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        if begin < end:
            spans.append((begin, end))
        start = end
    return tuple(spans)


def sentence_at(text: str, index: int) -> tuple[int, int]:
    """Returns the beginning and end of the sentence that a place belongs to."""
    spans = sentence_spans(text)
    number = bisect_right(spans, index, key=lambda span: span[1])
    return spans[number] if number < len(spans) else (0, len(text))


@lru_cache(maxsize=4096)
def _cues(text: str) -> tuple[tuple[int, int, Tense], ...]:
    """The verbs of a whole paragraph: beginning, end and tense."""
    return tuple(
        (match.start(), match.end(), _TENSES[match.lastgroup]) for match in _CUE.finditer(text) if match.lastgroup
    )


def _verbs_around(text: str, start: int, end: int) -> tuple[tuple[int, int, Tense] | None, ...]:
    """The last verb of the sentence before a place, and the next one after it."""
    first, last = sentence_at(text, start)
    cues = _cues(text)
    number = bisect_left(cues, start, key=lambda cue: cue[0])
    before = cues[number - 1] if number and cues[number - 1][0] >= first else None
    number = bisect_left(cues, end, key=lambda cue: cue[0])
    return before, cues[number] if number < len(cues) and cues[number][0] < last else None


def has_verb(text: str) -> bool:
    """True if a text has a word that can be its verb."""
    return _CUE.search(text) is not None


_SUBJECT = re.compile(r"(?:[,;:(\u2013\u2014]|\b(?:and|but))\s+$")
"""Text before the subject of a clause."""
_CLOSES = re.compile(r"[,?!]?[\"\u201d\u2019'](?=[\s,])")
"""A closing mark: the verb behind it is not that of the quotation."""
_REPORTED = re.compile(
    r"(?:said|told|asked|announced|declared|imposed|approved|warned|agreed|ordered|demanded|promised|urged|called|added|insisted|argued|reported|wrote)$"
)


def is_reported(text: str, start: int) -> bool:
    """True if the last verb before a place reports: "said the work ends by May"."""
    before, _ = _verbs_around(text, start, start)
    return before is not None and _REPORTED.search(text, before[0], before[1]) is not None


_BE_OR_HAVE = re.compile(r"(?:was|were|had)$")


def is_backshifted(text: str, start: int) -> bool:
    """True in reported speech about the present: "said there was enough until May"."""
    before, _ = _verbs_around(text, start, start)
    return (
        before is not None
        and _BE_OR_HAVE.search(text, before[0], before[1]) is not None
        and is_reported(text, before[0])
    )


def is_past_fact(text: str, start: int, end: int) -> bool:
    """Returns True for "it was likely", not for "she said that it was likely to rise"."""
    before, _ = _verbs_around(text, start, end)
    is_forecast = text.startswith(" to ", end) and before is not None and is_reported(text, before[0])
    return tense_at(text, start, end) is Tense.PAST and not is_forecast


_IS = re.compile(r"(?:is|are)")
"""The verb before what is to come: "the vote is on Monday"."""


def tense_at(text: str, start: int, end: int) -> Tense:
    """Returns the tense of the last verb before a place.

    If no verb is before the place, it is that of the next one, if the place opens its sentence or is beside that verb.
    """
    first, _ = sentence_at(text, start)
    before, after = _verbs_around(text, start, end)
    if after and after[0] <= end + 1 and _SUBJECT.search(text, max(first, start - 6), start):
        return after[2]
    if before:
        is_to_come = before[1] == start - 1 and _IS.fullmatch(text, before[0], before[1])
        return Tense.FUTURE if is_to_come else before[2]
    opens = start - first < 40 and len(text[first:start].split()) <= 2
    is_next = after is not None and (after[0] <= end + 1 or text.startswith(",", end))
    is_beyond = after is not None and _CLOSES.search(text, end, after[0]) is not None
    return after[2] if after and (opens or is_next) and not is_beyond else Tense.EITHER
