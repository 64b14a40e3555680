"""Renders the pages of the live site in two processes."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from ..kinds import KINDS
from ..loading import Files, load
from ..model import Briefing, Kind, history
from ..rendering import render, use_compiled
from ..site import cache_store

_Texts = dict[str, str | bytes]
_T = TypeVar("_T")
_FIRST = tuple(kind for kind in KINDS if not kind.renders_last)
_LAST = tuple(kind for kind in KINDS if kind.renders_last)
_STOPPED = (EOFError, OSError)
"""The errors of a pipe whose other end is closed."""


class LiveRenderer:
    """Renders one briefing after another, to be used as a context.

    A second process stays in memory. It loads the same seeds, makes the downloads, and renders one page after the other,
    as this process does. As long as it is not ready, and if it has ended, this process renders everything.
    """

    def __init__(self) -> None:
        context = get_context("spawn")  # a fork of a process with threads may hang
        self._pipe, theirs = context.Pipe()
        self._claims: Any = context.Array("i", len(KINDS))
        self._process = context.Process(target=_work, args=(theirs, self._claims), daemon=True)
        self._is_ready = self._is_used = False
        if (os.cpu_count() or 1) > 1:
            self._process.start()
        theirs.close()

    def __enter__(self) -> LiveRenderer:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        if self._process.pid:
            self._process.kill()
            self._process.join()

    def start(self, seeds: Files) -> bool:
        """Lets the second process load the seeds, while this one checks them.

        Returns False if this process renders alone.
        """
        self._is_used = False
        with suppress(*_STOPPED):
            self._is_ready = self._is_ready or (self._pipe.poll() and self._pipe.recv())
            if self._is_ready:
                self._pipe.send(seeds)
                self._is_used = True
        return self._is_used

    def render(self, briefing: Briefing) -> _Texts:
        """Renders every page and file of the briefing that was loaded from the seeds.

        Raises BriefingError.
        """
        if self._is_used:
            with suppress(*_STOPPED):
                self._claims[:] = [0] * len(KINDS)
                self._pipe.send(briefing.history)
                try:
                    ours = render(briefing, _FIRST, partial(_claim, self._claims))
                finally:
                    theirs = self._pipe.recv()
                twice = [path for path in theirs or () if path.endswith(".md") and path in ours]
                if theirs is not None and not twice:
                    return {**ours, **theirs}
        return render(briefing)


def _claim(claims: Any, kind: Kind, pages: Sequence[_T]) -> Iterator[_T]:
    """Yields the pages of a kind that the other process has not taken.

    `claims` has the number of pages that were taken of each kind.
    """
    at = KINDS.index(kind)
    while True:
        with claims.get_lock():
            number = claims[at]
            claims[at] += 1
        if number >= len(pages):
            return
        yield pages[number]


def _work(pipe: Connection, claims: Any) -> None:
    """Renders in the second process, until the first closes its end of the pipe.

    Gets the seeds of each briefing and, if they are valid, its history; answers with pages and files. The answer is
    None after an error, which the first process finds too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the first process
    gc.disable()
    use_compiled(cache_store.template_cache())
    briefing: Briefing | None = None
    with suppress(*_STOPPED):
        pipe.send(True)
        while True:
            given = pipe.recv()
            if isinstance(given, history.History):
                pipe.send(_render_half(briefing, given, claims) if briefing else None)
                briefing = None
                gc.collect()
            else:
                briefing = _load(given)


def _load(seeds: Files) -> Briefing | None:
    try:
        return load(seeds, KINDS).briefing
    except Exception:
        return None


def _render_half(briefing: Briefing, found: history.History, claims: Any) -> _Texts | None:
    """Renders the downloads, and pages that the first process has not taken."""
    whole = replace(briefing, history=found)
    try:
        return {**render(whole, _LAST), **render(whole, _FIRST, partial(_claim, claims))}
    except Exception:
        return None
