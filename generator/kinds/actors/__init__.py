"""Actors: the people, states, organisations and groups in the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout, Page
from ...problems import Finding
from ...records import Record
from .checks import check_names
from .record import Actor

if TYPE_CHECKING:
    from ...formats import interchange


class ActorsKind(Kind):
    """The actors: an index, and a page each."""

    name = "actors"
    singular = "actor"
    title = "Actors"
    description = "Who is involved, and what each of them wants and says."
    layout = Layout.FOLDER
    section = "actors"
    record = Actor
    has_pages = True
    must_be_referenced = True
    backlinks_heading = "Members"
    search_boost = 4
    unseen_fields = ("minor", "name_in_text", "named")

    @cached_property
    def entity_map(self) -> interchange.EntityMap:
        from ...formats import interchange

        return interchange.EntityMap(
            Actor,
            interchange.Agent,
            ("name", "aliases", "role", "affiliation", "country", "wikidata"),
            (
                interchange.FieldMap("kind", "type", to_entity=interchange.AgentType),
                interchange.FieldMap("summary", "text", to_record=interchange.or_placeholder),
            ),
        )

    def without_page(self, records: Mapping[str, tuple[Record, ...]]) -> frozenset[str]:
        from .minor import find_minor

        return find_minor(records)

    def sort_key(self, record: Actor) -> tuple[str, str]:
        from .pages import by_name

        return by_name(record)

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def check(self, briefing: Briefing) -> Iterator[Finding]:
        return check_names(briefing)


KIND = ActorsKind()
