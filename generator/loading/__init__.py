"""YAML texts to a checked briefing, with every problem at its line and column.

It takes the texts of files and opens none.
"""

from . import checks, reporters, seed_paths, yaml_reader
from .load_result import Files, Loaded, UnreadableFile
from .loader import load

__all__ = [
    "Files",
    "Loaded",
    "UnreadableFile",
    "checks",
    "load",
    "reporters",
    "seed_paths",
    "yaml_reader",
]
