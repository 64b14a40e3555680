"""Renders in two processes, each of which takes one page after the other."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from ..model import Briefing, Kind
from .renderer import render

Texts = dict[str, str | bytes]
"""The pages and files: path under `docs/` -> content."""
STOPPED = (EOFError, OSError)
"""The errors of a pipe whose other end is closed."""
_T = TypeVar("_T")


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
            return render_share(briefing, claims, receiver.recv)
        return render(briefing)
    finally:
        receiver.close()
        process.join()


def new_claims(context: Any, kinds: Sequence[Kind]) -> Any:
    """Returns shared memory for the number of pages of each kind that are taken."""
    return context.Array("i", len(kinds))


def render_share(briefing: Briefing, claims: Any, receive: Callable[[], Texts | None]) -> Texts:
    """Renders pages until none is left; adds those that the other process rendered.

    Renders all if `receive` returns None, or if the two have pages with the same path. Raises BriefingError, and the
    errors of `receive`.
    """
    first = (kind for kind in briefing.kinds if not kind.renders_last)
    try:
        ours = render(briefing, first, partial(_claim, briefing.kinds, claims))
    finally:
        theirs = receive()
    if theirs is None or any(path.endswith(".md") and path in ours for path in theirs):
        return render(briefing)
    return {**ours, **theirs}


def render_other_share(briefing: Briefing, claims: Any) -> Texts | None:
    """Renders the downloads, and pages until none is left, in the other process.

    Returns None after an error, which the first process finds too.
    """
    kinds = sorted(briefing.kinds, key=lambda kind: not kind.renders_last)
    try:
        return render(briefing, kinds, partial(_claim, briefing.kinds, claims))
    except Exception:
        return None


def _claim(kinds: Sequence[Kind], claims: Any, kind: Kind, pages: Sequence[_T]) -> Iterator[_T]:
    """Yields the pages of a kind that the other process has not taken."""
    at = kinds.index(kind)
    while True:
        with claims.get_lock():
            number = claims[at]
            claims[at] += 1
        if number >= len(pages):
            return
        yield pages[number]


def _work(briefing: Briefing, claims: Any, sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the first process
    with suppress(*STOPPED):
        sender.send(render_other_share(briefing, claims))
