"""Helps editors to write records: canonical form, scaffolds, JSON Schemas.

Text in, text out.
"""

from . import json_schema
from .formatter import formatted
from .scaffold import starter

__all__ = [
    "formatted",
    "json_schema",
    "starter",
]
