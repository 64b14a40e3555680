"""The pages of the actors: an index by kind or by letter, and a page each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...model import Briefing, Kind, Page, indexes
from ...rendering import pagination
from ...text import transliteration
from .record import Actor, ActorKind

LEADING = 40
"""The number of actors on an index of letters: those with the most backlinks."""


def by_name(actor: Actor) -> tuple[str, str]:
    """Returns the key for the order of names, without the article."""
    return (actor.name.removeprefix("The ").casefold(), actor.id)


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the index, then a page for each actor."""
    actors = sorted(briefing.of_type(Actor), key=by_name)
    if pagination.is_long(len(actors)):
        yield from _pages_by_letter(kind, briefing, actors)
    else:
        yield kind.index_page(_index_context(briefing, actors), is_flat=True)
    states = states_by_country(actors)
    for actor in _split(briefing, actors)[0]:
        state = states.get(actor.country) if actor.country else None
        yield kind.record_page(actor, actor.summary, {"state": state if state is not actor else None})


def states_by_country(actors: Iterable[Actor]) -> dict[str, Actor]:
    """Returns the states by their country's code."""
    return {actor.country: actor for actor in actors if actor.kind is ActorKind.STATE and actor.country}


def _split(briefing: Briefing, actors: Sequence[Actor]) -> tuple[list[Actor], list[Actor]]:
    """Returns the actors with a page, and those with an entry on the index."""
    parts: tuple[list[Actor], list[Actor]] = ([], [])
    for actor in actors:
        parts[not briefing.get(actor.id).owner_has_page].append(actor)
    return parts


def _index_context(briefing: Briefing, actors: Sequence[Actor]) -> Mapping[str, Any]:
    """Returns the actors for a table, those with an entry, and all by their kind."""
    by_kind = [(sort, tuple(actor for actor in actors if actor.kind is sort)) for sort in ActorKind]
    main, minor = _split(briefing, actors)
    return {"groups": tuple(group for group in by_kind if group[1]), "count": len(actors), "main": main, "minor": minor}


def _pages_by_letter(kind: Kind, briefing: Briefing, actors: Sequence[Actor]) -> Iterator[Page]:
    """Yields an index of letters and leading actors, and a page for each letter."""
    ordered = sorted(actors, key=lambda actor: _other_last(_letter(actor)))
    letters = pagination.paginate(ordered, f"{kind.section}/by-letter", _letter)
    leading = sorted(actors, key=lambda actor: -len(indexes.references(briefing).backlinks(actor.id)))[:LEADING]
    minor = [(actor, part.path) for part in letters for actor in _split(briefing, part.items)[1]]
    context = {"letters": letters, "leading": leading, "count": len(actors), "minor": minor}
    yield kind.index_page(context, "letters.md.j2")
    for part in letters:
        yield kind.part_page(part.path, part.name, "index.md.j2", _index_context(briefing, part.items), is_flat=True)


def _letter(actor: Actor) -> str:
    return transliteration.index_letter(actor.name.removeprefix("The "))


def _other_last(letter: str) -> tuple[bool, str]:
    return (letter == "other", letter)
