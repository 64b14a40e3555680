"""Drafts records from an article's text by rules: who, what was said, when.

It takes an article and a briefing and returns drafts for a person to confirm.
"""

from typing import TYPE_CHECKING

from .article import Article, BlockKind
from .draft import OPEN, Draft, DraftRecord, LeftOut
from .rules import draft_article

if TYPE_CHECKING:
    from . import by_model  # imported when it is used, because drafts by rules need no schema of an answer

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
