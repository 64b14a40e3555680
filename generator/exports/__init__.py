"""The formats in which the data leaves, one module each, listed in a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Briefing
from . import bibtex, csl, json, ris


@dataclass(frozen=True)
class Export:
    """One format: its name on the command line, the file it is offered as, what it is, and its writer."""

    name: str
    file: str
    about: str
    write: Callable[[Briefing], str]


FORMATS = {
    export.name: export
    for export in (
        Export(
            "json", "briefing.json", "everything in one JSON document, with the field names of the data", json.write
        ),
        Export("csl", "sources.csl.json", "the sources as CSL-JSON, for Zotero, Pandoc and citeproc", csl.write),
        Export("bibtex", "sources.bib", "the sources as BibTeX, for LaTeX", bibtex.write),
        Export("ris", "sources.ris", "the sources as RIS, for reference managers", ris.write),
    )
}
