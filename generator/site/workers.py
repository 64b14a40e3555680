"""Makes what is missing in the cache in forks of this process."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

MIN_PAGES = 9
"""Fewer pages are made sooner in this process than in new ones."""
_NEW_OBJECTS = 5000
"""The number of new objects after which the garbage collector looks for cycles.

Each page has a converter of Markdown, which is cyclic: without a collector, 3,000 pages take 500 MB. With Python's own
number, the collector takes a twentieth of the time.
"""
_LOG = logging.getLogger(__name__)


def worker_count() -> int:
    """Returns the number of processes to use; one where forking is not safe."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def run(sizes: dict[Any, int], make: Callable[[Any], None]) -> None:
    """Calls `make` for each item, in several forks.

    `sizes` are the lengths of the items, by which the work is spread evenly.
    """
    import multiprocessing  # only here: most builds need no workers

    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=_work, args=(items, make)) for items in _spread(sizes, worker_count())]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def _spread(sizes: dict[Any, int], count: int) -> list[list[Any]]:
    """Spreads the items over lists of about equal total size, the largest first."""
    lists: list[list[Any]] = [[] for _ in range(count)]
    totals = [0] * count
    for item in sorted(sizes, key=sizes.__getitem__, reverse=True):
        smallest = totals.index(min(totals))
        lists[smallest].append(item)
        totals[smallest] += sizes[item] + 1000
    return lists


def _work(items: list[Any], make: Callable[[Any], None]) -> None:
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    gc.enable()
    for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
        logger.handlers = [logging.NullHandler()]
    try:
        for item in items:
            make(item)
    except Exception:  # MkDocs makes the item again, and reports the error
        _LOG.debug("stopped", exc_info=True)
