"""Describes the fields of a model in words, for the data dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic.fields import FieldInfo

from .fields import Data, find_reference, unwrap_annotation


@dataclass(frozen=True)
class FieldDescription:
    """A field in words, under its key in the data."""

    key: str
    type: str
    description: str
    is_required: bool


def describe_fields(cls: type[Data]) -> tuple[FieldDescription, ...]:
    """Returns the descriptions of a model's fields, in their order."""
    return tuple(
        FieldDescription(info.alias or name, describe_type(info), info.description or "", info.is_required())
        for name, info in cls.model_fields.items()
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
