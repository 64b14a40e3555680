"""CSL-JSON, the citation data of the Citation Style Language (1.0.2): for Zotero, Pandoc and citeproc."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...model import Briefing
from ...records import dates
from .works import Work, sources

_SPRING = 21  # the first season of EDTF; CSL counts from 1


def write(briefing: Briefing) -> str:
    """All sources."""
    return text(sources(briefing))


def text(works: Iterable[Work]) -> str:
    """Works as one JSON list, two spaces deep, with a line break at its end."""
    return json.dumps([item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def item(work: Work) -> dict[str, Any]:
    """One work; what is not known is left out. Names are literal: which part is the family name is not in the data."""
    found = {
        "id": work.id,
        "type": work.type,
        "title": work.title,
        "author": [{"literal": name} for name in work.authors],
        "container-title": work.container,
        "publisher": work.publisher,
        "issued": date(work.issued) if work.issued else None,
        "accessed": date(work.accessed) if work.accessed else None,
        "URL": work.url,
        "language": work.language,
        "note": work.note,
    }
    return {key: value for key, value in found.items() if value}


def date(edtf: dates.Edtf) -> dict[str, Any]:
    """A date as `date-parts`, doubtful ones with `circa`; in words what date-parts would make more precise than it is."""
    ends = [edtf.start] if edtf.shape == "single" else [edtf.start, edtf.end]
    known = [end for end in ends if end is not None and "X" not in end.year]
    is_season = any(end.month and end.month >= _SPRING for end in known)
    if len(known) < len(ends) or edtf.shape == "one-of" or (is_season and len(ends) > 1):
        return {"literal": edtf.words}
    found: dict[str, Any] = {"date-parts": [_parts(end) for end in known]}
    if is_season and known[0].month:
        found["season"] = known[0].month - _SPRING + 1
    if any(end.doubt for end in known):
        found["circa"] = True
    return found


def _parts(end: dates.Single) -> list[int]:
    month = None if end.month and end.month >= _SPRING else end.month
    return [part for part in (int(end.year), month, end.day) if part is not None]
