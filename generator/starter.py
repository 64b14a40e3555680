"""A commented starter for a new record, written from the model: each field with what it is and what it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from .errors import BriefingError, Code, Problem
from .model import ID_PATTERN, Data, Kind, Layout, RefTo, inner
from .write import put


def create(root: Path, kind: Kind, record_id: str) -> str:
    """Writes the starter and gives its path from `root`; a list file gets it added at its end.

    Raises BriefingError if the id has a wrong form or the file is there already; OSError.
    """
    path = kind.file_of(record_id)
    file = root / path
    if not re.fullmatch(ID_PATTERN, record_id) or len(record_id) > 80:
        message = f"{record_id!r} is no id: lower-case letters, digits and single hyphens, at most 80 characters"
        raise BriefingError([Problem(kind.seeds_path, 0, 0, Code.WRONG_FORM, "", message)])
    if file.exists() and kind.layout is not Layout.LIST:
        raise BriefingError([Problem(path, 0, 0, Code.DUPLICATE_ID, "", "the file is there already; edit it")])
    text = starter(kind, record_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    if kind.layout is Layout.LIST:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        text = f"{before.rstrip()}\n\n{text}".lstrip() if before.strip() else text
    put(file, text.encode())
    return path


def starter(kind: Kind, record_id: str) -> str:
    """The text of a starter record: what must be filled stands open, what may be left out is commented out."""
    lines = list(_fields(kind.record, record_id))
    if kind.layout is Layout.LIST:
        lines = [("- " if n == 0 else "  ") + line if line else line for n, line in enumerate(_id_first(lines))]
    else:
        doc = (kind.record.__doc__ or "").strip().splitlines()[0]
        lines = [f"# {doc} What stands behind # may be filled or deleted.", *lines]
    return "\n".join(lines) + "\n"


def _id_first(lines: list[str]) -> list[str]:
    at = next(n for n, line in enumerate(lines) if line.startswith("id:"))
    return [lines[at], *lines[:at], *lines[at + 1 :]]


def _fields(record: type[Data], record_id: str = "") -> Iterator[str]:
    for name, info in record.model_fields.items():
        key = info.alias or name
        if key == "id" and record_id:
            yield f"id: {record_id}"
            continue
        yield from _field(key, info)


def _field(key: str, info: FieldInfo) -> Iterator[str]:
    of, metadata, many = inner(info.annotation)
    optional = info.default is not PydanticUndefined
    sign = "# " if optional else ""
    yield f"# {info.description or ''}{_allowed(of, (*info.metadata, *metadata))}".rstrip()
    if isinstance(of, type) and issubclass(of, Data):
        yield f"{sign}{key}:"
        lead = "  - " if many else "  "
        for n, line in enumerate(_nested(of)):
            yield f"{sign}{lead if n == 0 else ' ' * len(lead)}{line}"
    else:
        yield f"{sign}{key}: {'[]' if many and optional else ''}".rstrip()


def _nested(of: type[Data]) -> Iterator[str]:
    """The required fields of a part, each on one line with what it is."""
    for name, info in of.model_fields.items():
        if info.default is PydanticUndefined:
            part, metadata, many = inner(info.annotation)
            allowed = _allowed(part, (*info.metadata, *metadata))
            if isinstance(part, type) and issubclass(part, Data):
                inside = ", ".join(f"{key}: " for key, f in part.model_fields.items() if f.is_required())
                yield f"{info.alias or name}: {'[{' if many else '{'}{inside}{'}]' if many else '}'}"
            else:
                yield f"{info.alias or name}:  # {info.description or ''}{allowed}"


def _allowed(of: Any, metadata: tuple[Any, ...]) -> str:
    if isinstance(of, type) and issubclass(of, StrEnum):
        return " One of: " + ", ".join(word.value for word in of) + "."
    to = next((one for one in metadata if isinstance(one, RefTo)), None)
    return f" An id from: {', '.join(to.kinds)}." if to and to.kinds != ("*",) else ""
