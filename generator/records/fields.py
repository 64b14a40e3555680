"""What records are made of: the types of their fields, references, and the ways to walk them. No input or output."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar, Union, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo

from ..text import urls
from . import dates

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REFERENCE = "x-reference"
"""The key under which a reference's own JSON Schema says what it refers to."""
Path = tuple[str | int, ...]
"""Where a value stands in a record: keys and list positions from the top, `("statements", 0, "about", 1)`."""


def _year_as_text(value: object) -> object:
    """A bare year is a plain number to YAML; as a date it stays what was written."""
    return f"{value:04}" if type(value) is int else str(value) if type(value) is float else value


def is_edtf(value: str) -> str:
    """The text itself. Raises DateError if it is no date of the supported subset."""
    dates.parse(value)
    return value


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text of one line; white space is folded where it is shown."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text of one or more paragraphs, parted by empty lines."""
Date = Annotated[
    str,
    BeforeValidator(_year_as_text),
    AfterValidator(is_edtf),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": dates.PATTERN},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
    Field(examples=["2023-09-05", "2023-09", "2023", "2022-11~", "198X", "2019/..", "[2023-09-05..2023-09-10]"]),
]
"""EDTF, as written; `dates.parse` reads it."""
Url = Annotated[
    str,
    StringConstraints(pattern=urls.PATTERN, max_length=2000),
    AfterValidator(urls.validate),
    Field(examples=["https://example.org/an-article"]),
]
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), Field(examples=["en", "pt-BR"])
]
Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$"), Field(examples=["Q423"])]


@dataclass(frozen=True)
class RefTo:
    """The kinds that a reference may point to; `("*",)` means any."""

    kinds: tuple[str, ...]

    def allows(self, kind: str) -> bool:
        return kind in self.kinds or self.kinds == ("*",)

    @property
    def words(self) -> str:
        """What must stand here: "id from actors", "id of any record"."""
        return "id of any record" if self.kinds == ("*",) else f"id from {', '.join(self.kinds)}"

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "pattern": ID_PATTERN, REFERENCE: self.words}


if TYPE_CHECKING:
    from typing import Literal as Ref  # a type checker takes the kinds' names in Ref["actors"] for words
else:

    class Ref:
        """`Ref["actors"]`: the id of a record of that kind. Checks, back-links, links and schemas follow from it."""

        def __class_getitem__(cls, kinds: str | tuple[str, ...]) -> Any:
            names = (kinds,) if isinstance(kinds, str) else kinds
            return Annotated[str, StringConstraints(min_length=1), RefTo(names)]


class Meaning(StrEnum):
    """What a field is to a reviewer, where its type alone does not tell."""

    QUOTATION = "quotation"
    BASIS = "basis"
    GRADE = "grade"


Verbatim = Annotated[Line, Meaning.QUOTATION]
"""Words as somebody else said or wrote them."""
Basis = Annotated[Prose, Meaning.BASIS]
"""Why an assessment or a grade is what it is."""


class Data(BaseModel):
    """A piece of a record: immutable, no unknown fields."""

    OF_DRAFTS: ClassVar[bool] = False
    model_config = ConfigDict(frozen=True, extra="forbid")


def inner(annotation: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """The annotation without `| None`, `Annotated` and `tuple`; the metadata met; whether it was a tuple."""
    metadata: tuple[Any, ...] = ()
    many = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            metadata += tuple(more)
        elif origin in (Union, UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        elif origin is tuple:
            annotation, many = get_args(annotation)[0], True
        else:
            return annotation, metadata, many


_FILLED: dict[frozenset[str], set[str]] = {}


D = TypeVar("D", bound=Data)


def lean(part: D) -> D:
    """The model, sharing the set of the names of its filled fields with all whose set is equal.

    pydantic gives each model a set of its own: in a large briefing a tenth of the memory.
    """
    filled = part.model_fields_set
    object.__setattr__(part, "__pydantic_fields_set__", _FILLED.setdefault(frozenset(filled), filled))
    return part


@dataclass(frozen=True)
class FieldOf:
    """A field of a model in words: its key in the data, what it holds, what it is, and whether it must be there."""

    key: str
    holds: str
    about: str
    required: bool


def fields(cls: type[Data]) -> tuple[FieldOf, ...]:
    """The fields of a model, in their order."""
    return tuple(
        FieldOf(info.alias or name, holds(info), info.description or "", info.is_required())
        for name, info in cls.model_fields.items()
    )


def holds(info: FieldInfo) -> str:
    """What a field may hold, in words: "text", "list of ids from actors", "one of: low, moderate, high"."""
    of, metadata, many = inner(info.annotation)
    to = next((one for one in (*info.metadata, *metadata) if isinstance(one, RefTo)), None)
    if to:
        one, more = (
            ("id of any record", "ids of any records")
            if to.kinds == ("*",)
            else (
                f"id from {', '.join(to.kinds)}",
                f"ids from {', '.join(to.kinds)}",
            )
        )
        return f"list of {more}" if many else one
    if isinstance(of, type) and issubclass(of, StrEnum):
        return f"one of: {', '.join(word.value for word in of)}"
    if isinstance(of, type) and issubclass(of, Data):
        keys = ", ".join(part.alias or name for name, part in of.model_fields.items())
        return f"list of {{{keys}}}" if many else f"{{{keys}}}"
    one = {int: "number", bool: "true or false"}.get(of, "text")
    return f"list of {one}" if many else one


class Evidence(Data):
    """Where a source says it; field names of the W3C TextQuoteSelector (Web Annotation Data Model, 2017)."""

    source: Ref["sources"] = Field(description="The id of the source.")
    paragraph: int = Field(strict=True, ge=1, description="The number of the source's paragraph, counted from 1.")
    exact: Line | None = Field(None, description="A short quotation of 3 to 12 words, as it stands in the paragraph.")
    prefix: Line | None = Field(None, description="The words just before, if `exact` occurs more than once.")
    suffix: Line | None = Field(None, description="The words just after, if `exact` occurs more than once.")


Evidenced = Annotated[
    tuple[Evidence, ...], Field(min_length=1, description="Where the source says it: at least one paragraph.")
]
Supported = Annotated[
    tuple[Evidence, ...], Field(description="Where the source says it; without any it is marked as the editor's.")
]


class Claim(Data):
    """A sentence that rests on the source."""

    text: Line = Field(description="One sentence in our own words.")
    evidence: Evidenced


class Remark(Data):
    """A sentence of the editor's, which may rest on the source."""

    text: Line = Field(description="One sentence in our own words.")
    evidence: Supported = ()
