"""Selects from the entities of an article those who act or speak in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .entities import ACTOR_KINDS, Entity
from .name_kinds import NameKind
from .narration import Paragraph
from .speakers import Speakers
from .statements import Utterance

_PLACE_BEFORE = re.compile(
    r"(?i:\b(?:in|at|near|off|from|to|into|around|across|outside|through|throughout|towards?|over|via|leave|left|reach|reached|"
    r"visit|visited|visiting|north of|south of|east of|west of|coast of|based in|city of)(?: the)?) $"
)
_JOINED = re.compile(r"(?:,? (?:and|or)|,)(?: the)? $")
"""Words between two names of a list: "Morocco, Tunisia and Algeria"."""
_MOST_LISTED = 30
"""The most names of a list that are read."""
_DECLINES = re.compile(
    r"(?: \w+)? (?:declined|refused|(?:did|does|has|have|had|would|could) not (?:\w+ )?(?:respond|repl|comment|say|answer|reach|immediately|be reached|discuss)|acknowledged)"
)
"""Verbs of those who are asked and do not answer."""
_USED_AS_ADJECTIVE = re.compile(
    r" (?!has|had|have|is|was|will|would|could|may|might|and|or|but|that|to|in|on|by|which|who)[a-z]+\b"
)


def select_actors(
    named: Iterable[Entity], speakers: Speakers, utterances: Iterable[Utterance], paragraphs: Iterable[Paragraph]
) -> list[Entity]:
    """Returns the actors in the order of their first mention.

    They are the named people and bodies, states that do more than be a place, and those without a name who speak.
    """
    named, texts = [*named], {one.number: one.text for one in paragraphs}
    states = {(number, end): start for one in named if one.kind is NameKind.STATE for number, start, end in one.places}
    speaking = {id(one.speaker) for one in utterances}
    found: dict[int, Entity] = {}
    for entity in named:
        if entity.kind is NameKind.STATE and id(entity) not in speaking and not _acts(entity, texts, states):
            continue
        if entity.kind in ACTOR_KINDS:
            found[id(entity)] = entity
    for entity in [*speakers.unnamed, speakers.authors]:
        is_active = id(entity) in speaking or entity.is_represented or _is_body(entity) or _declines(entity, texts)
        if is_active or _is_active_body(entity, texts):
            found[id(entity)] = entity
    for entity in [*found.values()]:
        body = entity.affiliation
        if body and body.kind is NameKind.ORGANISATION and not body.named:
            found[id(body)] = body
    return sorted(found.values(), key=lambda one: one.places[0] if one.places else (0, 0, 0))


def _is_body(entity: Entity) -> bool:
    """Returns True for a body of a state that the text names by its owner, or often."""
    if entity.kind is not NameKind.ORGANISATION or not entity.is_institution:
        return False
    return entity.named or len(entity.paragraphs) > 1


_ACTIVE = re.compile(
    r"(?:, (?:which|who) [^,.;]{3,80},| (?:hired|appointed|set up|backed|led|owned) by [^,.;]{3,40})?"
    r" (?:also |then |later |now |still )?(?:has|have|had|will|would|may|might|could|must|is|are|wants?|owns?|employs?|runs?|plans?|controls?|"
    r"(?!based|called|named|needed|hired|led|owned|backed|appointed)[a-z]{2,}ed)\b"
)
_BY = re.compile(r"\b[a-z]{2,}ed by $")


def _is_active_body(entity: Entity, texts: dict[int, str]) -> bool:
    """Returns True for a body that acts: "the city council voted"."""
    return (
        entity.kind is NameKind.ORGANISATION
        and not entity.named
        and not entity.is_group
        and any(
            _ACTIVE.match(texts[number], end) or _BY.search(texts[number], max(0, start - 40), start)
            for number, start, end in entity.places
        )
    )


def _declines(entity: Entity, texts: dict[int, str]) -> bool:
    return any(_DECLINES.match(texts[number], end) for number, _, end in entity.places)


def _acts(state: Entity, texts: dict[int, str], states: dict[tuple[int, int], int]) -> bool:
    """Returns True if a state is mentioned other than as the place of something."""
    for number, start, end in state.places:
        text = texts[number]
        before, after = text[max(0, start - 30) : start], text[end : end + 30]
        if _is_place(text, number, start, states):
            continue
        if before.endswith((", ", ", the ")) and after.startswith((",", ".")) and not _DECLINES.match(after[1:]):
            continue
        if _USED_AS_ADJECTIVE.match(after) and text[start:end].isupper():
            continue
        return True
    return False


def _is_place(text: str, number: int, start: int, states: dict[tuple[int, int], int]) -> bool:
    """Returns True for a state after "in" or "to", or in a list after it.

    `states` has the start of each mention of a state, by paragraph and end. "In France, Germany" is no list.
    """
    is_after_comma = False
    for _ in range(_MOST_LISTED):
        before = text[max(0, start - 30) : start]
        if found := _PLACE_BEFORE.search(before):
            return not (is_after_comma and found[0][0].isupper())
        joined = _JOINED.search(before)
        first = states.get((number, start - len(joined[0]))) if joined else None
        if joined is None or first is None:
            return False
        start, is_after_comma = first, is_after_comma or "," in joined[0]
    return False
