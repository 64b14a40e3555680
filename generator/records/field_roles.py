"""Derives the role and the description of each field; makes content comparable.

No field is known here by its name, except by convention: `<field>_basis` or `basis` holds the rationale of a field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from ..text import word_diff
from .fields import Data, Evidence, Path, RoleHint, find_reference, is_date, is_open, must_hold_items, unwrap_annotation
from .record import Record
from .scales import Attribution, Confidence, Impact, Likelihood, Word


class Role(StrEnum):
    """The role that a field plays for a reviewer."""

    RECORDS = "records"  # nested records, which are compared on their own
    EVIDENCE = "evidence"
    PART = "part"
    REFERENCE = "reference"
    ASSESSOR = "assessor"  # a reference, or a word that stands for it
    DATE = "date"
    WORD = "word"  # from a closed list
    GRADE = "grade"
    QUOTATION = "quotation"
    BASIS = "basis"
    TEXT = "text"
    DETAIL = "detail"  # a text with a prescribed form, or a number


@dataclass(frozen=True)
class FieldRole:
    """A field with its role; `name` is its attribute, `key` its name in the data."""

    name: str
    key: str
    role: Role
    is_list: bool
    item_type: Any

    @property
    def label(self) -> str:
        """The key in words: "said on"."""
        return self.key.replace("_", " ")


@cache
def roles(cls: type[Data]) -> tuple[FieldRole, ...]:
    """Returns the fields of a model in their order, without the ids of a record.

    Fields that only say how the files are to be read are left out too: exports and comparisons have none of them.
    """
    found = []
    for name, info in cls.model_fields.items():
        if info.exclude or (name in ("id", "former_ids") and issubclass(cls, Record)):
            continue
        item_type, metadata, is_list = unwrap_annotation(info.annotation)
        role = _role(info, item_type, (*info.metadata, *metadata))
        found.append(FieldRole(name, info.alias or name, role, is_list, item_type))
    return tuple(found)


def _role(info: FieldInfo, item_type: Any, metadata: tuple[Any, ...]) -> Role:
    if isinstance(item_type, type) and issubclass(item_type, Data):
        return Role.EVIDENCE if item_type is Evidence else Role.RECORDS if issubclass(item_type, Record) else Role.PART
    if reference := find_reference(info):
        return Role.ASSESSOR if reference.alternatives else Role.REFERENCE
    if is_date(info):
        return Role.DATE
    for hint in (one for one in metadata if isinstance(one, RoleHint)):
        return Role(hint.value)
    if _is_word(item_type, Word):
        return Role.WORD
    has_form = any(isinstance(one, AfterValidator) or getattr(one, "pattern", None) for one in metadata)
    return Role.DETAIL if item_type is not str or has_form else Role.TEXT


def basis_fields(cls: type[Data], field: FieldRole) -> tuple[FieldRole, ...]:
    """Returns the fields with the rationale of a field.

    These are its own `_basis`, if it has one; for a judgement otherwise the record's basis and who made it.
    """
    fields = roles(cls)
    own = tuple(one for one in fields if one.key == f"{field.key}_basis")
    if own or field.item_type not in (Likelihood, Impact, Confidence):
        return own
    shared = (one for one in fields if one.role in (Role.BASIS, Role.ASSESSOR) or _is_word(one.item_type, Attribution))
    return tuple(one for one in shared if not one.key.endswith("_basis"))


def _is_word(item_type: Any, words: type[Word]) -> bool:
    return isinstance(item_type, type) and issubclass(item_type, words)


CurrentId = Callable[[str], str]
"""Returns the present id of a record from an earlier one."""


def comparable_content(data: Data, current_id: CurrentId = str) -> Hashable:
    """Returns the content of a record or part; equal content gives equal values.

    Texts are normalized, lists without an order sorted. The record's own id and the records nested in it are left out.
    """
    return tuple(
        comparable_value(field, getattr(data, field.name), current_id)
        for field in roles(type(data))
        if field.role is not Role.RECORDS
    )


def comparable_value(field: FieldRole, value: Any, current_id: CurrentId = str) -> Hashable:
    """Returns a field's value in a comparable form; None if there is none."""
    if value is None:
        return None
    if not field.is_list:
        return _comparable_item(field, value, current_id)
    found = [_comparable_item(field, one, current_id) for one in value]
    is_ordered = field.role is Role.PART and not has_key(field.item_type)
    return tuple(found) if is_ordered else tuple(sorted(set(found), key=repr))


def _comparable_item(field: FieldRole, value: Any, current_id: CurrentId) -> Hashable:
    if isinstance(value, Data):
        return comparable_content(value, current_id)
    if field.role in (Role.REFERENCE, Role.ASSESSOR):
        return current_id(value)
    return word_diff.normalize_text(value) if isinstance(value, str) and not isinstance(value, Word) else value


def has_key(cls: type[Data]) -> bool:
    """Returns True if a part's first field, a number or a reference, identifies it."""
    first = roles(cls)[0]
    return first.role is Role.REFERENCE or first.item_type is int


def free_text_words(data: Data) -> Counter[str]:
    """Returns the bag of words of all free text in a record or part.

    Nested records are left out.
    """
    found: Counter[str] = Counter()
    for field in roles(type(data)):
        value = getattr(data, field.name)
        for one in (value if field.is_list else (value,)) if value is not None else ():
            if field.role in (Role.TEXT, Role.BASIS, Role.QUOTATION):
                found += word_diff.bag_of_words(one)
            elif field.role is Role.PART:
                found += free_text_words(one)
    return found


def path_name(path: Path) -> str:
    """Returns the field's name in words: `interests[2].text`, items counted from 1."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name


@dataclass(frozen=True)
class OpenField:
    """A field that is still to be filled: an open text, or a list without items.

    `text` is empty for a list. `is_draft` is true if the record that it belongs to is a draft.
    """

    path: Path
    text: str
    is_draft: bool


def open_fields(
    data: Any, of: type[Data], into_records: bool = True, path: Path = (), is_draft: bool = False
) -> Iterator[OpenField]:
    """Yields the open fields in plain data that may not be a valid record."""
    if not isinstance(data, dict):
        return
    if issubclass(of, Record):
        is_draft = data.get("draft") is True
    for field in roles(of):
        value, here = data.get(field.key), (*path, field.key)
        if not value and must_hold_items(of.model_fields[field.name]):
            yield OpenField(here, "", is_draft)
        items = (
            [((*here, n), one) for n, one in enumerate(value)] if isinstance(value, list | tuple) else [(here, value)]
        )
        for at, one in items:
            if field.role in (Role.TEXT, Role.BASIS) and is_open(one):
                yield OpenField(at, one, is_draft)
            elif field.role is Role.PART or (field.role is Role.RECORDS and into_records):
                yield from open_fields(one, field.item_type, into_records, at, is_draft)


@dataclass(frozen=True)
class FieldDescription:
    """A field in words, under its key in the data."""

    key: str
    type: str
    description: str
    is_required: bool


def describe_fields(cls: type[Data]) -> tuple[FieldDescription, ...]:
    """Returns the descriptions of a model's fields that exports have, in their order."""
    return tuple(
        FieldDescription(info.alias or name, describe_type(info), info.description or "", info.is_required())
        for name, info in cls.model_fields.items()
        if not info.exclude
    )


def describe_type(info: FieldInfo) -> str:
    """Returns a field's type in words, such as "list of ids from actors"."""
    item_type, _, is_list = unwrap_annotation(info.annotation)
    reference = find_reference(info)
    if reference:
        return f"list of {reference.plural_words}" if is_list else reference.words
    if isinstance(item_type, type) and issubclass(item_type, StrEnum):
        return f"one of: {', '.join(word.value for word in item_type)}"
    if isinstance(item_type, type) and issubclass(item_type, Data):
        name = f"{{{', '.join(part.alias or name for name, part in item_type.model_fields.items())}}}"
    else:
        name = {int: "number", bool: "true or false"}.get(item_type, "text")
    return f"list of {name}" if is_list else name
