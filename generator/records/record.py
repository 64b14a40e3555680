"""What has an id, and what a draft of it may leave out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from pydantic import Field, ModelWrapValidatorHandler, create_model, model_validator

from ..text import transliteration
from .fields import Data, Id, inner


class Record(Data):
    """What has an id: one thing that pages show and other records point to."""

    KIND: ClassVar[str]
    id: Id = Field(
        description="Lower-case letters, digits and hyphens; no other record has it, a file bears it as its name; never changes."
    )
    draft: bool = Field(
        False,
        strict=True,
        description="true while it is to be worked on: evidence and other lists may be empty, pages mark it, it can't be published.",
    )

    @model_validator(mode="wrap")
    @classmethod
    def _as_draft(cls, data: Any, as_written: ModelWrapValidatorHandler[Self]) -> Self:
        """What says that it is a draft is held to what a draft must hold."""
        is_draft = isinstance(data, dict) and data.get("draft") is True
        return drafted(cls).model_validate(data) if is_draft and drafted(cls) is not cls else as_written(data)

    @property
    def heading(self) -> str:
        """The record's name, as its page's title and in links."""
        raise NotImplementedError

    @property
    def also_called(self) -> tuple[str, ...]:
        """Other names to be found by."""
        return ()

    @property
    def found_by(self) -> tuple[str, ...]:
        """Its other names, and the plain spellings of all."""
        return (*self.also_called, *transliteration.ascii_spellings((self.heading, *self.also_called)))

    @property
    def mentioned_as(self) -> tuple[str, ...]:
        """The words that texts mention it by, if it explains a word: the first on a page is linked to it."""
        return ()

    @property
    def gloss(self) -> str:
        """What a record that explains a word says of it, where the word is mentioned."""
        return ""


D = TypeVar("D", bound=Data)


@cache
def drafted(cls: type[D]) -> type[D]:
    """The model of a draft: what must hold something may be empty, in its parts too; a record in it speaks for itself.

    The model itself, if that makes no difference.
    """
    loose = {} if cls.OF_DRAFTS else dict(_loosened(cls))
    if not loose:
        return cls
    made: type[D] = create_model(cls.__name__, __base__=cls, __module__=cls.__module__, __doc__=cls.__doc__, **loose)
    made.OF_DRAFTS = True
    return made


def _loosened(cls: type[Data]) -> Iterator[tuple[str, Any]]:
    """The fields of a model that a draft need not fill, or whose parts are a draft's: name -> annotation and field."""
    for name, info in cls.model_fields.items():
        of, _, many = inner(info.annotation)
        part = drafted(of) if isinstance(of, type) and issubclass(of, Data) and not issubclass(of, Record) else of
        is_full = many and any(getattr(one, "min_length", None) for one in info.metadata)
        if not is_full and part is of:
            continue
        if part is of:
            held: Any = info.annotation
        else:
            held = tuple[part, ...] if many else part if info.is_required() else part | None  # type: ignore[valid-type]
        default: Any = () if is_full else ... if info.is_required() else info.default
        yield name, (held, Field(default, alias=info.alias, description=info.description))
