"""Drafts records of actors and experts with their statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..model import Briefing
from ..text import quote_normalization
from .article import Article
from .date_expressions import DateExpression
from .draft import OPEN, Draft, DraftRecord, LeftOut, NewIds, plain_name, quotation_evidence
from .entities import Entity
from .gazetteer import country_code
from .name_kinds import NameKind
from .quotations import MASK
from .quoted_words import words_around
from .reading import Reading
from .saying_dates import date_of
from .statements import Utterance
from .uncertainty import estimate_in, likelihood_fields

_SHORTEST, _LONGEST = 3, 12
"""The words of a quotation in evidence."""
_VENUE = re.compile(
    r"\b(?:(?P<place>(?:in|on|during|at) an? (?:[\w-]+ ){0,2}(?:interview|e-?mail|statement|speech|filing|letter|memo|memoir|tweet|post|call|"
    r"briefing|text message|(?:news|press) conference|address|report|hearing|blog post|podcast|article)|by (?:tele)?phone|by e-?mail|"
    r"by text message)|told (?P<listener>reporters|journalists|parliament|lawmakers|Congress|(?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+)*))\b"
)
_LISTENER = r"[^,;\"]{2,60}?\s"
_PLACE = r"(?:on|in|at|to|via|during|by|through|last|this|yesterday)\b[^,;\"]{0,60}?\s"
"""Words between a verb and what was said: "told reporters on Monday that"."""
_DENIALS = frozenset("denied denies deny dismissed dismisses".split())
_WARNINGS = frozenset("warned warns warn cautioned cautions feared fears fear".split())
_FORECASTS = frozenset("predicted predicts expected expects expect promised promises pledged vowed vows".split())
_RECOMMENDATIONS = frozenset("urged urges urge recommended recommends demanded demands proposed proposes".split())
_FACTS = frozenset(
    "confirmed confirms announced announces acknowledged acknowledges admitted admits reported reports".split()
)


def draft_actors(
    article: Article, reading: Reading, briefing: Briefing, ids: NewIds, found_dates: Iterable[DateExpression] = ()
) -> Draft:
    """Returns the actors and experts of an article, each followed by its statements.

    An actor that the briefing has already, by its name, an alias or its plain spelling, keeps its id and is not drafted.
    """
    known = _known_names(briefing)
    dates: dict[int, list[DateExpression]] = {}
    for one in found_dates:
        dates.setdefault(one.paragraph, []).append(one)
    said: dict[int, list[Utterance]] = {}
    for utterance in reading.utterances:
        said.setdefault(id(utterance.speaker), []).append(utterance)
    owners = {id(one): _existing(one, known) or ids.new(one.name) for one in reading.actors}
    records: list[DraftRecord] = []
    left_out: list[LeftOut] = []
    taken = set(known.values())
    said_before: dict[str, list[Any]] = {}
    for entry in briefing.entries.values():
        if entry.owner is not entry.record:
            said_before.setdefault(entry.owner.id, []).append(entry.record)
    for entity in reading.actors:
        owner = owners[id(entity)]
        utterances = said.get(id(entity), [])
        if owner not in taken:
            taken.add(owner)
            records.append(_actor(article, entity, owner, owners, bool(utterances)))
        for utterance in utterances:
            if _is_known(said_before.get(owner, ()), article, utterance):
                continue
            said_on = date_of(
                utterance, reading.by_number[utterance.paragraph], dates.get(utterance.paragraph, ()), article.issued
            )
            records.append(_statement(article, reading, utterance, owner, entity, ids, said_on))
    return Draft(tuple(records), tuple(left_out))


def _is_known(statements: Iterable[Any], article: Article, utterance: Utterance) -> bool:
    """Returns True if one of the speaker's statements has these words already."""
    words = [quote_normalization.normalize(one.words) for one in utterance.quotations]
    context = quote_normalization.normalize(utterance.context)
    for statement in statements:
        for one in statement.evidence:
            if one.source == article.source_id and one.paragraph == utterance.paragraph:
                if not one.exact and not words:
                    return True
                exact = quote_normalization.normalize(one.exact or "")
                if exact and (any(exact in quoted for quoted in words) or (not words and exact in context)):
                    return True
    return False


def _known_names(briefing: Briefing) -> dict[str, str]:
    """Returns the ids of the actors and experts in a briefing by their plain names."""
    found: dict[str, str] = {}
    for entry in briefing.entries.values():
        if entry.kind.singular in ("actor", "expert"):
            for name in (entry.record.heading, *entry.record.other_names):
                found.setdefault(plain_name(name), entry.record.id)
    return found


def _existing(entity: Entity, known: Mapping[str, str]) -> str:
    names = (entity.name, *(entity.aliases if entity.named else ()))
    return next((known[plain_name(name)] for name in names if plain_name(name) in known), "")


def _actor(article: Article, entity: Entity, record_id: str, owners: Mapping[int, str], speaks: bool) -> DraftRecord:
    is_expert = entity.is_expert and speaks
    role = entity.role or next((title for title in entity.titles if title.rstrip(".") not in _ADDRESSES), "")
    affiliation = owners.get(id(entity.affiliation), "") if entity.affiliation else ""
    evidence = [quotation_evidence(article.source_id, number) for number in _places(entity)]
    aliases = [name for name in _aliases(entity) if name != entity.name]
    code = country_code(entity.name) if entity.kind is NameKind.STATE else None
    fields: dict[str, Any] = {}
    if not is_expert:
        fields["kind"] = "group" if entity.is_group else str(entity.kind)
    fields["name"] = entity.name
    if not entity.named and not is_expert:
        fields["named"] = False
    fields |= {
        key: value
        for key, value in (("aliases", aliases), ("role", role), ("affiliation", affiliation), ("country", code))
        if value
    }
    if is_expert:
        fields.setdefault("role", OPEN)
    else:
        fields["summary"] = OPEN
    fields["evidence"] = evidence
    return DraftRecord("expert" if is_expert else "actor", record_id, fields, entity.paragraphs)


_ADDRESSES = frozenset("Mr Mrs Ms Miss Mx Dr Sir Dame Lord Lady Madame".split())


def _aliases(entity: Entity) -> Iterable[str]:
    if not entity.named:
        first = entity.described_as or (entity.aliases or [""])[0]
        is_general = re.match(r"(?i:the|his|her|its|their|that|this|one of)\b", first) or " " not in first
        return [] if is_general or plain_name(first) == plain_name(entity.name) else [first]
    return [alias for alias in entity.aliases if alias[0].isupper() or alias[0].isdigit()]


def _places(entity: Entity) -> list[int]:
    """Returns the first paragraph that mentions an actor, and that of its role."""
    return sorted({number for number in (*entity.paragraphs[:1], entity.role_paragraph) if number}) or [1]


def _statement(
    article: Article, reading: Reading, utterance: Utterance, owner: str, entity: Entity, ids: NewIds, said_on: str
) -> DraftRecord:
    number = utterance.paragraph
    evidence: list[dict[str, Any]] = []
    for quotation in utterance.quotations:
        words = shorten(quotation.words)
        if words and words not in [one.get("exact") for one in evidence]:
            evidence.append(quotation_evidence(article.source_id, number, words))
    quote = evidence[0]["exact"] if evidence else ""
    if not utterance.is_direct:
        evidence = [quotation_evidence(article.source_id, number, _reported_words(reading, utterance))]
    fields: dict[str, Any] = {"text": OPEN}
    if quote:
        fields["quote"] = quote
    fields["voice"] = "direct" if utterance.is_direct else "indirect"
    fields["type"] = _type(utterance)
    estimate = _estimate(reading, utterance)
    if estimate:
        words, around = estimate
        fields |= likelihood_fields(words)
        if not any(words in one.get("exact", "") for one in evidence):
            evidence.append(quotation_evidence(article.source_id, number, around))
    fields |= {key: value for key, value in (("said_on", said_on), ("venue", _venue(utterance))) if value}
    fields["evidence"] = evidence or [quotation_evidence(article.source_id, number)]
    tail = quote.split()[:4] if quote else [f"p{number}"]
    short = entity.surname if entity.named and entity.kind is NameKind.PERSON else entity.name
    return DraftRecord("statement", ids.new(short, *tail), fields, (number,), owner)


def _estimate(reading: Reading, utterance: Utterance) -> tuple[str, str] | None:
    """Returns how likely a speaker calls something, with the words around it."""
    text = reading.by_number[utterance.paragraph].text
    said = [(one.start, one.end) for one in utterance.quotations] or [(utterance.start, utterance.end)]
    found = next((span for first, last in said if (span := estimate_in(text, first, last))), None)
    around = words_around(text, *found) if found else ""
    return (text[slice(*found)], around) if found and text[slice(*found)] in around else None


def shorten(words: str) -> str:
    """Returns the first words of a quotation, up to twelve; "" if under three."""
    kept = quote_normalization.normalize(words).split()
    source = words.split()
    if len(kept) != len(source):
        kept = source
    text = " ".join(source[:_LONGEST])
    for mark in ('"', "\u201c", "\u201d", "\u00ab", "\u201e"):
        text = text.split(mark)[0].rstrip()
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)", text) if len(text[: match.end()].split()) >= _SHORTEST]
    if ends and len(source) > _LONGEST:
        text = text[: ends[-1]]
    text = text.rstrip(" ,;:\u2014\u2013-")
    return text if len(text.split()) >= _SHORTEST else ""


def _reported_words(reading: Reading, utterance: Utterance) -> str:
    """Returns the first of the reporter's words for what was said, without quotations."""
    paragraph = reading.by_number[utterance.paragraph]
    masked = paragraph.masked[utterance.start : utterance.end]
    stretch = max(re.split(rf'["{MASK}]+', masked), key=len)
    start = utterance.start + masked.index(stretch)
    words = paragraph.text[start : start + len(stretch)].strip(" ,;:.")
    listener = _LISTENER if utterance.verb in ("told", "tells", "tell") else _PLACE
    words = re.sub(rf"^(?:{listener}that|that|as)\s+", "", words)
    return shorten(" ".join(words.split()[:8]))


def _type(utterance: Utterance) -> str:
    words = " ".join(one.words for one in utterance.quotations) or utterance.context
    for verbs, name in (
        (_DENIALS, "denial"),
        (_WARNINGS, "warning"),
        (_FORECASTS, "forecast"),
        (_RECOMMENDATIONS, "recommendation"),
    ):
        if utterance.verb in verbs:
            return name
    if re.search(r"\b(?:should|ought to|must not|need to|needs to)\b", words):
        return "recommendation"
    if re.search(r"(?:\b(?:will|won't|is going to|are going to)\b|'ll\b)", words):
        return "forecast"
    return "fact" if utterance.verb in _FACTS else "assessment"


def _venue(utterance: Utterance) -> str:
    outside = utterance.context
    for quotation in utterance.quotations:
        outside = outside.replace(quotation.words, "")
    found = _VENUE.search(outside)
    if not found:
        return ""
    return found["place"] or f"to {found['listener']}"
