"""Reads STIX 2.1 bundles: identities, relationships, notes, opinions, the report.

Threat actors and intrusion sets are agents, campaigns are events. A note is an event or a question if its labels say so, as
those of `briefing export stix` do; else it is a statement of its author. Objects about computers are skipped, because a
briefing has no records for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ...model import Kind
from ...problems import Code, quote_value
from ...records import dates, scales
from ..exports.stix import ACCOUNT_LABEL, DATE_PREFIX
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
from .stix_bundle import AGENTS, Bundle, StixObject, parse_bundle

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
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CAMPAIGN_ROLES = {"attributed-to": "attributed to", "targets": "target"}
"""The type of a campaign's relationship -> the role of the agent in the event."""


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
            try:
                add(bundle, one)
            except dates.OrderError:
                bundle.skip(one, "it ends before it begins")
    for one in bundle.objects.values():
        if one["type"] not in (*_CONVERTERS, "location"):
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
        as_of=_date(one) or one["published"][:10],
        language=one.get("lang", "en"),
        status="draft",
    )
    bundle.add_entity(entity)


def _add_agent(bundle: Bundle, one: StixObject) -> None:
    labels = (*one.get("labels", ()), *one.get("threat_actor_types", ()))
    labelled = (AgentType(label) for label in labels if label in list(AgentType))
    countries = {*_countries(bundle, one["id"], set())}
    entity = Agent(
        id=one["id"],
        name=one["name"],
        type=next(labelled, _AGENT_TYPES.get(one.get("identity_class", ""), AgentType.GROUP)),
        text=one.get("description", ""),
        aliases=tuple(
            alias
            for alias in dict.fromkeys((*one.get("aliases", ()), *one.get("x_opencti_aliases", ())))
            if alias and alias != one["name"]
        ),
        role=", ".join(one.get("roles", ())) or None,
        country=countries.pop() if len(countries) == 1 else None,
    )
    bundle.add_entity(entity)


def _countries(bundle: Bundle, id_: str, seen: set[str]) -> Iterator[str]:
    """Yields the countries in which an object is located, directly or through a place."""
    seen.add(id_)
    for one in bundle.relationships.get(id_, ()):
        place = one["target_ref"]
        if one["relationship_type"] == "located-at" and place not in seen:
            if (code := bundle.objects.get(place, {}).get("country", "").upper()) in scales.COUNTRIES:
                yield code
            else:
                yield from _countries(bundle, place, seen)


def _add_campaign(bundle: Bundle, one: StixObject) -> None:
    date = _seen(one, "first_seen", "last_seen")
    if date is None:
        bundle.skip(one, "an event needs a date; it has no valid first_seen or last_seen")
        return
    entity = EventEntity(
        id=one["id"],
        title=one["name"],
        text=one.get("description", ""),
        date=date,
        certainty=Certainty.CERTAIN,
        status="occurred",
        agents=tuple(
            (each["target_ref"], _CAMPAIGN_ROLES[each["relationship_type"]])
            for each in bundle.relationships.get(one["id"], ())
            if _is_role(bundle, each)
        ),
    )
    bundle.add_entity(entity)


def _is_role(bundle: Bundle, one: StixObject) -> bool:
    """Returns True for a relationship that gives an agent a role in a campaign."""
    is_campaign = bundle.type_of(one["source_ref"]) == "campaign"
    return is_campaign and one["relationship_type"] in _CAMPAIGN_ROLES and bundle.is_agent(one["target_ref"])


def _add_relationship(bundle: Bundle, one: StixObject) -> None:
    start, end = one["source_ref"], one["target_ref"]
    if one["relationship_type"] == "located-at" and not bundle.is_agent(end):
        if len({*_countries(bundle, start, set())}) != 1 and bundle.is_agent(start):
            bundle.skip(one, "it gives no single country (ISO 3166-1 alpha-2) for its source")
        return
    if _is_role(bundle, one):
        return
    if not (bundle.is_agent(start) and bundle.is_agent(end)):
        bundle.skip(one, "it is not between two identities, threat actors or intrusion sets of the bundle")
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
        date=_date(one) or _seen(one, "start_time", "stop_time"),
    )
    bundle.add_entity(entity)


def _add_note(bundle: Bundle, one: StixObject) -> None:
    labels, content = one.get("labels", ()), one["content"]
    if "event" in labels:
        _add_event(bundle, one)
    elif "question" in labels:
        title = one.get("abstract") or content
        bundle.add_entity(QuestionEntity(one["id"], "question", title, content, _about(one)))
    elif ACCOUNT_LABEL in labels:
        bundle.skip(one, "the accounts of a dispute need evidence, which a note does not have")
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
        agents=tuple((each, None) for each in one.get("object_refs", ()) if bundle.is_agent(each)),
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
    notes = (bundle.objects[each] for each in references if bundle.type_of(each) == "note")
    if any("question" in note.get("labels", ()) for note in notes):
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
        date=_date(one),
    )
    bundle.add_entity(entity, speaker)


def _find_speaker(bundle: Bundle, one: StixObject) -> str | None:
    """Returns the id of the identity that is an object's author, or else its creator.

    Authors are names; an identity that the object refers to is preferred to others of that name.
    """
    referenced = [each for each in one.get("object_refs", ()) if bundle.is_agent(each)]
    agents = [agent["id"] for type_ in AGENTS for agent in bundle.of_type(type_)]
    for author in one.get("authors", ()):
        for each in (*referenced, *agents):
            if bundle.objects[each]["name"] == author:
                return str(each)
    creator = one.get("created_by_ref")
    return creator if bundle.is_agent(creator) else None


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


def _seen(one: StixObject, start: str, end: str) -> str | None:
    """Returns the interval of two timestamps by their days; None if none is valid.

    Raises OrderError if it ends before it begins.
    """
    first, last = ((_DAY.match(one.get(name, "")) or ("..",))[0] for name in (start, end))
    text = first if first == last else f"{first}/{last}"
    try:
        return None if text == ".." else dates.parse(text).text
    except dates.OrderError:
        raise
    except dates.DateError:
        return None


_CONVERTERS: Mapping[str, Callable[[Bundle, StixObject], None]] = {
    "report": _add_report,
    **dict.fromkeys(AGENTS, _add_agent),
    "campaign": _add_campaign,
    "note": _add_note,
    "opinion": _add_opinion,
    "relationship": _add_relationship,
}
"""The type of an object -> the function that adds its draft; authors come first."""
