"""Drafting by rules: puts together what each part finds in an article."""

from __future__ import annotations

from ..model import Briefing
from .actor_drafts import draft_actors
from .article import Article
from .draft import Draft, NewIds
from .reading import read_article


def draft_article(article: Article, briefing: Briefing) -> Draft:
    """Returns the draft of an article; the briefing's records keep their ids."""
    ids = NewIds(briefing.entries)
    reading = read_article(article)
    parts = [draft_actors(article, reading, briefing, ids)]
    return Draft(
        tuple(record for part in parts for record in part.records),
        (*reading.left_out, *(one for part in parts for one in part.left_out)),
    )
