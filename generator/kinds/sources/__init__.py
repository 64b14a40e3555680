"""Sources: the articles that everything rests on, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...formats import interchange
from ...model import Entry, Kind, Layout
from .check import check
from .pages import files, pages
from .record import Source


def _to_entity(_: Entry, source: Source) -> interchange.SourceEntity:
    return interchange.SourceEntity(
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


def _from_entity(entity: interchange.Entity) -> Mapping[str, Any] | None:
    if not isinstance(entity, interchange.SourceEntity):
        return None
    return {
        "type": entity.type,
        "title": entity.title,
        "authors": entity.authors,
        "container_title": entity.container,
        "publisher": entity.publisher,
        "issued": entity.issued,
        "url": entity.url,
        "language": entity.language,
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
    to_entity=_to_entity,
    from_entity=_from_entity,
)
