"""What each field of a model is to a reviewer, told from its annotation alone; and a record's content in a normal form.

No field is known here by its name, but for the convention that `<field>_basis` or `basis` says what a field rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import AfterValidator

from ..text import word_diff
from .fields import Data, Evidence, Meaning, RefTo, inner, is_edtf
from .record import Record
from .scales import Attribution, Confidence, Impact, Likelihood, Word


class Role(StrEnum):
    """What a field holds."""

    RECORDS = "records"  # nested records, which are compared on their own
    EVIDENCE = "evidence"
    PART = "part"
    REFERENCE = "reference"
    DATE = "date"
    WORD = "word"  # of a closed list
    GRADE = "grade"
    QUOTATION = "quotation"
    BASIS = "basis"
    TEXT = "text"
    DETAIL = "detail"  # a text of a certain form, a number


@dataclass(frozen=True)
class FieldRole:
    """A field: its attribute, its key in the data, what it holds, whether many, and the type of one."""

    name: str
    key: str
    role: Role
    many: bool
    of: Any

    @property
    def label(self) -> str:
        return self.key.replace("_", " ")


@cache
def roles(cls: type[Data]) -> tuple[FieldRole, ...]:
    """The fields of a model in their order, but for a record's id."""
    found = []
    for name, info in cls.model_fields.items():
        if name == "id" and issubclass(cls, Record):
            continue
        of, metadata, many = inner(info.annotation)
        found.append(FieldRole(name, info.alias or name, _role(of, (*info.metadata, *metadata)), many, of))
    return tuple(found)


def _role(of: Any, metadata: tuple[Any, ...]) -> Role:
    if isinstance(of, type) and issubclass(of, Data):
        return Role.EVIDENCE if of is Evidence else Role.RECORDS if issubclass(of, Record) else Role.PART
    if any(isinstance(one, RefTo) for one in metadata):
        return Role.REFERENCE
    if any(getattr(one, "func", None) is is_edtf for one in metadata):
        return Role.DATE
    for meaning in (one for one in metadata if isinstance(one, Meaning)):
        return Role(meaning.value)
    if _is_word(of, Word):
        return Role.WORD
    formed = any(isinstance(one, AfterValidator) or getattr(one, "pattern", None) for one in metadata)
    return Role.DETAIL if of is not str or formed else Role.TEXT


def companions(cls: type[Data], field: FieldRole) -> tuple[FieldRole, ...]:
    """The fields that say what a field rests on: its own basis; for a judgement the record's, and who made it."""
    fields = roles(cls)
    own = tuple(one for one in fields if one.key == f"{field.key}_basis")
    if own or field.of not in (Likelihood, Impact, Confidence):
        return own
    vouching = (one for one in fields if one.role is Role.BASIS or _is_word(one.of, Attribution))
    return tuple(one for one in vouching if not one.key.endswith("_basis"))


def _is_word(of: Any, words: type[Word]) -> bool:
    return isinstance(of, type) and issubclass(of, words)


Renamed = Callable[[str], str]
"""The id that a record bears now."""


def content(data: Data, now: Renamed = str) -> Hashable:
    """What a record or part says, so that what says the same is equal: texts folded, lists without order sorted.

    The record's own id and the records nested in it are left out.
    """
    return tuple(
        said(field, getattr(data, field.name), now) for field in roles(type(data)) if field.role is not Role.RECORDS
    )


def said(field: FieldRole, value: Any, now: Renamed = str) -> Hashable:
    """What a field says; None if nothing."""
    if value is None:
        return None
    if not field.many:
        return _one(field, value, now)
    found = [_one(field, one, now) for one in value]
    ordered = field.role is Role.PART and not is_keyed(field.of)
    return tuple(found) if ordered else tuple(sorted(set(found), key=repr))


def _one(field: FieldRole, value: Any, now: Renamed) -> Hashable:
    if isinstance(value, Data):
        return content(value, now)
    if field.role is Role.REFERENCE:
        return now(value)
    return word_diff.normalize_text(value) if isinstance(value, str) and not isinstance(value, Word) else value


def is_keyed(cls: type[Data]) -> bool:
    """Whether the first field tells a part from its siblings: a number or a reference, not a text."""
    first = roles(cls)[0]
    return first.role is Role.REFERENCE or first.of is int


def free_text(data: Data) -> Counter[str]:
    """The words of all free text in a record or part, nested records left out."""
    found: Counter[str] = Counter()
    for field in roles(type(data)):
        value = getattr(data, field.name)
        for one in (value if field.many else (value,)) if value is not None else ():
            if field.role in (Role.TEXT, Role.BASIS, Role.QUOTATION):
                found += word_diff.bag_of_words(one)
            elif field.role is Role.PART:
                found += free_text(one)
    return found
