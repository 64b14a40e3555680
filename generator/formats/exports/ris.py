"""RIS, for reference managers: a tag a line, lines end with CR and LF, no text reaches over a line's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Briefing
from ...records import dates
from .works import Work, plain, sources

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
"""A type of CSL -> RIS; `GEN` for all others."""


def write(briefing: Briefing) -> str:
    """All sources."""
    return text(sources(briefing))


def text(works: Iterable[Work]) -> str:
    """Works one after the other."""
    return "".join(f"{tag}  - {value}\r\n" for work in works for tag, value in _tags(work))


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(work.type, "GEN")
    yield "ID", work.id
    yield "TI", work.title
    yield from (("AU", name) for name in work.authors)
    if work.container:
        yield "T2", work.container
    if work.publisher:
        yield "PB", work.publisher
    if work.issued:
        if one := plain(work.issued):
            yield "PY", one.year
        yield "DA", date(work.issued)
    if work.url:
        yield "UR", work.url
    if work.accessed:
        yield "Y2", date(work.accessed)
    if work.language:
        yield "LA", work.language
    if work.note:
        yield "N1", work.note
    yield "ER", ""


def date(edtf: dates.Edtf) -> str:
    """`YYYY/MM/DD/`, with what is not known left empty; in words behind the last slash if it is no plain date."""
    one = plain(edtf)
    if one is None:
        return f"///{edtf.words}"
    month, day = (f"{part:02}" if part else "" for part in (one.month, one.day))
    return f"{one.year}/{month}/{day}/"
