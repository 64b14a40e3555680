"""Works that can be cited: the sources and the briefing itself.

All formats of citation are written from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...model import Briefing
from ...records import dates
from ...text import urls, whitespace


@dataclass(frozen=True)
class Work:
    """A work to cite, with every text on one line.

    `type` is a type of CSL 1.0.2. Names of authors are as published, not split into parts.
    """

    id: str
    type: str
    title: str
    authors: tuple[str, ...] = ()
    container: str = ""
    publisher: str = ""
    issued: dates.Edtf | None = None
    accessed: dates.Edtf | None = None
    url: str = ""
    language: str = ""
    note: str = ""


def source_works(briefing: Briefing) -> tuple[Work, ...]:
    """Returns the sources of a briefing as works, in their order."""
    return tuple(source_work(briefing, record) for record in briefing.records.get("sources", ()))


def source_work(briefing: Briefing, record: Any) -> Work:
    """Returns a source as a work."""
    return Work(
        id=record.id,
        type=record.type.value,
        title=whitespace.collapse(record.title),
        authors=_collapse_all(record.authors),
        container=whitespace.collapse(record.container_title),
        publisher=whitespace.collapse(record.publisher or ""),
        issued=dates.parse(record.issued),
        accessed=dates.parse(record.accessed) if record.accessed else None,
        url=urls.encode(record.url) if record.url else "",
        language=record.language,
        note=". ".join(filter(None, (_derivation(briefing, record), _retraction(record.retracted)))),
    )


def _derivation(briefing: Briefing, record: Any) -> str:
    """Returns a note that names the source which a source repeats, or nothing."""
    if not record.derived_from:
        return ""
    origin: Any = briefing.get(record.derived_from).record
    return f"Derived from: {whitespace.collapse(origin.title)} ({whitespace.collapse(origin.container_title)})"


def _retraction(retracted: Any) -> str:
    """Returns a note with date and reason; empty if the source is not retracted."""
    if not retracted:
        return ""
    on = f" ({dates.parse(retracted.date).words})" if retracted.date else ""
    return f"Retracted{on}: {whitespace.collapse(retracted.reason)}"


def briefing_works(briefing: Briefing) -> tuple[Work, ...]:
    """Returns the briefing as a work; none if it has no head.

    The data does not hold the day of publication; a note gives the day of the facts instead.
    """
    head = briefing.head
    if head is None:
        return ()
    status = "" if head.status.value == "published" else f" Status: {head.status.words}."
    return (
        Work(
            id=head.id,
            type="report",
            title=whitespace.collapse(head.title),
            authors=_collapse_all(editor.name for editor in head.editors),
            url=urls.encode(head.site_url) if head.site_url else "",
            language=head.language,
            note=f"Facts as of {dates.parse(head.as_of).words}.{status}",
        ),
    )


def plain_date(edtf: dates.Edtf) -> dates.Single | None:
    """Returns the date if it is one certain day, month or year; else None."""
    one = edtf.start
    if edtf.shape != "single" or one is None or "X" in one.year or one.doubt or (one.month or 0) > 12:
        return None
    return one


def known_year(edtf: dates.Edtf) -> str | None:
    """Returns the year if both ends of the date are in it, without doubt about it."""
    start, end = edtf.start, edtf.end
    if start is None or end is None or start.year != end.year or "X" in start.year:
        return None
    return None if any(one.doubt and one.month is None for one in (start, end)) else start.year


def _collapse_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in map(whitespace.collapse, texts) if text)
