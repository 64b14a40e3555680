"""Sources: the articles that everything is based on, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout, Page
from ...problems import Finding
from .checks import check_sources
from .record import Source

if TYPE_CHECKING:
    from ...formats import interchange


class SourcesKind(Kind):
    """The sources: an index, and a page each."""

    name = "sources"
    singular = "source"
    title = "Sources"
    description = "What this briefing is based on, paragraph by paragraph."
    layout = Layout.FOLDER
    section = "sources"
    record = Source
    has_pages = True
    must_be_referenced = True
    search_boost = 0.5

    @cached_property
    def entity_map(self) -> interchange.EntityMap:
        from ...formats import interchange

        return interchange.EntityMap(
            Source,
            interchange.SourceEntity,
            ("type", "title", "authors", "publisher", "issued", "url", "language"),
            (interchange.FieldMap("container_title", "container"),),
            to_entity_only={
                "derived_from": lambda entry: entry.record.derived_from,
                "retracted": lambda entry: entry.record.retracted and entry.record.retracted.reason,
            },
        )

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def files(self, briefing: Briefing) -> Mapping[str, str]:
        """Returns how to cite all sources and each of them, in each format."""
        from .pages import build_files

        return build_files(self, briefing)

    def cited_paragraph(self, record: Source, path: tuple[str | int, ...]) -> tuple[str, int] | None:
        """Returns the paragraph that a field describes."""
        match path:
            case ("paragraphs", int(n), _):
                return record.id, record.paragraphs[n].number
        return None

    def check(self, briefing: Briefing) -> Iterator[Finding]:
        return check_sources(briefing)


KIND = SourcesKind()
