"""One JSON document: each kind's records under the kind's name, with the data's own field names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import to_json

from ...model import Briefing, Layout
from ...records import Record


def document(briefing: Briefing) -> dict[str, Any]:
    """The briefing as plain data: one object for the briefing itself, a list for every other kind."""
    return _of(briefing, lambda record: record.model_dump(mode="json", by_alias=True))


def _of(briefing: Briefing, written: Callable[[Record], Any]) -> dict[str, Any]:
    kinds = (kind for kind in briefing.kinds if kind.seeds_path)
    return {
        kind.name: written(briefing.head) if kind.layout is Layout.ONE else [written(r) for r in briefing.all(kind)]
        for kind in kinds
    }


def write(briefing: Briefing) -> bytes:
    """The document as UTF-8 text, two spaces deep, with a line break at its end."""
    return to_json(_of(briefing, lambda record: record), by_alias=True, indent=2) + b"\n"
