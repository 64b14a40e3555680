"""The base class of records, and the models of their drafts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from pydantic import Field, ModelWrapValidatorHandler, create_model, model_validator

from ..text import transliteration
from .fields import Data, Id, must_hold_items, unwrap_annotation


class Record(Data):
    """An entity with an id: pages show it and other records refer to it."""

    KIND: ClassVar[str]
    id: Id = Field(
        description="Lower-case letters, digits and hyphens; no other record has it, a file bears it as its name; only briefing rename changes it."
    )
    former_ids: tuple[Id, ...] = Field(
        (),
        description="The ids that it had before; `briefing rename` writes them, and their addresses lead to this record.",
    )
    draft: bool = Field(
        False,
        strict=True,
        description="true while it is to be worked on: evidence and other lists may be empty, pages mark it, it can't be published.",
    )

    @model_validator(mode="wrap")
    @classmethod
    def _as_draft(cls, data: Any, as_written: ModelWrapValidatorHandler[Self]) -> Self:
        """Validates data with `draft: true` by the model of a draft."""
        is_draft = isinstance(data, dict) and data.get("draft") is True
        return draft_model(cls).model_validate(data) if is_draft and draft_model(cls) is not cls else as_written(data)

    @property
    def heading(self) -> str:
        """The record's name, as its page's title and in links."""
        raise NotImplementedError

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its other names, as the data has them."""
        return ()

    @property
    def may_be_unused(self) -> bool:
        """True if no other record has to refer to it."""
        return self.draft

    @property
    def search_names(self) -> tuple[str, ...]:
        """The names that find it besides its heading: other names and ASCII spellings."""
        return (*self.other_names, *transliteration.ascii_spellings((self.heading, *self.other_names)))

    @property
    def term_forms(self) -> tuple[str, ...]:
        """The forms of the term that it explains; the first one on a page links to it."""
        return ()

    @property
    def gloss(self) -> str:
        """The short explanation of its term, shown beside a mention."""
        return ""


D = TypeVar("D", bound=Data)


@cache
def draft_model(cls: type[D]) -> type[D]:
    """Returns the model of a draft: lists that must hold something may be empty.

    So it is in the parts too, but not in nested records, which have a `draft` of their own. Returns the model itself if
    it has no such list.
    """
    relaxed = {} if cls.IS_DRAFT_MODEL else dict(_relaxed_fields(cls))
    if not relaxed:
        return cls
    made: type[D] = create_model(cls.__name__, __base__=cls, __module__=cls.__module__, __doc__=cls.__doc__, **relaxed)
    made.IS_DRAFT_MODEL = True
    return made


def _relaxed_fields(cls: type[Data]) -> Iterator[tuple[str, Any]]:
    """Yields the fields that differ in a draft: name, and annotation with field."""
    for name, info in cls.model_fields.items():
        of, _, is_list = unwrap_annotation(info.annotation)
        part = draft_model(of) if isinstance(of, type) and issubclass(of, Data) and not issubclass(of, Record) else of
        must_hold = must_hold_items(info)
        if not must_hold and part is of:
            continue
        if part is of:
            annotation: Any = info.annotation
        else:
            annotation = tuple[part, ...] if is_list else part if info.is_required() else part | None  # type: ignore[valid-type]
        default: Any = () if must_hold else ... if info.is_required() else info.default
        yield name, (annotation, Field(default, alias=info.alias, description=info.description))
