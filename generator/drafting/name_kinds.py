"""Decides from a name's form and context: a person, body, state, place or thing."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum

from . import gazetteer, roles
from .names import INNER_CAPITAL, POSTNOMINALS, NameMention
from .word_lists import (
    COMPANY_POSSESSIONS,
    INSTITUTIONS,
    NAMES_OF_PLACES,
    ORGANISATION_HEADS,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    REPORTING_VERBS,
    STATE_NOUNS,
    SURNAMES,
    THING_HEADS,
    THING_NOUNS,
    is_person_noun,
    is_scientist,
    singular,
)


class NameKind(StrEnum):
    """The kinds of thing that a name can stand for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    PLACE = "place"
    THING = "thing"


_INNER_HEADS = frozenset("College University School Institute Bank International Academy Council Centre Center".split())
"""Words of a body before the name of a place: "University College London"."""
_FIRST_HEADS = frozenset(
    "TV Radio Agence Banco Banca Banque Bank Compagnie Grupo Groupe Gruppo Institut Instituto Istituto Partido Parti "
    "Soci\u00e9t\u00e9 Universidad Universit\u00e9 Universit\u00e4t Universit\u00e0".split()
)
"""First words of bodies: "TV Delta"."""
_SEATS = frozenset(("Kremlin", "White House", "Pentagon", "Downing Street", "\u00c9lys\u00e9e", "Elysee"))
"""Seats of government that act under their own name."""
_PARTIES = frozenset("Liberals Conservatives Greens Socialists Communists Tories Christian-Democrats".split())
_OF_SHIPS = frozenset("King Lady Lord Prince Princess Queen Sir".split())
"""Titles that begin the names of ships, after "the": "the Lady Estrid"."""
_OF_PLACES = frozenset("Great Inner Little Lower Outer Upper".split())
"""First words of the names of places: "Little Hove"."""
_PERIODICAL = re.compile(r"(?:Journal|Annals|Proceedings|Transactions) of\b")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_NO_BODIES = frozenset(
    "AI AIDS CEO CFO CIO COO COVID CTO DNA GDP GP HIV HR IT LGBT MEP MP PDF PM PR RNA TV URL VAT VP".split()
)
"""Acronyms of offices and things: "the CEO said"."""
_FIRST_NAMES = frozenset("Jordan Chad Israel Georgia Ireland Holland Cuba".split())
"""Countries that are names of people too."""
_PARTS = frozenset("New North South East West Northern Southern Eastern Western Central".split())
"""Words before the name of a country in that of a place: "New Mexico"."""
_SURE = 5
_LEAST = 3
"""The evidence that a name needs to be taken for an actor."""
PLACE_PREPOSITION = re.compile(
    r"(?i:\b(?:in|at|near|off|outside|into|around|across|throughout|above|based in|registered in|coast of|port of|city of|town of|off the coast of)(?: the)?) $"
)
_WEAK_PREPOSITION = re.compile(r"(?i:\b(?:from|to|towards?|via)(?: the)?) $")
_VERB_AFTER = re.compile(r"(?:,? (?:also|has|have|had|then|later|repeatedly|now|still)){0,2} (?P<verb>\w+)")
_PERSON_VERB = re.compile(
    r"(?:served|resigned|smiled|laughed|shrugged|grew up|was born|nodded|teaches|taught|died|joined|directs|chairs|lectures|studies)\b"
)
_DECIDES = re.compile(
    r"adopt(?:ed|s)|agree[ds]|appoint(?:ed|s)|approve[ds]|authori[sz]e[ds]|ban(?:ned|s)|condemn(?:ed|s)|convene[ds]|endorse[ds]|fine[ds]|grant(?:ed|s)|"
    r"impose[ds]|investigate[ds]|license[ds]|order(?:ed|s)|pledge[ds]|recommend(?:ed|s)|reject(?:ed|s)|sanction(?:ed|s)|sue[ds]|suspend(?:ed|s)|"
    r"vote[ds]"
)
"""Verbs of bodies and people: "the IMF approved a loan"."""
_OWNS = re.compile(
    r",? (?:which|that) (?:owns|operates|employs|makes|manufactures|produces|publishes|sells|supplies)\b| (?:owns|operates|employs|manufactures|publishes)\b"
)
"""The verbs of companies: "Delta Lines, which owns 40 ships"."""
_COPULA = re.compile(r" (?:is|was) (?P<phrase>(?:an?|the) [^,;.()\"\u201c\u201d\u2014]+)")
_UNANSWERED = re.compile(
    r" (?:declined to (?:comment|say)|(?:did|has|had) not (?:immediately )?(?:repl(?:y|ied)|respond(?:ed)?|comment(?:ed)?|answer(?:ed)?))\b"
)
_NEW_STATE = re.compile(
    r" (?:became|becoming|is|was) an? (?:\w+ )?(?:republic|monarchy|kingdom|democracy|dictatorship|member state)\b"
)
_BODY_AFTER = re.compile(
    r" (?:(?:labou?r|trade|teachers'|farmers'|aid|advocacy|campaign|rights|student) )?(?:charity|group|newspaper|party|union|website) (?:said|says|warned|warns|announced|called|wants|denied|declined)\b"
)
"""The noun after the name of a body that speaks: "the FNV union said"."""
_ITS_MINISTER = re.compile(
    r"[^.\"]{0,90}\bits (?:(?:foreign|prime|defen[cs]e|interior|finance|energy|trade) minister|parliament|army|navy|coast guard|central bank)\b"
)
"""The words after a state: "Arcadia welcomed it; its foreign minister said"."""
_OFFICE = re.compile(r"(?:President|Prime Minister|Foreign Minister|Defen[cs]e Minister|King|Queen|Parliament) [A-Z]")
"""The office after "X's" that shows that X is a state."""
_TRADES = re.compile(r"(?: (?:would|will|may|could|must|has|had|have|to)){0,4} (?:imports?|exports?)\b")
"""The verbs of a state: "Velenia imports", "Kestria would have to import"."""
_SAID_BEFORE = re.compile(r"(?:said|says|according to|asked|added|argued|warned|wrote|told|named|interview with) $")
_NOUN_BEFORE = re.compile(r"\b(?P<noun>[a-z][\w-]*)(?P<comma>,)? (?:(?:called|named|known as|dubbed) )?$")
_AT_PLACE = re.compile(
    r"\b(?i:in|at|outside|to|from|before) (?:court|school|church|hospital|parliament|university|college|office) $"
)
"""A place before a name, and no description of it: "Outside court Mara Voss said"."""
_AGE = re.compile(r", \d\d[,.]|, (?:who|whose) (?:is|was) \d\d\b")
_WHO = re.compile(r"(?: of (?:the )?[A-Z][^,;.]{2,60})?,? who(?:se)?\b")
_OF_BODY = re.compile(r"(?: (?:of|at|from|with) (?:the )?|, (?:of|at) (?:the |an? )?(?:[a-z-]+ ){0,3})[A-Z]")
_OF_DESCRIBED_BODY = re.compile(r",? (?:of|at|from|with) (?:the|an?) (?:[a-z-]+ ){0,2}(?P<noun>[a-z-]+) [A-Z]")
_PERSON_OF = re.compile(
    r"(?:^|[.,;:\"\u201d] |\b[Bb]ut |\b[Aa]nd |said )(?:[A-Z][\w.'\u2019-]+ ){2,3}(?:of|from) (?:the )?$"
)
"""A person before a body: "Jo Whitfield of" Obesity Voice."""
_PEOPLE_AT = re.compile(r"\b(?P<noun>[A-Za-z][a-z]*) at $")
_MANAGER_AT = re.compile(r"\b(?:chief|director|head|manager) of [\w -]{3,40} at (?:the )?$")
"""The words before an acronym of a body: "head of sales at" ABC."""
_FAILED = re.compile(
    r" (?:went into (?:administration|liquidation|receivership)|went (?:bankrupt|bust)|filed for (?:bankruptcy|insolvency))\b"
)
"""The end of a company: "Tallvik went into administration"."""
_JOB_AFTER = re.compile(r" (?P<job>(?:[a-z-]+ ){1,3})[A-Z]")
"""The words between a body and its "spokesman Ole Ran"."""
_SPOKESMAN_FOR = re.compile(r"\b[Ss]pokes(?:man|woman|person|people) (?:for|of) (?:the )?$")
_STATE_BEFORE = re.compile(
    r"\b(?:[Bb]ank|[Gg]overnment|[Rr]epublic|[Kk]ingdom|[Pp]arliament|[Pp]resident|[Pp]rime [Mm]inister|[Aa]mbassador|"
    r"constitution|independence|citizens) (?:of|to) $"
)
_UNIT = re.compile(r"(?:Program|Programme|Project|Initiative|Department|Division|Unit)$")
_MEDIA_BEFORE = re.compile(
    r"\b(?:told|published (?:\w+ ){0,3}(?:by|in)|reported by|interview with|broadcast by|article in|according to) (?:the )?$"
)


def name_evidence(mention: NameMention, text: str) -> Counter[NameKind]:
    """Returns the evidence for each kind from one mention in its paragraph."""
    found: Counter[NameKind] = Counter()
    before, after = text[max(0, mention.first - 60) : mention.first], text[mention.end : mention.end + 140]
    words = mention.words
    if mention.title in _OF_SHIPS and before.endswith((" the ", "The ")):
        found[NameKind.THING] += 3 * _SURE
    elif mention.title or (len(words) > 1 and text[: mention.end].rpartition(" ")[2] in POSTNOMINALS):
        found[NameKind.PERSON] += _SURE
    _add_context(found, mention, before, after)
    if INNER_CAPITAL.search(mention.text) and before.endswith((" on ", " via ")):
        found[NameKind.THING] += _SURE  # "a post on YouTube"
    article = before.endswith((" the ", "The ", " a "))
    if 2 <= len(words) <= 4 and not article and not mention.title:
        found[NameKind.PERSON] += 1
    return found


def form_evidence(name: str) -> Counter[NameKind]:
    """Returns the evidence from the name alone."""
    found: Counter[NameKind] = Counter()
    words = name.split()
    head = _head(words)
    if gazetteer.country_code(name):
        found[NameKind.STATE] += _LEAST
        found[NameKind.PERSON] -= 2 * _SURE * (len(words) > 1)
    inner = _INNER_HEADS.intersection(words[1:-1]) and words[-1] not in THING_HEADS
    weight = _SURE - 1 if len(words) == 2 and words[-1] in SURNAMES else 2 * _SURE
    if name in _SEATS or name in _PARTIES or " & " in name:
        found[NameKind.ORGANISATION] += 2 * _SURE
    elif _PERIODICAL.match(name):
        found[NameKind.THING] += 2 * _SURE
    elif len(words) > 1 and (
        inner or words[0] in _FIRST_HEADS or head in ORGANISATION_HEADS or words[-1].rstrip(".") in ORGANISATION_HEADS
    ):
        found[NameKind.ORGANISATION] += weight
    elif len(words) > 1 and (head in THING_HEADS or words[0] in NAMES_OF_PLACES or words[-1].isdigit()):
        found[NameKind.THING] += weight
    elif len(words) > 1 and (
        (_ACRONYM.search(name) and not name.isupper())
        or (gazetteer.country_code(words[-1]) and words[-1] not in _FIRST_NAMES and words[0] not in _PARTS)
    ):
        found[NameKind.ORGANISATION] += _SURE
    elif len(words) == 2 and words[0] in _OF_PLACES:
        found[NameKind.PLACE] += _SURE
    elif len(words) > 4:
        found[NameKind.PERSON] -= _SURE
    elif len(words) == 1 and INNER_CAPITAL.search(name):
        found[NameKind.ORGANISATION] += _LEAST
    elif len(words) == 1 and len(name) > 1 and name.isupper() and name not in _NO_BODIES:
        found[NameKind.ORGANISATION] += 2
    return found


def decide(evidence: Counter[NameKind]) -> NameKind | None:
    """Returns the kind with the most evidence, if there is enough for any."""
    ranked = sorted(NameKind, key=lambda kind: -evidence[kind])
    best = ranked[0]
    return best if evidence[best] >= _LEAST else None


def _head(words: list[str]) -> str:
    """Returns the main noun of a name: "Bank" in "Bank of Mirovar"."""
    for at, word in enumerate(words):
        if word in ("of", "for", "on") and at:
            return words[at - 1]
    return words[-1].rstrip(".")


def _add_context(found: Counter[NameKind], mention: NameMention, before: str, after: str) -> None:
    _add_possessions(found, mention, after)
    if mention.is_possessive:
        pass
    elif PLACE_PREPOSITION.search(before) or (re.match(r", [A-Z]\w+,", after) and before.endswith(" of ")):
        found[NameKind.PLACE] += 2
    elif _WEAK_PREPOSITION.search(before):
        found[NameKind.PLACE] += 1
    is_place, is_surely_place = found[NameKind.PLACE] > 0, found[NameKind.PLACE] > 1
    if re.search(r"\b(?:people|streets|mayor|city|port) of $", before):
        found[NameKind.PLACE] += 2
    if _STATE_BEFORE.search(before):
        found[NameKind.STATE] += _LEAST
    if len(mention.words) in (2, 3) and _OF_BODY.match(after) and not is_place:
        found[NameKind.PERSON] += 2
    _add_work(found, mention, before, after)
    if _UNIT.search(mention.text) and re.match(r" (?:at|of) (?:the )?[A-Z]", after):
        found[NameKind.THING] += 3 * _SURE
    if not is_place and (_WHO.match(after) or _AGE.match(after)):
        found[NameKind.PERSON] += _LEAST
    noun = roles.appositive_noun(after)
    is_of_body = singular(noun) in ORGANISATION_NOUNS and not is_surely_place
    if noun and (not is_place or is_of_body or noun in PLACE_NOUNS):
        _add_noun(found, noun, _SURE - 1)
    copula = _COPULA.match(after)
    if copula and not is_place and singular(roles.main_noun(copula["phrase"])) in PERSON_NOUNS:
        found[NameKind.PERSON] += _SURE - 1
    if not is_place and _UNANSWERED.match(after):
        kinds = (NameKind.PERSON,) if len(mention.words) in (2, 3) else (NameKind.ORGANISATION, NameKind.STATE)
        found.update(dict.fromkeys(kinds, _LEAST))
    if _FAILED.match(after) or (len(mention.words) > 1 and not is_place and _OWNS.match(after)):
        found[NameKind.ORGANISATION] += _LEAST
    if not is_place and _BODY_AFTER.match(after):
        found[NameKind.ORGANISATION] += _LEAST
    if _NEW_STATE.match(after) or _ITS_MINISTER.match(after):
        found[NameKind.STATE] += _LEAST
    if len(mention.words) == 1 and _TRADES.match(after):
        found[NameKind.STATE] += _LEAST
    called = _NOUN_BEFORE.search(before)
    if called and not _AT_PLACE.search(before) and (not called["comma"] or singular(called["noun"]) in PERSON_NOUNS):
        _add_noun(found, "institute" if before.endswith("think tank ") else called["noun"], _LEAST)
    verb = _VERB_AFTER.match(after)
    if verb and not mention.is_possessive:
        _add_verb(found, mention, verb["verb"])
    if mention.text.isupper() and after.startswith(", which "):
        found[NameKind.ORGANISATION] += 1
    if _SAID_BEFORE.search(before) and len(mention.words) > 1:
        found[NameKind.PERSON] += 2
    if _MEDIA_BEFORE.search(before) and len(mention.words) > 1:
        found[NameKind.ORGANISATION] += 1 + before.endswith(("by ", "the "))
    if _PERSON_VERB.match(after.lstrip(" ,")):
        found[NameKind.PERSON] += 2


def _add_work(found: Counter[NameKind], mention: NameMention, before: str, after: str) -> None:
    """Adds the evidence of words for who works for whom."""
    is_long, place = len(mention.words) > 1, found[NameKind.PLACE]
    if is_long and place < 2 and _PERSON_OF.search(before):
        found[NameKind.ORGANISATION] += 2
        found[NameKind.PERSON] -= 2
    body = _OF_DESCRIBED_BODY.match(after) if len(mention.words) in (2, 3) and not place else None
    if body and (singular(body["noun"]) in ORGANISATION_NOUNS or body["noun"] == "tank"):
        found[NameKind.PERSON] += 2
    if _SPOKESMAN_FOR.search(before) and not mention.title and not gazetteer.country_code(mention.text):
        found[NameKind.ORGANISATION] += _LEAST if is_long else 2  # one word may be a state
        found[NameKind.PERSON] -= 2
    if mention.text.isupper() and _MANAGER_AT.search(before):
        found[NameKind.ORGANISATION] += _LEAST
    if not is_long or mention.is_possessive:
        return
    job = _JOB_AFTER.match(after)
    words = job["job"].split() if job else [""]
    if is_person_noun(words[-1]) and all(map(roles.is_modifier, words)):
        found[NameKind.ORGANISATION] += _LEAST
        found[NameKind.PERSON] -= 2
    people = _PEOPLE_AT.search(before)
    if people and is_person_noun(singular(people["noun"].lower())):
        found[NameKind.ORGANISATION] += _LEAST
        found[NameKind.PERSON] -= _SURE


def _add_possessions(found: Counter[NameKind], mention: NameMention, after: str) -> None:
    if not mention.is_possessive:
        return
    owned = re.sub(r"^['\u2019]s? ", "", after)
    if STATE_NOUNS.match(owned) or INSTITUTIONS.match(owned) or re.match(r"(?:\w+ )?years of independence", owned):
        found[NameKind.STATE] += _LEAST
    if len(mention.words) == 1 and _OFFICE.match(owned):
        found[NameKind.STATE] += _LEAST
    if COMPANY_POSSESSIONS.match(owned):
        found[NameKind.ORGANISATION] += 2


def _add_noun(found: Counter[NameKind], noun: str, weight: int) -> None:
    one = singular(noun.lower())
    if one in ORGANISATION_NOUNS and one not in ("owner", "partner"):  # an operator, an insurer, ...
        found[NameKind.ORGANISATION] += weight
    elif one in PERSON_NOUNS or noun in PERSON_NOUNS or is_scientist(one):
        found[NameKind.PERSON] += weight
    elif one in PLACE_NOUNS:
        found[NameKind.PLACE] += weight
    elif one in THING_NOUNS:
        found[NameKind.THING] += weight


def _add_verb(found: Counter[NameKind], mention: NameMention, verb: str) -> None:
    if mention.text.isupper() and _DECIDES.fullmatch(verb):
        found[NameKind.ORGANISATION] += 1
    if REPORTING_VERBS.fullmatch(verb):
        is_surname = mention.words[-1] in SURNAMES & THING_HEADS - ORGANISATION_HEADS  # no thing speaks: "Jo Park said"
        found[NameKind.PERSON] += (2 + 2 * is_surname) * (len(mention.words) in (2, 3))
        found[NameKind.ORGANISATION] += 1
        found[NameKind.STATE] += 1
