"""What records are made of: the types of their fields, references, and the ways to walk them. No input or output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    StringConstraints,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic.fields import FieldInfo

from . import dates, urls
from .spelling import plain_ones

__all__ = [
    "ID_PATTERN",
    "REFERENCE",
    "Basis",
    "Data",
    "Date",
    "FieldOf",
    "Id",
    "Language",
    "Line",
    "Meaning",
    "Path",
    "Prose",
    "Record",
    "Ref",
    "RefTo",
    "Url",
    "Verbatim",
    "Wikidata",
    "drafted",
    "fields",
    "inner",
    "is_edtf",
    "part_type",
    "parts",
    "refs",
    "refs_in_data",
]

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
    AfterValidator(urls.checked),
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
        return (*self.also_called, *plain_ones((self.heading, *self.also_called)))

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


class _Shape(StrEnum):
    REF = "ref"
    REFS = "refs"
    PART = "part"
    PARTS = "parts"


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


def lean(part: D) -> D:
    """The model, sharing the set of the names of its filled fields with all whose set is equal.

    pydantic gives each model a set of its own: in a large briefing a tenth of the memory.
    """
    filled = part.model_fields_set
    object.__setattr__(part, "__pydantic_fields_set__", _FILLED.setdefault(frozenset(filled), filled))
    return part


@cache
def _plan(cls: type[Data]) -> tuple[tuple[str, str, _Shape, RefTo | None], ...]:
    """The fields of a model that hold references or further parts: attribute, key in the data, shape, target."""
    plan: list[tuple[str, str, _Shape, RefTo | None]] = []
    for name, info in cls.model_fields.items():
        key = info.alias or name
        of, metadata, many = inner(info.annotation)
        to = next((m for m in (*info.metadata, *metadata) if isinstance(m, RefTo)), None)
        if to:
            plan.append((name, key, _Shape.REFS if many else _Shape.REF, to))
        elif isinstance(of, type) and issubclass(of, Data):
            plan.append((name, key, _Shape.PARTS if many else _Shape.PART, None))
    return tuple(plan)


@cache
def _inside(cls: type[Data]) -> tuple[tuple[str, str, bool, bool, bool], ...]:
    """The fields that hold parts: attribute, key in the data, whether many, whether records, whether they hold more."""
    found: list[tuple[str, str, bool, bool, bool]] = []
    for name, key, shape, to in _plan(cls):
        if to is None:
            of: type[Data] = inner(cls.model_fields[name].annotation)[0]
            is_branch = any(target is None for *_, target in _plan(of))
            found.append((name, key, shape is _Shape.PARTS, issubclass(of, Record), is_branch))
    return tuple(found)


def parts(data: Data, path: Path = (), into_records: bool = True) -> Iterator[tuple[Path, Data]]:
    """The model itself and every model inside it, with its path, from the top down."""
    yield path, data
    for name, key, is_many, is_record, is_branch in _inside(type(data)):
        value = getattr(data, name)
        if not value or (is_record and not into_records):
            continue
        for n, part in enumerate(value if is_many else (value,)):
            here = (*path, key, n) if is_many else (*path, key)
            if is_branch:
                yield from parts(part, here, into_records)
            else:
                yield here, part


def refs(record: Record) -> Iterator[tuple[Path, RefTo, str]]:
    """Every reference in a record, but for those of the records nested in it: path, allowed kinds, id."""
    for path, part in parts(record, into_records=False):
        for name, key, shape, to in _plan(type(part)):
            if to is None:
                continue
            value = getattr(part, name)
            if shape is _Shape.REFS:
                for n, target in enumerate(value):
                    yield (*path, key, n), to, target
            elif value is not None:
                yield (*path, key), to, value


def refs_in_data(cls: type[Data], data: Any, path: Path = ()) -> Iterator[tuple[Path, RefTo, str]]:
    """Every reference in plain data that was meant to become a `cls` but may not hold; nested records included."""
    for _, key, shape, to in _plan(cls) if isinstance(data, dict) else ():
        value = data.get(key)
        many = shape in (_Shape.REFS, _Shape.PARTS)
        steps: list[tuple[Path, Any]] = [((*path, key), value)]
        if many:
            steps = [((*path, key, n), one) for n, one in enumerate(value)] if isinstance(value, list) else []
        for here, one in steps:
            if to is None:
                part = part_type(cls, (key,))
                yield from refs_in_data(part, one, here) if part else ()
            elif isinstance(one, str) and one:
                yield here, to, one


def part_type(cls: type[Data], path: Iterable[str | int]) -> type[Data] | None:
    """The model that stands at `path` in records of type `cls`, or None if it is no model."""
    here: Any = cls
    for step in path:
        if isinstance(step, int):
            continue
        if not (isinstance(here, type) and issubclass(here, Data)):
            return None
        info = next((f for name, f in here.model_fields.items() if step == (f.alias or name)), None)
        here = inner(info.annotation)[0] if info else None
    return here if isinstance(here, type) and issubclass(here, Data) else None


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
