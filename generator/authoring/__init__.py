"""Helps editors write records: canonical form, scaffolds, JSON Schemas.

Its functions take texts and models and return texts; none touches the disk.
"""

from . import json_schema
from .formatter import format_yaml
from .scaffold import scaffold_record

__all__ = [
    "format_yaml",
    "json_schema",
    "scaffold_record",
]
