"""Groups the names of an article into people, bodies and states, with aliases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from . import gazetteer
from .name_kinds import PLACE_PREPOSITION, NameKind, decide, form_evidence, name_evidence
from .names import NameMention
from .word_lists import HONORIFIC_MODIFIERS, HONORIFICS, ORGANISATION_HEADS, PARTICLES, THING_HEADS, is_person_noun

ACTOR_KINDS = (NameKind.PERSON, NameKind.ORGANISATION, NameKind.STATE)


@dataclass(eq=False)
class Entity:
    """A person, body, state, place or thing of an article.

    `name` is the fullest form. `places` are the positions of its mentions: paragraph, start, end. `is_female` is None
    while the text does not show it. `named` is False for those whom the text only describes; `described_as` has its first
    words for them. `is_represented` is True if somebody speaks for them.
    """

    name: str
    kind: NameKind | None
    aliases: list[str] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    named: bool = True
    is_group: bool = False
    noun: str = ""
    role: str = ""
    role_paragraph: int = 0
    owner: Entity | None = None
    affiliation: Entity | None = None
    is_expert: bool = False
    is_female: bool | None = None
    is_institution: bool = False
    is_represented: bool = False
    described_as: str = ""

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that mention it."""
        return tuple(sorted({paragraph for paragraph, *_ in self.places}))

    @property
    def surname(self) -> str:
        """The last word of a person's name, with the particles before it."""
        words = self.name.split()
        at = len(words) - 1
        while at > 1 and words[at - 1] in PARTICLES:
            at -= 1
        return " ".join(words[at:])

    def add_alias(self, name: str) -> None:
        """Adds another name, once."""
        if name != self.name and name not in self.aliases:
            self.aliases.append(name)


def group_names(
    mentions: Iterable[NameMention], texts: Mapping[int, str], publication: str = ""
) -> dict[tuple[int, int], Entity]:
    """Returns the entity of each name in a text, by paragraph and position.

    Adjectives such as "Norwegian" are left out. A single word can mean two people of one surname: then the one who was
    mentioned last is meant.
    """
    return _NameGrouper(sorted(mentions, key=lambda one: (one.paragraph, one.start)), texts, publication).group()


class _NameGrouper:
    """Groups the names of one text.

    `evidence` has the evidence for the kind of each name; `by_first` and `by_last` are the names of several words by
    their first and last word.
    """

    def __init__(self, mentions: list[NameMention], texts: Mapping[int, str], publication: str) -> None:
        self.mentions, self.texts, self.publication = mentions, texts, publication
        self.groups: dict[str, list[NameMention]] = defaultdict(list)
        for mention in mentions:
            self.groups[_name_of(mention)].append(mention)
        self.evidence = {name: self._evidence(name) for name in self.groups}
        self.by_first: dict[str, list[str]] = defaultdict(list)
        self.by_last: dict[str, list[str]] = defaultdict(list)
        self.by_beginning: dict[str, list[str]] = defaultdict(list)
        for name in self.groups:
            words = name.split()
            if len(words) > 1:
                self.by_first[words[0]].append(name)
                self.by_last[words[-1]].append(name)
            else:
                self.by_beginning[name[:3]].append(name)
        self.entities: dict[str, Entity] = {}
        self.countries: dict[str, Entity] = {}
        self.acronyms: dict[str, Entity] = {}
        self.ministries: dict[str, Entity] = {}  # "Foreign Ministry" -> the one of the state that was last named
        self.courtesy: dict[str, Entity] = {}  # people known by a courtesy title only: "Mr. Hale"
        self.last: dict[str, Entity] = {}

    def group(self) -> dict[tuple[int, int], Entity]:
        """Returns the entity of each mention."""
        self._add_surname_evidence()
        self._add_state_evidence()
        for name in sorted((name for name in self.groups if " " in name), key=lambda one: -len(one.split())):
            longer = self._longer_name(name)
            if longer:
                longer.add_alias(name)
            self.entities[name] = longer or self._new(name)
        self._find_acronyms()
        found: dict[tuple[int, int], Entity] = {}
        for mention in self.mentions:
            entity = self._entity_of(mention)
            if entity is None:
                continue
            entity.places.append((mention.paragraph, mention.start, mention.end))
            is_first = entity.kind is NameKind.PERSON and entity.name.startswith(f"{mention.text} ")
            if not is_first and not self._is_office(mention):
                entity.add_alias(_name_of(mention))
            if "'s " in mention.text:
                self.ministries[mention.text.split("'s ", 1)[1]] = entity
            if mention.title and not self._is_office(mention):
                entity.titles.append(mention.title)
            self.last[entity.surname] = entity
            found[mention.paragraph, mention.start] = entity
        return found

    def _evidence(self, name: str) -> Counter[NameKind]:
        total = form_evidence(name)
        for mention in self.groups[name]:
            total.update(name_evidence(mention, self.texts[mention.paragraph]))
        return total

    def _new(self, name: str) -> Entity:
        """Returns a new entity; names of the same country have one."""
        entity = Entity(name, decide(self.evidence[name]))
        code = gazetteer.country_code(name)
        return self.countries.setdefault(code, entity) if code else entity

    def _add_surname_evidence(self) -> None:
        """A name of which the last word is used alone is a person's; the first, a body's."""
        for word in self.groups:
            evidence = self.evidence[word]
            if " " in word or evidence[NameKind.PLACE] >= 2 or gazetteer.country_code(word):
                continue
            for name in self.by_last.get(word, ()):
                if not _is_headed(name):
                    self.evidence[name][NameKind.PERSON] += 3 + evidence[NameKind.PERSON]
                    self.evidence[name][NameKind.THING] += evidence[NameKind.THING]
            for name in self.by_first.get(word, ()):
                if self.evidence[name][NameKind.PERSON] < 3:
                    self.evidence[name][NameKind.ORGANISATION] += 2

    def _add_state_evidence(self) -> None:
        """A name with an adjective or a court is a state's: "Tavria", with "Tavrian"."""
        for name in self.groups:
            body = _BODY_OF_STATE.match(name)
            if body and name[body.end() :] in self.groups:
                self.evidence[name[body.end() :]][NameKind.STATE] += 3
        for word in self.groups:
            for name in self.by_beginning[word[:3]] if " " not in word else ():
                if name != word and gazetteer.is_adjective_of(word, name):
                    self.evidence[name][NameKind.STATE] += 2

    def _longer_name(self, name: str) -> Entity | None:
        """Returns the person or body of which a name of several words is a part."""
        words = name.split()
        for other in self.by_last[words[-1]]:
            entity, longer = self.entities.get(other), other.split()
            is_part = longer[0] == words[0] or longer[-len(words) :] == words  # without a middle name, or the first
            if entity and entity.kind is NameKind.PERSON and len(longer) > len(words) and is_part:
                return entity
        for other in self.by_first[words[0]]:
            entity, longer = self.entities.get(other), other.split()
            is_part = len(longer) > len(words) and longer[: len(words)] == words
            is_free = decide(self.evidence[name]) in (None, NameKind.ORGANISATION, NameKind.PERSON)
            if entity and entity.kind is NameKind.ORGANISATION and is_part and is_free:
                return entity
        return None

    def _find_acronyms(self) -> None:
        """Finds the acronyms that the text gives: "Halvar Transit Commission, or HTC,"."""
        for name, entity in self.entities.items():
            for mention in self.groups[name]:
                text = self.texts[mention.paragraph]
                match = _ACRONYM.match(text[mention.end : mention.end + 40])
                if match and _abbreviates(match["short"], name):
                    self.acronyms[match["short"]] = entity
                    entity.kind = NameKind.ORGANISATION if entity.kind in (None, NameKind.PERSON) else entity.kind

    def _entity_of(self, mention: NameMention) -> Entity | None:
        """Returns the entity that a mention means; None for an adjective."""
        name = _name_of(mention)
        if self._is_office(mention):
            return self._holder(mention)
        if self._is_publication(mention):
            return self.entities.setdefault(self.publication, Entity(self.publication, NameKind.ORGANISATION))
        if " " in name:
            return self.ministries.get(name) or self.entities[name]
        capital = gazetteer.capital_of(name)
        if capital and not self.by_last.get(name) and _GOVERNS.match(self.texts[mention.paragraph], mention.end):
            before = self.texts[mention.paragraph][max(0, mention.start - 30) : mention.start]
            if not PLACE_PREPOSITION.search(before):
                return self.countries.setdefault(capital[0], Entity(capital[1], NameKind.STATE))
        return (
            self.acronyms.get(name)
            or self._headed_body(mention)
            or self._person(mention)
            or self._body(name)
            or self._first_name(name)
            or self._word(name)
        )

    def _is_office(self, mention: NameMention) -> bool:
        """Returns True for "the Prime Minister", which names nobody."""
        before = self.texts[mention.paragraph][max(0, mention.first - 4) : mention.first].lower()
        words = f"{mention.title} {mention.text.removeprefix('The ')}".split()
        has_article = before == "the " or mention.text.startswith("The ")
        is_office = words[-1] in HONORIFICS and all(word in HONORIFICS | HONORIFIC_MODIFIERS for word in words)
        return has_article and is_office

    def _holder(self, mention: NameMention) -> Entity | None:
        """Returns who had this office in a title before, or somebody new if it speaks."""
        office = f"{mention.title} {mention.text.removeprefix('The ')}".strip()
        holder = next((one for one in reversed([*self.last.values()]) if office in one.titles), None)
        speaks = mention.speaks or _SAID_BY.search(self.texts[mention.paragraph], 0, mention.first)
        return holder or (self.entities.setdefault(office, Entity(office, NameKind.PERSON)) if speaks else None)

    def _is_publication(self, mention: NameMention) -> bool:
        """Returns True for the outlet's name, or for its last word after "the"."""
        if not self.publication:
            return False
        text = self.texts[mention.paragraph]
        has_article = text[max(0, mention.start - 4) : mention.start].casefold() == "the "
        is_short = has_article and mention.text == self.publication.split()[-1]
        return is_short or mention.text in (self.publication, self.publication.removeprefix("The "))

    def _person(self, mention: NameMention) -> Entity | None:
        """Returns the person with this surname."""
        text = mention.text
        full = self.by_last.get(text, ()) or self.by_last.get(text[0].lower() + text[1:], ())
        found = (self.entities[name] for name in full)
        people = [one for one in found if one.kind is NameKind.PERSON]
        if not people:
            return None
        if mention.title.rstrip(".") in _COURTESY and not any(one.places for one in people):
            # "Mr. Hale" before "Lars Hale, his brother": somebody else
            name = f"{mention.title} {mention.text}"
            return self.courtesy.setdefault(name, Entity(name, NameKind.PERSON))
        known = self.courtesy.get(f"{mention.title} {mention.text}")
        return known or _same_surname(mention, people, self.last.get(people[0].surname))

    def _headed_body(self, mention: NameMention) -> Entity | None:
        """Returns the body that "the Council" means, if one such was named before."""
        text = self.texts[mention.paragraph]
        has_article = text[max(0, mention.start - 4) : mention.start].lower() == "the "
        leader = re.match(r" ([a-z]+)", text[mention.end : mention.end + 30])  # "Guild leader Siw Hagen"
        if mention.text not in ORGANISATION_HEADS or not (has_article or (leader and is_person_noun(leader[1]))):
            return None
        found = dict.fromkeys(self.entities[name] for name in self.by_last.get(mention.text, ()))
        bodies = [one for one in found if one.kind is NameKind.ORGANISATION and one.places]
        return bodies[0] if len(bodies) == 1 else None

    def _body(self, word: str) -> Entity | None:
        """Returns the body whose name begins with this word, if it was named before."""
        evidence = self.evidence[word]
        bodies = self._beginning_with(word, NameKind.ORGANISATION)
        is_place = evidence[NameKind.PLACE] >= max(2, evidence[NameKind.ORGANISATION])
        return bodies[0] if len(bodies) == 1 and not is_place and decide(evidence) is not NameKind.STATE else None

    def _first_name(self, word: str) -> Entity | None:
        """Returns the person with this first name, if named before."""
        people = self._beginning_with(word, NameKind.PERSON)
        return people[0] if len(people) == 1 and decide(self.evidence[word]) is not NameKind.STATE else None

    def _beginning_with(self, word: str, kind: NameKind) -> list[Entity]:
        found = dict.fromkeys(self.entities[name] for name in self.by_first.get(word, ()))
        return [one for one in found if one.kind is kind and one.places]

    def _word(self, word: str) -> Entity | None:
        """Returns the entity that only this word names; None for an adjective."""
        if word not in self.entities:
            is_adjective = any(
                gazetteer.is_adjective_of(word, other) for other in self.by_beginning[word[:3]] if other != word
            )
            if is_adjective or gazetteer.is_nationality(word):
                return None
            self.entities[word] = self._new(word)
        return self.entities[word]


_BODY_OF_STATE = re.compile(
    r"(?:Supreme Court|Constitutional Court|Parliament|Government|Republic|Kingdom|(?:National|Central|Reserve) Bank) of (?:the )?"
)
"""The body before the name of its state: "Supreme Court of" Tavria."""
_GOVERNS = re.compile(
    r" (?:has|had|will|would|is|was|says|said|wants?|wanted|sees|saw|denies|denied|insists|insisted|accuses|accused|hopes|hoped|fears|"
    r"believes|believed|buys|sells|sent|sends|backs|backed|supports|supported|agreed|refused|declined|warned|warns|pledged|promised|announced|"
    r"called|calls|welcomed|condemned|hailed|criticised|criticized|ordered|demanded|signed|responded|could|may|might|must|should|did|does|appears|seems|rejects|rejected|offered|offers)\b"
)
"""Verbs that show that the name of a capital means its government."""
_SAID_BY = re.compile(r"\b(?:said|says|told|added|asked|replied) the $")
_COURTESY = frozenset(("Mr", "Mrs", "Ms", "Miss", "Mx"))
_ACRONYM = re.compile(
    r"(?:['\u2019]s)?,? (?:\(|or |known as |called )(?:the )?[\"\u201c'\u2018]?(?P<short>[A-Z][\w.&-]{1,11})"
    r"[\"\u201d'\u2019]?[),. ]"
)


def _name_of(mention: NameMention) -> str:
    return mention.text.removeprefix("The ")


def _is_headed(name: str) -> bool:
    """Returns True for the name of a body or a thing, by its main noun."""
    words = name.split()
    return words[-1].rstrip(".") in ORGANISATION_HEADS | THING_HEADS or "of" in words or "for" in words


def _abbreviates(short: str, name: str) -> bool:
    """Returns True if the letters of an acronym occur in this order in a name."""
    letters = iter(name.casefold())
    return sum(letter.isupper() for letter in short) >= 2 and all(
        letter in letters for letter in short.casefold() if letter.isalnum()
    )


def _same_surname(mention: NameMention, people: list[Entity], last: Entity | None) -> Entity:
    people = list(dict.fromkeys(people))
    if last is not None and not mention.title:
        return last
    if len(people) == 1:
        return people[0]
    if mention.title.rstrip(".") in _COURTESY:
        is_male = mention.title.startswith("Mr") and not mention.title.startswith("Mrs")
        others = {"Mrs", "Ms", "Miss"} if is_male else {"Mr"}
        people = [one for one in people if not others & {title.rstrip(".") for title in one.titles}] or people
        last = last if last in people else None
        if len(people) == 1:
            return people[0]
    titled = [one for one in people if mention.title and mention.title in one.titles]
    if len(titled) == 1:
        return titled[0]
    return last if last in people else next((one for one in reversed(people) if one.places), people[0])
