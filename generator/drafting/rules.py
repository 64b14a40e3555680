"""Drafting by rules: puts together what each part finds in an article."""

from __future__ import annotations

from ..model import Briefing
from .actor_drafts import draft_actors
from .article import Article
from .draft import Draft, NewIds
from .quotation_budget import fit_quotations
from .reading import read_article
from .speakers import Progress


def draft_article(article: Article, briefing: Briefing, progress: Progress | None = None) -> Draft:
    """Returns the draft of an article; the briefing's records keep their ids.

    `progress` is called with the number of paragraphs that are read, and of all.
    """
    ids = NewIds(briefing.entries)
    reading = read_article(article, progress)
    parts = [draft_actors(article, reading, briefing, ids)]
    records = [record for part in parts for record in part.records]
    return Draft(
        fit_quotations(records, article, briefing),
        (*reading.left_out, *(one for part in parts for one in part.left_out)),
    )
