"""A run of an engine: builds the pages under `docs/` into a site in a new folder."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, TypeVar

from ..text import comment_escaping
from . import cache_store, configuration, engine_protocol, engines, search_index
from .engines import ENGINES as ENGINES
from .engines import EngineError as EngineError
from .sharding import WHOLE_SITE, Shard
from .workers import worker_count as worker_count

ProgressCallback = Callable[[str], None]
"""Gets the progress of a build in words: "120 of 600 pages, about 30 s left"."""
PROGRESS_MIN_PAGES = 200
"""The progress is reported only if a build has more pages than this."""
_T = TypeVar("_T")
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
class _Answer:
    """The worker's answer to a job: exit code, output, converted pages by path."""

    code: int
    output: str
    contents: Mapping[str, str]


class Engine:
    """An engine for the generated pages of a project folder, to be used as a context.

    MkDocs with the page cache starts at once, so that its imports take no time when there is a site to build.
    `descriptors` are those of the project lock: the engine inherits them, because it may outlive a killed run, and must
    hold the lock then.
    """

    def __init__(self, root: Path, options: BuildOptions, descriptors: tuple[int, ...] = ()) -> None:
        self.root, self.options, self._descriptors = root, options, descriptors
        command = engines.worker_command(options.engine, root, options.use_cache)
        self.is_plain_build = False
        """True after a build in which the engine did not use its cache."""
        self._worker = self._start(command, environment(), stderr=None) if command else None

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._worker:
            self._worker.kill()
            self._worker.communicate()

    def prepare(self, settings: configuration.Settings, wanted: Sequence[str]) -> Mapping[str, str]:
        """Lets the engine convert and render the pages for the next build.

        This process goes on meanwhile, once the `wanted` pages are converted. Returns their HTML by path; nothing where
        the project's own settings may change it, or without the cache. A build reports what fails. Raises OSError.
        """
        if not self._worker or {"hooks", "INHERIT", "markdown_extensions"} & {*configuration.read(self.root)}:
            return {}
        site = cache_store.make_cache(self.root) / "prepared"  # nothing is written there
        if not wanted:
            self._give(self._job(site, self._variables(settings, self.options), wanted=wanted))
            return {}
        with TemporaryDirectory() as folder:
            counter = _new_counter(Path(folder))
            job = self._job(site, self._variables(settings, self.options, str(counter)), wanted=wanted)
            return self._wait(self._worker, partial(self._ask, job), counter).contents

    def render_again(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Renders pages with new texts, by path under `docs/`, as the kept build did.

        Returns the HTML by path in the site. Leaves out new pages and those with warnings. The menu is that of the build.
        """
        return self._ask({"texts": texts}).contents if self._worker else {}

    def report(self, text: str) -> None:
        """Reports the progress, if there are many pages."""
        if self.options.report_progress and self._count_pages() > PROGRESS_MIN_PAGES:
            self.options.report_progress(text)

    def _count_pages(self) -> int:
        return sum(1 for _ in (self.root / "docs").rglob("*.md"))

    def build(
        self,
        folder: Path,
        settings: configuration.Settings,
        terms: search_index.Terms,
        offline: bool = False,
        is_kept: bool = False,
        last_site: Path | None = None,
    ) -> None:
        """Builds the site into a new folder. Raises EngineError or OSError.

        `settings` are those that the data determines, in the form of `mkdocs.yml`; `terms` find its records. With
        `offline`, the whole site is built for `file://`, whatever the options. With `is_kept`, the engine keeps the
        build in memory for `render_again`. Files that `last_site` has too may be linked.
        """
        options = self.options.as_offline() if offline else self.options
        counter = _new_counter(folder.parent)
        variables = self._variables(settings, options, str(counter))
        cache = cache_store.make_cache(self.root)
        if self._worker:
            job = self._job(folder, variables, is_kept=is_kept, last_site=str(last_site or ""))
            answer = self._wait(self._worker, partial(self._ask, job), counter)
            code, output = answer.code, answer.output
        else:
            with (
                engines.build_command(options.engine, self.root, folder, settings, cache, options.use_cache) as command,
                self._start(command, {**environment(), **variables}) as process,
            ):
                output = "".join(self._wait(process, process.communicate, counter))
                code = process.returncode
        self.is_plain_build |= _report(code, output, folder)
        search_index.write_index(folder, options.search, terms, options.shard, options.offline)
        if options.offline:
            for file in _HOSTED_ONLY:
                (folder / file).unlink(missing_ok=True)

    def _start(
        self, command: Sequence[str], variables: Mapping[str, str], stderr: int | None = subprocess.PIPE
    ) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, env=variables, pass_fds=self._descriptors, stdin=pipe, stdout=pipe, stderr=stderr, text=True
        )

    def _variables(
        self, settings: configuration.Settings, options: BuildOptions, counter: str = ""
    ) -> Mapping[str, str]:
        return {
            **engine_protocol.variables(self.root, settings, options.search, str(options.shard), counter),
            "OFFLINE": "true" if options.offline else "false",
        }

    def _job(self, folder: Path, variables: Mapping[str, str], **options: Any) -> dict[str, Any]:
        config = str(self.root / configuration.CONFIG)
        return {"config": config, "site": str(folder.resolve()), "variables": variables, **options}

    def _give(self, job: Mapping[str, Any]) -> None:
        """Gives the worker a job."""
        assert self._worker
        assert self._worker.stdin
        with suppress(BrokenPipeError):
            self._worker.stdin.write(json.dumps(job) + "\n")
            self._worker.stdin.flush()

    def _ask(self, job: Mapping[str, Any]) -> _Answer:
        """Gives the worker a job, and returns its answer."""
        self._give(job)
        assert self._worker
        assert self._worker.stdout
        answer = self._worker.stdout.readline()
        return _Answer(**json.loads(answer)) if answer else _Answer(1, "the engine ended; its output is above", {})

    def _wait(self, process: subprocess.Popen[str], run: Callable[[], _T], counter: Path) -> _T:
        """Runs a function that waits for a process, and reports the progress meanwhile."""
        pages = self._count_pages()
        report = self.options.report_progress if pages > PROGRESS_MIN_PAGES else None
        start = monotonic()

        def report_steps() -> None:
            if report and (steps := counter.stat().st_size):
                report(progress_text(steps, monotonic() - start, pages))

        with ThreadPoolExecutor(1) as pool:
            found = pool.submit(run)
            try:
                while wait([found], timeout=_INTERVAL).not_done:
                    report_steps()
                report_steps()
            except BaseException:
                process.kill()  # otherwise the function would not return
                raise
        return found.result()


def _new_counter(folder: Path) -> Path:
    """Writes an empty counter file into a folder."""
    counter = folder / "counter.txt"
    counter.write_bytes(b"")
    return counter


def _report(code: int, output: str, folder: Path) -> bool:
    """Logs why the engine did not use its cache; returns True if it did not.

    Raises EngineError or OSError if it failed.
    """
    if code:
        refused = _SYSTEM_ERROR.search(output)
        if refused:
            raise OSError(int(refused[1]), refused[2], refused[3] or str(folder))
        raise engines.EngineError(output)
    reasons = [line for line in output.splitlines() if line.startswith(engine_protocol.CACHE_DISABLED)]
    for line in reasons:
        _LOG.warning("%s", comment_escaping.show_invisible(line))
    return bool(reasons)


def progress_text(steps: int, seconds: float, pages: int) -> str:
    """Returns the progress for a terminal: "120 of 600 pages, about 30 s left"."""
    per_page = engine_protocol.STEPS
    left = seconds * max(per_page * pages - steps, 0) / steps
    return f"{min(steps // per_page, pages)} of {pages} pages, about {left:.0f} s left"


def environment() -> dict[str, str]:
    """Returns the environment for an engine, without the theme's advertisement."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
