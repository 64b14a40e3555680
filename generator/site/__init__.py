"""Runs an engine that builds the pages into a site, and its search.

It imports no other package of the generator, so that an engine starts quickly.
"""

from . import build_options, engine_run, engines, search_index, sharding

__all__ = [
    "build_options",
    "engine_run",
    "engines",
    "search_index",
    "sharding",
]
