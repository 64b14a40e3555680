"""Renders in two processes, each of which takes one page after the other."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from ..model import Briefing, Kind
from .renderer import Neighbours, render

Texts = dict[str, str | bytes]
"""The pages and files: path under `docs/` -> content."""
_ALL_TAKEN = 2**30
"""A number of claimed pages that no kind has."""
STOPPED = (EOFError, OSError)
"""The errors of a pipe whose other end is closed."""
Positions = dict[str, tuple[int, int]]
"""Path of a page -> number of its kind, and its number among pages of the kind."""
Share = tuple[Texts, Positions]
"""The pages and files of one process, and the positions of the pages."""
_PATIENCE = 10
"""Seconds to wait for the other process to take a page, which takes microseconds."""
_PART = 100
"""The number of texts that are sent at once."""


def render_in_two(briefing: Briefing) -> Texts:
    """Renders as `render` does, in this process and a fork of it.

    Raises BriefingError.
    """
    fork = get_context("fork")
    claims = new_claims(fork, briefing.kinds)
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(briefing, claims, sender))
    process.start()
    sender.close()
    try:
        with suppress(*STOPPED):
            return render_share(briefing, claims, partial(receive_share, receiver))
        return render(briefing)
    finally:
        receiver.close()
        process.join()


def new_claims(context: Any, kinds: Sequence[Kind]) -> Any:
    """Returns shared memory for the number of pages of each kind that are taken."""
    return context.Array("i", len(kinds))


def render_share(
    briefing: Briefing,
    claims: Any,
    receive: Callable[[], Share | None],
    before_page: Callable[[], None] = lambda: None,
) -> Texts:
    """Renders downloads, and pages until none is left; adds the share of the other.

    Returns the pages in the order of `render`. Renders all if `receive` returns None, or if the two have pages with the
    same path. Raises BriefingError, and the errors of `receive` and of `before_page`. An error of `before_page` stops
    both processes.
    """
    positions: Positions = {}
    kinds = sorted(briefing.kinds, key=lambda kind: not kind.renders_last)
    try:
        ours = render(briefing, kinds, partial(_claim, briefing.kinds, claims, positions), before_page)
    except BaseException:
        claims.get_obj()[:] = [_ALL_TAKEN] * len(briefing.kinds)
        raise
    finally:
        other = receive()
    if other is None or any(path.endswith(".md") and path in ours for path in other[0]):
        return render(briefing)
    found, places = {**ours, **other[0]}, {**positions, **other[1]}
    return {**{path: found[path] for path in sorted(places, key=places.__getitem__)}, **found}


def render_other_share(briefing: Briefing, claims: Any) -> Share | None:
    """Renders pages until none is left, in the other process.

    Returns None after an error, which the first process finds too.
    """
    positions: Positions = {}
    kinds = (kind for kind in briefing.kinds if not kind.renders_last)
    try:
        return render(briefing, kinds, partial(_claim, briefing.kinds, claims, positions)), positions
    except Exception:
        return None


def _claim(
    kinds: Sequence[Kind], claims: Any, positions: Positions, kind: Kind, pages: Sequence[Neighbours]
) -> Iterator[Neighbours]:
    """Yields the pages that are not taken yet, and records their positions.

    Raises TimeoutError, an OSError, if the other process was killed while it took one.
    """
    at = kinds.index(kind)
    while True:
        if not claims.get_lock().acquire(timeout=_PATIENCE):
            raise TimeoutError
        number = claims[at]
        claims[at] += 1
        claims.get_lock().release()
        if number >= len(pages):
            return
        positions[pages[number][0].path] = at, number
        yield pages[number]


def _work(briefing: Briefing, claims: Any, sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the first process
    with suppress(*STOPPED):
        send_share(sender, render_other_share(briefing, claims))


def send_share(connection: Connection, share: Share | None) -> None:
    """Sends a share in parts, because all at once would take its memory twice."""
    texts, positions = share or ({}, {})
    items = list(texts.items())
    parts = [items[start : start + _PART] for start in range(0, len(items), _PART)]
    connection.send((positions, len(parts)) if share else None)
    for part in parts:
        connection.send(part)


def receive_share(connection: Connection) -> Share | None:
    """Receives what `send_share` sends. Raises the errors of a pipe."""
    head = connection.recv()
    if head is None:
        return None
    positions, count = head
    return {path: text for _ in range(count) for path, text in connection.recv()}, positions
