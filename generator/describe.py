"""pydantic's errors as faults in an editor's words: which field, what is wrong, what is allowed, how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from .dates import EXAMPLES, DateError, OrderError
from .errors import Code, did_you_mean, shown
from .model import Path, Record, part_type

_TYPES = {str: "text", int: "a number", float: "a number", bool: "true or false", dict: "a mapping", list: "a list"}


def type_words(value: Any) -> str:
    return "nothing" if value is None else _TYPES[type(value)]


_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "model_type": "a mapping (key: value lines)",
    "enum": "one of the allowed words",
}


def describe(error: ValidationError, record: type[Record]) -> Iterator[tuple[Path, Code, str, bool]]:
    """pydantic's errors as faults: path, code, message, and whether the key rather than the value is at fault."""
    for found in error.errors(include_url=False):
        path: Path = found["loc"]
        name, value, context = _name(path), found["input"], found.get("ctx", {})
        match found["type"]:
            case "missing":
                yield path, Code.MISSING, f"{name} is missing{_description(record, path)}", False
            case "extra_forbidden":
                yield path, Code.UNKNOWN_FIELD, _unknown_field(record, path), True
            case "enum" | "literal_error" if isinstance(value, str):
                yield path, Code.WRONG_WORD, _wrong_word(name, value, context["expected"]), False
            case "value_error":
                code, message = _value_error(context["error"])
                yield path, code, f"{name} {shown(value)} {message}", False
            case "too_short" if value:
                continue  # its items are at fault, and each says so itself
            case "string_too_short" | "too_short":
                yield path, Code.MISSING, _empty(record, path), False
            case "string_pattern_mismatch" | "string_too_long" | "greater_than_equal" | "less_than_equal":
                yield path, Code.WRONG_FORM, f"{name} {shown(value)} {_form(found)}", False
            case kind if value is None:
                yield path, Code.MISSING, _empty(record, path), False
            case kind:
                yield path, Code.WRONG_TYPE, _wrong_type(name, value, _WANTED.get(kind, found["msg"])), False


def _name(path: Path) -> str:
    """The field as an editor would say it: `interests[2].text`, list items counted from 1."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def _fields(record: type[Record], path: Path) -> list[str]:
    part = part_type(record, path)
    return [info.alias or name for name, info in part.model_fields.items()] if part else []


def _field(record: type[Record], path: Path) -> FieldInfo | None:
    """The model's field at `path`, or None if the path ends in a list item."""
    part = part_type(record, path[:-1])
    return next((i for n, i in part.model_fields.items() if path[-1] == (i.alias or n)), None) if part else None


def _description(record: type[Record], path: Path) -> str:
    """What the model says of the field at `path`, in brackets."""
    info = _field(record, path)
    return f" ({info.description})" if info and info.description else ""


def _empty(record: type[Record], path: Path) -> str:
    info = _field(record, path)
    mend = "fill it" if info is None or info.is_required() else "fill it or delete the line"
    return f"{_name(path)} is empty; {mend}{_description(record, path)}"


def _unknown_field(record: type[Record], path: Path) -> str:
    known = _fields(record, path[:-1])
    guess = did_you_mean(str(path[-1]), known)
    hint = f'; did you mean "{guess}"?' if guess else f"; known here: {', '.join(known)}"
    return f"unknown field {shown(path[-1])}{hint}"


def _wrong_word(name: str, value: str, expected: str) -> str:
    allowed = re.findall(r"'([^']*)'", expected)
    guess = did_you_mean(value.replace(" ", "-").replace("_", "-").lower(), allowed)
    hint = f'; did you mean "{guess}"?' if guess else ";"
    return f"{name} can't be {shown(value)}{hint} allowed: {', '.join(allowed)}"


def _value_error(error: Exception) -> tuple[Code, str]:
    if isinstance(error, OrderError):
        return Code.DATE_ORDER, str(error)
    if isinstance(error, DateError):
        return Code.WRONG_DATE, f"{error}; right are {EXAMPLES}"
    return Code.WRONG_FORM, str(error)


_FORMS = (
    ("[a-z0-9]+(-", "may hold only lower-case letters, digits and single hyphens: sergei-shoigu"),
    ("https?", "is not an address that may be linked: https://..., http://... or mailto:..., no spaces, no user info"),
    ("^Q", "is not a Wikidata item, such as Q423"),
    ("^[a-z]{2,3}(", "is not a language tag of BCP 47, such as en or pt-BR"),
)


def _form(found: Any) -> str:
    context = found["ctx"]
    match found["type"]:
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case "greater_than_equal":
            return f"is less than {context['ge']}"
        case "less_than_equal":
            return f"is more than {context['le']}"
    return next((words for sign, words in _FORMS if sign in context["pattern"]), "does not have the right form")


def _wrong_type(name: str, value: Any, wanted: str) -> str:
    if wanted == "text" and isinstance(value, int | float):
        written = str(value).lower() if isinstance(value, bool) else value
        return f'{name} must be text; {written} is {type_words(value)}: write "{written}", in quotes'
    return f"{name} must be {wanted}, not {type_words(value)}"
