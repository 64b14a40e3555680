"""Explains pydantic's errors to editors: the field, the mistake, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ..problems import Code, did_you_mean, quote_value
from ..records import Record, dates, field_roles, fields, git_hosts, traversal
from ..text import transliteration
from . import quotation_marks
from .date_suggestions import suggest_dates

_MAX_GUESSES = 1000
"""The number of unknown fields of a record that are compared with known ones."""


def type_name(value: Any) -> str:
    """Returns the type of a value in words: "text", "a list"."""
    if value is None:
        return "nothing"
    return {dict: "a mapping", list: "a list", bool: "true or false", str: "text"}.get(type(value), "a number")


def describe_errors(
    error: ValidationError, record: type[Record], is_taken: Callable[[str], bool]
) -> Iterator[tuple[fields.Path, Code, str, bool]]:
    """Yields the errors as path, code, message, and True if the key is wrong.

    A required field with a misspelt name is one problem, at the misspelt name. No id that `is_taken` is suggested.
    """
    errors = error.errors(include_url=False)
    unknown = [one["loc"] for one in errors if one["type"] == "extra_forbidden"]
    guesses = {path: _guess(record, path) for path in unknown[:_MAX_GUESSES]}
    misspelt = {(*path[:-1], guess) for path, guess in guesses.items()}
    for one in errors:
        if one["type"] == "extra_forbidden":
            is_compared = one["loc"] in guesses
            message = (
                _unknown_field(record, one["loc"], guesses[one["loc"]]) if is_compared else _unknown_name(one["loc"])
            )
            yield one["loc"], Code.UNKNOWN_FIELD, message, True
        elif one["type"] != "missing" or one["loc"] not in misspelt:
            yield from _describe_error(one, record, is_taken)


def _describe_error(
    error: ErrorDetails, record: type[Record], is_taken: Callable[[str], bool]
) -> Iterator[tuple[fields.Path, Code, str, bool]]:
    path: fields.Path = error["loc"]
    name, value, context = field_roles.path_name(path), error["input"], error.get("ctx", {})
    if isinstance(value, str) and quotation_marks.surround(value):
        code = next((found[1] for found in _describe_error({**error, "input": value[1:-1]}, record, is_taken)), None)
        marks = f"{value[0]} and {value[-1]}"
        message = f"{name} {quote_value(value)} includes its quotation marks, because in YAML {marks} are letters; write it without them"
        yield path, code or Code.WRONG_FORM, message, False
        return
    match error["type"]:
        case "missing":
            yield path, Code.MISSING, f"{name} is missing{_description(record, path)}", False
        case "value_error":
            code, message = _value_error(context["error"], value)
            yield path, code, f"{name} {quote_value(value)} {message}", False
        case "too_short" if len(value) >= context["min_length"]:
            return  # its items are invalid, and each has an error of its own
        case "too_short" if value:
            message = f"{name} needs {context['min_length']} items, and has {len(value)}; add another, or delete {name.rpartition('.')[0]}"
            yield path, Code.DISPUTE, message, False
        case "string_too_short" | "too_short":
            yield path, Code.MISSING, _describe_empty(record, path), False
        case "string_pattern_mismatch" | "string_too_long" | "greater_than_equal" | "less_than_equal":
            yield path, Code.WRONG_FORM, f"{name} {_describe_form(error, is_taken)}", False
        case _ if value is None:
            yield path, Code.MISSING, _describe_empty(record, path), False
        case "enum":
            yield path, Code.WRONG_WORD, _wrong_word(name, value, context["expected"]), False
        case _ if _is_date(record, path):
            yield path, Code.WRONG_DATE, f"{name} must be a date in quotes, such as {dates.EXAMPLES}", False
        case kind:
            yield path, Code.WRONG_TYPE, f"{name} must be {_wrong_type(kind, value, record, path)}", False


def _field_names(record: type[Record], path: fields.Path) -> list[str]:
    part = traversal.part_type(record, path)
    return [info.alias or name for name, info in part.model_fields.items()] if part else []


def _field(record: type[Record], path: fields.Path) -> FieldInfo | None:
    """Returns the model's field at `path`; None if the path ends in a list item."""
    part = traversal.part_type(record, path[:-1])
    return next((i for n, i in part.model_fields.items() if path[-1] == (i.alias or n)), None) if part else None


def _description(record: type[Record], path: fields.Path) -> str:
    """Returns the description of the field at `path`, in brackets."""
    info = _field(record, path)
    return f" ({info.description})" if info and info.description else ""


def _describe_empty(record: type[Record], path: fields.Path) -> str:
    info = _field(record, path)
    correction = "fill it" if info is None or info.is_required() else "fill it or delete the line"
    return f"{field_roles.path_name(path)} is empty; {correction}{_description(record, path)}"


def _is_date(record: type[Record], path: fields.Path) -> bool:
    info = _field(record, path)
    return info is not None and fields.is_date(info)


def _guess(record: type[Record], path: fields.Path) -> str | None:
    """Returns the known field that is most similar to the unknown one at `path`."""
    return did_you_mean(str(path[-1]), _field_names(record, path[:-1]), 0.7)


def _unknown_name(path: fields.Path) -> str:
    return f"unknown field {quote_value(path[-1])}"


def _unknown_field(record: type[Record], path: fields.Path, guess: str | None) -> str:
    known = _field_names(record, path[:-1])
    inside = next((one for one in known if path[-1] in _field_names(record, (*path[:-1], one))), None)
    if guess:
        hint = f'did you mean "{guess}"?'
    elif inside:
        hint = f'it belongs inside "{inside}": indent it like the lines there'
    else:
        hint = f"allowed here: {', '.join(known)}"
    return f"{_unknown_name(path)}; {hint}"


def _wrong_word(name: str, value: Any, expected: str) -> str:
    allowed = re.findall(r"'([^']*)'", expected)
    found = type_name(value) if isinstance(value, dict | list) else quote_value(value)
    guess = did_you_mean(str(value).replace(" ", "-").replace("_", "-"), allowed, 0.7)
    hint = f'; did you mean "{guess}"?' if guess and isinstance(value, str) else ";"
    return f"{name} can't be {found}{hint} allowed: {', '.join(allowed)}"


def _value_error(error: Exception, value: Any) -> tuple[Code, str]:
    if isinstance(error, dates.OrderError):
        return Code.DATE_ORDER, str(error)
    if isinstance(error, dates.DateError):
        meant = " or ".join(map(quote_value, suggest_dates(str(value)) if isinstance(value, str | int) else ()))
        return Code.WRONG_DATE, f"{error}; " + (
            f"did you mean {meant}?" if meant else f"write it like {dates.EXAMPLES}"
        )
    code = Code.NEWER_FORMAT if isinstance(error, fields.NewerFormatError) else Code.WRONG_FORM
    return code, str(error)


_FORMS = (
    ("https?", "is not an address that may be linked: https://..., http://... or mailto:..., no spaces, no user name"),
    ("^Q", "is not a Wikidata item, such as Q42"),
    (git_hosts.BRANCH_PATTERN, "is not a branch name that is safe in an address, such as main or release/2.0"),
    ("^[a-z]{2,3}(", "is not a language tag of BCP 47, such as en or pt-BR"),
)


def _describe_form(error: ErrorDetails, is_taken: Callable[[str], bool]) -> str:
    context, value = error["ctx"], error["input"]
    match error["type"]:
        case "string_too_long":
            return f"{quote_value(value)} is longer than {context['max_length']} characters"
        case "greater_than_equal":
            return f"must be at least {context['ge']}, not {value}"
        case "less_than_equal":
            return f"must be at most {context['le']}, not {value}"
    if context["pattern"] == fields.ID_PATTERN:
        return f"{quote_value(value)} may have only a to z, digits, and single hyphens between them{_suggest_id(value, is_taken)}"
    words = (words for sign, words in _FORMS if sign in context["pattern"])
    return f"{quote_value(value)} {next(words, 'does not have the right form')}"


def _suggest_id(value: str, is_taken: Callable[[str], bool]) -> str:
    """Returns a hint at the nearest id, if it is free and no letter is lost."""
    spelt = transliteration.to_ascii(value)
    if not spelt and any(letter.isalpha() for letter in value):
        return "; write it in Latin letters without accents"
    guess = transliteration.suggest_id(spelt)[:80].strip("-")
    if is_taken(guess):
        return f"; {quote_value(guess)} is the id of another record: choose another"
    return f"; did you mean {quote_value(guess)}?" if guess else ""


def _wrong_type(kind: str, value: Any, record: type[Record], path: fields.Path) -> str:
    """Returns the expected type at `path`, the value there, and how to write it."""
    written = quote_value(value) if isinstance(value, str) else str(value).lower()
    found = type_name(value) if isinstance(value, dict | list) else written
    match kind:
        case "string_type":
            correction = "; put quotes around it" if isinstance(value, int | float) else ""
            if isinstance(value, dict) and len(value) == 1:
                correction = "; a text with a colon needs quotes around the whole text"
            elif isinstance(value, dict | list):
                correction = "; a text that begins with [ or { needs quotes around the whole text"
            return f"text, not {type_name(value)}{correction}"
        case "int_type":
            is_quoted = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 15
            how = "" if not is_quoted else " without zeros before it" if value.startswith("0") else " without quotes"
            return f"a whole number{how}, such as 3, not {found}"
        case "bool_type":
            return f"true or false{' without quotes' if isinstance(value, str) else ''}, not {found}"
        case "tuple_type":
            return f'a list, not {found}; each item is on a line of its own and begins with "- "'
        case "model_type":
            return f'"field: value" lines ({", ".join(_field_names(record, path))}), not {found}'
    return f"something else, not {found}"
