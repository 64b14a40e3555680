"""FollowTheMoney (followthemoney.tech) entities, a line each: agents, events, documents, and links between agents.

An entity's property may have many values: the first is taken as its name or text, all as its aliases; of several dates one is
meant, and which is not known. Other schemata (payments, assets, identifiers) are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ...loading import yaml_reader
from ...model import Kind
from ...problems import Code, quote_value
from ...records import dates, scales
from ...text import urls
from ..interchange import PLACEHOLDER, Agent, AgentType, Certainty, Entity, EventEntity, Relationship, SourceEntity
from .found import Files, Found, Passed, cleaned
from .jsontext import parsed

_AGENTS = {
    "Person": AgentType.PERSON,
    "PublicBody": AgentType.ORGANISATION,
    "Organization": AgentType.ORGANISATION,
    "Company": AgentType.ORGANISATION,
    "LegalEntity": AgentType.GROUP,
}
_LINKS = {
    "UnknownLink": ("subject", "object", "is linked to"),
    "Membership": ("member", "organization", "is a member of"),
    "Directorship": ("director", "organization", "is a director of"),
    "Employment": ("employee", "employer", "works for"),
    "Representation": ("agent", "client", "represents"),
    "Ownership": ("owner", "asset", "owns"),
    "Associate": ("person", "associate", "is associated with"),
    "Family": ("person", "relative", "is family of"),
}
"""Schema of a link -> the properties that name its two ends, and what it says."""
_SOURCE_TYPES = {
    "Article": "article",
    "Document": "article",
    "Pages": "report",
    "PlainText": "article",
    "HyperText": "webpage",
}
_STATUS = re.compile(r" \((alleged|expected|cancelled)\)$")
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_RELATIONSHIP_STATUSES = ("current", "former", "alleged", "expected", "possible")


class _Entity:
    """One entity: its id, its schema, the values of its properties cleaned, its place."""

    def __init__(self, id_: str, schema: str, properties: Mapping[str, list[str]], file: str, line: int) -> None:
        self.id, self.schema, self.file, self.line = id_, schema, file, line
        self.properties = {key: [text for text in map(cleaned, values) if text] for key, values in properties.items()}

    def all(self, *names: str) -> list[str]:
        return [value for name in names for value in self.properties.get(name, ())]

    def one(self, *names: str) -> str:
        return next(iter(self.all(*names)), "")


def read(files: Files, kinds: tuple[Kind, ...]) -> Found:
    """The drafts of the entities."""
    found = Found(is_closed=True)
    entities: dict[str, _Entity] = {}
    for file, raw in files.items():
        text = yaml_reader.decoded(raw)
        if isinstance(text, yaml_reader.Fault):
            found.unreadable(file, text)
            continue
        for number, line in enumerate(text.split("\n"), 1):
            entity = _entity(found, file, number, line) if line.strip() else None
            if entity and entity.id in entities:
                message = f"the entity {quote_value(entity.id)} stands here a second time; put its parts together first: ftm aggregate"
                found.fault(file, number, Code.DUPLICATE_ID, message)
            elif entity:
                entities[entity.id] = entity
    if not entities and not found.problems:
        found.fault(next(iter(files)), 0, Code.EMPTY, "there is no entity in it")
    for entity in entities.values():
        _tell(found, kinds, entities, entity)
    return found


def _entity(found: Found, file: str, number: int, line: str) -> _Entity | None:
    data = parsed(line)
    if isinstance(data, yaml_reader.Fault):
        found.fault(file, number, data.code, f"{data.message}; each line is an entity")
        return None
    id_, schema = (data.get("id"), data.get("schema")) if isinstance(data, dict) else (None, None)
    if not (isinstance(id_, str) and isinstance(schema, str) and id_ and schema):
        found.fault(file, number, Code.SHAPE, "this is no entity: a mapping with id, schema and properties")
        return None
    properties = data.get("properties", {})
    if not isinstance(properties, dict) or not all(_is_values(values) for values in properties.values()):
        found.fault(file, number, Code.WRONG_TYPE, "properties must be a mapping of names to lists of texts")
        return None
    return _Entity(id_, schema, properties, file, number)


def _is_values(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _tell(found: Found, kinds: tuple[Kind, ...], entities: Mapping[str, _Entity], one: _Entity) -> None:
    entity: Entity | str
    if one.schema in _AGENTS:
        entity = _agent(one)
    elif one.schema == "Event":
        entity = _event(one)
    elif one.schema in _SOURCE_TYPES:
        entity = _source(one)
    elif one.schema in _LINKS:
        entity = _relationship(one, entities)
    else:
        entity = "a briefing has no record for it"
    if isinstance(entity, str):
        found.passed.append(Passed(one.schema, entity, one.file, one.line))
    else:
        found.add_entity(kinds, entity, one.file, one.line)


def _agent(one: _Entity) -> Agent | str:
    names = one.all("name") or [" ".join(one.all("firstName", "middleName", "lastName"))]
    if not names[0]:
        return "it has no name"
    aliases = tuple(dict.fromkeys(name for name in (*names[1:], *one.all("alias")) if name != names[0]))
    role = ", ".join(one.all("position")) or None
    countries = [
        code.upper() for code in one.all("country", "nationality", "jurisdiction") if code.upper() in scales.COUNTRIES
    ]
    type_ = next(
        (AgentType(each) for each in one.all("classification") if each in list(AgentType)), _AGENTS[one.schema]
    )
    wikidata = next((each for each in one.all("wikidataId") if _WIKIDATA.fullmatch(each)), None)
    return Agent(
        one.id,
        names[0],
        type_,
        "\n\n".join(one.all("summary", "description")),
        aliases,
        role,
        None,
        countries[0] if len(set(countries)) == 1 else None,
        wikidata,
    )


def _event(one: _Entity) -> EventEntity | str:
    name, date = one.one("name", "title"), _date(one, "date")
    if not name:
        return "it has no name"
    if date is None:
        return "it has no date, and the timeline needs one"
    status = _STATUS.search(name)
    title = name[: status.start()] if status else name
    agents = tuple((each, None) for each in one.all("involved", "organizer"))
    words = status[1] if status else "occurred"
    text = "\n\n".join(
        (*one.all("summary"), *(each for each in one.all("description") if not each.startswith("When: ")))
    )
    return EventEntity(
        one.id, title, text, date, Certainty.CERTAIN, words, ", ".join(one.all("location")) or None, agents
    )


def _source(one: _Entity) -> SourceEntity | str:
    title, issued = one.one("title", "name", "fileName"), _date(one, "publishedAt", "date")
    if not title:
        return "it has no title"
    if issued is None:
        return "it has no date of publication"
    url = next((each for each in one.all("sourceUrl") if _is_address(each)), None)
    publisher = one.one("publisher") or (urlsplit(url).hostname if url else "") or PLACEHOLDER
    language = one.one("language")
    return SourceEntity(
        one.id,
        _SOURCE_TYPES[one.schema],
        title,
        publisher,
        issued,
        language if re.fullmatch("[a-z]{2,3}", language) else "und",
        tuple(one.all("author")),
        None,
        url,
    )


def _relationship(one: _Entity, entities: Mapping[str, _Entity]) -> Relationship | str:
    start, end, says = _LINKS[one.schema]
    first, second = one.one(start), one.one(end)
    if not (_is_agent(entities, first) and _is_agent(entities, second)):
        return "it is not between two agents of the file"
    if first == second:
        return "it leads from an agent to itself"
    role = ", ".join(one.all("role", "relationship"))
    label = (role or says) if one.schema == "UnknownLink" else f"{says} ({role})" if role else says
    told = [each.removeprefix("Type: ") for each in one.all("description") if each.startswith("Type: ")]
    type_ = "member-of" if one.schema == "Membership" else told[0] if told else "linked-to"
    status = one.one("status")
    return Relationship(
        one.id,
        first,
        second,
        type_,
        "",
        label,
        status if status in _RELATIONSHIP_STATUSES else "current",
        _date(one, "date"),
    )


def _is_agent(entities: Mapping[str, _Entity], id_: str) -> bool:
    """Whether an id is that of an agent that is carried over."""
    return id_ in entities and entities[id_].schema in _AGENTS and isinstance(_agent(entities[id_]), Agent)


def _is_address(text: str) -> bool:
    try:
        return bool(urls.validate(text))
    except ValueError:
        return False


def _date(one: _Entity, *names: str) -> str | None:
    """The date in EDTF: as an export of ours wrote it, a day, month or year, one of several, or from a start to an end."""
    told = (match[1] for each in one.all("description") if (match := re.search(r"\(EDTF ([^\s()]+)\)$", each)))
    singles, starts, ends = (_days(one, each) for each in (names, ("startDate",), ("endDate",)))
    made = (
        singles[0]
        if len(singles) == 1
        else f"[{singles[0]}..{singles[-1]}]"
        if singles
        else f"{starts[0] if starts else '..'}/{ends[-1] if ends else '..'}"
        if starts or ends
        else ""
    )
    return next((each for each in (*told, made) if _is_date(each)), None)


def _days(one: _Entity, names: tuple[str, ...]) -> list[str]:
    """The days, months and years among the values, without their times of day, in order."""
    found = (match[0] for each in one.all(*names) if (match := _DAY.match(each)))
    return sorted({each for each in found if _is_date(each)})


def _is_date(text: str) -> bool:
    try:
        return bool(text and dates.parse(text))
    except dates.DateError:
        return False
