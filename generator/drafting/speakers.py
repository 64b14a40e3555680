"""Decides who is meant by each name, description and pronoun of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from . import gazetteer, roles
from .attribution import is_subject
from .entities import Entity
from .mentions import Mention, MentionKind, find_mentions
from .name_kinds import NameKind
from .names import tokenize
from .narration import Paragraph, Sentence
from .word_lists import (
    COMPANY_NOUNS,
    COMPOUND_PERSON,
    FEMALE,
    HONORIFIC_MODIFIERS,
    HONORIFICS,
    INSTITUTIONS,
    MALE,
    NUMBER_WORDS,
    PARTY_MEMBERS,
    PERSON_NOUNS,
    RESEARCH_HEADS,
)

_FAR = 400
"""The most characters between a colon and a pronoun."""
_REMEMBERED = 60
"""The most mentions that a description or a pronoun can mean."""
Step = Callable[[], None]
"""Called after each paragraph; `STEPS` times for each by `Speakers.read`."""
STEPS = 3
_INSERTED = re.compile(r",\s(?:[Hh]e|[Ss]he) (?:also |then )?\w+[,.]")
AUTHORS = "the authors"
_NAMED_AS = re.compile(
    r",? who (?:(?:only )?gave (?:only )?(?:his|her|their) (?:first |last |full |given )?names? (?:only )?as|"
    r"(?:(?:identified|named) (?:himself|herself|themselves)|(?:asked|agreed) to be (?:identified|named)) (?:only )?(?:as|by)(?: (?:his|her) (?:first|last) name,?)?) (?:only )?"
)
_WORKS_AT = re.compile(
    r",? who [^,;.\"]*?\b(?:now|currently) (?:runs|directs|heads|leads|chairs|works (?:at|for)|teaches at|advises|is (?:at|with)) (?:the )?(?=[A-Z])"
)
_OF_BODY = re.compile(
    r"(?:(?:,| and) [A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){1,3})?(?: (?:of|from|at)|, (?:(?:now|formerly|then) )?(?:of|at|with)) "
    r"(?:the |an? )?(?:[A-Z]\w+-based )?(?:[a-z-]+ ){0,3}(?=[A-Z])"
)
"""The words before a body: "of the", "and Yusuf Demir of the"."""
_RESEARCH = re.compile(r"\b(?:research|consult\w+|think|advis\w+|analy\w+|brokerage|polling|intelligence)\b")
_AUTHOR_BEFORE = re.compile(
    r"\b(?:papers?|study|studies|analysis|research|monograph)\b[^.;:\"]{0,60} by (?:[A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){1,3}(?:,| and|, and) )*$"
)
_BEFORE_NAME = frozenset((" ", ", ", " named ", " called ", ", named ", " \u2014 ", " - "))
_BESIDE = re.compile(rf"(?: (?:of|at|from) (?:the )?[A-Z][^,;.\"]{{2,60}}|{roles.PARTY_TAG})?, (?:\d\d, )?")
"""Words between a name and a description: "Ann Lee of the School, an expert"."""
_SUBORDINATE = re.compile(r"\b(?:that|because|whether|if|which|whose|who|when|while|although|though)\b")
_OF_SOMEBODY = re.compile(r" (?:of|to|for|in|at) [^,;\"]{2,60}, ")
_NO_COMPANIES = frozenset(
    "Administration Agency Army Assembly Association Authority Commission Committee Congress Council Court Department Federation "
    "Foundation Fund Government Institute Ministry Navy Parliament Party Police Senate Union University".split()
)
"""Last words of the names of bodies that "the company" does not mean."""
_WITH_AGE = re.compile(r"the \d+-year-old ")
"""A description of somebody who was named: "the 44-year-old farmer"."""
_LOCAL = re.compile(r"\b(?:city|county|local|municipal|provincial|rebel|regional)\b")
"""A government below that of a state: "the regional government"."""
_STATE_OFFICES = frozenset("minister premier ambassador king queen monarch".split())
"""Offices that only states have: "its minister"."""
_POLITICAL_HEADS = frozenset("Alliance Bloc Coalition Front League Movement Party Union".split())
_INDEFINITE = frozenset(
    "a an some several many most few another one two three four five six seven eight nine ten eleven twelve dozens".split()
)
_GENERAL_NOUNS = frozenset("person people source insider".split())


@dataclass
class _Focus:
    """A mention that a later pronoun can mean; `is_main` if it is in a main clause."""

    paragraph: int
    entity: Entity
    is_subject: bool
    is_main: bool


@dataclass
class Speakers:
    """Resolves the mentions of an article, in the order of the text.

    `names` has the entity of each name, by paragraph and position. After `read`, every mention has its entity, if it can
    be known.
    """

    names: Mapping[tuple[int, int], tuple[int, int, Entity]]
    unnamed: list[Entity] = field(default_factory=list)
    authors: Entity = field(default_factory=lambda: Entity(AUTHORS, NameKind.PERSON, named=False, is_group=True))
    _recent: list[_Focus] = field(default_factory=list)
    _groups: list[Entity] = field(default_factory=list)
    _bodies: list[Entity] = field(default_factory=list)
    _before_sentence: int = 0
    _main_until: int = 0
    _open_roles: list[tuple[Entity, int, int]] = field(default_factory=list)
    """People whose role may name their body: person, start and end of the role."""

    def __post_init__(self) -> None:
        self._by_name = {name: one for _, _, one in self.names.values() for name in (one.name, *one.aliases)}
        self._states = list(dict.fromkeys(one for _, _, one in self.names.values() if one.kind is NameKind.STATE))

    def read(self, paragraphs: Iterable[Paragraph], step: Step) -> dict[int, list[Mention]]:
        """Returns the mentions of each paragraph with their entities."""
        all_paragraphs = list(paragraphs)
        by_number: dict[int, list[tuple[int, int, Entity, int]]] = {}
        for (number, start), (first, end, entity) in self.names.items():
            by_number.setdefault(number, []).append((first, end, entity, start))
        found: dict[int, list[Mention]] = {}
        plain: dict[int, list[Mention]] = {}
        for paragraph in all_paragraphs:
            names = {
                (paragraph.number, start): (first, end, one)
                for first, end, one, start in by_number.get(paragraph.number, ())
            }
            plain[paragraph.number] = find_mentions(paragraph, names)
            step()
        named = list(dict.fromkeys(one for _, _, one in self.names.values()))
        for is_first in (True, False):  # the first reading learns who is "he" and who is "she"
            unnamed = {*self.unnamed}
            for entity in named:
                entity.affiliation = entity.affiliation if entity.affiliation not in unnamed else None
            self.unnamed, self._bodies, self._recent, self._groups = [], [], [], []
            for paragraph in all_paragraphs:
                found[paragraph.number] = [replace(one) for one in plain[paragraph.number]]
                self._read_paragraph(paragraph, found[paragraph.number], is_first)
                step()
        for entity in named:
            entity.is_expert = entity.is_expert or _is_scholar(entity)
        return found

    def _read_paragraph(self, paragraph: Paragraph, mentions: list[Mention], is_first: bool) -> None:
        self._open_roles = []
        at = 0
        for sentence in paragraph.sentences:
            self._recent = self._recent[-_REMEMBERED:]
            self._before_sentence = len(self._recent)
            clause = _SUBORDINATE.search(paragraph.masked, sentence.start, sentence.end)
            self._main_until = clause.end() if clause else sentence.end
            while at < len(mentions) and mentions[at].start < sentence.end:
                self._resolve(paragraph, sentence, mentions, at, is_first)
                at += 1

    def _resolve(
        self, paragraph: Paragraph, sentence: Sentence, mentions: list[Mention], at: int, is_first: bool
    ) -> None:
        mention = mentions[at]
        if mention.kind is MentionKind.NAME:
            self._add_role(paragraph, sentence, mention, mentions)
        elif mention.kind is MentionKind.PHRASE:
            mention.entity = self._named_beside(paragraph, mentions, at) or self._resolve_phrase(paragraph, mention)
        else:
            mention.entity = self._resolve_pronoun(paragraph, mention, is_first)
        entity = mention.entity
        if entity is None:
            return
        if mention.kind is MentionKind.PRONOUN and _is_person(entity):
            self._add_role(paragraph, sentence, mention, mentions)
        for person, start, end in self._open_roles:
            if start <= mention.start < end and person.role.endswith(("spokesman", "spokeswoman", "spokesperson")):
                entity.is_represented = True
            is_free = person.affiliation is None and not roles.PAST.match(person.role)
            if start <= mention.start < end and is_free and entity.kind is NameKind.ORGANISATION:
                person.affiliation = entity
        if mention.kind is MentionKind.PHRASE and (entity.is_institution or not entity.named):
            entity.places.append((paragraph.number, mention.start, mention.end))
            entity.add_alias(mention.text)
        is_main = mention.start < self._main_until
        self._recent.append(_Focus(paragraph.number, entity, is_subject(paragraph, sentence, mention), is_main))
        if entity.is_group and not entity.named and is_main:
            self._groups.append(entity)

    # Roles

    def _add_role(self, paragraph: Paragraph, sentence: Sentence, mention: Mention, mentions: list[Mention]) -> None:
        entity = mention.entity
        assert entity is not None
        if entity.kind not in (NameKind.PERSON, None):
            return
        _learn_gender(entity, " ".join(entity.titles))
        after = paragraph.masked[mention.end : min(sentence.end, mention.end + 300)]
        role = roles.role_after(after)
        if role and not mention.is_possessive:
            start, end = mention.end + role.start, mention.end + role.end
            bodies = [
                one.entity
                for one in mentions
                if start <= one.start < end
                and one.kind is MentionKind.NAME
                and one.entity
                and one.entity.kind is NameKind.ORGANISATION
            ]
            self._set_role(entity, role, bodies[0] if bodies else None, paragraph.number)
            self._open_roles.append((entity, start, end))
        first = max(sentence.start, mention.start - 160)
        before = paragraph.masked[first : mention.start]
        title = roles.role_before(before) if mention.kind is MentionKind.NAME and not mention.is_possessive else None
        if title:
            self._add_title(entity, title, first, mentions, paragraph.number)
        _learn_gender(
            entity, before.split()[-1] if before.endswith(" ") and before.strip() else ""
        )  # "her brother Tiago"
        entity.is_expert = entity.is_expert or (_is_person(entity) and bool(_AUTHOR_BEFORE.search(before)))
        now = _WORKS_AT.match(after)
        of_body = now or _OF_BODY.match(after)
        if of_body and (now or entity.affiliation is None):
            place = mention.end + of_body.end()
            body = next(
                (
                    one.entity
                    for one in mentions
                    if place - 4 <= one.start <= place and one.entity and one.entity.kind is NameKind.ORGANISATION
                ),
                None,
            )
            entity.affiliation = body or entity.affiliation
            entity.is_expert = entity.is_expert or bool(
                body and _is_person(entity) and _RESEARCH.search(of_body.group())
            )

    def _add_title(
        self, entity: Entity, title: roles.Role, first: int, mentions: list[Mention], paragraph: int
    ) -> None:
        """Sets the role before a name, and its body.

        The body is Castor Maritime in "Castor Maritime spokesman Ole Ran".
        """
        start, end = first + title.start, first + title.end
        names = (one for one in mentions if one.kind is MentionKind.NAME)
        beside = [one for one in names if one.start <= start < one.end < end]
        is_portfolio = bool(beside) and beside[0].text in HONORIFIC_MODIFIERS  # "Health minister Salome Tiki"
        body = beside[0].entity if beside and beside[0].entity is not entity and not is_portfolio else None
        if body and body.kind in (NameKind.ORGANISATION, None):
            body.kind = NameKind.ORGANISATION
            title = replace(title, text=title.text[beside[0].end - start :].strip())
            body.is_represented = body.is_represented or title.noun.startswith("spokes")
        else:
            body = None
        self._set_role(entity, title, body, paragraph)

    def _set_role(self, entity: Entity, role: roles.Role, body: Entity | None, paragraph: int) -> None:
        _learn_gender(entity, role.noun)
        if entity.affiliation is None and body is not entity and not roles.PAST.match(role.text):
            entity.affiliation = body
        if entity.titles and (role.noun in PARTY_MEMBERS or (roles.PAST.match(role.text) and not role.is_expert)):
            return  # "Gov. Whitcomb, a Republican", "Finance Minister Solano, a former banker"
        is_expert = role.is_expert or (_is_research_body(body) and role.noun in _LEADERS)
        if not entity.role or (is_expert and not entity.is_expert):
            entity.role, entity.role_paragraph = role.text, paragraph
        entity.is_expert = entity.is_expert or is_expert

    def _named_beside(self, paragraph: Paragraph, mentions: list[Mention], at: int) -> Entity | None:
        """Returns the person or body whose name is before or after a description."""
        phrase, text = mentions[at], paragraph.masked
        for other in [one for one in mentions[at + 1 : at + 6] if one.start >= phrase.end][:2]:
            between = text[phrase.end : other.start]
            if other.kind is MentionKind.NAME and other.entity and _NAMED_AS.fullmatch(between):
                other.entity.kind = NameKind.PERSON
                _learn_gender(other.entity, phrase.noun)
                return other.entity
            is_beside = between in _BEFORE_NAME or bool(_OF_SOMEBODY.fullmatch(between))
            if other.kind is MentionKind.NAME and is_beside and _fits(phrase, other.entity):
                assert other.entity is not None
                if between.endswith(", ") and not re.match(r"[,.;)\u2014]|$", text[other.end :]):
                    continue
                if other.entity.kind is None:
                    other.entity.kind = NameKind.ORGANISATION if phrase.is_body else NameKind.PERSON
                if not phrase.is_body and other.entity.kind is not NameKind.ORGANISATION:
                    role = roles.role_of_phrase(phrase.text)
                    owner = self._owner(phrase, paragraph.number) if phrase.owner else None
                    bodies = (one.entity for one in mentions[at + 1 : at + 6] if one.end < other.start)
                    owner = owner or next((one for one in bodies if one and one.kind is NameKind.ORGANISATION), None)
                    if role:
                        self._set_role(
                            other.entity,
                            role,
                            owner if owner and owner.kind is not NameKind.PERSON else None,
                            paragraph.number,
                        )
                    if role and role.noun in ("colleague", "co-author") and owner and owner.is_expert:
                        other.entity.is_expert, other.entity.affiliation = True, owner.affiliation
                return other.entity
        for other in reversed(mentions[max(0, at - 3) : at]):
            if (
                other.kind is MentionKind.NAME
                and _BESIDE.fullmatch(text[other.end : phrase.start])
                and _fits(phrase, other.entity)
                and not other.is_possessive
            ):
                return other.entity
        return None

    # Descriptions

    def _resolve_phrase(self, paragraph: Paragraph, phrase: Mention) -> Entity | None:
        owner = self._owner(phrase, paragraph.number) if phrase.owner else None
        if phrase.noun == "government":
            return self._government(phrase, owner, paragraph.number)
        if INSTITUTIONS.fullmatch(phrase.noun):
            if phrase.determiner in ("a", "an") or phrase.is_plural:
                return None
            return self._institution(phrase, owner)
        if phrase.determiner in _INDEFINITE or (phrase.determiner.isdigit() and not phrase.owner):
            return self._new_unnamed(phrase, owner)
        if phrase.owner:
            if phrase.is_body and owner and owner.kind is NameKind.PERSON:
                body = self._body_of_office(owner, phrase.noun)
                if body:
                    return body
            return self._same_unnamed(phrase, owner) or self._new_unnamed(phrase, owner)
        if phrase.is_body:
            return self._body(phrase)
        same = self._same_unnamed(phrase, owner)
        if same:
            return same
        if phrase.determiner and not phrase.is_plural:
            office = self._by_office(phrase)
            if office:
                return office
            if _WITH_AGE.match(phrase.text):
                here = (one for one in reversed(self._recent) if one.paragraph == paragraph.number)
                named = next((one.entity for one in here if one.entity.named and _is_person(one.entity)), None)
                if named:
                    return named
        return self._new_unnamed(phrase, owner)

    def _body_of_office(self, owner: Entity, noun: str) -> Entity | None:
        """Returns the ministry of a minister: "Ostrin's ministry"."""
        office = " ".join([*owner.titles, owner.role]).casefold().split()
        bodies = [one for one in self._bodies if one.noun.endswith(noun)]
        return next((one for one in bodies if one.noun.split()[0] in office), None)

    def _owner(self, phrase: Mention, paragraph: int) -> Entity | None:
        """Returns who owns what a description names: Tarsine in "Tarsine's navy"."""
        if phrase.owner in ("his", "her"):
            return self._recent_person(paragraph, phrase.owner == "her")
        if phrase.owner in ("its", "their"):
            is_of_state = phrase.noun in _STATE_OFFICES or bool(INSTITUTIONS.fullmatch(phrase.noun))
            owners = (NameKind.STATE,) if is_of_state else (NameKind.STATE, NameKind.ORGANISATION, NameKind.THING)
            recent = [one for one in reversed(self._recent) if one.entity.kind in owners and one.paragraph == paragraph]
            return next((one.entity for one in recent if one.is_subject), recent[0].entity if recent else None)
        bare = re.sub(rf"^(?:(?:{'|'.join(HONORIFICS)})\.? )+", "", phrase.owner)
        return self._by_name.get(phrase.owner) or self._by_name.get(bare)

    def _institution(self, phrase: Mention, owner: Entity | None) -> Entity:
        """Returns the body of a state: "Tarsine's navy", later "the navy"."""
        if owner and owner.kind not in (NameKind.STATE, NameKind.ORGANISATION):
            owner = None
        owner = owner or self._state_of(phrase)
        same = [
            one
            for one in self.unnamed
            if one.is_institution and one.noun == phrase.noun and (owner is None or one.owner is owner)
        ]
        if same:
            return same[-1]
        name = (
            f"{owner.name}'s {phrase.noun}"
            if owner
            else re.sub(r"^(?:The|A|An) ", lambda match: match.group().lower(), phrase.text)
        )
        is_named = bool(owner) and phrase.owner not in ("its", "their")
        if owner and not phrase.owner:
            name = phrase.text.removeprefix("The ").removeprefix("the ")
        entity = Entity(
            name,
            NameKind.ORGANISATION,
            named=is_named,
            noun=phrase.noun,
            owner=owner,
            affiliation=owner,
            is_institution=True,
        )
        self.unnamed.append(entity)
        self._bodies.append(entity)
        return entity

    def _government(self, phrase: Mention, owner: Entity | None, paragraph: int) -> Entity | None:
        """Returns the state that a government stands for, or a local government."""
        local = _LOCAL.search(phrase.text)
        if local and not owner:
            same = (one for one in reversed(self.unnamed) if one.noun == phrase.noun and local.group() in one.name)
            return next(same, None) or self._new_unnamed(phrase, None)
        if owner and owner.kind is NameKind.STATE:
            return owner
        near = (one.entity for one in reversed(self._recent) if one.paragraph >= paragraph - 3)
        state = self._state_of(phrase) or next((one for one in near if one.kind is NameKind.STATE), None)
        return state or (self._states[0] if len(self._states) == 1 else None)

    def _state_of(self, phrase: Mention) -> Entity | None:
        """Returns the state of a description: "Orroskan state television"."""
        for word in phrase.text.split():
            if word[0].isupper():
                for entity in self._states:
                    if gazetteer.is_adjective_of(word, entity.name):
                        return entity
        return None

    def _body(self, phrase: Mention) -> Entity | None:
        """Returns the body that "the company" or "the commission" means."""
        bodies = [
            one.entity
            for one in reversed(self._recent)
            if one.entity.kind is NameKind.ORGANISATION and one.entity.named
        ]
        for body in bodies:
            if phrase.noun in body.name.casefold().split():
                return body
        if phrase.noun in COMPANY_NOUNS:
            may_be = (one for one in bodies if phrase.noun == "group" or one.name.split()[-1] not in _NO_COMPANIES)
            return next((one for one in may_be if not one.noun), None)
        same = self._same_unnamed(phrase, None)
        same = same or next((one for one in reversed(self._bodies) if one.noun.endswith(f" {phrase.noun}")), None)
        return same or self._new_unnamed(phrase, None)

    def _same_unnamed(self, phrase: Mention, owner: Entity | None) -> Entity | None:
        """Returns the one who was described with the same noun and name before."""
        names = _names_in(phrase.text)
        for one in reversed(self.unnamed[-_REMEMBERED:]):
            others = _names_in(one.described_as)
            if names and others and not names & others:
                continue
            if phrase.after and phrase.noun in _GENERAL_NOUNS and not one.name.endswith(phrase.after):
                continue
            if one.noun == phrase.noun and one.is_group == phrase.is_plural and (owner is None or one.owner is owner):
                return one
        return None

    def _by_office(self, phrase: Mention) -> Entity | None:
        """Returns the person with the office that a description names: "the minister"."""
        words = phrase.text.split()[1:]
        for one in reversed(self._recent):
            entity = one.entity
            titles = [_OFFICES.get(title.rstrip("."), title) for title in entity.titles]
            offices = " ".join([*titles, entity.role]).casefold()
            if entity.named and entity.kind is NameKind.PERSON and " ".join(words).casefold() in offices:
                return entity
        return None

    def _new_unnamed(self, phrase: Mention, owner: Entity | None) -> Entity:
        words = phrase.text.split()
        if phrase.owner in ("his", "her", "its", "their") and owner:
            name = " ".join([f"{owner.surname if owner.kind is NameKind.PERSON else owner.name}'s", *words[1:]])
        else:
            while len(words) > 1 and (
                words[0].casefold() in _INDEFINITE | NUMBER_WORDS | {"the"} or words[0].isdigit()
            ):
                words = words[1:]
            is_first_word = (
                len(words) == len(phrase.text.split())
                and words[0].lower() in PERSON_WORDS
                and words[1:2] == [word for word in words[1:2] if word[0].islower()]
            )
            name = " ".join([words[0].lower() if is_first_word else words[0], *words[1:]])
        if phrase.noun.startswith("spokes"):
            name += phrase.after
        elif phrase.noun in _GENERAL_NOUNS and phrase.after:
            name += re.sub(r" (?:who|because).*", "", phrase.after) if " who" not in phrase.after[:5] else phrase.after
        if owner and owner.kind is NameKind.THING:
            name = f"{phrase.noun} of the {owner.name}"
        kind = NameKind.ORGANISATION if phrase.is_body else NameKind.PERSON
        entity = Entity(
            name,
            kind,
            named=False,
            is_group=phrase.is_plural,
            noun=phrase.noun,
            owner=owner,
            affiliation=owner if owner and owner.kind is not NameKind.PERSON else None,
            described_as=phrase.text + (phrase.after if phrase.noun in _GENERAL_NOUNS else ""),
        )
        _learn_gender(entity, phrase.noun)
        self.unnamed.append(entity)
        return entity

    # Pronouns

    def _resolve_pronoun(self, paragraph: Paragraph, mention: Mention, is_first: bool) -> Entity | None:
        word = mention.text.casefold()
        if word == "we":
            return self.authors
        if word in ("he", "she"):
            text = paragraph.masked
            first = max(0, mention.start - _FAR)
            is_after_colon = text.rfind(": ", first, mention.start) > text.rfind(". ", first, mention.start)
            is_inserted = not is_after_colon and bool(
                _INSERTED.match(text[max(0, mention.start - 2) : mention.end + 20])
            )
            return self._person(paragraph.number, word == "she", is_first, is_inserted)
        if word == "it":
            recent = (
                one.entity for one in reversed(self._recent) if one.is_subject and one.paragraph == paragraph.number
            )
            return next((one for one in recent if one.kind in (NameKind.STATE, NameKind.ORGANISATION)), None)
        if word == "they":
            subjects = (one for one in reversed(self._recent) if one.is_subject and one.paragraph == paragraph.number)
            return next((one.entity for one in subjects if one.entity.is_group), None)
        groups = [one for one in reversed(self._groups) if not mention.noun or one.noun == mention.noun]
        if not groups and mention.noun:
            group = Entity(f"{mention.noun}s", NameKind.PERSON, named=False, is_group=True, noun=mention.noun)
            group.places.append((paragraph.number, mention.start, mention.end))
            self.unnamed.append(group)
            return group
        return groups[0] if groups else None

    def _person(self, paragraph: int, is_female: bool, is_first: bool, is_inserted: bool) -> Entity | None:
        here = {
            id(one.entity): one.entity for one in self._recent if one.paragraph == paragraph and _is_person(one.entity)
        }
        # "The captain, he said, had not been told": somebody of a sentence before says it
        before = self._recent_person(paragraph, is_female, self._before_sentence) if is_inserted else None
        entity = before or self._recent_person(paragraph, is_female)
        if is_first and entity and entity.is_female is None and len(here) <= 1:
            entity.is_female = is_female
        return entity

    def _recent_person(self, paragraph: int, is_female: bool, until: int | None = None) -> Entity | None:
        """Returns the last person that is a subject, in this paragraph or before."""
        recent = self._recent[:until][::-1]
        people = [one for one in recent if _is_person(one.entity) and one.entity.is_female is not (not is_female)]
        if not people:
            # a name that nothing else shows to be a person's
            unknown = [one for one in recent if one.entity.kind is None and " " in one.entity.name]
            people = [*(one for one in unknown if one.is_subject), *unknown][:1]
            for one in people:
                one.entity.kind = NameKind.PERSON
        for distance in range(4):
            near = [one for one in people if one.paragraph == paragraph - distance]
            subjects = [one for one in near if one.is_subject]
            main = [one for one in subjects if one.is_main]
            if near:
                return (main or subjects or near)[0].entity
        return None


PERSON_WORDS = (
    PERSON_NOUNS | {f"{noun}s" for noun in PERSON_NOUNS} | {"senior", "former", "current", "top", "local", "people"}
)
_OFFICES = {
    "Gov": "governor",
    "Sen": "senator",
    "Rep": "representative",
    "Gen": "general",
    "Adm": "admiral",
    "Col": "colonel",
    "Capt": "captain",
    "Lt": "lieutenant",
    "Prof": "professor",
    "Dr": "doctor",
    "Cmdr": "commander",
    "Rev": "reverend",
}
"""The words for honorifics that are abbreviated."""
_PEOPLE_OR_BODIES = frozenset(
    "backer creditor critic insurer investor leader lender manager member opponent operator owner partner predecessor regulator "
    "rival shareholder successor supporter".split()
)
"""Nouns for people and bodies alike: "the Union, the junior partner in the talks"."""
_LEADERS = frozenset(
    "director head president chair chairman chairwoman founder directs heads leads runs chairs member coordinator".split()
)


def _is_scholar(entity: Entity) -> bool:
    """Returns True for a professor, or a person of a research body with no role."""
    titles = {title.rstrip(".") for title in entity.titles}
    is_research = _is_research_body(entity.affiliation) and not entity.role
    is_titled = bool(titles & {"Prof", "Professor"}) or ("Dr" in titles and entity.affiliation is not None)
    return _is_person(entity) and (is_research or is_titled)


def _is_research_body(body: Entity | None) -> bool:
    """Returns True for the name of a body that does research, not for "Centre Party"."""
    words = body.name.split() if body else [""]
    return not RESEARCH_HEADS.isdisjoint(words) and words[-1] not in _POLITICAL_HEADS


def _is_person(entity: Entity) -> bool:
    return entity.kind is NameKind.PERSON and not entity.is_group


@lru_cache(maxsize=256)
def _names_in(phrase: str) -> frozenset[str]:
    """Returns the names in a description: "WHO" in "WHO officials"."""
    words = tokenize(phrase)[:-1]
    return frozenset(word.text for word in words if word.is_capitalized and not word.is_function_word)


def _fits(phrase: Mention, entity: Entity | None) -> bool:
    """Returns True if a description can be that of an entity."""
    if entity is None or phrase.is_plural:
        return False
    kinds = (NameKind.ORGANISATION, None) if phrase.is_body else (NameKind.PERSON, None)
    return entity.kind in kinds or (entity.kind is NameKind.ORGANISATION and phrase.noun in _PEOPLE_OR_BODIES)


def _learn_gender(entity: Entity, words: str) -> None:
    for word in words.split():
        if word.rstrip(".") in FEMALE | MALE or COMPOUND_PERSON.search(word):
            entity.is_female = word.rstrip(".") in FEMALE or word.endswith("woman")
