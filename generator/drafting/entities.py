"""Groups the names of an article into people, bodies and states, with aliases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from . import gazetteer
from .name_kinds import NameKind, decide, form_evidence, name_evidence
from .names import NameMention
from .word_lists import HONORIFICS, ORGANISATION_HEADS, PARTICLES, THING_HEADS

ACTOR_KINDS = (NameKind.PERSON, NameKind.ORGANISATION, NameKind.STATE)
_LEGAL_FORM = re.compile(
    r",? (?:Inc|Ltd|Limited|Corp|Corporation|Co|Company|plc|PLC|LLC|LLP|GmbH|AG|SA|NV|AB|Holdings?|Group)\.?$"
)


@dataclass(eq=False)
class Entity:
    """A person, body, state, place or thing of an article.

    `name` is the fullest form. `places` are the positions of its mentions: paragraph, start, end. `is_female` is None
    while the text does not tell. `named` is False for those whom the text only describes.
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
    """Returns the entity of each name in a text, by paragraph and position of the name.

    Adjectives such as "Norwegian" are left out. A single word can mean two people of one surname: then the one who was
    mentioned last is meant.
    """
    ordered = sorted(mentions, key=lambda one: (one.paragraph, one.start))
    groups: dict[str, list[NameMention]] = defaultdict(list)
    for mention in ordered:
        groups[mention.text.removeprefix("The ")].append(mention)
    evidence = {name: _evidence(name, found, texts) for name, found in groups.items()}
    full = [name for name in groups if " " in name]
    entities: dict[str, Entity] = {}
    by_last: dict[str, list[str]] = defaultdict(list)
    by_first: dict[str, list[str]] = defaultdict(list)
    for name in full:
        words = name.split()
        by_first[words[0]].append(name)
        by_last[words[-1]].append(name)
    _add_surname_evidence(groups, evidence, by_last, by_first)
    for name in sorted(full, key=lambda one: (-len(one.split()), groups[one][0].paragraph, groups[one][0].start)):
        longer = _longer_name(name, entities, evidence)
        if longer:
            longer.add_alias(name)
            entities[name] = longer
        else:
            entities[name] = Entity(name, decide(evidence[name]))
    found: dict[tuple[int, int], Entity] = {}
    last: dict[str, Entity] = {}
    acronyms = _acronyms(entities, groups, texts)
    for mention in ordered:
        name = mention.text.removeprefix("The ")
        entity = entities.get(name)
        if publication and _is_publication(mention, publication, texts[mention.paragraph]):
            entity = entities.setdefault(publication, Entity(publication, NameKind.ORGANISATION))
        elif entity is None or (" " not in name):
            entity = _entity_of_word(mention, name, entities, evidence, by_last, by_first, last, acronyms)
        if entity is None:
            continue
        entity.places.append((mention.paragraph, mention.start, mention.end))
        if name != entity.name:
            entity.add_alias(name)
        if mention.title:
            entity.titles.append(mention.title)
        last[entity.surname] = entity
        found[mention.paragraph, mention.start] = entity
    return found


def _is_publication(mention: NameMention, publication: str, text: str) -> bool:
    """Returns True for the outlet's name, or for its last word after "the"."""
    has_article = text[max(0, mention.start - 4) : mention.start].casefold() == "the "
    return mention.text in (publication, publication.removeprefix("The ")) or (
        has_article and mention.text == publication.split()[-1]
    )


def _evidence(name: str, mentions: list[NameMention], texts: Mapping[int, str]) -> Counter[NameKind]:
    total = form_evidence(name)
    for mention in mentions:
        total.update(name_evidence(mention, texts[mention.paragraph]))
    return total


def _add_surname_evidence(
    groups: Mapping[str, list[NameMention]],
    evidence: Mapping[str, Counter[NameKind]],
    by_last: Mapping[str, list[str]],
    by_first: Mapping[str, list[str]],
) -> None:
    """A full name of which the last word is used alone is a person's; the first word, a body's."""
    for word in groups:
        if " " in word:
            continue
        is_place = evidence[word][NameKind.PLACE] >= 2 or bool(gazetteer.country_code(word))
        for name in by_last.get(word, ()):
            if not is_place and not _is_headed(name):
                evidence[name][NameKind.PERSON] += 3
                evidence[name].update(
                    {NameKind.PERSON: evidence[word][NameKind.PERSON], NameKind.THING: evidence[word][NameKind.THING]}
                )
        for name in by_first.get(word, ()):
            if not is_place and evidence[name][NameKind.PERSON] < 3:
                evidence[name][NameKind.ORGANISATION] += 2


def _is_headed(name: str) -> bool:
    words = name.split()
    return words[-1].rstrip(".") in ORGANISATION_HEADS | THING_HEADS or "of" in words or "for" in words


def _longer_name(name: str, entities: Mapping[str, Entity], evidence: Mapping[str, Counter[NameKind]]) -> Entity | None:
    """Returns the entity whose name has these words at its start or end, or between."""
    words = name.split()
    for other, entity in entities.items():
        longer = other.split()
        if len(longer) <= len(words):
            continue
        if entity.kind is NameKind.PERSON and longer[-1] == words[-1] and longer[0] == words[0]:
            return entity  # without a middle name
        if entity.kind is NameKind.PERSON and longer[-len(words) :] == words:
            return entity
        if (
            entity.kind is NameKind.ORGANISATION
            and longer[: len(words)] == words
            and decide(evidence[name])
            in (
                None,
                NameKind.ORGANISATION,
                NameKind.PERSON,
            )
        ):
            return entity
    return None


def _acronyms(
    entities: Mapping[str, Entity], groups: Mapping[str, list[NameMention]], texts: Mapping[int, str]
) -> dict[str, Entity]:
    """Returns the acronyms that the text gives: "Halvar Transit Commission, or HTC," or "(HTC)"."""
    found: dict[str, Entity] = {}
    for name, entity in entities.items():
        for mention in groups[name]:
            after = texts[mention.paragraph][mention.end : mention.end + 40]
            match = re.match(
                r"(?:['\u2019]s)?,? (?:\(|or |known as |called )(?:the )?[\"\u201c'\u2018]?(?P<short>[A-Z][\w.&-]{1,11})[\"\u201d'\u2019]?[),. ]",
                after,
            )
            if match and _abbreviates(match["short"], name):
                found[match["short"]] = entity
                entity.kind = NameKind.ORGANISATION if entity.kind in (None, NameKind.PERSON) else entity.kind
    return found


def _abbreviates(short: str, name: str) -> bool:
    """Returns True if the letters of an acronym occur in this order in a name."""
    letters = iter(name.casefold())
    return sum(letter.isupper() for letter in short) >= 2 and all(
        letter in letters for letter in short.casefold() if letter.isalnum()
    )


def _entity_of_word(
    mention: NameMention,
    word: str,
    entities: dict[str, Entity],
    evidence: Mapping[str, Counter[NameKind]],
    by_last: Mapping[str, list[str]],
    by_first: Mapping[str, list[str]],
    last: Mapping[str, Entity],
    acronyms: Mapping[str, Entity],
) -> Entity | None:
    """Returns the entity that a single word means here."""
    if word in acronyms:
        return acronyms[word]
    people = [entities[name] for name in by_last.get(word, ()) if entities[name].kind is NameKind.PERSON]
    people += (
        [
            entity
            for entity in set(entities.values())
            if entity.kind is NameKind.PERSON and entity.surname == word and entity not in people
        ]
        if not people and "-" in word
        else []
    )
    if people:
        return _same_surname(mention, people, last.get(word))
    bodies = {entities[name]: None for name in by_first.get(word, ()) if entities[name].kind is NameKind.ORGANISATION}
    kind = decide(evidence[word])
    if (
        len(bodies) == 1
        and kind is not NameKind.STATE
        and evidence[word][NameKind.PLACE] < max(2, evidence[word][NameKind.ORGANISATION])
    ):
        (body,) = bodies
        if body.places:
            return body
    firsts = {entities[name]: None for name in by_first.get(word, ()) if entities[name].kind is NameKind.PERSON}
    if len(firsts) == 1 and kind is not NameKind.STATE and next(iter(firsts)).places:
        return next(iter(firsts))
    if word not in entities:
        if any(
            gazetteer.is_adjective_of(word, other) for other in evidence if other != word
        ) or gazetteer.is_nationality(word):
            return None
        code = gazetteer.country_code(word)
        same = next((one for one in entities.values() if code and gazetteer.country_code(one.name) == code), None)
        entities[word] = same or Entity(word, kind)
    return entities[word]


def _same_surname(mention: NameMention, people: list[Entity], last: Entity | None) -> Entity:
    people = list(dict.fromkeys(people))
    if len(people) == 1:
        return people[0]
    titled = [one for one in people if mention.title and mention.title in one.titles]
    if len(titled) == 1:
        return titled[0]
    return last if last in people else next((one for one in reversed(people) if one.places), people[0])


def is_honorific(word: str) -> bool:
    """Returns True for a word that stands before a name."""
    return word.rstrip(".") in HONORIFICS
