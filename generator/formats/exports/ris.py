"""RIS, for reference managers: one tag a line, lines end with CRLF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Briefing
from ...records import dates
from .works import Work, known_year, plain_date, source_works

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "hearing": "HEAR",
    "legislation": "STAT",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "webpage": "ELEC",
}
"""A type of CSL -> a type of RIS; `GEN` for all others."""


def write(briefing: Briefing) -> str:
    """Writes all sources."""
    return format_works(source_works(briefing))


def format_works(works: Iterable[Work]) -> str:
    """Writes works one after the other."""
    return "".join(f"{tag}  - {value}\r\n" for work in works for tag, value in _tags(work))


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    """Yields tags and values; texts of a work are on one line and need no escaping."""
    yield "TY", _TYPES.get(work.type, "GEN")
    yield "ID", work.id
    yield "TI", work.title
    yield from (("AU", name) for name in work.authors)
    if work.container:
        yield "T2", work.container
    if work.publisher:
        yield "PB", work.publisher
    if work.issued:
        if year := known_year(work.issued):
            yield "PY", year
        yield "DA", ris_date(work.issued)
    if work.url:
        yield "UR", work.url
    if work.accessed:
        yield "Y2", ris_date(work.accessed)
    if work.language:
        yield "LA", work.language
    if work.note:
        yield "N1", work.note
    yield "ER", ""


def ris_date(edtf: dates.Edtf) -> str:
    """Returns `YYYY/MM/DD/`, unknown parts empty; of other dates words after `///`."""
    one = plain_date(edtf)
    if one is None:
        return f"///{edtf.words}"
    month, day = (f"{part:02}" if part else "" for part in (one.month, one.day))
    return f"{one.year}/{month}/{day}/"
