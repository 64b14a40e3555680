"""Drafts records from an article's text by rules: who, what was said, when.

It takes an article and a briefing and returns drafts for a person to confirm.
"""

from . import by_model
from .article import Article, BlockKind
from .draft import OPEN, Draft, DraftRecord, LeftOut
from .rules import draft_article

__all__ = [
    "OPEN",
    "Article",
    "BlockKind",
    "Draft",
    "DraftRecord",
    "LeftOut",
    "by_model",
    "draft_article",
]
