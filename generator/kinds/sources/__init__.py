"""Sources: the articles that everything rests on, paragraph by paragraph."""

from __future__ import annotations

from ...exchange import Work
from ...model import Entry, Kind, Layout
from .check import check
from .pages import files, pages
from .record import Source


def _thing(_: Entry, source: Source) -> Work:
    return Work(
        source.id,
        source.type.value,
        source.title,
        source.container_title,
        source.issued,
        source.language,
        source.authors,
        source.publisher,
        source.url,
    )


KIND = Kind(
    name="sources",
    one="source",
    title="Sources",
    blurb="What everything here rests on, paragraph by paragraph.",
    layout=Layout.FOLDER,
    section="sources",
    record=Source,
    has_pages=True,
    must_be_used=True,
    pages=pages,
    files=files,
    check=check,
    weight=0.5,
    thing=_thing,
)
