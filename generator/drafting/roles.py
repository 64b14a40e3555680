"""Reads roles: "a senior fellow at the Calder Institute", "who studies incidents"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .word_lists import (
    CALENDAR,
    EXPERT_NOUNS,
    FUNCTION_WORDS,
    HONORIFIC_MODIFIERS,
    HONORIFICS,
    IRREGULAR_VERBS,
    PERSON_NOUNS,
    REPORTING_VERBS,
    is_person_noun,
    is_scientist,
    singular,
)

_END_OF_HEAD = re.compile(
    r"\s*(?:[,;.(\"\u2014\u2013]|\b(?:of|at|in|for|with|who|whose|whom|that|which|on|from|to|and|under|by|based|registered|has|had|is|was|"
    r"working|speciali[sz]ing|briefed|familiar|close|near|said|says|told|added|asked|wrote|warned|argued)\b)"
)
PARTY_TAG = r"(?:, [A-Z]{1,3}-[A-Z][\w.]*| \([^()]{1,25}\))"
"""The party behind a name in American news: "Carla Medina, D-N.M.," or "(R-Ohio)"."""
_APPOSITIVE = re.compile(
    rf"(?:, \d\d|{PARTY_TAG})?, (?:now |then |currently |also )?(?P<phrase>[^,;()\"\u201c\u201d\u2014]+)"
)
_COPULA = re.compile(r" is (?:now |also )?(?P<phrase>(?:an?|the) [^,;.()\"\u201c\u201d\u2014]+)")
_DETERMINER = re.compile(r"^(?:an?|the|its|his|her|their|our|one of (?:the|its|his|her)|another)\s+", re.IGNORECASE)
_OWNER = re.compile(r"(?:[A-Z][\w\u2019'-]*\s)*[A-Z][\w-]*(?:['\u2019]s|s['\u2019])\s+")
_COMPLEMENT = re.compile(
    r" (?:to|of) (?:the )?[^,;.()\"]+?(?=,| (?:who|that|which|at|in|for|said|told|and)\b|$|[;.()\"])"
)
_CLAUSE = re.compile(
    r"(?: of (?:the )?[A-Z][^,;.\"]{2,80})?,? (?:who|whose) (?P<phrase>(?:now |also |has |currently |long |once )*"
    r"(?P<verb>directs?|heads?|leads?|runs?|chairs?|studies|teaches|taught|lectures|lectured|covers?|advises|advised|researche[sd]|speciali[sz]es|follows|"
    r"worked|works|tracks|monitors|coordinates|manages|oversees|organi[sz]es|represents|supervises|trains|treats|wrote|edits|studied|led|ran|headed|chaired|served|investigate[sd]|inspected)\b[^,;.()\"]*)"
)
_SPENT = re.compile(
    r",? who (?:has |had )?spent (?:[\w-]+ ){1,4}?(?:years?|decades?|months) (?:as (?P<office>(?:an?|the|[^,;.\"]{1,40}?['\u2019]s) [^,;.()\"]+?)|"
    r"(?P<study>(?:studying|researching|tracking|covering|investigating|analy[sz]ing) [^,;.()\"]+?))(?= and (?:now|who|is|has)\b|[,;.()\"]|$)"
)
"""Past work: "who spent nine years as the EU's envoy to the region"."""
_LATER_NOUN = re.compile(r"(?:[\w&'\u2019-]+ ){1,5}?(?P<noun>[a-z][\w-]+)(?: (?:at|with|for|of the)\b|$)")
_WORDS_BEFORE = re.compile(r"(?:[\w&-]+(?:['\u2019]s)? ){1,6}$")
_NO_MODIFIER = re.compile(r"\d+|.*(?:['\u2019]s|ed|ing)|fellow|of|as|like")
"""A word that is no part of a role: "fellow activist Tom Vell"."""
_OWNERS = frozenset("a an the this that one another its his her their our my your whose".split())
_BEFORE_VERB = frozenset("to will would can could may might must should not they we you i".split())
"""Words before a verb such as "judge" or "coach"."""
_STUDIES = frozenset(
    "studies teaches taught lectures lectured researches researched specializes specialises studied directs".split()
)
_AT = re.compile(r"\s(?:at|for|with)\s(?:the\s)?[A-Z].*$")
_OF_PARTY = re.compile(
    r" (?:for|to|representing) | (?:with|at|of|from) (?:the |an? )?(?:[a-z-]+ ){0,3}"
    r"(?:campaign|charity|church|club|coalition|company|council|federation|government|group|ministry|movement|organi[sz]ation|party|regulator|union|utility|watchdog)\b"
)
"""The words before somebody's party: "a lawyer with the campaign group"."""
PAST = re.compile(r"(?:former|retired|ex-)")
"""The beginning of a role that somebody had once."""
_PAST_EXPERTS = frozenset(
    "ambassador official diplomat officer adviser advisor negotiator envoy inspector judge prosecutor general admiral minister "
    "director commander secretary governor".split()
)


@dataclass(frozen=True)
class Role:
    """A role as the text gives it, without its article.

    `noun` is its main noun or verb; `start` and `end` are the position of the whole phrase behind the name.
    """

    text: str
    noun: str
    start: int
    end: int
    is_expert: bool = False


def appositive_noun(after: str) -> str:
    """Returns the main noun of the phrase behind a name and a comma, or ""."""
    found = _APPOSITIVE.match(after)
    if not found:
        return ""
    phrase = found["phrase"]
    bare = _without_owner(phrase)
    noun = main_noun(bare)
    if singular(noun) not in PERSON_NOUNS:
        # "Horn of Africa director at the International Conflict Forum"
        later = _LATER_NOUN.match(bare)
        noun = later["noun"] if later and singular(later["noun"]) in PERSON_NOUNS else noun
    if noun in HONORIFICS and re.match(r"(?:(?:the|an?|its|his|her|their) )?[A-Z]", phrase):
        noun = noun.lower()  # "Tom Reyes, the Deputy Mayor,"
    is_marked = bare != phrase or singular(noun) in PERSON_NOUNS or noun in ("chair", "head")
    return noun if is_marked and (noun == noun.lower() or noun in PERSON_NOUNS) else ""


def _without_owner(phrase: str) -> str:
    """Returns a description without its article and the one it belongs to."""
    bare = _OWNER.sub("", phrase, count=1) if _OWNER.match(phrase) else _DETERMINER.sub("", phrase, count=1)
    return re.sub(r"^(?:[\w-]+ )?[\w-]+(?:['\u2019]s|s['\u2019]) ", "", bare)


def role_after(after: str) -> Role | None:
    """Returns the role that follows a person's name."""
    clause = _CLAUSE.match(after)
    if clause:
        words = _AT.sub("", clause["phrase"]).strip()
        return Role(words, clause["verb"], 0, clause.end(), clause["verb"] in _STUDIES or "advis" in clause["verb"])
    spent = _SPENT.match(after)
    if spent and spent["study"]:
        return Role(spent["study"], spent["study"].split()[0], 0, spent.end(), is_expert=True)
    if spent:
        noun = main_noun(_without_owner(spent["office"]))
        office = _role(spent["office"], noun, 0, spent.end())
        return replace(office, text=f"former {office.text}", is_expert=office.is_expert or noun in _PAST_EXPERTS)
    found = _APPOSITIVE.match(after) or _COPULA.match(after)
    if not found:
        return None
    noun = appositive_noun(f", {found['phrase']}")
    if singular(noun) not in PERSON_NOUNS and not (noun and re.match(r"an? ", found["phrase"])):
        return None
    return _role(found["phrase"], noun, found.start(), found.end())


def role_before(before: str) -> Role | None:
    """Returns the role before a name, without article: "union leader Petra Lind".

    `start` and `end` of the role are positions in the text before the name.
    """
    found = _WORDS_BEFORE.search(before)
    words = found.group().split() if found else [""]
    opens_sentence = found is not None and found.start() == 0
    if opens_sentence and (len(words) == 1 or (words[0] in HONORIFIC_MODIFIERS and words[1].islower())):
        words[0] = words[0].lower()  # "Former minister Ana Holm"
    noun = words[-1]
    if not noun.islower() or singular(noun) != noun or not is_person_noun(noun):
        return None
    at = len(words) - 1
    while at and is_modifier(words[at - 1]):
        at -= 1
    owner = words[at - 1].lower() if at else ""
    if owner in _OWNERS | _BEFORE_VERB or owner.endswith(("'s", "\u2019s")):
        return None  # a description with an article, or a verb
    phrase = " ".join(words[at:])
    return replace(_role(phrase, noun, 0, 0), start=len(before) - len(phrase) - 1, end=len(before))


def is_modifier(word: str) -> bool:
    """Returns True for a word that may be part of a role: no verb, date, "and"."""
    if word in CALENDAR | IRREGULAR_VERBS or _NO_MODIFIER.fullmatch(word):
        return False
    return word.lower() not in FUNCTION_WORDS and not REPORTING_VERBS.fullmatch(word)


def role_of_phrase(phrase: str) -> Role | None:
    """Returns the role in a description before a name."""
    noun = main_noun(phrase)
    return _role(phrase, noun, 0, len(phrase)) if singular(noun) in PERSON_NOUNS else None


def _role(phrase: str, noun: str, start: int, end: int) -> Role:
    bare = _without_owner(phrase)
    at = re.search(rf"\b{re.escape(noun)}\b", bare)
    stop = at.end() if at else len(bare)
    complement = _COMPLEMENT.match(bare, stop)
    if (
        complement
        and not re.match(r" of (?:the )?[A-Z]", complement.group())
        and (complement.group().startswith(" to ") or len(complement.group().split()) < 6)
    ):
        stop = complement.end()
    words = bare[:stop].strip()
    one = singular(noun)
    is_past = bool(PAST.match(words)) and one in _PAST_EXPERTS
    is_hired = bool(_OF_PARTY.match(bare, stop)) and one in ("lawyer", "engineer", "strategist")
    is_author = one == "author" and bool(re.match(r"(?:lead|first|senior) ", words))  # of a study
    is_expert = ((one in EXPERT_NOUNS or is_scientist(one)) and not is_hired) or is_past or is_author
    is_regional = (
        words[:1].isupper() and one in ("director", "adviser", "advisor", "manager") and bare[stop:].startswith(" at ")
    )
    return Role(words, one, start, end, is_expert or is_regional)


def main_noun(phrase: str) -> str:
    """Returns the last word before the first preposition, comma or verb."""
    end = _END_OF_HEAD.search(phrase)
    words = re.findall(r"[\w'\u2019-]+", phrase[: end.start()] if end else phrase)
    return words[-1] if words else ""
