"""The site that `briefing serve` keeps up to date.

After a change, the pages that were asked for last are rendered and shown first, then the whole site is built.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from watchdog.events import FileClosedNoWriteEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from .. import pipeline
from ..model import Briefing
from ..rendering import parallel, render_pages
from ..site import cache_store, configuration, engine_run, live_server
from ..storage import atomic_files, project_lock
from .live_renderer import LiveRenderer

_FOLDERS = ("seeds", "docs")


class OutdatedError(Exception):
    """A file was saved while its site was rendered."""


class LiveSite:
    """The site of a project folder, each time built into a new folder.

    To be used as a context: the engine stays in memory. No editions are made. `changed` is set when a file may have
    changed.
    """

    def __init__(self, root: Path, folder: Path, server: live_server.LiveServer, changed: Event) -> None:
        self._root, self._folder, self._server, self._changed = root, folder, server, changed
        self._old: list[Path] = []
        """The folders of earlier sites."""
        self._store = cache_store.CacheStore(root, pipeline.STORE)
        self._engine = engine_run.Engine(root, engine_run.DEFAULTS)
        self._renderer = LiveRenderer()
        self._generated: frozenset[str] = frozenset()
        self._seen: list[tuple[str, int, int]] | None = None
        """The files of the user when they were last read."""
        self._shown: dict[str, str] = {}
        """The texts that the engine rendered again since the last site, by path."""
        self._number = 0

    def __enter__(self) -> LiveSite:
        return self

    def __exit__(self, *_: object) -> None:
        self._renderer.__exit__()
        self._engine.__exit__()
        self._store.__exit__()

    def update(self) -> Path | None:
        """Builds the site if a file changed since the last call; returns its folder.

        Returns None if none did, and if one changed again before all pages were rendered: then the next call builds the
        site. Raises BriefingError, EngineError or OSError.
        """
        seen = self._list_files()
        if self._seen is not None and self._of_user(seen) == self._of_user(self._seen):
            return None
        self._seen = self._of_user(seen)
        with project_lock(self._root), pipeline.gc_disabled():
            pipeline.require_folder(self._root)
            inputs = pipeline.read_inputs(self._root)
            self._renderer.start(inputs.seeds)
            try:
                pages = pipeline.build_pages(inputs, False, self._store, self._render)
            except OutdatedError:
                self._seen = None
                return None
            pipeline.write_pages(self._root, pages)
            self._generated = frozenset((self._root / "docs" / path).as_posix() for path in pages.texts)
            self._number += 1
            folder = self._folder / str(self._number)
            settings = pipeline.site_settings(self._root, pages)
            last = self._old[-1] if self._old else None
            self._engine.build(folder, settings, pages.search_terms, is_kept=True, last_site=last)
        self._shown.clear()
        self._old.append(folder)
        return folder

    def _render(self, briefing: Briefing) -> parallel.Texts:
        """Renders all pages, but shows those first that were asked for last.

        Raises BriefingError or OutdatedError.
        """
        shows_problems = self._server.shows_problems
        for path in self._server.recent if self._old else ():
            for source, text in render_pages(briefing, [f"{path.removesuffix('.html')}.md"]).items():
                if shows_problems or not self._is_shown(source, text):
                    self._shown[source] = text
                    for place, html in self._engine.render_again({source: text}).items():
                        self._server.show_page(self._old[-1], place, html.encode(errors="xmlcharrefreplace"))
        return self._renderer.render(briefing, self._require_current)

    def _is_shown(self, source: str, text: str) -> bool:
        """Returns whether the served page was made from a text."""
        if source in self._shown:
            return self._shown[source] == text
        return atomic_files.has_content(self._root / "docs" / source, text.encode())

    def _require_current(self) -> None:
        """Raises OutdatedError if the user has changed a file."""
        if self._changed.is_set():
            self._changed.clear()
            if self._of_user(self._list_files()) != self._seen:
                self._changed.set()
                raise OutdatedError

    def remove_old(self) -> None:
        """Removes the sites before the last one, from which a page may still load."""
        for folder in self._old[:-2]:
            shutil.rmtree(folder, ignore_errors=True)
        del self._old[:-2]

    def _list_files(self) -> list[tuple[str, int, int]]:
        config = self._root / configuration.CONFIG
        stat = config.stat()
        folders = [self._root / name for name in (*_FOLDERS, configuration.custom_dir(self._root)) if name]
        return [(str(config), stat.st_size, stat.st_mtime_ns), *cache_store.list_files(*folders)]

    def _of_user(self, files: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
        """Returns the files that were not generated."""
        docs = (self._root / "docs").as_posix()
        return [one for one in files if one[0] not in self._generated and not one[0].startswith(f"{docs}/.")]


@contextmanager
def watched(root: Path) -> Iterator[Event]:
    """Yields an event that is set when a file changes."""
    changed = Event()
    observer = Observer()
    for name in (*_FOLDERS, configuration.custom_dir(root)):
        if name and (root / name).is_dir():
            observer.schedule(_Handler(changed), str(root / name), recursive=True)
    observer.schedule(_Handler(changed), str(root))
    observer.start()
    try:
        yield changed
    finally:
        observer.stop()
        observer.join()


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Sets the event, but not for a file that is only read."""
        if not isinstance(event, FileOpenedEvent | FileClosedNoWriteEvent):
            self._changed.set()
