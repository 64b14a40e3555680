"""What `briefing build` and the engine's hook tell each other: what is generated, and how far the engine is."""

from __future__ import annotations

from pathlib import Path

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
COUNTER = "BRIEFING_COUNTER"
"""The environment variable with the path of the counter file, to which the hook appends a byte for each step."""
STEPS = 2
"""The steps for each page: its Markdown is converted, then its template filled."""


def step(counter: str | None, count: int = 1) -> None:
    """Appends steps to the counter file, if there is one. Several processes may do so at the same time."""
    if counter:
        with Path(counter).open("ab", buffering=0) as file:
            file.write(b"." * count)


def words(done: int, seconds: float, pages: int) -> str:
    """The progress for a terminal: "120 of 600 pages, about 30 s left"."""
    left = seconds * max(STEPS * pages - done, 0) / done
    return f"{min(done // STEPS, pages)} of {pages} pages, about {left:.0f} s left"
