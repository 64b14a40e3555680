"""The answer that a language model gives: its schema, and how it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...problems import quote_value
from ...records import fields

MAX_BYTES = 5_000_000
"""The size of an answer that is read."""
MAX_ITEMS = 5000
_OWN = "In your own words, or null. Do not copy a run of words. Use no name, number or date that the paragraph does not have."
_OwnWords = fields.Line | None


class AnswerError(ValueError):
    """The answer as a whole can't be used."""


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    paragraph: int = Field(strict=True, ge=1, description="The number of the paragraph.")


class Actor(_Item):
    """Somebody who acts or speaks in the article."""

    name: fields.Line = Field(
        description="The full name, as the text has it. If nobody is named, the words that the text uses."
    )
    kind: Literal["person", "state", "organisation", "group"]
    named: bool = Field(
        True, description="false if the text gives no name, as for an official who spoke on condition of anonymity."
    )
    is_expert: bool = Field(False, description="true for a person who comments and takes no part in the events.")
    aliases: tuple[fields.Line, ...] = Field(
        (), description="Other forms of the name in the text, such as the surname."
    )
    role: fields.Line | None = Field(None, description="Office or part played, in the words of the text.")
    affiliation: fields.Line | None = Field(None, description="The name of another actor that it belongs to.")
    summary: _OwnWords = Field(None, description=f"Who this is. {_OWN}")


class _Quoting(_Item):
    exact: fields.Line = Field(description="3 to 12 words of the paragraph in a row, exactly as printed.")


class Statement(_Quoting):
    """Something that an actor says."""

    speaker: fields.Line = Field(description="The name of an actor.")
    voice: Literal["direct", "indirect"] = Field(description="direct if `exact` is in quotation marks in the text.")
    type: Literal["fact", "assessment", "forecast", "warning", "recommendation", "denial"]
    text: _OwnWords = Field(None, description=f"What was said, without the name of the speaker. {_OWN}")
    venue: fields.Line | None = Field(None, description="Where or to whom it was said, in the words of the text.")


class Event(_Quoting):
    """Something with a date, past or expected."""

    title: fields.Line = Field(description="What happened, in a few words of your own.")
    date: fields.Date = Field(description="EDTF, no more precise than the text allows.")
    date_words: fields.Line = Field(description="The words of the paragraph for the time, exactly as printed.")
    date_basis: Literal["stated", "resolved-from-report-date", "inferred"] = Field(
        description="stated if the text has the whole date, resolved-from-report-date if the day of publication gives it."
    )
    status: Literal["occurred", "alleged", "expected", "cancelled", "ongoing"]
    place: fields.Line | None = Field(None, description="Where, in the words of the text.")
    summary: _OwnWords = Field(None, description=f"What the text says of it. {_OWN}")
    actors: tuple[fields.Line, ...] = Field((), description="The names of actors that took part.")


class Risk(_Quoting):
    """Something that could happen and would matter, as the text or a speaker says."""

    title: fields.Line = Field(description="The risk in a few words of your own.")
    description: _OwnWords = Field(None, description=f"What could happen and why it matters. {_OWN}")
    risk_source: _OwnWords = Field(None, description=f"What gives rise to it. {_OWN}")
    event: _OwnWords = Field(None, description=f"What would have to happen. {_OWN}")
    consequence: _OwnWords = Field(None, description=f"What it would lead to. {_OWN}")


class Question(_Quoting):
    """Something that the text leaves open."""

    question: fields.Line = Field(description="A question of your own that ends in a question mark.")
    why_it_matters: _OwnWords = Field(None, description=f"What depends on the answer. {_OWN}")


class Term(_Item):
    """A word or an abbreviation that readers may not know."""

    term: fields.Line = Field(description="The term, as the text has it.")
    definition: _OwnWords = Field(None, description=f"What it means, by the text. {_OWN}")
    aliases: tuple[fields.Line, ...] = Field((), description="Its abbreviation and other forms in the text.")


ITEMS: Mapping[str, type[_Item]] = {
    "actor": Actor,
    "statement": Statement,
    "event": Event,
    "risk": Risk,
    "question": Question,
    "term": Term,
}
"""The kinds of item in an answer, in the order in which they are drafted."""
_LISTS = {f"{kind}s": kind for kind in ITEMS}
"""The kind of item in each list of an answer."""
Item = Actor | Statement | Event | Risk | Question | Term


def write_schema(source: str) -> dict[str, Any]:
    """Returns the JSON Schema of an answer about a source."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {"source": {"const": source}}
    for name, kind in _LISTS.items():
        schema = ITEMS[kind].model_json_schema()
        definitions |= schema.pop("$defs", {})
        properties[name] = {"type": "array", "items": _without_titles(schema)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **({"$defs": definitions} if definitions else {}),
    }


def _without_titles(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            key: _without_titles(value) for key, value in schema.items() if key != "title" or isinstance(value, dict)
        }
    return [_without_titles(one) for one in schema] if isinstance(schema, list) else schema


def find_object(text: str) -> dict[str, Any]:
    """Returns the JSON object of an answer: alone, in a fence, or within prose.

    Raises AnswerError if there is none.
    """
    if not text.strip():
        raise AnswerError("it is empty")
    problem = "it holds no JSON object"
    for candidate in dict.fromkeys((text, *_fenced(text), text[text.find("{") : text.rfind("}") + 1])):
        try:
            found = json.loads(candidate)
        except json.JSONDecodeError as error:
            if "{" in candidate:
                problem = f"its JSON can't be read: {error.msg} (line {error.lineno} of it, column {error.colno})"
            continue
        except (RecursionError, ValueError) as error:
            reason = (
                "is nested too deep" if isinstance(error, RecursionError) else "holds a number with too many digits"
            )
            raise AnswerError(f"its JSON {reason}") from error
        if isinstance(found, dict):
            return found
        problem = "its JSON is no object"
    raise AnswerError(f"{problem}; it begins with {quote_value(text[:200])}")


def find_source(text: str) -> str:
    """Returns the id of the source that an answer is about. Raises AnswerError."""
    source = find_object(text).get("source")
    if not isinstance(source, str) or not source:
        raise AnswerError('it does not name its source: "source"')
    return source


def _fenced(text: str) -> Iterator[str]:
    """Yields the blocks of a text in Markdown between lines of three backticks."""
    block: list[str] | None = None
    for line in text.split("\n"):
        if line.startswith("```"):
            if block is not None:
                yield "\n".join(block)
            block = [] if block is None else None
        elif block is not None:
            block.append(line)


def read_items(data: Mapping[str, Any]) -> Iterator[tuple[str, int, Item | str, Any]]:
    """Yields each item of an answer: its kind, its number from 1, the item, the data.

    Where an item does not have the form of the schema, the reason is in its place. A field of the answer that is none of the lists
    has the number 0. Raises AnswerError if there is no list.
    """
    others = {key: "is no list" if key in _LISTS else "is none of its lists" for key in data if key != "source"}
    lists = {kind: data[name] or [] for name, kind in _LISTS.items() if isinstance(data.get(name, 0), list | NoneType)}
    for kind in lists:
        del others[f"{kind}s"]
    if not lists:
        words = next((f"{quote_value(key)} {why}" for key, why in others.items()), "it has no list")
        raise AnswerError(f"{words}; its lists are {', '.join(_LISTS)}")
    if sum(map(len, lists.values())) > MAX_ITEMS:
        raise AnswerError(f"it has more than {MAX_ITEMS} items")
    yield from ((key, 0, f"it {why}", None) for key, why in others.items())
    for kind, items in lists.items():
        for number, one in enumerate(items, 1):
            try:
                yield kind, number, ITEMS[kind].model_validate(one), one  # type: ignore[misc]
            except ValidationError as error:
                yield kind, number, _reason(error), one


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    message = "the schema has no such field" if first["type"] == "extra_forbidden" else first["msg"]
    message = message.removeprefix("Value error, ")
    return f"{quote_value(place)}: {message[:1].lower()}{message[1:]}" if place else "it is no object"
