"""How a work may be cited elsewhere: each format of citation with the ending of its file and its writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from . import bibtex, csl, ris
from .works import Work

CITATIONS: Mapping[str, tuple[str, Callable[[Iterable[Work]], str]]] = {
    "BibTeX": (".bib", bibtex.text),
    "RIS": (".ris", ris.text),
    "CSL-JSON": (".csl.json", csl.text),
}
"""A format's name -> the ending of its files, and what writes works in it."""


def files(works: Iterable[Work], path: str) -> dict[str, str]:
    """The works in each format: `path` with the format's ending -> text."""
    found = tuple(works)
    return {path + ending: write(found) for ending, write in CITATIONS.values()}
