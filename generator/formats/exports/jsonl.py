"""JSON Lines (jsonlines.org): for each kind a file, for each of its records a line, as in the JSON document."""

from __future__ import annotations

from json import dumps

from ...model import Briefing
from .json import document


def write(briefing: Briefing) -> dict[str, str]:
    """File name -> text, for each kind that has records of its own: what is said stands with who said it."""
    found = document(briefing)
    return {
        f"{name}.jsonl": _lines(records if isinstance(records, list) else [records]) for name, records in found.items()
    }


def _lines(records: list[object]) -> str:
    return "".join(f"{dumps(record, ensure_ascii=False)}\n" for record in records)
