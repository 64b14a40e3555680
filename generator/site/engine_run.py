"""A run of an engine: builds the pages under `docs/` into a site in a new folder."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from . import cache_store, configuration, engine_protocol, engines, search_index
from .sharding import WHOLE_SITE, Shard

ProgressCallback = Callable[[str], None]
"""Gets the progress of a build in words: "120 of 600 pages, about 30 s left"."""
PROGRESS_MIN_PAGES = 200
"""The progress is reported only if a build has more pages than this."""
_LOG = logging.getLogger(__name__)
_INTERVAL = 0.5
"""Seconds between two reads of the counter file."""
_HOSTED_ONLY = ("404.html", "sitemap.xml", "sitemap.xml.gz")
_SYSTEM_ERROR = re.compile(r"(?s)Traceback.*\n\w+Error: \[Errno (\d+)\] ([^\n:]*)(?:: '([^']*)')?[^\n]*\s*$")
"""A traceback that ends with an error of the system, such as a full disk."""


@dataclass(frozen=True)
class BuildOptions:
    """The options of `briefing build`.

    `use_cache` lets the engine reuse pages of earlier builds. `report_progress` is called while many pages are built.
    """

    offline: bool = False
    engine: str = "mkdocs"
    search: str = "theme"
    shard: Shard = WHOLE_SITE
    use_cache: bool = True
    report_progress: ProgressCallback | None = None

    def require_installed(self) -> None:
        """Raises EngineError with the command to install what is missing, if anything is."""
        engines.require_engine(self.engine)
        search_index.require_search(self.search)

    def as_offline(self) -> BuildOptions:
        """Returns the options that build the whole site for `file://`."""
        return replace(self, offline=True, search="theme", shard=WHOLE_SITE)


DEFAULTS = BuildOptions()


@dataclass(frozen=True)
class EngineRun:
    """An engine for the generated pages of a project folder.

    `settings` are those of the site that the data determines, in the form of `mkdocs.yml`.
    `descriptors` are those of the project lock: the engine inherits them, because it may outlive a killed run, and must
    hold the lock then.
    """

    root: Path
    settings: configuration.Settings
    options: BuildOptions
    descriptors: tuple[int, ...] = ()

    def build(self, folder: Path) -> None:
        """Builds the site into a new folder. Raises EngineError or OSError."""
        options, counter = self.options, folder.with_name("counter.txt")
        variables = {
            **environment(),
            **engine_protocol.variables(self.root, self.settings, options.search, str(options.shard), counter),
            "OFFLINE": "true" if options.offline else "false",
        }
        cache = cache_store.make_cache(self.root)
        with engines.build_command(
            options.engine, self.root, folder, self.settings, cache, options.use_cache
        ) as command:
            self._run(command, variables, folder, counter)
        search_index.write_index(folder, options.search, options.shard, options.offline)
        if options.offline:
            for file in _HOSTED_ONLY:
                (folder / file).unlink(missing_ok=True)

    def _run(self, command: Sequence[str], variables: Mapping[str, str], folder: Path, counter: Path) -> None:
        counter.write_bytes(b"")
        pages = sum(1 for _ in (self.root / "docs").rglob("*.md"))
        report = self.options.report_progress if pages > PROGRESS_MIN_PAGES else None
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        start, printed = monotonic(), None
        with subprocess.Popen(command, env=variables, pass_fds=self.descriptors, **streams) as engine:
            try:
                while printed is None:
                    with suppress(subprocess.TimeoutExpired):
                        printed = engine.communicate(timeout=_INTERVAL)
                    if report and (steps := counter.stat().st_size):
                        report(progress_text(steps, monotonic() - start, pages))
            finally:
                engine.kill()  # only after an exception: otherwise it has ended
        output, errors = printed
        if engine.returncode:
            refused = _SYSTEM_ERROR.search(output + errors)
            if refused:
                raise OSError(int(refused[1]), refused[2], refused[3] or str(folder))
            raise engines.EngineError(output + errors)
        for line in errors.splitlines():
            if line.startswith(engine_protocol.CACHE_DISABLED):
                _LOG.warning("%s", line)


def progress_text(steps: int, seconds: float, pages: int) -> str:
    """Returns the progress for a terminal: "120 of 600 pages, about 30 s left"."""
    per_page = engine_protocol.STEPS
    left = seconds * max(per_page * pages - steps, 0) / steps
    return f"{min(steps // per_page, pages)} of {pages} pages, about {left:.0f} s left"


def serve(root: Path, address: str) -> int:
    """Serves the site and rebuilds it after each edit; returns the exit code.

    Where the system can, the engine replaces this process, so that a signal that ends one ends the other.
    """
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address]
    command += ["--config-file", str(root / configuration.CONFIG)]
    if os.name == "posix":
        os.execve(command[0], command, environment())
    return subprocess.run(command, env=environment(), check=False).returncode


def environment() -> dict[str, str]:
    """Returns the environment for an engine, without the theme's advertisement."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
