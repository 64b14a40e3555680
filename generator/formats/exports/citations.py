"""Citations of the briefing and its sources, in the formats of reference managers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...model import Briefing
from . import bibtex, csl, ris
from .works import Work, briefing_works, source_work

CITATIONS: Mapping[str, tuple[str, Callable[[Iterable[Work]], str]]] = {
    "BibTeX": (".bib", bibtex.format_works),
    "RIS": (".ris", ris.format_works),
    "CSL-JSON": (".csl.json", csl.format_works),
}
"""A format's name -> the suffix of its files, and the function that writes it."""


def cite_briefing(briefing: Briefing, path: str) -> dict[str, str]:
    """Returns path -> text of the citation of the briefing, in each format.

    `path` is without the format's suffix.
    """
    return _write(briefing_works(briefing), path)


def cite_sources(briefing: Briefing, sources: Iterable[Any], path: str) -> dict[str, str]:
    """Returns path -> text of the citations of sources, in each format."""
    return _write(tuple(source_work(briefing, one) for one in sources), path)


def _write(works: tuple[Work, ...], path: str) -> dict[str, str]:
    return {path + suffix: write(works) for suffix, write in CITATIONS.values()}
