"""Neutral entities between records and the formats of other tools.

A kind of record says in an `EntityMap` which entity its records are; the table serves both directions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from ..model import Briefing, indexes
from ..records import Record, dates, fields
from ..text import urls

PLACEHOLDER = "Still to be written."
"""The text of a record that must have one and that another tool gave none."""


class AgentType(StrEnum):
    """The types of agent."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"


class Certainty(StrEnum):
    """The degrees to which an event is known."""

    CERTAIN = "certain"
    ALLEGED = "alleged"
    EXPECTED = "expected"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class AccountEntity:
    """An account of a disputed entity; `line` has its sources and their grades.

    `sources` are ids.
    """

    text: str
    line: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Entity:
    """A record in neutral terms; `id` is the record's, or another tool's on import.

    Sources that disagree on it have `accounts`, that of the newest source first. `supersedes` is the id of an earlier
    view; a later one replaces it if `is_superseded`.
    """

    id: str
    accounts: tuple[AccountEntity, ...] = field(default=(), kw_only=True)
    supersedes: str | None = field(default=None, kw_only=True)
    is_superseded: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class BriefingEntity(Entity):
    """The briefing itself: `as_of` is EDTF, `points` are its takeaways.

    `authors` are its editors, names with their roles; `licence` is the address of its licence.
    """

    title: str
    text: str
    points: tuple[str, ...]
    as_of: str
    language: str
    status: str
    authors: tuple[tuple[str, str | None], ...] = ()
    licence: str | None = None


@dataclass(frozen=True)
class Agent(Entity):
    """A person or body that acts or speaks.

    `affiliation` is the id of the agent it belongs to, `country` is ISO 3166-1 alpha-2.
    """

    name: str
    type: AgentType
    text: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True)
class EventEntity(Entity):
    """Something at a time: `date` is EDTF, `agents` are ids with their roles.

    `country` is ISO 3166-1 alpha-2, `coordinates` are latitude and longitude as text.
    """

    title: str
    text: str
    date: str
    certainty: Certainty
    status: str
    place: str | None = None
    country: str | None = None
    coordinates: str | None = None
    agents: tuple[tuple[str, str | None], ...] = ()

    @property
    def title_with_status(self) -> str:
        """The title, with the status of an event that is not certain: "Vote (expected)"."""
        return self.title if self.certainty is Certainty.CERTAIN else f"{self.title} ({self.status})"


@dataclass(frozen=True)
class Relationship(Entity):
    """A directed link between two agents, read as a sentence: `start` `label` `end`."""

    start: str
    end: str
    type: str
    family: str
    label: str
    status: str
    date: str | None = None


@dataclass(frozen=True)
class StatementEntity(Entity):
    """A statement of an agent: in our own words, and perhaps in the speaker's.

    `about` are ids of any entities.
    """

    speaker: str
    text: str
    type: str
    about: tuple[str, ...] = ()
    quote: str | None = None
    stance: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class SourceEntity(Entity):
    """A text that the briefing cites; `type` is CSL's, `issued` EDTF.

    `derived_from` is the id of the source that it repeats, `retracted` the reason why it was withdrawn.
    """

    type: str
    title: str
    container: str
    issued: str
    language: str
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    derived_from: str | None = None
    retracted: str | None = None


@dataclass(frozen=True)
class TermEntity(Entity):
    """A term and its definition."""

    term: str
    text: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic(Entity):
    """A subject of discussion; `label` is the word for it ("question", "risk").

    `about` are ids of any entities.
    """

    label: str
    title: str
    text: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionEntity(Topic):
    """A question, to which a speaker may take a stance."""


def _text_of_word(value: Any) -> Any:
    """Returns a word of a closed list as its text, any other value as it is."""
    return value.value if isinstance(value, StrEnum) else value


def or_placeholder(text: str) -> str:
    """Returns a text that a record must have, or the placeholder."""
    return text or PLACEHOLDER


@dataclass(frozen=True)
class FieldMap:
    """A row of an entity map: two fields, and the conversions between them.

    Without converters a word of a closed list becomes its text, and any other value stays
    as it is.
    """

    record_field: str
    entity_field: str
    to_entity: Callable[[Any], Any] = _text_of_word
    to_record: Callable[[Any], Any] = _text_of_word


@dataclass(frozen=True)
class EntityMap:
    """A table that translates the records of a kind to entities and back.

    `same` are the fields that have the same name in both. `to_entity_only` computes fields
    of the entity from the record's entry, `to_record_only` fields of the record from the entity.
    """

    record: type[Record]
    entity: type[Entity]
    same: tuple[str, ...]
    fields: tuple[FieldMap, ...] = ()
    to_entity_only: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    to_record_only: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    def to_entity(self, entry: indexes.Entry) -> Entity:
        """Returns the entity of a record."""
        values = {row.entity_field: row.to_entity(getattr(entry.record, row.record_field)) for row in self._rows}
        values |= {name: compute(entry) for name, compute in self.to_entity_only.items()}
        return self.entity(entry.record.id, **values)

    def to_data(self, entity: Any) -> Mapping[str, Any] | None:
        """Returns a record's data without its id; None for an entity of another type."""
        if not isinstance(entity, self.entity):
            return None
        values = {self._key(row.record_field): row.to_record(getattr(entity, row.entity_field)) for row in self._rows}
        return values | {name: compute(entity) for name, compute in self.to_record_only.items()}

    @property
    def _rows(self) -> tuple[FieldMap, ...]:
        return (*(FieldMap(name, name) for name in self.same), *self.fields)

    def _key(self, name: str) -> str:
        return self.record.model_fields[name].alias or name


E = TypeVar("E", bound=Entity)


def entities(briefing: Briefing, of: type[E]) -> tuple[E, ...]:
    """Returns the entities of one type, in the order of the kinds."""
    return tuple(entity for entity in entities_by_id(briefing).values() if isinstance(entity, of))


@indexes.memoize
def entities_by_id(briefing: Briefing) -> Mapping[str, Entity]:
    """Returns all entities of the briefing by their ids."""
    found = ((entry.record.id, entry.kind.to_entity(briefing, entry)) for entry in briefing.entries.values())
    known = {record_id: entity for record_id, entity in found if entity}
    accounts: dict[str, list[AccountEntity]] = {}
    for entry, part in indexes.disputed_parts(briefing):
        accounts.setdefault(entry.record.id, []).extend(_accounts(briefing, part.disputed))
    known |= {one: replace(known[one], accounts=tuple(listed)) for one, listed in accounts.items() if one in known}
    views = indexes.successions(briefing)
    for view in views.views:
        for part in (view.part, view.earlier):
            if isinstance(part, Record) and part.id in known:
                known[part.id] = replace(
                    known[part.id],
                    supersedes=getattr(part, "supersedes", None),
                    is_superseded=views.is_superseded(part),
                )
    head = briefing.head
    if head and isinstance(entity := known.get(head.id), BriefingEntity):
        points = tuple(one.text for one in views.current(head.takeaways))
        known[head.id] = replace(entity, points=points)
    return known


def _accounts(briefing: Briefing, dispute: fields.Dispute) -> Iterator[AccountEntity]:
    index = indexes.sources(briefing)
    for account in index.accounts(dispute):
        sources = tuple(dict.fromkeys(one.source for one in account.evidence))
        records: list[Any] = [briefing.get(one).record for one in sources]
        places = "; ".join(
            f"{index.names[one.id]}, {dates.parse(one.issued).words}, reliability {one.reliability.value}"
            for one in records
        )
        value = f"{account.value_words}: " if account.value else ""
        yield AccountEntity(account.text, f"{value}{account.text}{f' ({places})' if places else ''}", sources)


def accounts_text(entity: Entity) -> str:
    """Returns the accounts of a disputed entity in words; an empty text without any."""
    return f"Accounts differ: {' / '.join(one.line for one in entity.accounts)}" if entity.accounts else ""


def briefing_entity(briefing: Briefing) -> BriefingEntity:
    """Returns the entity of the briefing itself. Raises ValueError if there is none."""
    (found,) = entities(briefing, BriefingEntity)
    return found


def agent_name(briefing: Briefing, agent_id: str) -> str:
    """Returns the name of an agent. Raises KeyError if there is no such entity."""
    return str(getattr(entities_by_id(briefing)[agent_id], "name", agent_id))


def page_url(briefing: Briefing, record_id: str) -> str | None:
    """Returns the URL of the page that shows a record; None if the site's is unknown."""
    return urls.published_url(briefing.head.site_url or "", briefing.get(record_id).address) or None


def cited_sources(briefing: Briefing, record_id: str) -> tuple[tuple[SourceEntity, tuple[int, ...]], ...]:
    """Returns the sources that a record cites, each with its paragraph numbers."""
    known = entities_by_id(briefing)
    cited = indexes.evidence(briefing).source_paragraphs(briefing.get(record_id).record)
    found = ((known.get(entry.record.id), numbers) for entry, numbers in cited)
    return tuple((source, numbers) for source, numbers in found if isinstance(source, SourceEntity))


def cited_sources_text(briefing: Briefing, record_id: str) -> str:
    """Returns the sources of a record: "Source: The Gazette, paragraphs 2, 3".

    The text says of a draft that it is one, and of a source that it is a copy or retracted.
    """
    sources = cited_sources(briefing, record_id)
    names = indexes.sources(briefing).names
    found = "; ".join(
        f"{names[source.id]}, {paragraphs_text(numbers)}{_in_brackets(source_standing(briefing, source))}"
        for source, numbers in sources
    )
    draft = " (draft)" if briefing.get(record_id).record.draft else ""
    return f"{'Sources' if len(sources) > 1 else 'Source'}: {found or (draft and 'none named yet')}{draft}"


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def source_standing(briefing: Briefing, source: SourceEntity) -> str:
    """Returns "retracted" or "derived from The Gazette"; or an empty text."""
    index = indexes.sources(briefing)
    derived = f"derived from {index.names[source.derived_from]}" if source.derived_from else ""
    return ", ".join(filter(None, (derived, index.retracted(source.id) and "retracted")))


def paragraphs_text(numbers: tuple[int, ...]) -> str:
    """Returns paragraphs in words: "paragraph 2", "paragraphs 2, 3"."""
    return f"paragraph{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"
