"""Compares evidence with a source's text: finds quotations, writes the lock.

The text itself is never stored.
"""

from . import verifier
from .quote_finder import SourceText, read_text
from .text_fragments import passage
from .text_reuse import Fingerprint

__all__ = [
    "Fingerprint",
    "SourceText",
    "passage",
    "read_text",
    "verifier",
]
