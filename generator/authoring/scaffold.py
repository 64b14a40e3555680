"""The text of a commented starter for a new record, drawn from the model: each field with what it is and may hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import wrap

from pydantic.fields import FieldInfo

from ..loading import yaml_reader
from ..model import Kind, Layout
from ..records import fields

WIDTH = 100
_HOW = (
    "Fill what stands open. A line that begins with #name: is optional: take the # away and fill it, or delete it. "
    "In a list, each further entry begins with a dash, as the first does. "
    'Text needs quotes ("...") if it holds a colon and a space, or begins with a sign such as [ { @ % & * !. '
    "Then run: briefing check"
)


def starter(kind: Kind, record_id: str) -> str:
    """A record with nothing but its id: what must be filled stands open, what may be left out is commented out."""
    doc = (kind.record.__doc__ or "").strip().splitlines()[0]
    lines = [*_comment(f"{kind.one.capitalize()}: {doc[0].lower()}{doc[1:]}"), *_comment(_HOW)]
    body = _Writer(kind.record).part(kind.record, {"id": record_id}, indent=2 * (kind.layout is Layout.LIST))
    if kind.layout is Layout.LIST:
        body = _as_item(body)
    return "\n".join([*lines, *body]) + "\n"


def _comment(text: str, indent: int = 0) -> Iterator[str]:
    yield from (f"# {line}" for line in wrap(text, WIDTH - 2 - indent, break_long_words=False, break_on_hyphens=False))


def _as_item(lines: list[str]) -> list[str]:
    """The lines of a mapping as one item of a list: the dash stands before the first field, comments go before it."""
    at = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    return [*lines[:at], f"- {lines[at]}", *(f"  {line}" for line in lines[at + 1 :])]


def _out(lines: list[str]) -> list[str]:
    """The lines commented out so that taking one # away from each brings them back."""
    return [f"#{line}" for line in lines]


@dataclass
class _Writer:
    """Writes the fields of a model; each part's optional fields once, where they are most needed."""

    record: type[fields.Data]
    explained: set[type[fields.Data]] = field(default_factory=set)

    def part(self, of: type[fields.Data], known: dict[str, str], open_: bool = True, indent: int = 0) -> list[str]:
        """The lines of a model, the `id` first, `known` fields filled; `open_` says that it must be filled."""
        full = of not in self.explained and (open_ or not self._is_open_later(of))
        if full:
            self.explained.add(of)
        lines: list[str] = []
        for name, info in sorted(of.model_fields.items(), key=lambda item: item[0] != "id"):
            key = info.alias or name
            if key in known:
                lines.append(f"{key}: {known[key]}")
            elif full or info.is_required():
                said = [line for text in _about(info) for line in _comment(text, indent)] if full else ()
                value = self.field(key, info, open_, indent + (not info.is_required()))
                lines += [*said, *(value if info.is_required() else _out(value))]
        return lines

    def field(self, key: str, info: FieldInfo, open_: bool, indent: int) -> list[str]:
        of, _, many = fields.inner(info.annotation)
        if not (isinstance(of, type) and issubclass(of, fields.Data)):
            return [f"{key}:", "  -"] if many else [f"{key}:"]
        inside = self.part(of, {}, open_ and info.is_required(), indent + 4)
        return [f"{key}:", *(f"  {line}" for line in (_as_item(inside) if many else inside))]

    def _is_open_later(self, of: type[fields.Data]) -> bool:
        """Whether the model is among what must be filled in the record: there its fields are best explained."""
        return of in _required_parts(self.record)


def _required_parts(of: type[fields.Data]) -> Iterator[type[fields.Data]]:
    for info in of.model_fields.values():
        part = fields.inner(info.annotation)[0]
        if info.is_required() and isinstance(part, type) and issubclass(part, fields.Data):
            yield part
            yield from _required_parts(part)


def _about(info: FieldInfo) -> Iterator[str]:
    """What a field is, which words it may hold, and what it is if it is left out; each on lines of its own."""
    of, metadata, _ = fields.inner(info.annotation)
    metadata = (*info.metadata, *metadata)
    said = [] if info.is_required() else ["Optional."]
    said.append(info.description or "")
    said += [f"({one.words[0].upper()}{one.words[1:]}.)" for one in metadata if isinstance(one, fields.RefTo)]
    if info.default and not info.is_required():
        said.append(f"Left out, it is {info.default}.")
    yield " ".join(filter(None, said))
    if isinstance(of, type) and issubclass(of, StrEnum):
        yield f"One of: {', '.join(of)}"
    examples = info.examples or [e for one in metadata if isinstance(one, FieldInfo) for e in one.examples or ()]
    if examples and not any(str(example) in (info.description or "") for example in examples):
        yield f"Such as: {', '.join(map(_written, examples))}"


def _written(example: str) -> str:
    """An example as it must be written in YAML: in quotes if it were no plain scalar without them."""
    return f'"{example}"' if isinstance(yaml_reader.read(example.encode()).data, list) else example
