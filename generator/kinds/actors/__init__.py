"""Actors: who acts in what the sources tell."""

from __future__ import annotations

from collections.abc import Iterator

from ...exchange import Agent, Sort
from ...model import Briefing, Entry, Kind, Layout, Page
from .record import Actor, ActorKind


def by_name(actor: Actor) -> tuple[str, str]:
    """In the order of names, the article left aside."""
    return (actor.name.removeprefix("The ").casefold(), actor.id)


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = briefing.by_name[Actor.KIND]
    actors = sorted(briefing.of(Actor), key=by_name)
    by_kind = [(sort, tuple(actor for actor in actors if actor.kind is sort)) for sort in ActorKind]
    groups = tuple(group for group in by_kind if group[1])
    yield Page(
        kind.index,
        kind.title,
        "kinds/actors/index.md.j2",
        kind.blurb,
        kind=kind,
        context={"groups": groups, "actors": actors},
    )
    states = {actor.country: actor for actor in actors if actor.kind is ActorKind.STATE and actor.country}
    for actor in actors:
        state = states.get(actor.country) if actor.country else None
        context = {"state": state if state is not actor else None}
        address = briefing.get(actor.id).address
        yield Page(address, actor.name, "kinds/actors/page.md.j2", actor.summary, actor, kind, context=context)


def _thing(_: Entry, actor: Actor) -> Agent:
    return Agent(
        actor.id,
        actor.name,
        Sort(actor.kind.value),
        actor.summary,
        actor.aliases,
        actor.role,
        actor.affiliation,
        actor.country,
        actor.wikidata,
    )


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
    thing=_thing,
)
