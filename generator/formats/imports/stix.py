"""Reads STIX 2.1 bundles: identities, relationships, notes, opinions, the report.

A note is an event or a question if its labels say so, as those of `briefing export stix` do; else it is a statement of its
author. Objects about threats and computers are skipped, because a briefing has no records for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ...model import Kind
from ...problems import Code, quote_value
from ...records import dates
from ..exports.stix import DATE_PREFIX
from ..interchange import (
    Agent,
    AgentType,
    BriefingEntity,
    Certainty,
    EventEntity,
    QuestionEntity,
    Relationship,
    StatementEntity,
)
from .read_result import Files, ReadResult
from .stix_bundle import Bundle, StixObject, parse_bundle

_AGENT_TYPES = {"individual": AgentType.PERSON, "organization": AgentType.ORGANISATION}
_STANCES = {
    "strongly-agree": "affirms",
    "agree": "affirms",
    "neutral": "mixed",
    "disagree": "doubts",
    "strongly-disagree": "denies",
}
_STATEMENT_TYPES = ("fact", "assessment", "forecast", "warning", "recommendation", "denial")
_EVENT_STATUSES = ("occurred", "alleged", "expected", "cancelled", "ongoing")
_RELATIONSHIP_STATUS = re.compile(r" \((current|former|alleged|expected|possible)(, [^()]*(\([^()]*\))?)?\)$")
_STANCE = re.compile(r" \((affirms|doubts|denies|mixed)\)$")
_QUOTE = re.compile(r" “([^“”]+)”$")


def read(files: Files, kinds: tuple[Kind, ...]) -> ReadResult:
    """Reads the drafts of one bundle."""
    result = ReadResult(is_self_contained=True)
    for file, raw in files.items():
        if bundle := parse_bundle(file, raw, kinds, result):
            _convert(bundle)
    return result


def _convert(bundle: Bundle) -> None:
    """Adds the drafts of the objects, type by type."""
    for type_, add in _CONVERTERS.items():
        for one in bundle.of_type(type_):
            add(bundle, one)
    for one in bundle.objects.values():
        if one["type"] not in _CONVERTERS:
            bundle.skip(one, "a briefing has no record for it")


def _add_report(bundle: Bundle, one: StixObject) -> None:
    if one is not next(bundle.of_type("report")):
        bundle.skip(one, "a briefing is one report; only the first is imported")
        return
    text, *points = [part for part in one.get("description", "").split("\n\n") if part.strip()] or [""]
    entity = BriefingEntity(
        id=one["id"],
        title=one["name"],
        text=text,
        points=tuple(points),
        as_of=one["published"][:10],
        language=one.get("lang", "en"),
        status="draft",
    )
    bundle.add_entity(entity)


def _add_identity(bundle: Bundle, one: StixObject) -> None:
    labelled = (AgentType(label) for label in one.get("labels", ()) if label in list(AgentType))
    entity = Agent(
        id=one["id"],
        name=one["name"],
        type=next(labelled, _AGENT_TYPES.get(one.get("identity_class", ""), AgentType.GROUP)),
        text=one.get("description", ""),
        role=", ".join(one.get("roles", ())) or None,
    )
    bundle.add_entity(entity)


def _add_relationship(bundle: Bundle, one: StixObject) -> None:
    start, end = one["source_ref"], one["target_ref"]
    if not (bundle.is_identity(start) and bundle.is_identity(end)):
        bundle.skip(one, "it is not between two identities of the bundle")
        return
    if start == end:
        bundle.skip(one, "it leads from an identity to itself")
        return
    words = one.get("description") or one["relationship_type"].replace("-", " ")
    status = _RELATIONSHIP_STATUS.search(words)
    entity = Relationship(
        id=one["id"],
        start=start,
        end=end,
        type=one["relationship_type"],
        family="",
        label=words[: status.start()] if status else words,
        status=status[1] if status else "current",
        date=_date(one),
    )
    bundle.add_entity(entity)


def _add_note(bundle: Bundle, one: StixObject) -> None:
    labels, content = one.get("labels", ()), one["content"]
    if "event" in labels:
        _add_event(bundle, one)
    elif "question" in labels:
        title = one.get("abstract") or content
        bundle.add_entity(QuestionEntity(one["id"], "question", title, content, _about(one)))
    elif "risk" in labels:
        bundle.skip(one, "a risk's source, event, consequence and assessment are not in a note")
    else:
        _add_statement(bundle, one, content, None)


def _add_event(bundle: Bundle, one: StixObject) -> None:
    date = _date(one)
    if date is None:
        bundle.skip(one, f"an event needs a date; its labels have none, such as {DATE_PREFIX}2023-09")
        return
    status = next((label for label in one["labels"] if label in _EVENT_STATUSES), "occurred")
    entity = EventEntity(
        id=one["id"],
        title=one.get("abstract") or one["content"],
        text=one["content"].partition(f"({status}): ")[2] or one["content"],
        date=date,
        certainty=Certainty.CERTAIN,
        status=status,
        agents=tuple((each, None) for each in one.get("object_refs", ()) if bundle.is_identity(each)),
    )
    bundle.add_entity(entity)


def _add_opinion(bundle: Bundle, one: StixObject) -> None:
    """Adds a statement, with a stance if the opinion is about a question."""
    opinion = one["opinion"]
    if opinion not in _STANCES:
        message = f"opinion can't be {quote_value(opinion)}; allowed: {', '.join(_STANCES)}"
        bundle.add_problem(one["id"], Code.WRONG_WORD, message)
        return
    words = opinion.replace("-", " ").capitalize()
    text = one.get("explanation") or words
    stance = _STANCE.search(text)
    text = text[: stance.start()] if stance else text
    references = one.get("object_refs", ())
    if any("question" in bundle.objects.get(each, {}).get("labels", ()) for each in references):
        _add_statement(bundle, one, text, stance[1] if stance else _STANCES[opinion])
    else:
        _add_statement(bundle, one, text if stance or text == words else f"{words}: {text}", None)


def _add_statement(bundle: Bundle, one: StixObject, text: str, stance: str | None) -> None:
    speaker = _find_speaker(bundle, one)
    if speaker is None:
        bundle.skip(one, "no identity of the bundle is its author")
        return
    text = text.removeprefix(f"{bundle.objects[speaker]['name']}: ")
    quote = _QUOTE.search(text)
    entity = StatementEntity(
        id=one["id"],
        speaker=speaker,
        text=text[: quote.start()] if quote else text,
        type=next((label for label in one.get("labels", ()) if label in _STATEMENT_TYPES), "assessment"),
        about=tuple(each for each in _about(one) if each != speaker),
        quote=quote[1] if quote else None,
        stance=stance,
    )
    bundle.add_entity(entity, speaker)


def _find_speaker(bundle: Bundle, one: StixObject) -> str | None:
    """Returns the id of the identity that is an object's author, or else its creator.

    Authors are names; an identity that the object refers to is preferred to others of that name.
    """
    referenced = [each for each in one.get("object_refs", ()) if bundle.is_identity(each)]
    for author in one.get("authors", ()):
        for each in (*referenced, *(identity["id"] for identity in bundle.of_type("identity"))):
            if bundle.objects[each]["name"] == author:
                return str(each)
    creator = one.get("created_by_ref")
    return creator if bundle.is_identity(creator) else None


def _about(one: StixObject) -> tuple[str, ...]:
    """Returns the objects that an object refers to.

    The report is left out: our export names it only because STIX demands a reference.
    """
    return tuple(each for each in dict.fromkeys(one.get("object_refs", ())) if not each.startswith("report--"))


def _date(one: StixObject) -> str | None:
    """Returns the EDTF date of the first label that has one."""
    for label in one.get("labels", ()):
        if label.startswith(DATE_PREFIX):
            try:
                return dates.parse(label.removeprefix(DATE_PREFIX)).text
            except dates.DateError:
                return None
    return None


_CONVERTERS: Mapping[str, Callable[[Bundle, StixObject], None]] = {
    "report": _add_report,
    "identity": _add_identity,
    "note": _add_note,
    "opinion": _add_opinion,
    "relationship": _add_relationship,
}
"""The type of an object -> the function that adds its draft; authors come first."""
