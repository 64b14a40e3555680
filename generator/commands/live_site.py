"""The site that `briefing serve` keeps up to date."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from watchdog.events import FileClosedNoWriteEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from .. import pipeline
from ..site import cache_store, configuration, engine_run
from ..storage import project_lock
from .live_renderer import LiveRenderer

_FOLDERS = ("seeds", "docs")


class LiveSite:
    """The site of a project folder, each time built into a new folder.

    To be used as a context: the engine stays in memory. No editions are made.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder = root, folder
        self._old: list[Path] = []
        """The folders of earlier sites."""
        self._store = cache_store.CacheStore(root, pipeline.STORE)
        self._engine = engine_run.Engine(root, engine_run.DEFAULTS)
        self._renderer = LiveRenderer()
        self._generated: frozenset[str] = frozenset()
        self._seen: list[tuple[str, int, int]] | None = None
        """The files of the user when they were last read."""
        self._number = 0

    def __enter__(self) -> LiveSite:
        return self

    def __exit__(self, *_: object) -> None:
        self._renderer.__exit__()
        self._engine.__exit__()
        self._store.__exit__()

    def update(self) -> Path | None:
        """Builds the site if a file changed since the last call; returns its folder.

        Returns None if none did.
        Raises BriefingError, EngineError or OSError.
        """
        seen = self._list_files()
        if self._seen is not None and self._of_user(seen) == self._of_user(self._seen):
            return None
        self._seen = self._of_user(seen)
        with project_lock(self._root), pipeline.gc_disabled():
            pipeline.require_folder(self._root)
            inputs = pipeline.read_inputs(self._root)
            self._renderer.start(inputs.seeds)
            pages = pipeline.build_pages(inputs, False, self._store, self._renderer.render)
            pipeline.write_pages(self._root, pages)
            self._generated = frozenset((self._root / "docs" / path).as_posix() for path in pages.texts)
            self._number += 1
            folder = self._folder / str(self._number)
            self._engine.build(folder, pipeline.site_settings(self._root, pages), pages.search_terms)
        self._old.append(folder)
        return folder

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
