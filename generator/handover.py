"""What `briefing build` and the engine's hook tell each other: what is generated, and how far the engine is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic

GENERATED = "BRIEFING_GENERATED"
"""The environment variable by which the hook knows that `briefing build` has generated the pages of this folder."""
NAVIGATION = "BRIEFING_NAVIGATION"
"""The environment variable with the navigation for these pages, as JSON: the hook need not read the records again."""
NOTICE = "briefing: no pages are kept from build to build: "
"""How the line of the engine begins that is passed on, whatever becomes of the build."""
SEARCH = "BRIEFING_SEARCH"
"""The environment variable that names what searches the site."""
SHARE = "BRIEFING_SHARE"
"""The environment variable that names the share of the pages that is to be built, such as `1/4`."""
PIPE = "BRIEFING_PROGRESS"
"""The environment variable with the descriptor that the hook writes to."""
STEPS = 2
"""What is done for each page: its Markdown is converted, then its template filled."""
Tell = Callable[[str], None]
"""Is given how far the engine is, in words, as it goes on."""


@contextmanager
def told(tell: Tell | None, pages: int) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    """What an engine's process needs for its steps to be told: variables, and descriptors to inherit. Windows has neither."""
    if tell is None or os.name != "posix":
        yield {}, ()
        return
    reading, writing = os.pipe()
    thread = Thread(target=_read, args=(reading, tell, pages))
    thread.start()
    try:
        yield {PIPE: str(writing)}, (writing,)
    finally:
        os.close(writing)
        thread.join()


def _read(reading: int, tell: Tell, pages: int) -> None:
    begun, done = monotonic(), 0
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while steps := pipe.read(4096):
            done += len(steps)
            tell(words(done, monotonic() - begun, pages))


def step() -> None:
    """Says that one step is done, if somebody asked."""
    if PIPE in os.environ:
        os.write(int(os.environ[PIPE]), b".")


def words(done: int, seconds: float, pages: int) -> str:
    """How far it is, for a terminal: "120 of 600 pages, about 30 s left"."""
    left = seconds * max(STEPS * pages - done, 0) / done
    return f"{min(done // STEPS, pages)} of {pages} pages, about {left:.0f} s left"
