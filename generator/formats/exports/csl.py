"""CSL-JSON 1.0.2, the data of citations for Zotero, Pandoc and citeproc."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...model import Briefing
from ...records import dates
from .works import Work, source_works

_SPRING = 21  # the first season of EDTF; CSL counts from 1


def write(briefing: Briefing) -> str:
    """Writes all sources."""
    return format_works(source_works(briefing))


def format_works(works: Iterable[Work]) -> str:
    """Writes works as one JSON list."""
    return json.dumps([csl_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def csl_item(work: Work) -> dict[str, Any]:
    """Returns one work as an item, without what is not known.

    Names are literal, because the data does not say which part is the family name.
    """
    item = {
        "id": work.id,
        "type": work.type,
        "title": work.title,
        "author": [{"literal": name} for name in work.authors],
        "container-title": work.container,
        "publisher": work.publisher,
        "issued": csl_date(work.issued) if work.issued else None,
        "accessed": csl_date(work.accessed) if work.accessed else None,
        "URL": work.url,
        "language": work.language,
        "note": work.note,
    }
    return {key: value for key, value in item.items() if value}


def csl_date(edtf: dates.Edtf) -> dict[str, Any]:
    """Returns a date as `date-parts`, with `circa` if it is doubtful.

    A date that `date-parts` would make more precise than it is stays in words.
    """
    ends = [edtf.start] if edtf.shape == "single" else [edtf.start, edtf.end]
    known = [end for end in ends if end is not None and "X" not in end.year]
    is_season = any(end.month and end.month >= _SPRING for end in known)
    if len(known) < len(ends) or edtf.shape == "one-of" or (is_season and len(ends) > 1):
        return {"literal": edtf.words}
    found: dict[str, Any] = {"date-parts": [_date_parts(end) for end in known]}
    if is_season and known[0].month:
        found["season"] = known[0].month - _SPRING + 1
    if any(end.doubt for end in known):
        found["circa"] = True
    return found


def _date_parts(end: dates.Single) -> list[int]:
    month = None if end.month and end.month >= _SPRING else end.month
    return [part for part in (int(end.year), month, end.day) if part is not None]
