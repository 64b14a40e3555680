"""Reads FollowTheMoney entities, one a line: agents, events, sources, links.

See followthemoney.tech. A property may have many values: the first is the name or text, all others are aliases; of several
dates one is meant, and which one is not known. Other schemata (payments, assets, identifiers) are skipped.
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
from .json_text import parse_json
from .read_result import Files, ReadResult, clean_text

_AGENT_TYPES = {
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
"""The schema of a link -> the properties with its two ends, and its label."""
_SOURCE_TYPES = {
    "Article": "article",
    "Document": "article",
    "Pages": "report",
    "PlainText": "article",
    "HyperText": "webpage",
}
_STATUS = re.compile(r" \((alleged|expected|cancelled)\)$")
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_EXPORTED_DATE = re.compile(r"\(EDTF ([^\s()]+)\)$")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_RELATIONSHIP_STATUSES = ("current", "former", "alleged", "expected", "possible")


class _SkipError(Exception):
    """An entity can't be imported; the message is the reason."""


class _FtmEntity:
    """An entity of the file with cleaned properties."""

    def __init__(self, id_: str, schema: str, properties: Mapping[str, list[str]], file: str, line: int) -> None:
        self.id, self.schema, self.file, self.line = id_, schema, file, line
        self.properties = {
            key: [text for text in map(clean_text, values) if text] for key, values in properties.items()
        }

    def all(self, *names: str) -> list[str]:
        return [value for name in names for value in self.properties.get(name, ())]

    def first(self, *names: str) -> str:
        return next(iter(self.all(*names)), "")

    @property
    def agent_names(self) -> list[str]:
        """The names of an agent; empty if the entity is none or has no name."""
        if self.schema not in _AGENT_TYPES:
            return []
        return self.all("name") or [
            name for name in [" ".join(self.all("firstName", "middleName", "lastName"))] if name
        ]


def read(files: Files, kinds: tuple[Kind, ...]) -> ReadResult:
    """Reads the drafts of the entities."""
    result = ReadResult(is_self_contained=True)
    entities: dict[str, _FtmEntity] = {}
    for file, raw in files.items():
        text = yaml_reader.decode(raw)
        if isinstance(text, yaml_reader.TextProblem):
            result.add_text_problem(file, text)
            continue
        for number, line in enumerate(text.split("\n"), 1):
            entity = _parse_line(result, file, number, line) if line.strip() else None
            if entity and entity.id in entities:
                message = f"the entity {quote_value(entity.id)} occurs twice; merge its parts first: ftm aggregate"
                result.add_problem(file, number, Code.DUPLICATE_ID, message)
            elif entity:
                entities[entity.id] = entity
    if not entities and not result.problems:
        result.add_problem(next(iter(files)), 0, Code.EMPTY, "there is no entity in it")
    for one in entities.values():
        try:
            result.add_entity(kinds, _convert(one, entities), one.file, one.line)
        except _SkipError as error:
            result.skip(one.schema, str(error), one.file, one.line)
    return result


def _parse_line(result: ReadResult, file: str, number: int, line: str) -> _FtmEntity | None:
    data = parse_json(line)
    if isinstance(data, yaml_reader.TextProblem):
        result.add_problem(file, number, data.code, f"{data.message}; each line is an entity")
        return None
    id_, schema = (data.get("id"), data.get("schema")) if isinstance(data, dict) else (None, None)
    if not (isinstance(id_, str) and isinstance(schema, str) and id_ and schema):
        message = "this is no entity: a mapping with id, schema and properties"
        result.add_problem(file, number, Code.SHAPE, message)
        return None
    properties = data.get("properties", {})
    if not isinstance(properties, dict) or not all(_is_text_list(values) for values in properties.values()):
        message = "properties must be a mapping of names to lists of texts"
        result.add_problem(file, number, Code.WRONG_TYPE, message)
        return None
    return _FtmEntity(id_, schema, properties, file, number)


def _is_text_list(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _convert(one: _FtmEntity, entities: Mapping[str, _FtmEntity]) -> Entity:
    """Converts an entity of the file to a neutral one. Raises _SkipError."""
    if one.schema in _AGENT_TYPES:
        return _agent(one)
    if one.schema == "Event":
        return _event(one)
    if one.schema in _SOURCE_TYPES:
        return _source(one)
    if one.schema in _LINKS:
        return _relationship(one, entities)
    raise _SkipError("a briefing has no record for it")


def _agent(one: _FtmEntity) -> Agent:
    if not one.agent_names:
        raise _SkipError("it has no name")
    name, *others = one.agent_names
    types = (AgentType(each) for each in one.all("classification") if each in list(AgentType))
    codes = {code.upper() for code in one.all("country", "nationality", "jurisdiction")} & {*scales.COUNTRIES}
    return Agent(
        id=one.id,
        name=name,
        type=next(types, _AGENT_TYPES[one.schema]),
        text="\n\n".join(one.all("summary", "description")),
        aliases=tuple(dict.fromkeys(each for each in (*others, *one.all("alias")) if each != name)),
        role=", ".join(one.all("position")) or None,
        country=codes.pop() if len(codes) == 1 else None,
        wikidata=next((each for each in one.all("wikidataId") if _WIKIDATA.fullmatch(each)), None),
    )


def _event(one: _FtmEntity) -> EventEntity:
    name, date = one.first("name", "title"), _date(one, "date")
    if not name:
        raise _SkipError("it has no name")
    if date is None:
        raise _SkipError("it has no date, and the timeline needs one")
    status = _STATUS.search(name)
    descriptions = [each for each in one.all("description") if not each.startswith("When: ")]
    return EventEntity(
        id=one.id,
        title=name[: status.start()] if status else name,
        text="\n\n".join((*one.all("summary"), *descriptions)),
        date=date,
        certainty=Certainty.CERTAIN,
        status=status[1] if status else "occurred",
        place=", ".join(one.all("location")) or None,
        agents=tuple((each, None) for each in one.all("involved", "organizer")),
    )


def _source(one: _FtmEntity) -> SourceEntity:
    title, issued = one.first("title", "name", "fileName"), _date(one, "publishedAt", "date")
    if not title:
        raise _SkipError("it has no title")
    if issued is None:
        raise _SkipError("it has no date of publication")
    url = next((each for each in one.all("sourceUrl") if _is_url(each)), None)
    language = one.first("language")
    return SourceEntity(
        id=one.id,
        type=_SOURCE_TYPES[one.schema],
        title=title,
        container=one.first("publisher") or (urlsplit(url).hostname if url else "") or PLACEHOLDER,
        issued=issued,
        language=language if re.fullmatch("[a-z]{2,3}", language) else "und",
        authors=tuple(one.all("author")),
        url=url,
    )


def _relationship(one: _FtmEntity, entities: Mapping[str, _FtmEntity]) -> Relationship:
    start_property, end_property, label = _LINKS[one.schema]
    start, end = one.first(start_property), one.first(end_property)
    if not all(each in entities and entities[each].agent_names for each in (start, end)):
        raise _SkipError("it is not between two agents of the file")
    if start == end:
        raise _SkipError("it leads from an agent to itself")
    if role := ", ".join(one.all("role", "relationship")):
        label = role if one.schema == "UnknownLink" else f"{label} ({role})"
    types = [each.removeprefix("Type: ") for each in one.all("description") if each.startswith("Type: ")]
    status = one.first("status")
    return Relationship(
        id=one.id,
        start=start,
        end=end,
        type="member-of" if one.schema == "Membership" else next(iter(types), "linked-to"),
        family="",
        label=label,
        status=status if status in _RELATIONSHIP_STATUSES else "current",
        date=_date(one, "date"),
    )


def _is_url(text: str) -> bool:
    try:
        return bool(urls.validate(text))
    except ValueError:
        return False


def _date(one: _FtmEntity, *names: str) -> str | None:
    """Returns the date in EDTF.

    It is the date that our own export wrote, a day, month or year, one of several, or an interval.
    """
    exported = (match[1] for each in one.all("description") if (match := _EXPORTED_DATE.search(each)))
    singles, starts, ends = (_days(one, each) for each in (names, ("startDate",), ("endDate",)))
    if len(singles) == 1:
        date = singles[0]
    elif singles:
        date = f"[{singles[0]}..{singles[-1]}]"
    else:
        date = f"{starts[0] if starts else '..'}/{ends[-1] if ends else '..'}" if starts or ends else ""
    return next((each for each in (*exported, date) if _is_date(each)), None)


def _days(one: _FtmEntity, names: tuple[str, ...]) -> list[str]:
    """Returns the days, months and years among the values, sorted, without times."""
    found = (match[0] for each in one.all(*names) if (match := _DAY.match(each)))
    return sorted({each for each in found if _is_date(each)})


def _is_date(text: str) -> bool:
    try:
        return bool(text and dates.parse(text))
    except dates.DateError:
        return False
