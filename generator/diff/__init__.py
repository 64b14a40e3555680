"""Compares two revisions of a briefing and describes what changed.

Reviews of pull requests and the history of the content are made by the same comparison.
"""

from . import change_phrases, changelog, review_formats
from .history_builder import build_history
from .review import compare_pages, review_changes

__all__ = [
    "build_history",
    "change_phrases",
    "changelog",
    "compare_pages",
    "review_changes",
    "review_formats",
]
