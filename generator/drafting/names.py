"""Finds proper names in a text: runs of capitalized words, with their honorifics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from . import gazetteer
from .word_lists import (
    CALENDAR,
    FUNCTION_WORDS,
    HONORIFIC_MODIFIERS,
    HONORIFICS,
    ORGANISATION_HEADS,
    ORGANISATION_NOUNS,
    PARTICLES,
    REGIONS,
    SURNAMES,
    THING_HEADS,
    is_person_noun,
    singular,
)

_TOKEN = re.compile(r"\d+(?:-[^\W\d_]+)+|\d[\d,.]*\d|(?:[^\W\d_]\.){2,}|\w+(?:[-&'\u2019]\w+)*")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_SENTENCE_START = re.compile(
    r"(?:^|[.!?:\u2026][\"'\u201d\u2019)]*\d*\s+|\n\s*|[\u2022]\s*|[\"\u201c\u201e\u00ab]|(?:^|\s)['\u2018])$"
)
_SUFFIXES = frozenset("Inc Ltd Corp Co Jr Sr plc PLC LLC LLP GmbH AG SA NV AB".split())
INNER_CAPITAL = re.compile(r"^(?!Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz).*[a-z][A-Z]")
"""The form of a brand: "IslandNet"."""
POSTNOMINALS = frozenset("KC QC SC MP MEP MSP MSc MD PhD FRS OBE CBE MBE DBE KBE Esq".split())
"""Letters behind the name of a person: "Marguerite Okonjo KC"."""
_SUBJECTS = frozenset(
    "Affairs African Agricultural Agriculture American Analysis Aquaculture Arms Asian Atmospheric Aviation Business Census "
    "Children Commerce Commodities Communities Competition Consumer Consumers Control Cooperation Crime Culture Customs "
    "Defence Defense Democracy Development Disaster Disease Drug Drugs Economic Economics Education Employment Energy "
    "Environment Environmental European Exchange Excise Exports Families Finance Firearms Fish Fisheries Fishery Food Forestry "
    "Gas Health Healthcare Human Humanitarian Immigration Industry Infrastructure Innovation Intelligence International "
    "Investment Justice Labor Labour Law Management Maritime Markets Medicine Medicines Migration Mines Nuclear Nutrition "
    "Oceanic Oil Parks Peace Pensions Policy Political Prevention Protection Public Quality Radiation Reconstruction Reform "
    "Refugees Relief Rescue Research Resources Revenue Rights Safety Salvage Science Search Securities Security Social Society "
    "Space Sport Sports Standards Statistics Strategic Strategy Studies Technology Tobacco Tourism Trade Training Transport "
    "Waterways Welfare Wildlife Women Work Youth".split()
)
"""Subjects of bodies, beside "and" in a name: "Food and Drug Administration"."""
_MEMBERS = frozenset("Societies Workers Employees Nations States Countries Industries".split())
"""Members of a body, at the end of a name with "and"."""
_PARTY = re.compile(r"[DRI]-[A-Z]\w*")
"""The party and state of an American politician: "D-Nev."."""
_SPEAKS = re.compile(r" (?:said|says|called|denied|warned|claimed|announced|declined|refused|accused|insisted|told)\b")
_DESCRIBED = re.compile(r", (?:the|an?) (?:[a-z-]+ ){0,2}(?P<noun>[a-z-]+)(?: (?:of|in|for) [^,.;]{2,40})?,")
_PLURAL = re.compile(r"[^aiosu]s$")
_ARABIC = re.compile(r"(?:al|el|an|as|ar|ad|ul)-[A-Z]")
"""The article of a surname: "al-Rashid"."""
_OWNERS = frozenset("King Queen People Women Children Men Lloyd Trinity Mary John".split())
"""Words with 's that are part of a name: "King's College"."""
_MINISTRY = re.compile(
    r"(?:(?:Foreign|Defen[cs]e|Interior|Finance|Transport|Energy|Health|Justice|Trade|Education|Economy|Environment|Home|State) "
    r"(?:Ministry|Department|Office)|Parliament|Senate|Government|Supreme Court|Constitutional Court|Central Bank|"
    r"Coast Guard|Navy|Army|Air Force|Armed Forces|National Assembly|General Staff|Ministry of [A-Z]\w+(?: [A-Z]\w+)?)"
)
"""Names of bodies that many states have."""
_COMPOUND = re.compile(
    r"-(?:based|born|led|backed|style|era|made|owned|controlled|trained|speaking|flagged|run|funded|wide)$"
)
_ADJECTIVES = frozenset("Landlocked Neighboring Neighbouring Nearby Oil-rich Surrounding".split())
"""First words of sentences that stand before names of states and places."""
_DIRECTIONS = frozenset("Northern Southern Eastern Western Central".split())
_NAME_MONTHS = frozenset("April May June August Jan Jun".split())
_BEFORE_DATES = frozenset(
    "in on since of by last next early late mid until till from to before after this during every".split()
)


@dataclass(frozen=True)
class Token:
    """A word and its position; `is_possessive` if it ended in 's, which is left out."""

    text: str
    start: int
    end: int
    is_possessive: bool = False

    @property
    def is_capitalized(self) -> bool:
        """True if it begins with a capital letter."""
        return self.text[0].isupper() or bool(_ARABIC.match(self.text))

    @property
    def is_function_word(self) -> bool:
        """True for a word such as "who"; not for the acronym "WHO"."""
        return self.text.lower() in FUNCTION_WORDS and not (len(self.text) > 1 and self.text.isupper())


@dataclass(frozen=True)
class NameMention:
    """A name at a position, without the honorific before it, which is `title`.

    `start` and `end` are the position of the name alone, `title_start` that of the whole. `speaks` is True if a verb of
    saying or the description of a body follows.
    """

    paragraph: int
    start: int
    end: int
    text: str
    title: str = ""
    title_start: int = -1
    is_possessive: bool = False
    starts_sentence: bool = False
    followed_by_number: bool = False
    speaks: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name."""
        return tuple(self.text.split())

    @property
    def first(self) -> int:
        """The position of the first letter, of the honorific if there is one."""
        return self.title_start if self.title_start >= 0 else self.start


def tokenize(text: str) -> list[Token]:
    """Returns the words of a text."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        bare = _POSSESSIVE.sub("", word)
        is_plural_possessive = word[-1] in "sS" and re.match(r"['\u2019](?=\s)", text[match.end() : match.end() + 2])
        yield Token(bare, match.start(), match.start() + len(bare), bare != word or bool(is_plural_possessive))


def find_names(paragraphs: Iterable[tuple[int, str]]) -> list[NameMention]:
    """Returns the names in numbered paragraphs, in the order of the text."""
    numbered = [(number, text, tokenize(text)) for number, text in paragraphs]
    lower = {token.text for _, _, tokens in numbered for token in tokens if token.text.islower()}
    raw = [mention for number, text, tokens in numbered for mention in _paragraph_names(number, text, tokens)]
    known = {mention.text for mention in raw if not mention.starts_sentence}
    known |= {mention.words[-1] for mention in raw if len(mention.words) > 1}
    known |= {mention.words[0] for mention in raw if len(mention.words) > 1 and not mention.starts_sentence}
    return [found for mention in raw if (found := _without_common_word(mention, lower, known))]


def _paragraph_names(number: int, text: str, tokens: list[Token]) -> Iterator[NameMention]:
    at = 0
    while at < len(tokens):
        if not _begins_name(text, tokens, at):
            at += 1
            continue
        end = _end_of_name(text, tokens, at)
        yield from _split_title(number, text, tokens, at, end)
        at = end


def _begins_name(text: str, tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if not token.is_capitalized or token.is_function_word or token.text.rstrip(".") == "I":
        return False
    if token.text.lower() in FUNCTION_WORDS and _is_in_capitals(tokens, at):
        return False
    if _COMPOUND.search(token.text) or token.text in _ADJECTIVES:
        return False
    if token.text not in CALENDAR:
        return True
    follows = at + 1 < len(tokens) and _is_joined(text, token, tokens[at + 1])
    before = tokens[at - 1].text.lower() if at else ""
    after = tokens[at + 1].text if follows else ""
    is_free = before not in _BEFORE_DATES and not before.isdigit()
    return (
        follows
        and is_free
        and after[0].isupper()
        and after not in CALENDAR
        and (token.text in _NAME_MONTHS or after in ORGANISATION_HEADS)
    )


def _is_in_capitals(tokens: list[Token], at: int) -> bool:
    """Returns True for a word among others in capitals, as in headings."""
    beside = [one.text for one in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]) if len(one.text) > 1]
    return bool(beside) and all(map(str.isupper, beside))


def _is_joined(text: str, token: Token, following: Token) -> bool:
    """Returns True if only a space is between, or the point of an abbreviation."""
    gap = text[token.end : following.start]
    if token.is_possessive:
        is_plural = gap in ("' ", "\u2019 ")
        return (is_plural or token.text in _OWNERS) and following.text in ORGANISATION_HEADS
    is_abbreviated = (
        (token.text in HONORIFICS and len(token.text) < 7)
        or token.text in _SUFFIXES
        or (len(token.text) == 1 and token.text not in ("I", "X"))
    )
    return gap in (" ", " & ") or (gap == ". " and is_abbreviated) or (gap == ", " and following.text in _SUFFIXES)


def _end_of_name(text: str, tokens: list[Token], start: int) -> int:
    """Returns the index after the last word of the name that begins at a token."""
    end = start + 1
    while end < len(tokens):
        token, before = tokens[end], tokens[end - 1]
        is_plan = len(before.text) == 1 and end - start > 1 and tokens[end - 2].text in _OPEN_HEADS
        is_end = is_plan and text[before.end] == "."  # "a Plan B. Kolmar Rail could"
        if is_end or not _is_joined(text, before, token):
            break
        if token.is_capitalized and token.text not in CALENDAR:
            end += 1
            continue
        after = _after_connector(text, tokens, start, end)
        if after is None:
            is_suffix = token.text in _SUFFIXES
            end += is_suffix
            break
        end = after
    return end


def _after_connector(text: str, tokens: list[Token], start: int, at: int) -> int | None:
    """Returns the index of the capitalized word after "of the", "for", "van der"."""
    word = tokens[at].text.lower()
    head = [token.text for token in tokens[start:at]]
    if word in PARTICLES:
        after = at + 1
        while after < len(tokens) and tokens[after].text in PARTICLES:
            after += 1
    elif (word in ("of", "for", "on") and head[-1] in _OPEN_HEADS) or (word == "of" and "for" in head):
        after = at + 1
        if after < len(tokens) and tokens[after].text.lower() == "the":
            after += 1
    elif word == "and" and {"of", "for", "on"} & {token.text for token in tokens[start:at]}:
        after = at + 1
        if after < len(tokens) and tokens[after].text not in _SUBJECTS and not _ends_in_members(text, tokens, after):
            return None
    elif word == "and" and head[-1] in _SUBJECTS and _ends_in_head(text, tokens, at + 1):
        after = at + 1
    else:
        return None
    if after >= len(tokens) or not tokens[after].is_capitalized or tokens[after].text in CALENDAR:
        return None
    pairs = zip(tokens[at:after], tokens[at + 1 : after + 1], strict=True)
    return after + 1 if all(_is_joined(text, one, other) for one, other in pairs) else None


def _ends_in_members(text: str, tokens: list[Token], at: int) -> bool:
    """Returns True for "Red Crescent Societies", the second half of a name with "and"."""
    words = _second_half(text, tokens, at)
    return bool(words) and words[-1] in _MEMBERS


def _ends_in_head(text: str, tokens: list[Token], at: int) -> bool:
    """Returns True for "Drug Administration", the second half of a name with "and"."""
    words = _second_half(text, tokens, at)
    return len(words) > 1 and words[0] in _SUBJECTS and words[-1] in ORGANISATION_HEADS


def _second_half(text: str, tokens: list[Token], at: int) -> list[str]:
    """Returns the capitalized words from a token on, four at most."""
    end = at
    while (
        end < min(len(tokens), at + 4)
        and tokens[end].is_capitalized
        and (end == at or _is_joined(text, tokens[end - 1], tokens[end]))
    ):
        end += 1
    return [token.text for token in tokens[at:end]]


_OPEN_HEADS = ORGANISATION_HEADS | THING_HEADS | {"Secretary", "Minister", "Chamber", "Chancellor", "Duke", "Institute"}


def _split_title(number: int, text: str, tokens: list[Token], start: int, end: int) -> Iterator[NameMention]:
    """Yields a name without its honorific, and the name before the honorific.

    A noun that is capitalized because it begins a sentence is no part: "Economist Ana Holm".
    """
    first = tokens[start]
    is_first = bool(_SENTENCE_START.search(text[max(0, first.start - 8) : first.start]))
    if is_first and end - start > 2 and first.text not in HONORIFICS and is_person_noun(first.text.lower()):
        start += 1
    office = start
    while office < end - 1 and not _is_title_word(tokens, office, end):
        office += 1
    name = office
    while name < end - 1 and _is_title_word(tokens, name, end):
        name += 1
        following = [one.text for one in tokens[name : name + 2]]
        if tokens[name - 1].text == "Secretary" and following == ["of", "State"] and end > name + 2:
            name += 2
    has_honorific = any(token.text in HONORIFICS for token in tokens[office:name])
    rest = [token.text for token in tokens[name:end]]
    is_surname = rest[-1] in SURNAMES and len(rest) == 2
    is_body = (
        (rest[-1] in (ORGANISATION_HEADS | THING_HEADS) and not is_surname)
        or "of" in rest
        or rest[0] in ORGANISATION_HEADS
    )
    if not has_honorific or is_body or office > start + 3:
        yield _mention(number, text, tokens, start, start, end)
        return
    if office > start:
        last = office
        while last > start + 1 and not tokens[last - 1].is_capitalized:
            last -= 1  # "the National Party of Prime Minister Kess"
        yield _mention(number, text, tokens, start, start, last)
    yield _mention(number, text, tokens, office, name, end)


def _mention(number: int, text: str, tokens: list[Token], title: int, name: int, end: int) -> NameMention:
    """Returns the name between two tokens; its honorific begins at `title`."""
    first, last = tokens[name], tokens[end - 1]
    stop = last.end + (last.text in _SUFFIXES and text[last.end : last.end + 1] == "." and not last.is_possessive)
    before = text[max(0, tokens[title].start - 8) : tokens[title].start]
    has_letters = end - name > 2 and last.text in POSTNOMINALS
    words = text[first.start : tokens[end - 2].end if has_letters else stop]
    owner = tokens[title - 1] if title else None
    if owner and owner.is_possessive and owner.is_capitalized and _MINISTRY.fullmatch(words):
        words = f"{owner.text}'s {words}"  # "Norway's Foreign Ministry" is another than Japan's
    return NameMention(
        number,
        first.start,
        stop,
        words,
        text[tokens[title].start : first.start].strip(),
        tokens[title].start if name > title else -1,
        last.is_possessive,
        bool(_SENTENCE_START.search(before)),
        bool(re.match(r" \d", text[last.end : last.end + 2])),
        bool(_SPEAKS.match(text[last.end : last.end + 20]) or _is_described_body(text[last.end : last.end + 80]))
        and not _PLURAL.search(last.text),
    )


def _is_described_body(after: str) -> bool:
    """Returns True for the words after a body: ", the operator,"."""
    described = _DESCRIBED.match(after)
    return described is not None and singular(described["noun"]) in ORGANISATION_NOUNS


def _is_title_word(tokens: list[Token], at: int, end: int) -> bool:
    word = tokens[at].text
    if word in HONORIFICS:
        return True
    following = [token.text for token in tokens[at + 1 : end]]
    return word in HONORIFIC_MODIFIERS and any(one in HONORIFICS for one in following[:3])


def _without_common_word(mention: NameMention, lower: set[str], known: set[str]) -> NameMention | None:
    """Drops what is capitalized only because it begins a sentence, and adjectives."""
    words = mention.words
    is_part = len(words) == 2 and words[0] in _DIRECTIONS and words[1] in known and words[1] not in _OPEN_HEADS
    if is_part and not gazetteer.country_code(mention.text):  # "Southern Kestria"
        offset = len(words[0]) + 1
        mention = replace(mention, start=mention.start + offset, text=words[1], starts_sentence=False)
        words = mention.words
    if mention.starts_sentence and not mention.title and mention.text not in known:
        first = words[0]
        is_known = gazetteer.country_code(first) or gazetteer.capital_of(first)
        is_common = first.lower() in lower and not is_known
        if len(words) == 1 and (is_common or not (mention.is_possessive or is_known)):
            is_name = mention.is_possessive or mention.speaks or INNER_CAPITAL.search(first)
            return mention if is_name and not is_common else None
        if is_common and " ".join(words[1:]) in known:
            offset = len(first) + 1
            mention = replace(mention, start=mention.start + offset, text=mention.text[offset:], starts_sentence=False)
            words = mention.words
    if _COMPOUND.search(words[-1]) or _PARTY.fullmatch(words[-1]) or (mention.followed_by_number and len(words) == 1):
        return None
    if all(word in REGIONS or word in CALENDAR or word.isdigit() for word in words):
        return None
    return mention
