"""Writes a commented scaffold for a new record from its model.

Each field is explained by what it is and what it may hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import wrap

from pydantic.fields import FieldInfo

from ..loading import yaml_reader
from ..model import Kind, Layout
from ..records import fields, short_evidence

WIDTH = 100
_INSTRUCTIONS = (
    "Fill in the empty fields. A line that begins with #name: is optional: remove the # and fill it in, or delete it. "
    "In a list, each further entry begins with a dash, as the first does. "
    'Text needs quotes ("...") if it holds a colon and a space, or begins with a sign such as [ { @ % & * !. '
    "Then run: briefing check"
)

_EVIDENCE = f"{short_evidence.DESCRIPTION} A quotation may follow: {short_evidence.EXAMPLE}"


def scaffold_record(kind: Kind, record_id: str) -> str:
    """Writes a record with only its id; optional fields are commented out."""
    doc = (kind.record.__doc__ or "").strip().splitlines()[0]
    lines = [*write_comment(f"{kind.singular.capitalize()}: {doc[0].lower()}{doc[1:]}"), *write_comment(_INSTRUCTIONS)]
    body = _FieldWriter(kind.record).part(kind.record, {"id": record_id}, indent=2 * (kind.layout is Layout.LIST))
    if kind.layout is Layout.LIST:
        body = _as_item(body)
    return "\n".join([*lines, *body]) + "\n"


def write_comment(text: str, indent: int = 0) -> Iterator[str]:
    """Yields the lines of a comment."""
    yield from (f"# {line}" for line in wrap(text, WIDTH - 2 - indent, break_long_words=False, break_on_hyphens=False))


def _as_item(lines: list[str]) -> list[str]:
    """Turns the lines of a mapping into a list item; comments go before the dash."""
    at = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    return [*lines[:at], f"- {lines[at]}", *(f"  {line}" for line in lines[at + 1 :])]


def _comment_out(lines: list[str]) -> list[str]:
    """Comments lines out: removing one # from each restores them."""
    return [f"#{line}" for line in lines]


@dataclass
class _FieldWriter:
    """Writes the fields of a model; the optional fields of each part only once."""

    record: type[fields.Data]
    explained: set[type[fields.Data]] = field(default_factory=set)

    def part(
        self, of: type[fields.Data], known: dict[str, str], is_required: bool = True, indent: int = 0
    ) -> list[str]:
        """Returns the lines of a model, the `id` first, with the `known` fields filled.

        `is_required` says that the record requires the part that the model describes.
        """
        explains = of not in self.explained and (is_required or not self._is_required_part(of))
        if explains:
            self.explained.add(of)
        lines: list[str] = []
        for name, info in sorted(
            of.model_fields.items(), key=lambda item: item[0] != "id" or not item[1].is_required()
        ):
            key = info.alias or name
            if key == "former_ids":
                continue  # only `briefing rename` writes them
            if key in known:
                lines.append(f"{key}: {known[key]}")
            elif explains or info.is_required():
                comments = (
                    [line for text in _describe(info) for line in write_comment(text, indent)] if explains else ()
                )
                value = self.field(key, info, is_required, indent + (not info.is_required()))
                lines += [*comments, *(value if info.is_required() else _comment_out(value))]
        return lines

    def field(self, key: str, info: FieldInfo, is_required: bool, indent: int) -> list[str]:
        of, _, many = fields.unwrap_annotation(info.annotation)
        if not (isinstance(of, type) and issubclass(of, fields.Data)):
            return [f"{key}:", "  -"] if many else [f"{key}:"]
        if issubclass(of, fields.Evidence):
            explanation = [] if of in self.explained else [f"  {line}" for line in write_comment(_EVIDENCE, indent + 2)]
            self.explained.add(of)
            return [f"{key}:", *explanation, "  -"]
        inside = self.part(of, {}, is_required and info.is_required(), indent + 4)
        return [f"{key}:", *(f"  {line}" for line in (_as_item(inside) if many else inside))]

    def _is_required_part(self, of: type[fields.Data]) -> bool:
        """Returns True if the record requires the part, which is explained there."""
        return of in _required_parts(self.record)


def _required_parts(of: type[fields.Data]) -> Iterator[type[fields.Data]]:
    for info in of.model_fields.values():
        part = fields.unwrap_annotation(info.annotation)[0]
        if info.is_required() and isinstance(part, type) and issubclass(part, fields.Data):
            yield part
            yield from _required_parts(part)


def _describe(info: FieldInfo) -> Iterator[str]:
    """Yields lines that say what a field is, its default, its words and examples."""
    of, metadata, _ = fields.unwrap_annotation(info.annotation)
    metadata = (*info.metadata, *metadata)
    comments = [] if info.is_required() else ["Optional."]
    comments.append(info.description or "")
    comments += [f"({one.words[0].upper()}{one.words[1:]}.)" for one in metadata if isinstance(one, fields.RefTo)]
    if info.default and not info.is_required():
        comments.append(f"Default: {info.default}.")
    yield " ".join(filter(None, comments))
    if isinstance(of, type) and issubclass(of, StrEnum):
        yield f"One of: {', '.join(of)}"
    examples = info.examples or [e for one in metadata if isinstance(one, FieldInfo) for e in one.examples or ()]
    if examples and not any(str(example) in (info.description or "") for example in examples):
        yield f"Such as: {', '.join(map(_quote_example, examples))}"


def _quote_example(example: str) -> str:
    """Quotes an example that YAML would otherwise read as a list."""
    return f'"{example}"' if isinstance(yaml_reader.read(example.encode()).data, list) else example
