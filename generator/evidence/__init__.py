"""Compares evidence with a source's text: finds quotations, updates the lock.

The text itself is never stored.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
_MODULES = {
    "Fingerprint": "text_reuse",
    "SourceText": "source_text",
    "find_occurrences": "quote_finder",
    "fragment_link": "text_fragments",
    "parse_source_text": "source_text",
}


def __getattr__(name: str) -> Any:
    """Imports a module when it is used, because the pages of a site need only links."""
    if name not in __all__:
        raise AttributeError(name)
    module = import_module(f"{__name__}.{_MODULES.get(name, name)}")
    return getattr(module, name) if name in _MODULES else module
