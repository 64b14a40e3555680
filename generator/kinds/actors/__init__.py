"""Actors: who acts in what the sources tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...formats import interchange
from ...model import Briefing, Entry, Kind, Layout, Page
from ...rendering import pagination
from ...text import transliteration
from .record import Actor, ActorKind

LEADING = 40
"""So many actors stand on the index when it has only letters: those to whom the most refers."""


def by_name(actor: Actor) -> tuple[str, str]:
    """In the order of names, the article left aside."""
    return (actor.name.removeprefix("The ").casefold(), actor.id)


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = briefing.by_name[Actor.KIND]
    actors = sorted(briefing.of(Actor), key=by_name)
    if not pagination.is_long(len(actors)):
        yield _index(kind.index, kind.title, kind.blurb, actors, kind)
    else:
        yield from _by_letter(briefing, kind, actors)
    states = {actor.country: actor for actor in actors if actor.kind is ActorKind.STATE and actor.country}
    for actor in actors:
        state = states.get(actor.country) if actor.country else None
        context = {"state": state if state is not actor else None}
        address = briefing.get(actor.id).address
        yield Page(address, actor.name, "kinds/actors/page.md.j2", actor.summary, actor, kind, context=context)


def _index(address: str, title: str, summary: str, actors: Sequence[Actor], kind: Kind | None = None) -> Page:
    """Cards by kind, and a table."""
    by_kind = [(sort, tuple(actor for actor in actors if actor.kind is sort)) for sort in ActorKind]
    groups = tuple(group for group in by_kind if group[1])
    context = {"groups": groups, "actors": actors}
    return Page(address, title, "kinds/actors/index.md.j2", summary, kind=kind, context=context)


def _by_letter(briefing: Briefing, kind: Kind, actors: Sequence[Actor]) -> Iterator[Page]:
    """An index of the letters, with the actors that most refer to, and an index of each letter's."""
    ordered = sorted(actors, key=lambda actor: _last_other(_letter(actor)))
    letters = pagination.parted(ordered, f"{kind.section}/by-letter", _letter)
    most = sorted(actors, key=lambda actor: -len(briefing.backlinks(actor.id)))[:LEADING]
    context = {"letters": letters, "leading": most, "count": len(actors)}
    yield Page(kind.index, kind.title, "kinds/actors/letters.md.j2", kind.blurb, kind=kind, context=context)
    for part in letters:
        title = f"{kind.title}: {part.name}"
        yield _index(part.path, title, f"{title}.", part.items)


def _letter(actor: Actor) -> str:
    return transliteration.first_letter(actor.name.removeprefix("The "))


def _last_other(letter: str) -> tuple[bool, str]:
    return (letter == "other", letter)


def _to_entity(_: Entry, actor: Actor) -> interchange.Agent:
    return interchange.Agent(
        actor.id,
        actor.name,
        interchange.AgentType(actor.kind.value),
        actor.summary,
        actor.aliases,
        actor.role,
        actor.affiliation,
        actor.country,
        actor.wikidata,
    )


def _from_entity(entity: interchange.Entity) -> Mapping[str, Any] | None:
    if not isinstance(entity, interchange.Agent):
        return None
    return {
        "kind": entity.type.value,
        "name": entity.name,
        "aliases": entity.aliases,
        "role": entity.role,
        "affiliation": entity.affiliation,
        "country": entity.country,
        "wikidata": entity.wikidata,
        "summary": entity.text or interchange.PLACEHOLDER,
    }


KIND = Kind(
    name="actors",
    one="actor",
    title="Actors",
    blurb="Who is involved, and what each needs and says.",
    layout=Layout.FOLDER,
    section="actors",
    appears_as="Who belongs to it",
    record=Actor,
    order=by_name,
    has_pages=True,
    must_be_used=True,
    pages=_pages,
    weight=4,
    to_entity=_to_entity,
    from_entity=_from_entity,
)
