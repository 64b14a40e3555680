"""Reads FollowTheMoney entities, one a line: agents, events, sources, links.

See followthemoney.tech. A property may have many values: the caption, or else the first, is the name, all others are
aliases; of several dates one is meant, and which one is not known. Nested exports are taken apart, and of a delta export the
added and changed entities are read. A post that a person occupies is a role of the person. Other schemata (payments,
assets, identifiers) are skipped.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
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
    "Occupancy": ("holder", "post", ""),
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

    def __init__(self, data: Mapping[str, Any], file: str, line: int) -> None:
        self.id, self.schema, self.file, self.line = data["id"], data["schema"], file, line
        caption = data.get("caption")
        self.caption = clean_text(caption) if isinstance(caption, str) else ""
        self.properties = {
            key: [text for value in values if (text := clean_text(_text_of(value)))]
            for key, values in data.get("properties", {}).items()
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
        names = self.all("name")
        if names and self.caption:
            names = [self.caption, *names]
        return names or [name for name in [" ".join(self.all("firstName", "middleName", "lastName"))] if name]


def read(files: Files, kinds: tuple[Kind, ...]) -> ReadResult:
    """Reads the drafts of the entities."""
    result = ReadResult(is_self_contained=True)
    entities: dict[str, _FtmEntity] = {}
    nested: dict[str, _FtmEntity] = {}
    for file, raw in files.items():
        text = result.decode(file, raw)
        if text is None:
            continue
        if message := _find_other_format(text):
            result.add_problem(file, 0, Code.SHAPE, message)
            continue
        for number, line in enumerate(text.split("\n"), 1):
            found = _parse_line(result, file, number, line) if line.strip() else []
            for entity in found[:1]:
                if entity.id in entities:
                    message = f"the entity {quote_value(entity.id)} occurs twice; merge its parts first: ftm aggregate"
                    result.add_problem(file, number, Code.DUPLICATE_ID, message)
                entities[entity.id] = entity
            for entity in found[1:]:
                nested.setdefault(entity.id, entity)
    entities |= {id_: entity for id_, entity in nested.items() if id_ not in entities}
    roles = _find_roles(entities)
    if not entities and not result.problems:
        result.add_problem(next(iter(files)), 0, Code.EMPTY, "there is no entity in it")
    posts = {post for one in entities.values() for post in one.all("post") if one.first("holder") in roles}
    for one in entities.values():
        if one.id in posts or (one.schema == "Occupancy" and one.first("holder") in roles):
            continue
        try:
            result.add_entity(kinds, _convert(one, entities, roles), one.file, one.line)
        except _SkipError as error:
            result.skip(one.schema, str(error), one.file, one.line)
        except dates.OrderError:
            result.skip(one.schema, "it ends before it begins", one.file, one.line)
    return result


def _find_other_format(text: str) -> str | None:
    """Returns the message for a whole file that holds no entities, one a line."""
    lines = text.strip().split("\n")
    first = parse_json(lines[0])
    if isinstance(first, dict) and "schema" in first:
        return None
    whole = parse_json(text)
    if isinstance(whole, dict) and whole.get("type") == "bundle":
        return "this is a STIX bundle; read it with: briefing import stix"
    if any(isinstance(parse_json(line), dict) for line in lines):
        return None
    convert = {"[": "; convert it with: jq -c '.[]'", "{": "; convert it with: jq -c ."}.get(lines[0][:1], "")
    return f"this is no file of FollowTheMoney entities: JSON, one entity a line{convert}"


def _parse_line(result: ReadResult, file: str, number: int, line: str) -> list[_FtmEntity]:
    """Returns the entity of a line, then those nested in it; adds its problems."""
    data = parse_json(line)
    if isinstance(data, yaml_reader.TextProblem):
        result.add_problem(file, number, data.code, f"{data.message}; each line is an entity")
        return []
    if isinstance(data, dict) and isinstance(data.get("entity"), dict) and "op" in data:
        if data["op"] == "DEL":
            result.skip("entity", "the delta export says that it was deleted", file, number)
            return []
        data = data["entity"]
    found, waiting = [], deque([data])
    while waiting:
        one = waiting.popleft()
        if problem := _check_entity(one):
            result.add_problem(file, number, *problem)
            return []
        nested = [value for values in one.get("properties", {}).values() for value in values if isinstance(value, dict)]
        waiting.extend(_with_owner(value, one["id"]) for value in nested)
        found.append(_FtmEntity(one, file, number))
    return found


def _check_entity(data: Any) -> tuple[Code, str] | None:
    """Returns the problem of an entity's shape."""
    id_, schema = (data.get("id"), data.get("schema")) if isinstance(data, dict) else (None, None)
    if not (isinstance(id_, str) and isinstance(schema, str) and id_ and schema):
        return Code.SHAPE, "this is no entity: a mapping with id, schema and properties"
    properties = data.get("properties", {})
    if not isinstance(properties, dict) or not all(_is_list_of_values(values) for values in properties.values()):
        return Code.WRONG_TYPE, "properties must be a mapping of names to lists of texts or of nested entities"
    return None


def _is_list_of_values(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str | dict) for value in values)


def _text_of(value: Any) -> str:
    """Returns a value as text; for a nested entity its id."""
    id_ = value.get("id") if isinstance(value, dict) else value
    return id_ if isinstance(id_, str) else ""


def _with_owner(value: Any, owner: str) -> Any:
    """Returns a nested link with its missing end: the entity in which it is nested."""
    start, end, _ = _LINKS.get(str(value.get("schema")), ("", "", ""))
    properties = value.get("properties")
    if not (start and isinstance(properties, dict)):
        return value
    missing = [name for name in (start, end) if name not in properties]
    return {**value, "properties": {**properties, missing[0]: [owner]}} if len(missing) == 1 else value


def _convert(one: _FtmEntity, entities: Mapping[str, _FtmEntity], roles: Mapping[str, list[str]]) -> Entity:
    """Converts an entity of the file to a neutral one. Raises _SkipError."""
    if one.schema in _AGENT_TYPES:
        return _agent(one, roles.get(one.id, []))
    if one.schema == "Event":
        return _event(one)
    if one.schema in _SOURCE_TYPES:
        return _source(one)
    if one.schema in _LINKS:
        return _relationship(one, entities)
    raise _SkipError("a briefing has no record for it")


def _find_roles(entities: Mapping[str, _FtmEntity]) -> dict[str, list[str]]:
    """Returns the posts that agents occupy, with their dates, by the agent's id."""
    roles: dict[str, list[str]] = {}
    for one in entities.values():
        post, holder = (entities.get(one.first(name)) for name in ("post", "holder"))
        if one.schema == "Occupancy" and post and post.first("name") and holder and holder.agent_names:
            try:
                date = _date(one, "date")
            except dates.OrderError:
                date = None
            when = f" ({dates.parse(date).words})" if date else ""
            roles.setdefault(one.first("holder"), []).append(post.first("name") + when)
    return roles


def _agent(one: _FtmEntity, roles: list[str]) -> Agent:
    if not one.agent_names:
        raise _SkipError("it has no name")
    name, *others = one.agent_names
    types = (AgentType(each) for each in one.all("classification") if each in list(AgentType))
    return Agent(
        id=one.id,
        name=name,
        type=next(types, _AGENT_TYPES[one.schema]),
        text="\n\n".join(one.all("summary", "description")),
        aliases=tuple(dict.fromkeys(each for each in (*others, *one.all("alias")) if each != name)),
        role=", ".join(dict.fromkeys((*one.all("position"), *roles))) or None,
        country=_country(one, "country", "nationality", "jurisdiction"),
        wikidata=next((each for each in one.all("wikidataId") if _WIKIDATA.fullmatch(each)), None),
    )


def _country(one: _FtmEntity, *names: str) -> str | None:
    """Returns the code of a country if all values mean one."""
    codes = {code.upper() for code in one.all(*names)} & {*scales.COUNTRIES}
    return codes.pop() if len(codes) == 1 else None


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
        country=_country(one, "country"),
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

    It is the date that our own export wrote, a day, month or year, one of several, or an interval. Raises OrderError if it
    ends before it begins.
    """
    exported = (match[1] for each in one.all("description") if (match := _EXPORTED_DATE.search(each)))
    singles, starts, ends = (_days(one, each) for each in (names, ("startDate",), ("endDate",)))
    if len(singles) == 1:
        date = singles[0]
    elif singles:
        date = f"[{singles[0]}..{singles[-1]}]"
    else:
        date = f"{starts[0] if starts else '..'}/{ends[-1] if ends else '..'}" if starts or ends else ""
    return next(filter(_is_date, exported), None) or (dates.parse(date).text if date else None)


def _days(one: _FtmEntity, names: tuple[str, ...]) -> list[str]:
    """Returns the days, months and years among the values, sorted, without times.

    Of two dates, one of which is the beginning of the other, only the more precise one counts.
    """
    matches = (match[0] for each in one.all(*names) if (match := _DAY.match(each)))
    found = sorted({each for each in matches if _is_date(each)})
    return [each for each, after in pairwise([*found, ""]) if not after.startswith(f"{each}-")]


def _is_date(text: str) -> bool:
    try:
        return bool(text and dates.parse(text))
    except dates.DateError:
        return False
