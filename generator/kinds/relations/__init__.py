"""Relations: directed links between actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...model import Briefing, Kind, Layout, Page
from ...problems import Finding
from .checks import check_ends, check_labels, check_statuses
from .record import Relation, RelationType

if TYPE_CHECKING:
    from ...formats import interchange


def _known_type(type_: str) -> str:
    """Returns a type of another tool if it is in our list, or the one that says least."""
    return type_ if type_ in list(RelationType) else RelationType.LINKED_TO.value


class RelationsKind(Kind):
    """The relations: a map and a list, and a map on the page of each actor."""

    name = "relations"
    singular = "relation"
    title = "Relations"
    description = "Who leads, supplies, supports, warns or opposes whom."
    layout = Layout.LIST
    section = "relations"
    record = Relation
    backlinks_heading = "Relations"

    @cached_property
    def entity_map(self) -> interchange.EntityMap:
        from ...formats import interchange

        return interchange.EntityMap(
            Relation,
            interchange.Relationship,
            ("label", "date", "status"),
            (
                interchange.FieldMap("from_", "start"),
                interchange.FieldMap("to", "end"),
                interchange.FieldMap("type", "type", to_record=_known_type),
            ),
            to_entity_only={"family": lambda entry: entry.record.type.family.value},
        )

    def heading(self, briefing: Briefing, record: Relation) -> str:
        """Returns the relation as a sentence: "The harbour company leads the ferry crews"."""
        from .labels import sentence

        return sentence(briefing, record)

    def pages(self, briefing: Briefing) -> Iterator[Page]:
        from .pages import build_pages

        return build_pages(self, briefing)

    def panel(self, briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
        """Returns the map around an actor, on the actor's page."""
        from .pages import build_panel

        return build_panel(briefing, page)

    def check(self, briefing: Briefing) -> Iterator[Finding]:
        yield from check_ends(briefing)
        yield from check_statuses(briefing)
        yield from check_labels(briefing)


KIND = RelationsKind()
