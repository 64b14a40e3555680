"""Helps editors write: new briefings, scaffolds, canonical form, JSON Schemas.

Its functions take texts and models and return texts; none touches the disk.
"""

from . import json_schema, new_briefing
from .formatter import format_yaml
from .rename import RenameError, rename_record
from .scaffold import scaffold_record
from .source_scaffold import scaffold_source

__all__ = [
    "RenameError",
    "format_yaml",
    "json_schema",
    "new_briefing",
    "rename_record",
    "scaffold_record",
    "scaffold_source",
]
