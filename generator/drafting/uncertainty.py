"""Candidates for risks and open questions, from words of doubt and warning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..records import scales
from . import clauses
from .article import Article
from .draft import OPEN, Draft, DraftRecord, NewIds, open_text, quotation_evidence
from .quoted_words import words_around


@dataclass(frozen=True)
class Candidate:
    """A sentence that may name a risk or an open question.

    `cue` are the words at `start` to `end` of the paragraph that say so.
    """

    kind: str
    paragraph: int
    start: int
    end: int
    cue: str


_NOT = r"(?:\s+not|n['\u2019]t)"
_ASKED = r"(?:what|whether|who|whom|which|how|why|when|where|if)"
_SILENT = r"(?:say|comment|discuss|specify|answer|elaborate|name|identify|confirm|deny|disclose|explain|reveal|reply|respond|clarify|give|tell)"
_BOILERPLATE = r"(?<!respond)(?<!reply)(?<!comment(?!\s+(?:on|about)\b))"
"""Excludes "did not respond", and "declined to comment" with no subject."""
_QUESTION = re.compile(
    rf"""
      \b(?:unclear|uncertain|unknown|unresolved|undecided|unsettled|unsure|unproven|murky)\b
    | \b(?:not|less|never|hardly|far\s+from)\s+(?:yet\s+|so\s+|immediately\s+|entirely\s+|at\s+all\s+|been\s+made\s+)?(?:clear|known|certain|sure|settled|decided)\b
    | \b(?:never|not)\s+know\b | \bremains?\s+an?\s+(?:[a-z]+\s+)?(?:mystery|puzzle|riddle|enigma)\b
    | \bunable\s+to\s+(?:say|confirm|verify|explain|determine|establish)\b
    | \b(?:open|big|key|central|main|real|unanswered)\s+questions?\b | \b(?:is|are|remains?)\s+the\s+question\b
    | \b(?:the|a)\s+question\s+(?:is|remains|now\s+is|of\s+{_ASKED})\b | \bquestions?\s+(?:remain|about|over|as\s+to|went\s+unanswered|{_ASKED})\b
    | \b(?:do|does|did|has|have|had){_NOT}\s+(?:yet\s+)?(?:say|said|know|known|specify|specified|explain|explained|disclosed?|mentioned|decided?)\b
    | \b(?i:nobody|no\s+one|few)\s+(?:here\s+|really\s+|yet\s+)?(?:knows?\b|can\s+(?:say|tell)(?=\s+(?:{_ASKED}|for)\b|[.,;])|ha[sd]\s+(?:yet\s+)?(?:explained|said)\b) | \bneeds?\s+to\s+(?:explain|clarify)\b
    | \b(?:anyone|anybody)['\u2019]s\s+guess\b
    | (?:\b(?:decline[sd]?|refuse[sd]?)\s+to | \b(?:would|did|will){_NOT})\s+{_SILENT}\b{_BOILERPLATE}
    | \bcould{_NOT}\s+(?:say|exclude|rule\s+out|confirm|tell|(?:immediately\s+|independently\s+)?be\s+(?:verified|confirmed|determined|established))\b
    | \b(?:has|have|had|is|are)\s+yet\s+to\b | \bleaves?\s+(?:it\s+)?open\b | \bremains?\s+(?:open|to\s+be\s+seen)\b
    | \b(?:in|under)\s+dispute\b | \b(?:hard(?:er|est)?|difficult|impossible|too\s+early|too\s+soon)\s+to\s+(?:say|tell|know|verify|judge|gauge|assess|predict|foresee|read|fathom)\b
    | \b[Aa]sked\s+{_ASKED}\b(?![^.?!]{{0,200}}:\s*["\u201c\u2018']) | \bwonder(?:s|ed|ing)?\s+{_ASKED}\b | \bdoubts?\s+(?:remain|whether)\b
    """,
    re.VERBOSE,
)
_ASKING = re.compile(
    rf"(?:^|(?<=[\s\"\u201c\u2018(]))(?:But\s+|And\s+|So\s+)?(?:{_ASKED}|[Ww]hat|[Ww]ill|[Cc]an|[Ii]s|[Aa]re|[Dd]oes|[Dd]o|[Ww]ould|[Cc]ould)\b[^?.!]*\?",
    re.IGNORECASE,
)
_HARM = (
    r"(?:lose|miss|fail|collapse|default|close|suspend|force|escalate|harm|damage|kill|trigger|spark|provoke|derail|delay|undermine|weaken|"
    r"worsen|destabili[sz]e|disrupt|cripple|bankrupt|ruin|spread|break|split|threaten|cut\s+off|run\s+out|spiral|deepen|jeopardi[sz]e|abandon)"
)
_WISHED = r"(?:wish|want|prefer|like|consider|choose|ask|hope|seek)"
_INDIRECT = re.compile(
    r"\b(?:how|whether|what|who|why|when|where|ways?\s+in\s+which|(?:certain|clear|known|sure)\W+that)\b[^,.;:!?]*$",
    re.IGNORECASE,
)
"""Words after which "may" asks and does not warn: "how the law may develop"."""
_FORBIDDEN = re.compile(r"\b[Nn]o (?:\w+ )(?:(?:of|in|over|under|from|with) [^.,;:!?]{1,40} )?may\b")
"""Permission that is refused: "no ship of that size may enter"."""
_NEAR = 200
"""The characters that are read before a word."""
_TERM = r"""
    (?:\b(?:more|less|most|least|not|as|so|too|far|quite|fairly|rather|equally|increasingly|extremely)\s+)?
    (?:\b(?:very|highly|almost|nearly|roughly)\s+)? \b(?:likely|unlikely|probable|improbable|certain|certainly|probably|even\s+(?:chance|odds))\b
    | \b(?:almost\s+no\s+chance|remote\s+(?:chance|possibility)) \b"""
_ESTIMATE = re.compile(
    rf"""
      {_TERM}
    | \b(?:better|less|more|worse)\s+than\s+even\b (?:\s+(?:chance|odds)\b)? | \bfifty-fifty\b | \b50-50\b
    | \b(?:no|little|slim|small|low|fair|good|strong|high|real|serious|\w+\s+per\s*cent|\d+(?:[\u2013-]\d+)?\s*%)\s+(?:chances?|odds|probability|likelihood)\b
    | \b(?:chances?|odds|probability|likelihood)\b[^.;,!?]{{0,60}}?\s(?:[\w-]+\s+per\s*cent|\d+\s*%|(?:one|\d+)\s+in\s+\w+)
    """,
    re.VERBOSE,
)
"""Words for how likely something is, as somebody puts them."""
_RISK = re.compile(
    rf"""
      (?P<term> {_TERM} )
    | \b(?:can|could)(?:not|{_NOT})\s+be\s+(?:ruled\s+out|excluded)\b
    | (?<!\bno\s)(?<!\bnot\sa\s)(?:\b(?:serious|grave|growing|real|high|higher|greater|considerable)\s+)?\b(?:risks?(?!\s+(?:analy|assess|communicat|consult|manage|model|officer|premi))|dangers?|threats?|hazards?|perils?)\b
    | (?P<warned> \b(?:warn(?:s|ed|ings?(?!\s+shots?))?|fear(?:s|ed|ing)?)\b )
    | \b(?:threaten(?:s|ed|ing)?|doubt(?:s|ed|ful)?|worr(?:y|ies|ied|ying)|troubl(?:es|ed|ing)|alarm(?:s|ed|ing)?)\b
    | \b(?:jeopardy|jeopardi[sz]e[sd]?|vulnerable|brink|verge|tempted|at\s+stake|pretext|fragile|precarious|volatile)\b
    | \bclose[rs]?\s+to\s+(?:[a-z]+\s+){{0,2}}(?:war|conflict|collapse|default|confrontation|famine|insolvency|bankruptcy|violence)\b
    | \bconcerns?\s+(?:is|are|that|about|over)\b | \bconcerned\s+(?:that|about)\b
    | (?P<modal> \b(?:may|might|could)\s+(?:not\s+)?(?!(?:[a-z]+\s+)?(?:have|{_WISHED})\b|be\s+said\b)[a-z]+ ) | \bwould\s+(?:\w+ly\s+)?{_HARM}\b
    | \b(?:real|serious|good|fair|strong|high|growing|significant)\s+chances?\b
    | \b(?:no|little)\s+guarantee\b | \b(?:chances?|odds|probability|likelihood)\s+(?:of|that)\b
    | (?P<condition> \b[Ii]f\b[^.;!?]{{3,120}}\b(?:then|would|will)\b )
    """,
    re.VERBOSE,
)
_GAIN = re.compile(r"\b(?:help|fetch|benefit|earn|gain|improve|save|win|boost|afford|enjoy)$")
"""Verbs for what does no harm."""
_NO_RISK = re.compile(
    r"could\s+not\b|could\s+(?:hardly|wait)|may\s+(?:well\s+)?(?:recall|remember|ask)|certain(?:ly)?$"
)
_TERMS: Mapping[str, scales.Likelihood] = {
    "almost no chance": scales.Likelihood.ALMOST_NO_CHANCE,
    "remote chance": scales.Likelihood.ALMOST_NO_CHANCE,
    "remote possibility": scales.Likelihood.ALMOST_NO_CHANCE,
    "very unlikely": scales.Likelihood.VERY_UNLIKELY,
    "highly improbable": scales.Likelihood.VERY_UNLIKELY,
    "unlikely": scales.Likelihood.UNLIKELY,
    "improbable": scales.Likelihood.UNLIKELY,
    "roughly even chance": scales.Likelihood.ROUGHLY_EVEN_CHANCE,
    "roughly even odds": scales.Likelihood.ROUGHLY_EVEN_CHANCE,
    "likely": scales.Likelihood.LIKELY,
    "probable": scales.Likelihood.LIKELY,
    "probably": scales.Likelihood.LIKELY,
    "very likely": scales.Likelihood.VERY_LIKELY,
    "highly probable": scales.Likelihood.VERY_LIKELY,
    "almost certain": scales.Likelihood.ALMOST_CERTAIN,
    "almost certainly": scales.Likelihood.ALMOST_CERTAIN,
    "nearly certain": scales.Likelihood.ALMOST_CERTAIN,
}
"""The terms of ICD 203; "highly likely" and "more likely" are none of them."""


def find_candidates(article: Article) -> tuple[Candidate, ...]:
    """Returns candidates for risks and questions, one of each for a sentence at most.

    The questions of an interviewer are none.
    """
    asked = article.transcript.questions
    return tuple(one for number, text in article.prose if number not in asked for one in _in_paragraph(number, text))


def _in_paragraph(number: int, text: str) -> Iterator[Candidate]:
    for first, last in clauses.sentence_spans(text):
        question = _QUESTION.search(text, first, last) or _ASKING.search(text, first, last)
        if question:
            yield Candidate("question", number, *question.span(), question[0])
        risk = _first_risk(text, first, last, question.span() if question else (0, 0))
        if risk:
            yield Candidate("risk", number, *risk.span(), risk[0].strip())


def _first_risk(text: str, first: int, last: int, question: tuple[int, int]) -> re.Match[str] | None:
    """Returns the cue of a risk that is no part of a question.

    A term of ICD 203 comes before other words, what may happen before who warns of it, and all before a condition.
    """
    asked, since = text[slice(*question)][-_NEAR:], max(first, question[1])
    cues = [
        match
        for match in _RISK.finditer(text, first, last)
        if not _NO_RISK.match(match[0].lower())
        and not (question[0] < match.end() and match.start() < question[1])
        and not (match["modal"] and _INDIRECT.search(asked + text[max(since, match.start() - _NEAR) : match.start()]))
        and not (match["modal"] and _FORBIDDEN.search(text[first : match.start() + 4]))
        and not (match["term"] and clauses.is_past_fact(text, *match.span()))
        and not (match["modal"] and _GAIN.search(match[0]))
    ]
    return min(
        cues, key=lambda match: (not match["term"], bool(match["condition"]), bool(match["warned"])), default=None
    )


def estimate_in(text: str, first: int = 0, last: int | None = None) -> tuple[int, int] | None:
    """Returns the position of the first words of a text for how likely something is."""
    found = _ESTIMATE.search(text, first, len(text) if last is None else last)
    return found.span() if found else None


def likelihood_fields(words: str) -> dict[str, str]:
    """Returns the fields of a record for an estimate in somebody's words."""
    level = _TERMS.get(" ".join(words.lower().split()))
    return ({"likelihood": level.value} if level else {}) | {"likelihood_words": " ".join(words.split())}


def draft_uncertainty(article: Article, ids: NewIds) -> Draft:
    """Returns drafts of risks and questions; a term of ICD 203 sets the likelihood."""
    records = []
    for one in find_candidates(article):
        text = article.paragraphs[one.paragraph - 1]
        cue = " ".join(one.cue.split()[:6])
        heading = open_text(cue, one.paragraph)
        fields: dict[str, Any] = {"question": heading} if one.kind == "question" else _risk_fields(heading)
        start, end = one.start, one.end
        estimate = estimate_in(text, *clauses.sentence_at(text, start)) if one.kind == "risk" else None
        if estimate and estimate[0] < end and start < estimate[1]:
            start, end = min(start, estimate[0]), max(end, estimate[1])
        quoted = [words_around(text, start, end, forward=True)]
        if estimate:
            words = text[slice(*estimate)]
            fields |= likelihood_fields(words)
            if words not in quoted[0]:
                quoted.append(words_around(text, *estimate))
        fields["evidence"] = [quotation_evidence(article.source_id, one.paragraph, exact) for exact in quoted]
        new_id = ids.new(one.kind, f"p{one.paragraph}", cue)
        records.append(DraftRecord(one.kind, new_id, fields, (one.paragraph,)))
    return Draft(tuple(records))


def _risk_fields(title: str) -> dict[str, Any]:
    own = dict.fromkeys(("description", "risk_source", "event", "consequence"), OPEN)
    return {
        "title": title,
        **own,
        "likelihood": scales.Likelihood.NOT_STATED.value,
        "impact": scales.NOT_STATED,
        "assessed_by": "source",
        "basis": OPEN,
    }
