"""JSON Lines (jsonlines.org): a file for each kind, a line for each record."""

from __future__ import annotations

from json import dumps

from ...model import Briefing
from .json import document


def write(briefing: Briefing) -> dict[str, str]:
    """Returns file name -> text for each kind; nested records are in their owners."""
    found = document(briefing)
    return {
        f"{name}.jsonl": _to_lines(records if isinstance(records, list) else [records])
        for name, records in found.items()
    }


def _to_lines(records: list[object]) -> str:
    return "".join(f"{dumps(record, ensure_ascii=False)}\n" for record in records)
