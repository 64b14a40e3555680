"""The types of fields: texts, dates, addresses, references, parts, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeGuard, TypeVar, Union, get_args, get_origin

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
from . import coordinates, dates, figures, licences

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
RESERVED_IDS = frozenset(
    ("index", "404", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""The ids that name other pages, or files that Windows can't hold."""
REFERENCE_KEY = "x-reference"
"""The key of a reference's JSON Schema that names the kinds it may refer to."""
Path = tuple[str | int, ...]
"""The path of a value in a record, keys and indexes: `("statements", 0, "about")`."""
CURRENT_FORMAT = 2
"""The version of the data format that this program reads and writes."""


class NewerFormatError(ValueError):
    """The data is in a later version of the data format."""


def _year_as_text(value: object) -> object:
    """Returns a bare year, which YAML reads as a number, as the text that was written."""
    return f"{value:04}" if type(value) is int else str(value) if type(value) is float else value


def validate_date(value: str) -> str:
    """Returns the text. Raises DateError if it is no date of the supported subset."""
    dates.parse(value)
    return value


def _validate_format(value: int) -> int:
    if value > CURRENT_FORMAT:
        raise NewerFormatError(
            f"is newer than {CURRENT_FORMAT}, the version that this program reads: the folder was made for a newer version of "
            "the program; upgrade it with: pip install --upgrade briefing-site"
        )
    return value


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text of one line; runs of white space are shown as one space."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text of one or more paragraphs, separated by empty lines."""
Date = Annotated[
    str,
    BeforeValidator(_year_as_text),
    AfterValidator(validate_date),
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
"""An EDTF date as written; `dates.parse` reads it."""
Url = Annotated[
    str,
    StringConstraints(pattern=urls.PATTERN, max_length=2000),
    AfterValidator(urls.validate),
    Field(examples=["https://example.org/an-article"]),
]
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), Field(examples=["en", "pt-BR"])
]
Licence = licences.Licence
Coordinates = coordinates.Coordinates
latitude_longitude = coordinates.latitude_longitude
coordinate_words = coordinates.coordinate_words
units = figures.units
Bound = figures.Bound
PlainDate = figures.PlainDate
is_rounded = figures.is_rounded
is_same_figure = figures.is_same_figure
may_be_equal = figures.may_be_equal
may_be_same_date = figures.may_be_same_date
plain_words = figures.plain_words
Format = Annotated[int, Field(strict=True, ge=1), AfterValidator(_validate_format)]
"""A version of the data format, up to the current one."""
Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$"), Field(examples=["Q42"])]


@dataclass(frozen=True)
class RefTo:
    """The kinds that a reference may point to; `("*",)` means any.

    `alternatives` are words that may replace an id: then no record is meant.
    """

    kinds: tuple[str, ...]
    alternatives: tuple[str, ...] = ()

    def allows(self, kind: str) -> bool:
        """Returns True if a record of this kind may be referred to."""
        return kind in self.kinds or self.kinds == ("*",)

    @property
    def words(self) -> str:
        """The value that is expected: "id from actors", "id of any record"."""
        words = "".join(f"{word}, " for word in self.alternatives) + ("or " if self.alternatives else "")
        return words + ("id of any record" if self.kinds == ("*",) else f"id from {', '.join(self.kinds)}")

    @property
    def plural_words(self) -> str:
        """The items that a list expects: "ids from actors", "ids of any records"."""
        return "ids of any records" if self.kinds == ("*",) else f"ids from {', '.join(self.kinds)}"

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        examples = {"examples": list(self.alternatives)} if self.alternatives else {}
        return {**handler(core), "pattern": ID_PATTERN, REFERENCE_KEY: self.words, **examples}


if TYPE_CHECKING:
    from typing import Literal as Ref  # a type checker takes the kinds' names in Ref["actors"] for words
else:

    class Ref:
        """`Ref["actors"]`: the id of a record of that kind.

        Checks, links, back-links and schemas follow from it.
        """

        def __class_getitem__(cls, kinds: str | tuple[str, ...]) -> Any:
            names = (kinds,) if isinstance(kinds, str) else kinds
            return Annotated[str, StringConstraints(min_length=1), RefTo(names)]


class RoleHint(StrEnum):
    """The role of a field to a reviewer, if its type alone does not show it."""

    QUOTATION = "quotation"
    BASIS = "basis"
    GRADE = "grade"


Verbatim = Annotated[Line, RoleHint.QUOTATION]
"""Words exactly as somebody else said or wrote them."""
Basis = Annotated[Prose, RoleHint.BASIS]
"""The rationale of an assessment or a grade."""


class Data(BaseModel):
    """A record or a part of one: immutable, without unknown fields."""

    IS_DRAFT_MODEL: ClassVar[bool] = False
    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def implied_fields(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG003
        """Returns fields that others determine, so that they may be left out.

        `data` is plain data that may not be valid. A record without the fields is loaded with these values.
        """
        return {}


OPEN_TEXT = "TODO"
"""A text in our own words that is still to be written; a hint may follow a colon."""


def is_open(text: object) -> TypeGuard[str]:
    """Returns True for a text that is still to be written."""
    return isinstance(text, str) and (text == OPEN_TEXT or text.startswith(f"{OPEN_TEXT}:"))


def open_hint(text: str) -> str:
    """Returns the hint of an open text, or an empty text."""
    return text.removeprefix(OPEN_TEXT).removeprefix(":").strip()


def must_hold_items(info: FieldInfo) -> bool:
    """Returns True for a list that may be empty only in a draft."""
    is_list = unwrap_annotation(info.annotation)[2]
    return is_list and any(getattr(one, "min_length", None) for one in info.metadata)


def unwrap_annotation(annotation: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """Removes `| None`, `Annotated` and `tuple` from an annotation.

    Returns the type inside, the metadata of each `Annotated`, and True if there was a tuple.
    """
    metadata: tuple[Any, ...] = ()
    is_list = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            metadata += tuple(more)
        elif origin in (Union, UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        elif origin is tuple:
            annotation, is_list = get_args(annotation)[0], True
        else:
            return annotation, metadata, is_list


def find_reference(info: FieldInfo) -> RefTo | None:
    """Returns the kinds that a field refers to, or None if it is no reference."""
    return next((one for one in _metadata(info) if isinstance(one, RefTo)), None)


def is_date(info: FieldInfo) -> bool:
    """Returns True if a field holds an EDTF date."""
    return any(getattr(one, "func", None) is validate_date for one in _metadata(info))


def _metadata(info: FieldInfo) -> tuple[Any, ...]:
    return (*info.metadata, *unwrap_annotation(info.annotation)[1])


_FIELD_SETS: dict[frozenset[str], set[str]] = {}
D = TypeVar("D", bound=Data)


def share_field_set(part: D) -> D:
    """Lets a model share the set of its filled fields with others; returns the model.

    pydantic gives each model a set of its own: in a large briefing a tenth of the memory.
    """
    filled = part.model_fields_set
    object.__setattr__(part, "__pydantic_fields_set__", _FIELD_SETS.setdefault(frozenset(filled), filled))
    return part


class Evidence(Data):
    """A place in a source, in the terms of the W3C TextQuoteSelector (2017)."""

    source: Ref["sources"] = Field(description="The id of the source.")
    paragraph: int = Field(strict=True, ge=1, description="The number of the source's paragraph, counted from 1.")
    exact: Line | None = Field(
        None,
        description="A short quotation of 3 to 12 words (6 to 30 characters in scripts without spaces), as it stands in the paragraph.",
    )
    prefix: Line | None = Field(None, description="The words just before, if `exact` occurs more than once.")
    suffix: Line | None = Field(None, description="The words just after, if `exact` occurs more than once.")
    accepted: Line | None = Field(
        None,
        description="Why a number, date or name of the item may differ from the paragraphs that it cites; it ends the warning.",
    )


RequiredEvidence = Annotated[
    tuple[Evidence, ...], Field(min_length=1, description="Where the source says it: at least one paragraph.")
]
OptionalEvidence = Annotated[
    tuple[Evidence, ...], Field(description="Where the source says it; without any it is marked as the editor's.")
]


Figure = Annotated[
    str,
    BeforeValidator(_year_as_text),
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(figures.validate),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": "[0-9]"}, {"type": "number"}]}),
    Field(examples=["310,000 customers", "2026-03-20"]),
]
"""A figure with its unit, or an EDTF date."""


class Account(Data):
    """One account of what sources disagree on."""

    text: Line = Field(description="What it says, in one sentence of our own words, with who says so.")
    value: Figure | None = Field(
        None,
        description="The figure with its unit, or the EDTF date, if that is what differs; the same unit in all accounts.",
    )
    evidence: RequiredEvidence

    @property
    def value_words(self) -> str:
        """The value as pages show it, a date in words; empty without one."""
        return figures.date_words(self.value or "") or self.value or ""


class Dispute(Data):
    """The accounts of sources that disagree."""

    accounts: tuple[Account, ...] = Field(
        min_length=2, description="What each source says, two accounts or more; pages show the newest first."
    )


Disputed = Annotated[
    Dispute | None,
    Field(description="Set if sources disagree on it: what each says. When that is settled, delete it."),
]


class Claim(Data):
    """A sentence with evidence from a source."""

    text: Line = Field(description="One sentence in our own words.")
    evidence: RequiredEvidence


class Remark(Data):
    """A sentence by the editor, perhaps with evidence from a source."""

    text: Line = Field(description="One sentence in our own words.")
    evidence: OptionalEvidence = ()
