"""Loads YAML texts into a checked briefing, with a line and column per problem.

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
