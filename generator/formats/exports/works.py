"""What can be cited, a source or the briefing itself, in the terms that the formats of citation share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...model import Briefing
from ...records import dates
from ...text import urls, whitespace


@dataclass(frozen=True)
class Work:
    """Something to cite. `type` is a type of CSL 1.0.2; texts stand on one line; names are as published, not taken apart."""

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


def sources(briefing: Briefing) -> tuple[Work, ...]:
    """The sources of a briefing as works, in their order."""
    return tuple(map(source, briefing.records.get("sources", ())))


def source(record: Any) -> Work:
    """A source as a work."""
    return Work(
        id=record.id,
        type=record.type.value,
        title=whitespace.collapse(record.title),
        authors=_lines(record.authors),
        container=whitespace.collapse(record.container_title),
        publisher=whitespace.collapse(record.publisher or ""),
        issued=dates.parse(record.issued),
        accessed=dates.parse(record.accessed) if record.accessed else None,
        url=urls.encode(record.url) if record.url else "",
        language=record.language,
    )


def itself(briefing: Briefing) -> tuple[Work, ...]:
    """The briefing as a work. The day of its publication is not in the data; a note says what day its facts are of."""
    head = briefing.head
    if head is None:
        return ()
    status = "" if head.status.value == "published" else f" Status: {head.status.words}."
    note = f"Facts as of {dates.parse(head.as_of).words}.{status}"
    url = urls.encode(head.site_url) if head.site_url else ""
    return (
        Work(
            id=head.id,
            type="report",
            title=whitespace.collapse(head.title),
            url=url,
            language=head.language,
            note=note,
        ),
    )


def plain(edtf: dates.Edtf) -> dates.Single | None:
    """The date if it is one day, month or year without doubt; None if only words can say it."""
    one = edtf.start
    if edtf.shape != "single" or one is None or "X" in one.year or one.doubt or (one.month or 0) > 12:
        return None
    return one


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in map(whitespace.collapse, texts) if text)
