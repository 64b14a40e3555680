"""STIX 2.1 (OASIS Standard, 2021): identities, relationships, notes, opinions and the report of a bundle.

A note is an event or a question where its labels say so, as those of `briefing export stix` do; else it is what its author
said. Whatever STIX tells of threats and of computers is passed over: a briefing has no records for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...loading import yaml_reader
from ...model import Kind
from ...problems import Code, quote_value
from ...records import dates
from ..exports.stix import DATE_PREFIX
from ..interchange import (
    Agent,
    AgentType,
    BriefingEntity,
    Certainty,
    Entity,
    EventEntity,
    QuestionEntity,
    Relationship,
    StatementEntity,
)
from .found import Files, Found, Passed, cleaned
from .jsontext import parsed

Object = Mapping[str, Any]
_AGENT_TYPES = {"individual": AgentType.PERSON, "organization": AgentType.ORGANISATION}
_STANCES = {
    "strongly-agree": "affirms",
    "agree": "affirms",
    "neutral": "mixed",
    "disagree": "doubts",
    "strongly-disagree": "denies",
}
_TYPES = ("fact", "assessment", "forecast", "warning", "recommendation", "denial")
_HAPPENED = ("occurred", "alleged", "expected", "cancelled", "ongoing")
_TEXTS = {
    "identity": ("name", "description", "identity_class"),
    "relationship": ("relationship_type", "source_ref", "target_ref", "description"),
    "note": ("abstract", "content", "created_by_ref"),
    "opinion": ("opinion", "explanation", "created_by_ref"),
    "report": ("name", "description", "published", "lang"),
}
_NEEDED = {
    "identity": ("name",),
    "relationship": ("relationship_type", "source_ref", "target_ref"),
    "note": ("content",),
    "opinion": ("opinion",),
    "report": ("name", "published"),
}
_LISTS = ("labels", "object_refs", "authors", "roles")
_ID = re.compile(r'(?<!\\)"id"\s*:\s*"([^"\\]*)"')
_STATUS = re.compile(r" \((current|former|alleged|expected|possible)(, [^()]*(\([^()]*\))?)?\)$")
_QUOTE = re.compile(r" “([^“”]+)”$")


class _Bundle:
    """The objects of a bundle by their ids, each with its line, and what is made of them."""

    def __init__(self, file: str, text: str, kinds: tuple[Kind, ...], found: Found) -> None:
        self.file, self.kinds, self.found = file, kinds, found
        self.lines: dict[str, int] = {}
        self.objects: dict[str, Object] = {}
        line, end = 1, 0
        for match in _ID.finditer(text):
            line, end = line + text.count("\n", end, match.start()), match.start()
            self.lines.setdefault(match[1], line)

    def passed(self, one: Object, why: str) -> None:
        self.found.passed.append(Passed(str(one["type"]), why, self.file, self.line(one)))

    def line(self, one: Object) -> int:
        return self.lines.get(one["id"], 0)

    def add(self, entity: Entity, holder: str = "") -> None:
        self.found.add_entity(self.kinds, entity, self.file, self.lines.get(entity.id, 0), holder)

    def of(self, type_: str) -> Iterator[Object]:
        return (one for one in self.objects.values() if one["type"] == type_)

    def is_identity(self, reference: object) -> bool:
        return isinstance(reference, str) and self.objects.get(reference, {}).get("type") == "identity"


def read(files: Files, kinds: tuple[Kind, ...]) -> Found:
    """The drafts of one bundle."""
    found = Found(is_closed=True)
    for file, raw in files.items():
        text = yaml_reader.decoded(raw)
        data = text if isinstance(text, yaml_reader.Fault) else parsed(text)
        if isinstance(data, yaml_reader.Fault):
            found.unreadable(file, data)
        elif not (isinstance(data, dict) and data.get("type") == "bundle" and isinstance(data.get("objects"), list)):
            found.fault(
                file, 0, Code.SHAPE, 'this is no STIX bundle: a mapping with "type": "bundle" and a list of "objects"'
            )
        else:
            _bundle(_Bundle(file, str(text), kinds, found), data["objects"])
    return found


def _bundle(bundle: _Bundle, objects: list[Any]) -> None:
    for number, one in enumerate(objects, 1):
        _take(bundle, number, one)
    for type_, tell in _TELL.items():
        for one in bundle.of(type_):
            tell(bundle, one)
    for one in bundle.objects.values():
        if one["type"] not in _TELL:
            bundle.passed(one, "a briefing has no record for it")


def _take(bundle: _Bundle, number: int, one: Any) -> None:
    """Notes an object with its texts cleaned; of several versions of one the newest. Faults are told."""
    type_, id_ = (one.get("type"), one.get("id")) if isinstance(one, dict) else (None, None)
    if not (isinstance(type_, str) and isinstance(id_, str)):
        bundle.found.fault(bundle.file, 0, Code.SHAPE, f"object {number} has no type and id")
        return
    faults = list(_faults(type_, one))
    for message in faults:
        bundle.found.fault(bundle.file, bundle.lines.get(id_, 0), Code.WRONG_TYPE, f"{quote_value(id_)}: {message}")
    if faults:
        return
    before = bundle.objects.get(id_)
    if before and str(before.get("modified", "")) >= str(one.get("modified", "")):
        bundle.passed(one, "there is a newer version of it")
        return
    if before:
        bundle.passed(before, "there is a newer version of it")
    texts = {key: cleaned(one[key]) for key in _TEXTS.get(type_, ()) if key in one}
    lists = {key: [cleaned(item) for item in one[key]] for key in _LISTS if key in one and type_ in _TEXTS}
    bundle.objects[id_] = {**one, **texts, **lists}


def _faults(type_: str, one: Object) -> Iterator[str]:
    for key in _TEXTS.get(type_, ()):
        if key in one and not isinstance(one[key], str):
            yield f"{key} must be text"
    for key in _LISTS if type_ in _TEXTS else ():
        if key in one and not (isinstance(one[key], list) and all(isinstance(item, str) for item in one[key])):
            yield f"{key} must be a list of texts"
    for key in _NEEDED.get(type_, ()):
        if not one.get(key) or (isinstance(one[key], str) and not cleaned(one[key])):
            yield f"{key} is missing"


def _report(bundle: _Bundle, one: Object) -> None:
    if one is not next(bundle.of("report")):
        bundle.passed(one, "a briefing is one report, and another stands before it")
        return
    text, *points = [part for part in one.get("description", "").split("\n\n") if part.strip()] or [""]
    bundle.add(
        BriefingEntity(
            one["id"], one["name"], text, tuple(points), one["published"][:10], one.get("lang", "en"), "draft"
        )
    )


def _identity(bundle: _Bundle, one: Object) -> None:
    labels, class_ = one.get("labels", []), one.get("identity_class", "")
    told = next((AgentType(label) for label in labels if label in list(AgentType)), None)
    role = ", ".join(one.get("roles", [])) or None
    bundle.add(
        Agent(
            one["id"],
            one["name"],
            told or _AGENT_TYPES.get(class_, AgentType.GROUP),
            one.get("description", ""),
            role=role,
        )
    )


def _relationship(bundle: _Bundle, one: Object) -> None:
    start, end = one["source_ref"], one["target_ref"]
    if not (bundle.is_identity(start) and bundle.is_identity(end)):
        bundle.passed(one, "it is not between two identities of the bundle")
        return
    if start == end:
        bundle.passed(one, "it leads from an identity to itself")
        return
    words = one.get("description") or one["relationship_type"].replace("-", " ")
    status = _STATUS.search(words)
    label = words[: status.start()] if status else words
    told = status[1] if status else "current"
    bundle.add(Relationship(one["id"], start, end, one["relationship_type"], "", label, told, _date(one)))


def _note(bundle: _Bundle, one: Object) -> None:
    labels, date = one.get("labels", []), _date(one)
    title, content = one.get("abstract") or one["content"], one["content"]
    if "event" in labels:
        if date is None:
            bundle.passed(one, f"an event needs a date; its labels have none, such as {DATE_PREFIX}2023-09")
            return
        status = next((label for label in labels if label in _HAPPENED), "occurred")
        text = content.partition(f"({status}): ")[2] or content
        agents = tuple((each, None) for each in one.get("object_refs", ()) if bundle.is_identity(each))
        bundle.add(EventEntity(one["id"], title, text, date, Certainty.CERTAIN, status, None, agents))
    elif "question" in labels:
        bundle.add(QuestionEntity(one["id"], "question", title, content, _about(one)))
    elif "risk" in labels:
        bundle.passed(one, "a risk's source, event, consequence and assessment are not in a note")
    else:
        _said(bundle, one, content, None)


def _opinion(bundle: _Bundle, one: Object) -> None:
    word = one["opinion"]
    if word not in _STANCES:
        bundle.found.fault(
            bundle.file,
            bundle.line(one),
            Code.WRONG_WORD,
            f"opinion can't be {quote_value(word)}; allowed: {', '.join(_STANCES)}",
        )
        return
    words = word.replace("-", " ").capitalize()
    text = one.get("explanation") or words
    asked = any("question" in bundle.objects.get(each, {}).get("labels", ()) for each in one.get("object_refs", ()))
    stance = re.search(r" \((affirms|doubts|denies|mixed)\)$", text)
    text = text[: stance.start()] if stance else text
    if asked:
        _said(bundle, one, text, stance[1] if stance else _STANCES[word])
    else:
        _said(bundle, one, text if stance or text == words else f"{words}: {text}", None)


def _said(bundle: _Bundle, one: Object, text: str, stance: str | None) -> None:
    speaker = _speaker(bundle, one)
    if speaker is None:
        bundle.passed(one, "no identity of the bundle is its author")
        return
    text = text.removeprefix(f"{bundle.objects[speaker]['name']}: ")
    quoted = _QUOTE.search(text)
    text = text[: quoted.start()] if quoted else text
    type_ = next((label for label in one.get("labels", ()) if label in _TYPES), "assessment")
    about = tuple(each for each in _about(one) if each != speaker)
    bundle.add(
        StatementEntity(one["id"], speaker, text, type_, about, quoted[1] if quoted else None, stance, None), speaker
    )


def _speaker(bundle: _Bundle, one: Object) -> str | None:
    """The identity that an object's author is: by its name, those that the object is about first; else who made the object."""
    near = [each for each in one.get("object_refs", ()) if bundle.is_identity(each)]
    for author in one.get("authors", ()):
        for each in (*near, *(identity["id"] for identity in bundle.of("identity"))):
            if bundle.objects[each]["name"] == author:
                return str(each)
    maker = one.get("created_by_ref")
    return maker if bundle.is_identity(maker) else None


def _about(one: Object) -> tuple[str, ...]:
    """What an object is about, but for the report, which it names for want of anything else."""
    return tuple(each for each in dict.fromkeys(one.get("object_refs", ())) if not each.startswith("report--"))


def _date(one: Object) -> str | None:
    """The EDTF date that a label tells."""
    for label in one.get("labels", ()):
        if label.startswith(DATE_PREFIX):
            try:
                return dates.parse(label.removeprefix(DATE_PREFIX)).text
            except dates.DateError:
                return None
    return None


_TELL: Mapping[str, Callable[[_Bundle, Object], None]] = {
    "report": _report,
    "identity": _identity,
    "note": _note,
    "opinion": _opinion,
    "relationship": _relationship,
}
