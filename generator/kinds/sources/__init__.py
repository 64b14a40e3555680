"""Sources: the articles that everything rests on, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...formats import interchange
from ...model import Entry, Kind, Layout
from .check import check
from .pages import files, pages
from .record import Source


def _thing(_: Entry, source: Source) -> interchange.Work:
    return interchange.Work(
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


def _from_thing(thing: interchange.Thing) -> Mapping[str, Any] | None:
    if not isinstance(thing, interchange.Work):
        return None
    return {
        "type": thing.type,
        "title": thing.title,
        "authors": thing.authors,
        "container_title": thing.container,
        "publisher": thing.publisher,
        "issued": thing.issued,
        "url": thing.url,
        "language": thing.language,
    }


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
    from_thing=_from_thing,
)
