"""What a site may offer to take along: each export, and what is made of all its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from ..problems import did_you_mean
from .exports import FORMATS, Export


@dataclass(frozen=True)
class Whole:
    """Something made of all pages: its name, the file it is offered as (no `.md`, which engines take for a page), what it is."""

    name: str
    file: str
    about: str

    @property
    def is_folder(self) -> bool:
        return False


OFFLINE = "offline"
WHOLES = {
    one.name: one
    for one in (
        Whole("html", "briefing.html", "the whole briefing as one HTML page, with a search of its own"),
        Whole("pdf", "briefing.pdf", "a printed book: tagged PDF (PDF/UA) with bookmarks and notes"),
        Whole("epub", "briefing.epub", "a book for reading devices (EPUB 3.3)"),
        Whole("markdown", "briefing.md.txt", "the whole briefing as one Markdown file, without the pictures"),
        Whole(OFFLINE, "offline.zip", "this site as a folder that opens by a double click, without a network"),
    )
}
OFFERS: Mapping[str, Export | Whole] = {**WHOLES, **FORMATS}


def _is_format(name: str) -> str:
    if name not in OFFERS:
        guess = did_you_mean(name, OFFERS)
        hint = f'did you mean "{guess}"?' if guess else f"known are {', '.join(OFFERS)}"
        raise ValueError(f"is no format; {hint}")
    return name


Format = Annotated[
    str,
    AfterValidator(_is_format),
    WithJsonSchema({"type": "string", "enum": list(OFFERS)}),
    Field(examples=list(OFFERS)),
]
"""A format's name."""
DEFAULT = ("json", "csv")
"""The formats that a site offers unless its briefing says otherwise."""
