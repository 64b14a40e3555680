"""BibTeX and biblatex, for LaTeX: one field a line, in UTF-8.

biblatex reads `date` (EDTF, ISO 8601-2 level 1) instead of `year`, and sorts by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Briefing
from ...records import dates
from ..escaping import escape_latex
from .works import Work, plain_date, source_works

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
"""A type of CSL -> the type of the entry and the field for the container.

All other types become `misc` and `howpublished`.
"""


def write(briefing: Briefing) -> str:
    """Writes all sources."""
    return format_works(source_works(briefing))


def format_works(works: Iterable[Work]) -> str:
    """Writes works as entries, separated by an empty line."""
    return "\n".join(map(format_entry, works))


def format_entry(work: Work) -> str:
    """Writes one work; its key is the record's id."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
    return f"@{_entry_type(work)[0]}{{{work.id},\n{fields}}}\n"


def _entry_type(work: Work) -> tuple[str, str]:
    """Returns the type of the entry and the field for the container.

    A report needs an institution.
    """
    known = _TYPES.get(work.type)
    return known if known and (work.type != "report" or work.publisher or work.container) else ("misc", "howpublished")


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    entry_type, container_field = _entry_type(work)
    yield "title", f"{{{{{escape_latex(work.title)}}}}}"  # the second braces keep the capitals
    if work.authors:
        yield "author", f"{{{' and '.join(f'{{{escape_latex(name)}}}' for name in work.authors)}}}"
    is_report = entry_type == "techreport"
    if work.container and (work.publisher or not is_report):
        yield container_field, f"{{{escape_latex(work.container)}}}"
    if publisher := work.publisher or (work.container if is_report else ""):
        yield "institution" if is_report else "publisher", f"{{{escape_latex(publisher)}}}"
    if work.issued:
        yield from _date_fields(work.issued)
    if work.url:
        yield (
            "url",
            f"{{{work.url}}}",
        )  # not escaped, as BibTeX takes it literally; an address that may be linked has no brace
    if work.accessed:
        accessed = work.accessed
        yield "urldate", f"{{{accessed.text if plain_date(accessed) else escape_latex(accessed.words)}}}"
    if work.language:
        yield "language", f"{{{work.language}}}"
    if work.note:
        yield "note", f"{{{escape_latex(work.note)}}}"


def _date_fields(edtf: dates.Edtf) -> Iterator[tuple[str, str]]:
    """Yields the date, and year, month and day of a plain one; else words as the year.

    A date that is one of a set is beyond level 1 of EDTF and has no `date`.
    """
    one = plain_date(edtf)
    if edtf.shape != "one-of":
        yield "date", f"{{{edtf.text}}}"
    yield "year", f"{{{one.year if one else escape_latex(edtf.words)}}}"
    if one and one.month:
        yield "month", _MONTHS[one.month - 1]
    if one and one.day:
        yield "day", f"{{{one.day}}}"
