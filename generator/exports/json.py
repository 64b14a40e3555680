"""One JSON document: each kind's records under the kind's name, with the data's own field names."""

from __future__ import annotations

import json
from typing import Any

from ..model import Briefing, Layout, Record


def document(briefing: Briefing) -> dict[str, Any]:
    """The briefing as plain data: one object for the briefing itself, a list for every other kind."""
    kinds = (kind for kind in briefing.kinds if kind.seeds_path)
    return {
        kind.name: _plain(briefing.head) if kind.layout is Layout.ONE else [_plain(r) for r in briefing.all(kind)]
        for kind in kinds
    }


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True)


def write(briefing: Briefing) -> str:
    """The document as UTF-8 text, two spaces deep, with a line break at its end."""
    return json.dumps(document(briefing), ensure_ascii=False, indent=2) + "\n"
