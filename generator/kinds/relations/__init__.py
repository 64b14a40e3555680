"""Relations: who stands how to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...formats import interchange
from ...model import Briefing, Entry, Kind, Layout, Page
from ...problems import Code, Finding
from ...rendering import pagination
from ..actors.record import Actor
from .drawing import drawing, neighbourhood
from .record import Relation, RelationType


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = briefing.by_name[Relation.KIND]
    drawn = drawing(briefing)
    if not pagination.is_long(drawn["count"]):
        yield Page(
            kind.index, kind.title, "kinds/relations/index.md.j2", kind.blurb, kind=kind, is_wide=True, context=drawn
        )
        return
    relations = [one for _, group in drawn["groups"] for one in group]
    parts = pagination.parted(relations, f"{kind.section}/by-family", lambda one: one.type.family.value)
    headings = {one.id: _heading(briefing, one) for one in relations}
    context = {**drawn, "parts": parts, "headings": headings}
    yield Page(
        kind.index, kind.title, "kinds/relations/families.md.j2", kind.blurb, kind=kind, is_wide=True, context=context
    )
    for part in parts:
        title = f"{kind.title}: {part.name}"
        context = {"relations": part.items, "count": len(part.items)}
        yield Page(part.path, title, "kinds/relations/family.md.j2", f"{title}.", is_wide=True, context=context)


def _panel(briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
    """The map round an actor, on its page."""
    drawn = neighbourhood(briefing, page.record) if isinstance(page.record, Actor) else None
    return ("kinds/relations/neighbourhood.md.j2", drawn) if drawn else None


def _heading(briefing: Briefing, relation: Relation) -> str:
    """The relation as a sentence: "Russia seeks munitions from North Korea"."""
    names = (briefing.get(actor).record.heading for actor in (relation.from_, relation.to))
    return f" {relation.label} ".join(names)


def _check(briefing: Briefing) -> Iterator[Finding]:
    for relation in briefing.of(Relation):
        if relation.from_ == relation.to:
            message = "the relation leads from the actor to itself; `from` and `to` must differ"
            yield Finding(relation.id, ("to",), Code.SELF_RELATION, message)


def _to_entity(_: Entry, one: Relation) -> interchange.Relationship:
    type_ = one.type
    return interchange.Relationship(
        one.id, one.from_, one.to, type_.value, type_.family.value, one.label, one.status.value, one.date
    )


def _from_entity(entity: interchange.Entity) -> Mapping[str, Any] | None:
    if not isinstance(entity, interchange.Relationship):
        return None
    return {
        "from": entity.start,
        "to": entity.end,
        "type": entity.type if entity.type in list(RelationType) else RelationType.LINKED_TO.value,
        "label": entity.label,
        "date": entity.date,
        "status": entity.status,
    }


KIND = Kind(
    name="relations",
    one="relation",
    title="Relations",
    blurb="Who leads, supplies, needs, warns or opposes whom.",
    layout=Layout.LIST,
    section="relations",
    appears_as="Relations",
    record=Relation,
    heading=_heading,
    pages=_pages,
    check=_check,
    panel=_panel,
    to_entity=_to_entity,
    from_entity=_from_entity,
)
