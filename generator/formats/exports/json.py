"""One JSON document: the records of each kind, with the field names of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from ...model import Briefing, Layout
from ...records import Record


def document(briefing: Briefing) -> dict[str, Any]:
    """Returns the briefing as plain data: each kind a list, the head an object."""
    return _by_kind(briefing, lambda record: record.model_dump(mode="json", by_alias=True))


def _by_kind(briefing: Briefing, convert: Callable[[Record], Any]) -> dict[str, Any]:
    kinds = (kind for kind in briefing.kinds if kind.seeds_path)
    return {
        kind.name: convert(briefing.head) if kind.layout is Layout.ONE else [convert(r) for r in briefing.of_kind(kind)]
        for kind in kinds
    }


def write(briefing: Briefing) -> bytes:
    """Writes the document as UTF-8."""
    return write_records(_by_kind(briefing, lambda record: record))


def write_records(records: Record | Sequence[Record] | Mapping[str, Any]) -> bytes:
    """Writes a record or several as UTF-8."""
    return to_json(records, by_alias=True, indent=2) + b"\n"
