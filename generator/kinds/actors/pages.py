"""The pages of the actors: an index by kind or by letter, and a page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
        yield kind.index_page(_index_context(actors))
    states = {actor.country: actor for actor in actors if actor.kind is ActorKind.STATE and actor.country}
    for actor in actors:
        state = states.get(actor.country) if actor.country else None
        yield kind.record_page(actor, actor.summary, {"state": state if state is not actor else None})


def _index_context(actors: Sequence[Actor]) -> Mapping[str, Any]:
    """Returns the actors for a table, and by their kind for cards."""
    by_kind = [(sort, tuple(actor for actor in actors if actor.kind is sort)) for sort in ActorKind]
    return {"groups": tuple(group for group in by_kind if group[1]), "actors": actors}


def _pages_by_letter(kind: Kind, briefing: Briefing, actors: Sequence[Actor]) -> Iterator[Page]:
    """Yields an index of letters and leading actors, and a page for each letter."""
    ordered = sorted(actors, key=lambda actor: _other_last(_letter(actor)))
    letters = pagination.paginate(ordered, f"{kind.section}/by-letter", _letter)
    leading = sorted(actors, key=lambda actor: -len(indexes.references(briefing).backlinks(actor.id)))[:LEADING]
    yield kind.index_page({"letters": letters, "leading": leading, "count": len(actors)}, "letters.md.j2")
    for part in letters:
        yield kind.part_page(part.path, part.name, "index.md.j2", _index_context(part.items))


def _letter(actor: Actor) -> str:
    return transliteration.index_letter(actor.name.removeprefix("The "))


def _other_last(letter: str) -> tuple[bool, str]:
    return (letter == "other", letter)
