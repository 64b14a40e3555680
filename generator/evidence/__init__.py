"""Compares evidence with a source's text: finds quotations, updates the lock.

The text itself is never stored.
"""

from . import readers, verifier
from .quote_finder import find_occurrences
from .source_text import SourceText, parse_source_text
from .text_fragments import fragment_link
from .text_reuse import Fingerprint

__all__ = [
    "Fingerprint",
    "SourceText",
    "find_occurrences",
    "fragment_link",
    "parse_source_text",
    "readers",
    "verifier",
]
