"""BibTeX, for LaTeX: a field a line, in UTF-8; what LaTeX would act on is written as its command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...model import Briefing
from ...records import dates
from .works import Work, plain, sources

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TYPES = {
    "article": ("article", "journal"),
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "book": ("book", "series"),
    "chapter": ("incollection", "booktitle"),
    "report": ("techreport", "series"),
}
"""A type of CSL -> the entry's type and the field of what it appeared in; `misc` and `howpublished` for all others."""
_COMMANDS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "#$%&_"},
}
"""Braces too: BibTeX counts those behind a backslash."""
_ACTS = re.compile("[" + re.escape("".join(_COMMANDS)) + "]")


def write(briefing: Briefing) -> str:
    """All sources."""
    return text(sources(briefing))


def text(works: Iterable[Work]) -> str:
    """Works as entries, an empty line between them."""
    return "\n".join(map(entry, works))


def entry(work: Work) -> str:
    """One work, its key the record's id."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
    return f"@{_kind(work)[0]}{{{work.id},\n{fields}}}\n"


def escape(value: str) -> str:
    """A text of one line that LaTeX prints as it is."""
    return _ACTS.sub(lambda match: _COMMANDS[match.group()], value)


def _kind(work: Work) -> tuple[str, str]:
    """The entry's type and the field of what it appeared in; a report needs an institution."""
    known = _TYPES.get(work.type)
    return known if known and (work.type != "report" or work.publisher or work.container) else ("misc", "howpublished")


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    kind, within = _kind(work)
    yield "title", f"{{{{{escape(work.title)}}}}}"  # the second braces keep the capitals
    if work.authors:
        yield "author", f"{{{' and '.join(f'{{{escape(name)}}}' for name in work.authors)}}}"
    is_report = kind == "techreport"
    if work.container and (work.publisher or not is_report):
        yield within, f"{{{escape(work.container)}}}"
    if publisher := work.publisher or (work.container if is_report else ""):
        yield "institution" if is_report else "publisher", f"{{{escape(publisher)}}}"
    if work.issued:
        yield from _date(work.issued)
    if work.url:
        yield "url", f"{{{work.url}}}"  # read as it is; an address that may be linked holds no brace
    if work.accessed:
        yield "urldate", f"{{{work.accessed.text if plain(work.accessed) else escape(work.accessed.words)}}}"
    if work.language:
        yield "language", f"{{{work.language}}}"
    if work.note:
        yield "note", f"{{{escape(work.note)}}}"


def _date(edtf: dates.Edtf) -> Iterator[tuple[str, str]]:
    """Year, month and day where they are plain; else the year in words, as "about November 2022"."""
    one = plain(edtf)
    yield "year", f"{{{one.year if one else escape(edtf.words)}}}"
    if one and one.month:
        yield "month", _MONTHS[one.month - 1]
    if one and one.day:
        yield "day", f"{{{one.day}}}"
