"""One run of an engine: the pages under `docs/` become a site in a new folder, with the search that was asked for."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from .build_options import COUNTER, GENERATED, NAVIGATION, NOTICE, SEARCH, SHARE, words
from .engines import EngineError, build_command
from .mkdocs_cache.cache_store import forget
from .search_index import pagefind, set_apart
from .sharding import WHOLE, Share

_LOG = logging.getLogger(__name__)
_INTERVAL = 0.5
"""Seconds between two looks at the counter file."""
_HOSTED_ONLY = ("404.html", "sitemap.xml", "sitemap.xml.gz")
_NO_ROOM = re.compile(r"(?s)Traceback.*\n\w+Error: \[Errno (\d+)\] ([^\n:]*)(?:: '([^']*)')?[^\n]*\s*$")
"""An engine's traceback that ends with what the system refused: a full disk, a folder that can't be written."""


@dataclass(frozen=True)
class Building:
    """What each site of `root` is built with: the engine, the navigation, the descriptors that hold the turn.

    `tell` is given how far the engine is, in words. `quick` lets the engine take over what an earlier build made.
    """

    root: Path
    engine: str
    nav: list[Any]
    held: tuple[int, ...]
    tell: Callable[[str], None] | None
    quick: bool

    def into(self, folder: Path, offline: bool, search: str = "theme", share: Share = WHOLE) -> None:
        """Builds the hosted or the offline site, or a share of it, into a new folder. Raises EngineError or OSError."""
        asked = {"OFFLINE": "true" if offline else "false", SEARCH: search, SHARE: str(share)}
        with build_command(self.engine, self.root, folder, self.nav, self.quick) as command:
            self._run(command, {**environment(), **asked}, folder)
        (pagefind if search == "pagefind" else set_apart)(folder, share)
        if offline:
            for file in _HOSTED_ONLY:
                (folder / file).unlink(missing_ok=True)

    def _run(self, command: Sequence[str], variables: dict[str, str], folder: Path) -> None:
        """The engine inherits the descriptors of the lock: it may outlive a killed run, and holds the lock then."""
        counter = folder.with_name("counter.txt")
        counter.write_bytes(b"")
        variables |= {GENERATED: str(self.root.resolve()), NAVIGATION: json.dumps(self.nav), COUNTER: str(counter)}
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        begun, printed = monotonic(), None
        with subprocess.Popen(command, env=variables, pass_fds=self.held, **streams) as engine:
            try:
                while printed is None:
                    with suppress(subprocess.TimeoutExpired):
                        printed = engine.communicate(timeout=_INTERVAL)
                    if self.tell and (done := counter.stat().st_size):
                        self.tell(words(done, monotonic() - begun, pages_of(self.root)))
            finally:
                engine.kill()  # only after an exception: otherwise it has ended
        output, errors = printed
        if engine.returncode:
            refused = _NO_ROOM.search(output + errors)
            if refused:
                raise OSError(int(refused[1]), refused[2], refused[3] or str(folder))
            raise EngineError(output + errors)
        for line in errors.splitlines():
            if line.startswith(NOTICE):
                _LOG.warning("%s", line)


def pages_of(root: Path) -> int:
    """How many pages the engine will find."""
    return sum(1 for _ in (root / "docs").rglob("*.md"))


def environment() -> dict[str, str]:
    """The environment without the theme's advertisement for other engines."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def clear_cache(root: Path) -> None:
    """Removes the pages that earlier builds of this folder have cached."""
    forget(root)
