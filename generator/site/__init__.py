"""Runs an engine that builds the pages into a site, and prepares its search.

It imports no other package of the generator, so that an engine starts quickly.
"""

from . import cache_store, configuration, engine_protocol, engine_run, live_server, navigation, search_index, sharding

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
