"""Drafting by rules: puts together what each part finds in an article."""

from __future__ import annotations

from ..model import Briefing
from .actor_drafts import draft_actors
from .article import Article
from .draft import Draft, NewIds
from .quotation_budget import allowed_words, shorten_quotations
from .reading import read_article
from .speakers import Progress

_SHARE, _FLOOR = 20, 200
"""The per cent of a text, and the words of any, that may be quoted by default."""


def draft_article(article: Article, briefing: Briefing, progress: Progress | None = None) -> Draft:
    """Returns the draft of an article; the briefing's records keep their ids.

    `progress` is called with the number of paragraphs that are read, and of all.
    """
    ids = NewIds(briefing.entries)
    reading = read_article(article, progress)
    parts = [draft_actors(article, reading, briefing, ids)]
    records = [record for part in parts for record in part.records]
    return Draft(
        shorten_quotations(records, article.paragraphs, _allowed_words(article, briefing)),
        (*reading.left_out, *(one for part in parts for one in part.left_out)),
    )


def _allowed_words(article: Article, briefing: Briefing) -> int:
    """Returns how many words of the article the draft may quote."""
    head = briefing.head
    share = head.quotation_share_max if head else _SHARE
    floor = _FLOOR if head is None or head.is_share_default else 0
    words = sum(len(text.split()) for text in article.paragraphs)
    return allowed_words(words, share, floor, briefing.lock.quoted_words.get(article.source_id, 0))
