"""Loads YAML texts into a checked briefing, with a line and column per problem.

It takes the texts of files and opens none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import checks, reporters, seed_paths, yaml_reader
    from .load_result import Loaded
    from .loader import load
    from .seed_paths import Files, UnreadableFile

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
_MODULES = {"Files": "seed_paths", "Loaded": "load_result", "UnreadableFile": "seed_paths", "load": "loader"}


def __getattr__(name: str) -> Any:
    """Imports a module when it is used, because reading files needs no kinds."""
    if name not in __all__:
        raise AttributeError(name)
    module = import_module(f"{__name__}.{_MODULES.get(name, name)}")
    return getattr(module, name) if name in _MODULES else module
