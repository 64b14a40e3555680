"""Parses and validates the objects of a STIX 2.1 bundle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from ...loading import yaml_reader
from ...model import Kind
from ...problems import Code, quote_value
from ..interchange import Entity
from .json_text import parse_json
from .read_result import ReadResult, clean_text

StixObject = Mapping[str, Any]
_TEXTS = {
    "identity": ("name", "description", "identity_class"),
    "threat-actor": ("name", "description"),
    "intrusion-set": ("name", "description"),
    "campaign": ("name", "description", "first_seen", "last_seen"),
    "location": ("name", "country"),
    "relationship": (
        "relationship_type",
        "source_ref",
        "target_ref",
        "description",
        "start_time",
        "stop_time",
    ),
    "note": ("abstract", "content", "created_by_ref"),
    "opinion": ("opinion", "explanation", "created_by_ref"),
    "report": ("name", "description", "published", "lang"),
}
"""The type of an object -> the properties that must be texts."""
_REQUIRED = {
    "identity": ("name",),
    "threat-actor": ("name",),
    "intrusion-set": ("name",),
    "campaign": ("name",),
    "relationship": ("relationship_type", "source_ref", "target_ref"),
    "note": ("content",),
    "opinion": ("opinion",),
    "report": ("name", "published"),
}
_LISTS = ("labels", "object_refs", "authors", "roles", "aliases", "x_opencti_aliases", "threat_actor_types")
AGENTS = "identity", "threat-actor", "intrusion-set"
"""The types of objects that act or speak."""
_ID = re.compile(r'(?<!\\)"id"\s*:\s*"([^"\\]*)"')


class Bundle:
    """The valid objects of a bundle by their ids, and the result of reading them."""

    def __init__(self, file: str, text: str, kinds: tuple[Kind, ...], result: ReadResult) -> None:
        self.file, self.kinds, self.result = file, kinds, result
        self.objects: dict[str, StixObject] = {}
        self._lines: dict[str, int] = {}
        line, end = 1, 0
        for match in _ID.finditer(text):
            line, end = line + text.count("\n", end, match.start()), match.start()
            self._lines.setdefault(match[1], line)

    def line_of(self, id_: str) -> int:
        """Returns the line of an object's id; 0 if it is not known."""
        return self._lines.get(id_, 0)

    def skip(self, one: StixObject, reason: str) -> None:
        """Notes an object that is not imported."""
        self.result.skip(str(one["type"]), reason, self.file, self.line_of(one["id"]))

    def add_problem(self, id_: str, code: Code, message: str) -> None:
        """Adds a problem at the line of an object."""
        self.result.add_problem(self.file, self.line_of(id_), code, message)

    def add_entity(self, entity: Entity, owner_key: str = "") -> None:
        """Adds the draft of an entity."""
        self.result.add_entity(self.kinds, entity, self.file, self.line_of(entity.id), owner_key)

    def of_type(self, type_: str) -> Iterator[StixObject]:
        """Yields the objects of one type, in their order."""
        return (one for one in self.objects.values() if one["type"] == type_)

    @cached_property
    def relationships(self) -> Mapping[str, list[StixObject]]:
        """The relationships by the id of their source."""
        found: dict[str, list[StixObject]] = {}
        for one in self.of_type("relationship"):
            found.setdefault(one["source_ref"], []).append(one)
        return found

    def type_of(self, reference: object) -> str:
        """Returns the type of an object of the bundle; empty if there is none."""
        return str(self.objects.get(reference, {}).get("type", "")) if isinstance(reference, str) else ""

    def is_agent(self, reference: object) -> bool:
        """Returns True for the id of an object that acts or speaks."""
        return self.type_of(reference) in AGENTS


def parse_bundle(file: str, raw: bytes, kinds: tuple[Kind, ...], result: ReadResult) -> Bundle | None:
    """Parses a file; adds its problems to the result, returns None if it is no bundle."""
    text = result.decode(file, raw)
    if text is None:
        return None
    data = parse_json(text)
    if isinstance(data, yaml_reader.TextProblem):
        first = parse_json(text.partition("\n")[0])
        if not isinstance(first, dict):
            result.add_text_problem(file, data)
            return None
        data = first  # one object a line
    is_bundle = isinstance(data, dict) and data.get("type", "bundle") == "bundle"  # the envelope of TAXII has no type
    if not (is_bundle and isinstance(data.get("objects"), list)):
        message = 'this is no STIX bundle: a mapping with "type": "bundle" and a list of "objects"'
        if isinstance(data, dict) and "schema" in data and "properties" in data:
            message += "; it looks like FollowTheMoney: briefing import ftm"
        result.add_problem(file, 0, Code.SHAPE, message)
        return None
    bundle = Bundle(file, text, kinds, result)
    for number, one in enumerate(data["objects"], 1):
        _add_object(bundle, number, one)
    for one in [one for one in bundle.objects.values() if one.get("revoked") is True]:
        bundle.skip(one, "it is revoked")
        del bundle.objects[one["id"]]
    return bundle


def _add_object(bundle: Bundle, number: int, one: Any) -> None:
    """Adds an object with cleaned texts, or its problems; keeps the newest version."""
    type_, id_ = (one.get("type"), one.get("id")) if isinstance(one, dict) else (None, None)
    if not (isinstance(type_, str) and isinstance(id_, str)):
        bundle.result.add_problem(bundle.file, 0, Code.SHAPE, f"object {number} has no type and id")
        return
    one = {key: value for key, value in one.items() if value is not None}
    messages = list(_find_messages(type_, one))
    for message in messages:
        bundle.add_problem(id_, Code.WRONG_TYPE, f"{quote_value(id_)}: {message}")
    if messages:
        return
    before = bundle.objects.get(id_)
    if before and _version(before) >= _version(one):
        is_same = _version(before) == _version(one)
        bundle.skip(one, "it occurs twice" if is_same else "there is a newer version of it")
        return
    if before:
        bundle.skip(before, "there is a newer version of it")
    texts = {key: clean_text(one[key]) for key in _TEXTS.get(type_, ()) if key in one}
    lists = {key: [clean_text(item) for item in one[key]] for key in _LISTS if key in one and type_ in _TEXTS}
    bundle.objects[id_] = {**one, **texts, **lists}


def _version(one: StixObject) -> tuple[datetime, str]:
    """Returns the time of an object's version, with all digits of its fraction."""
    text = str(one.get("modified") or one.get("created") or "")
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC), ""
    fraction = re.search(r"\.([0-9]+)", text)
    return time if time.tzinfo else time.replace(tzinfo=UTC), fraction[1].rstrip("0") if fraction else ""


def _find_messages(type_: str, one: StixObject) -> Iterator[str]:
    for key in _TEXTS.get(type_, ()):
        if key in one and not isinstance(one[key], str):
            yield f"{key} must be text"
    for key in _LISTS if type_ in _TEXTS else ():
        if key in one and not (isinstance(one[key], list) and all(isinstance(item, str) for item in one[key])):
            yield f"{key} must be a list of texts"
    for key in _REQUIRED.get(type_, ()):
        if not one.get(key) or (isinstance(one[key], str) and not clean_text(one[key])):
            yield f"{key} is missing"
