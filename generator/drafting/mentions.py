"""Finds who is mentioned: names, descriptions such as "the official", pronouns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from . import gazetteer
from .entities import Entity
from .names import Token, tokenize
from .narration import Paragraph
from .word_lists import (
    FUNCTION_WORDS,
    INSTITUTIONS,
    IRREGULAR_VERBS,
    NUMBER_WORDS,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    REGIONS,
    REPORTING_VERBS,
    is_person_noun,
    is_plural,
    singular,
)

_PRONOUN = re.compile(
    r"\b(?:(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Mm]any|[Mm]ost|[Bb]oth|[Aa]ll|[Ss]ome|another|a third|a second|the other|others) of (?:them|the (?P<noun>\w+)[\w ]{0,40}?(?=[,.]| said| added| told))|"
    r"(?:[Oo]ne|[Aa] second|[Aa] third|[Tt]he other|[Tt]he second|[Bb]oth)(?= (?:said|says|recalled|added|told|asked|joked|noted|explained|of them)\b)|"
    r"[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Ii]t|[Aa]nother)\b"
)
_DETERMINERS = frozenset(
    "a an the some several many most other another one both his her its their our this that these those no".split()
)
_POSSESSIVE_PRONOUNS = frozenset("his her its their".split())
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?\n][\"\u201d\u2019)]*\s*(?:\u2022\s*)?)$")
_BARE_MODIFIERS = frozenset(
    "senior former current top local western retired independent military government security industry party company "
    "u.s. intelligence defence defense union court health police rebel opposition state federal national regional "
    "unnamed anonymous other some several many most european american foreign leading outside political naval".split()
)
_ADJECTIVE = re.compile(r"(?:[aeiou]n|ese|ish|ic|ch)$")
_AFTER = re.compile(
    r" (?:who (?:spoke|speak|asked|requested|was not|were not|declined)|familiar with|briefed on|in (?:his|her|its|their) \w+|close to|involved in|with (?:direct )?knowledge of|"
    r"aware of|privy to|present at)\b[^,.;\"]*?(?=[,.;\"]|$| (?:said|says?|told|added|have|had|has|is|are|was|were|would|will|could|believed?|thinks?)\b)"
)
_FOR_BODY = re.compile(
    r" (?:for|of) (?:the (?:[a-z-]+ ){0,3})?(?:(?:Dr|Gen|Gov|Mr|Mrs|Ms|Prof|Rep|Sen)\. )?[A-Z][\w&-]*(?: (?:of |for |and |the )*[A-Z][\w&-]*)*(?!['\u2019\w])"
)
"""The body that a spokesman speaks for."""


class MentionKind(StrEnum):
    """The forms in which somebody is mentioned."""

    NAME = "name"
    PHRASE = "phrase"
    PRONOUN = "pronoun"


@dataclass
class Mention:
    """Somebody or something that can speak, at a position in a paragraph.

    `noun` is the main noun of a description in the singular, `owner` the word before "'s". `entity` is known for names,
    and for the others after they are resolved.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    entity: Entity | None = None
    noun: str = ""
    owner: str = ""
    determiner: str = ""
    is_plural: bool = False
    is_possessive: bool = False
    is_body: bool = False
    after: str = ""


def find_mentions(paragraph: Paragraph, names: Mapping[tuple[int, int], tuple[int, int, Entity]]) -> list[Mention]:
    """Returns the mentions in the reporter's own words, in the order of the text.

    `names` has the start, end and entity of each name in the text, by its paragraph and position.
    """
    masked = paragraph.masked
    tokens = tokenize(masked)
    found = [
        Mention(MentionKind.NAME, first, end, masked[first:end], entity, is_possessive=_is_possessive(masked, end))
        for (number, start), (first, end, entity) in names.items()
        if number == paragraph.number and not paragraph.is_quoted(start)
    ]
    taken = [(one.start, one.end) for one in found]
    last_end = 0
    for at, token in enumerate(tokens):
        if token.start < last_end:
            continue
        phrase = _phrase_at(masked, tokens, at, token, taken)
        if phrase and not any(start <= phrase.start and phrase.end <= end for start, end in taken):
            found.append(phrase)
            last_end = phrase.end
    for match in _PRONOUN.finditer(masked):
        found.append(
            Mention(MentionKind.PRONOUN, match.start(), match.end(), match.group(), noun=singular(match["noun"] or ""))
        )
    return sorted(found, key=lambda one: (one.start, -one.end))


def _is_possessive(text: str, end: int) -> bool:
    return bool(re.match(r"['\u2019]s\b|(?<=s)['\u2019](?=\s)", text[end : end + 2]))


def _phrase_at(text: str, tokens: list[Token], at: int, token: Token, taken: list[tuple[int, int]]) -> Mention | None:
    """Returns the description of which a word is the main noun."""
    institution = INSTITUTIONS.match(text, token.start)
    if token.is_capitalized and _STARTS_SENTENCE.search(text[max(0, token.start - 6) : token.start]):
        lowered = text[token.start].lower() + text[token.start + 1 : token.start + 60]
        found = INSTITUTIONS.match(lowered)
        institution = INSTITUTIONS.match(" " * token.start + lowered, token.start) if found else None
    if institution and _is_modifier(text, institution.end()):
        return None
    last = at
    if institution:
        while last + 1 < len(tokens) and tokens[last + 1].end <= institution.end():
            last += 1
        noun = institution.group()
    else:
        noun = token.text
        if noun[0].isupper() and _STARTS_SENTENCE.search(text[max(0, token.start - 6) : token.start]):
            noun = noun.lower()
        is_known = is_person_noun(singular(noun)) or singular(noun) in ORGANISATION_NOUNS
        if noun.lower() != noun or not is_known:
            return None
    if not institution and last + 1 < len(tokens) and _is_head(text, tokens[last], tokens[last + 1]):
        return None
    first, determiner, owner = _start_of_phrase(text, tokens, at, taken)
    end = tokens[last].end
    plural = not institution and is_plural(noun)
    if determiner == "this" and noun in ("magazine", "newspaper", "paper", "publication", "website"):
        return None
    if not determiner and not owner and not plural and not institution:
        return None
    after = (_FOR_BODY if noun.startswith("spokes") else _AFTER).match(text, end)
    return Mention(
        MentionKind.PHRASE,
        tokens[first].start,
        end,
        text[tokens[first].start : end],
        noun=noun if institution else singular(noun),
        owner=owner,
        determiner=determiner,
        is_plural=plural,
        is_possessive=tokens[last].is_possessive,
        is_body=bool(institution) or (singular(noun) in ORGANISATION_NOUNS and singular(noun) not in PERSON_NOUNS),
        after=after.group() if after else "",
    )


def _is_modifier(text: str, end: int) -> bool:
    """Returns True for "military" in "the military balance": a noun follows."""
    following = re.match(r" ([a-z]+)\b", text[end : end + 30])
    if not following:
        return False
    word = following[1]
    is_verb = bool(REPORTING_VERBS.fullmatch(word)) or word.endswith(("ed", "s")) or word in IRREGULAR_VERBS
    return word not in FUNCTION_WORDS and not is_verb


def _is_head(text: str, token: Token, following: Token) -> bool:
    """Returns True if the main noun comes after this word: "party members"."""
    return (
        not token.is_possessive
        and text[token.end : following.start] == " "
        and singular(following.text) in PERSON_NOUNS | ORGANISATION_NOUNS
    )


def _start_of_phrase(text: str, tokens: list[Token], at: int, taken: list[tuple[int, int]]) -> tuple[int, str, str]:
    """Returns the index of a phrase's first word, its determiner and its owner."""
    first = at
    for index in range(at - 1, max(-1, at - 8), -1):
        token = tokens[index]
        gap = text[token.end : tokens[index + 1].start]
        word = token.text.lower()
        if token.is_possessive and gap in ("'s ", "\u2019s ", "' ", "\u2019 "):
            while (
                index
                and tokens[index].is_capitalized
                and tokens[index - 1].is_capitalized
                and text[tokens[index - 1].end : tokens[index].start] == " "
            ):
                index -= 1
            owner = text[tokens[index].start : token.end]
            while (
                index
                and text[tokens[index - 1].end : tokens[index].start] == " "
                and tokens[index - 1].text.lower() in ("a", "an", "the")
            ):
                index -= 1
            return index, "", owner
        if gap != " ":
            break
        if word in ("that", "this") and is_plural(tokens[at].text.lower()):
            break
        if word.isdigit() and not is_plural(tokens[at].text.lower()):
            break  # a year: "In 2021 parliament speaker Ole Ran"
        if word in _DETERMINERS or word in NUMBER_WORDS or word.isdigit():
            if (
                index
                and tokens[index - 1].text.lower() in ("the", "these", "those", "his", "her", "its", "their")
                and text[tokens[index - 1].end : token.start] == " "
            ):
                return index - 1, tokens[index - 1].text.lower(), ""
            return index, word, word if word in _POSSESSIVE_PRONOUNS else ""
        if word == "and" and first < at:
            continue
        is_verb = REPORTING_VERBS.fullmatch(word) or (word in IRREGULAR_VERBS and word != "left")
        if is_verb or (token.is_function_word and word not in ("former", "first", "second")):
            break
        first = index
    # Without a determiner only known modifiers belong to the phrase.
    first = at
    while (
        first
        and text[tokens[first - 1].end : tokens[first].start] == " "
        and _is_bare_modifier(tokens[first - 1], taken)
    ):
        first -= 1
    start = at
    while (
        start
        and at - start < 3
        and text[tokens[start - 1].end : tokens[start].start] == " "
        and not tokens[start - 1].is_function_word
        and not REPORTING_VERBS.fullmatch(tokens[start - 1].text)
    ):
        start -= 1
    if _STARTS_SENTENCE.search(text[max(0, tokens[start].start - 6) : tokens[start].start]):
        first = start  # "Aid agencies doubt"
    return first, "", ""


def _is_bare_modifier(token: Token, taken: list[tuple[int, int]]) -> bool:
    """Returns True for an adjective that needs no article before it."""
    if token.text.lower() in _BARE_MODIFIERS or token.text in REGIONS:
        return True
    if token.is_possessive or token.is_function_word:
        return False
    return any(start <= token.start < end for start, end in taken) or (
        token.is_capitalized and (gazetteer.is_nationality(token.text) or bool(_ADJECTIVE.search(token.text)))
    )
