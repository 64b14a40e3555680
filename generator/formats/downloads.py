"""The downloads that a site may offer: exports, and bundles of all its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from ..problems import did_you_mean
from .exports import FORMATS, Export


@dataclass(frozen=True)
class Bundle:
    """A download made of all pages, in one file.

    `file` never ends in `.md`, which engines would take for a page.
    """

    name: str
    file: str
    description: str

    @property
    def is_folder(self) -> bool:
        """False, as of an `Export` that is one file."""
        return False


OFFLINE = "offline"
BUNDLES = {
    one.name: one
    for one in (
        Bundle("html", "briefing.html", "the whole briefing as one HTML page, with a search of its own"),
        Bundle("pdf", "briefing.pdf", "a printed book: tagged PDF (PDF/UA) with bookmarks and notes"),
        Bundle("epub", "briefing.epub", "a book for reading devices (EPUB 3.3)"),
        Bundle("markdown", "briefing.md.txt", "the whole briefing as one Markdown file, without the pictures"),
        Bundle(OFFLINE, "offline.zip", "this site as a folder that opens by a double click, without a network"),
    )
}
DOWNLOADS: Mapping[str, Export | Bundle] = {**BUNDLES, **FORMATS}


def _check_name(name: str) -> str:
    if name not in DOWNLOADS:
        guess = did_you_mean(name, DOWNLOADS)
        hint = f'did you mean "{guess}"?' if guess else f"known are {', '.join(DOWNLOADS)}"
        raise ValueError(f"is no format; {hint}")
    return name


DownloadName = Annotated[
    str,
    AfterValidator(_check_name),
    WithJsonSchema({"type": "string", "enum": list(DOWNLOADS)}),
    Field(examples=list(DOWNLOADS)),
]
"""The name of a download, as a field of the data."""
DEFAULT_DOWNLOADS = ("json", "csv")
"""The downloads that a site offers unless its briefing lists others."""
