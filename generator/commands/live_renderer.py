"""Renders the pages of the live site in two processes."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from ..kinds import KINDS
from ..loading import Files, load
from ..model import Briefing, history
from ..rendering import parallel, render, use_compiled
from ..site import cache_store


class LiveRenderer:
    """Renders one briefing after another, to be used as a context.

    A second process stays in memory. It loads the same seeds, and renders one page after the other, as this process
    does after the downloads. As long as it is not ready, and if it has ended, this process renders everything.
    """

    def __init__(self) -> None:
        context = get_context("spawn")  # a fork of a process with threads may hang
        self._pipe, theirs = context.Pipe()
        self._claims: Any = parallel.new_claims(context, KINDS)
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
        with suppress(*parallel.STOPPED):
            self._is_ready = self._is_ready or (self._pipe.poll() and self._pipe.recv())
            if self._is_ready:
                self._pipe.send(seeds)
                self._is_used = True
        return self._is_used

    def render(self, briefing: Briefing, before_page: Callable[[], None] = lambda: None) -> parallel.Texts:
        """Renders every page and file of the briefing that was loaded from the seeds.

        Raises BriefingError, and the errors of `before_page`, which is called before each page.
        """
        if self._is_used:
            with suppress(*parallel.STOPPED):
                self._claims[:] = [0] * len(KINDS)
                self._pipe.send(briefing.history)
                return parallel.render_share(
                    briefing, self._claims, partial(parallel.receive_share, self._pipe), before_page
                )
        return render(briefing, before_page=before_page)


def _work(pipe: Connection, claims: Any) -> None:
    """Renders in the second process, until the first closes its end of the pipe.

    Gets the seeds of each briefing and, if they are valid, its history; answers with pages and files. The answer is
    None after an error, which the first process finds too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the first process
    gc.disable()
    use_compiled(cache_store.template_cache())
    briefing: Briefing | None = None
    with suppress(*parallel.STOPPED):
        pipe.send(True)
        while True:
            given = pipe.recv()
            if isinstance(given, history.History):
                briefing = briefing and replace(briefing, history=given)
                parallel.send_share(pipe, parallel.render_other_share(briefing, claims) if briefing else None)
                briefing = None
                gc.collect()
            else:
                briefing = _load(given)


def _load(seeds: Files) -> Briefing | None:
    try:
        return load(seeds, KINDS).briefing
    except Exception:
        return None
