"""What changed between two revisions of a briefing, in an editor's words.

The same comparison makes reviews of pull requests and the history of the content.
"""

from . import change_phrases, changelog, review_formats
from .history_builder import build_history
from .review import compare_pages, review

__all__ = [
    "build_history",
    "change_phrases",
    "changelog",
    "compare_pages",
    "review",
    "review_formats",
]
