"""Runs an engine that builds the pages into a site, and prepares its search.

It imports nothing that reads the data, so that an engine starts quickly.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import (
        cache_store,
        configuration,
        engine_protocol,
        engine_run,
        live_server,
        navigation,
        search_index,
        sharding,
    )

__all__ = [
    "cache_store",
    "configuration",
    "engine_protocol",
    "engine_run",
    "live_server",
    "navigation",
    "search_index",
    "sharding",
]


def __getattr__(name: str) -> Any:
    """Imports a module when it is used, because a check of the data needs no server."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(name)
