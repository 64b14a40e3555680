"""Wrappers of the template environment and the search index that use the cache."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Container
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from ..cache_store import CacheStore
from ..template_cache import template_cache

_EXCLUDED = re.compile(r'<(section|details|nav) class="br-[a-z]+"[^<>]* data-search-exclude="true"[^<>]*>')
"""Finds the start of a generated part, such as the notes, that search leaves out."""
_HEADING = re.compile(r"<h[1-6]\b(?![^<>]* data-search-exclude=)")
"""Finds a heading that gets an entry of its own, even inside of such a part."""


class WarningCounter:
    """A log record factory that counts warnings.

    A page with warnings must not be cached, so that the next build warns again.
    """

    def __init__(self) -> None:
        self.count = 0
        self._make = logging.getLogRecordFactory()

    @classmethod
    def installed(cls, until: ExitStack) -> WarningCounter:
        """Returns a counter that is installed until the stack is closed."""
        until.callback(logging.setLogRecordFactory, logging.getLogRecordFactory())
        logging.setLogRecordFactory(counter := cls())
        return counter

    def __call__(self, *arguments: Any, **options: Any) -> logging.LogRecord:
        """Makes a log record."""
        record = self._make(*arguments, **options)
        self.count += record.levelno >= logging.WARNING
        return record


class ThemeLoader(FileSystemLoader):
    """Finds the files of the theme but for hidden ones: icons, which no site copies."""

    def list_templates(self) -> list[str]:
        """Returns the paths of the files, sorted."""
        found: set[str] = set()
        for folder in self.searchpath:
            for path, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(path, name).relative_to(folder).as_posix() for name in names)
        return sorted(found)


def theme_environment(theme: Theme) -> Environment:
    """Returns the environment that `Theme.get_env` returns, with compiled templates."""
    environment = Theme.get_env(theme)
    environment.loader = ThemeLoader(theme.dirs)
    environment.bytecode_cache = template_cache()
    return environment


def template_name(page: Any) -> str:
    """Returns the name of a page's template."""
    return str(page.meta.get("template", "main.html"))


class CachedIndex:
    """A wrapper of the search index: records or restores the entries of a page."""

    def __init__(self, index: Any = None) -> None:
        self._index = index
        self.cached: Any = None
        """The entries of the next page; None on a miss."""
        self.added: list[Any] = []
        """The entries of the last page."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def add_entry_from_context(self, page: Any) -> None:
        """Adds the entries of a page, as the method of the theme's index does."""
        start = len(self._index.entries)
        if self.cached is None:
            content = page.content
            page.content = empty_excluded(content)
            self._index.add_entry_from_context(page)
            page.content = content
        else:
            self._index.entries += self.cached
        self.added = self._index.entries[start:]


def empty_excluded(html: str) -> str:
    """Returns a page without the content of the parts that search leaves out.

    These are half of a page, and the theme's index would parse them only to drop them.
    """
    kept, end = [], 0
    for start in _EXCLUDED.finditer(html):
        close = html.find(f"</{start[1]}>", start.end())
        if start.start() < end or close < 0:
            continue
        is_nested = html.find(f"<{start[1]}", start.end(), close) >= 0
        if not is_nested and not _HEADING.search(html, start.end(), close):
            kept.append(html[end : start.end()])
            end = close
    return "".join([*kept, html[end:]])


class CachedEnvironment:
    """The template environment: renders a page's template only on a miss.

    `load_texts` sets the texts of a page again that were dropped; it returns False if they are others by now.
    """

    def __init__(
        self,
        env: Any,
        static: Container[str],
        store: CacheStore,
        warnings: WarningCounter,
        keys: dict[Any, str],
        load_texts: Callable[[Any], bool],
    ) -> None:
        self._env, self._static, self._store, self._warnings, self._keys = env, static, store, warnings, keys
        self._load_texts = load_texts

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def start_page(self, page: Any, index: CachedIndex) -> None:
        """Prepares for the page that is rendered next.

        Gives the index the page's cached entries.
        """
        self._page, self._index, self._warnings_before = page, index, self._warnings.count
        self._found = self._store.get(self._keys[page.file])
        index.cached = self._found[0] if self._found else None
        self._is_known = bool(self._found) or self._load_texts(page)

    def get_template(self, name: str) -> Any:
        """Returns a template; a page's template uses the cache."""
        if name in self._static:
            return self._env.get_template(name)
        return SimpleNamespace(render=lambda context: self._render(name, context))

    def _render(self, template: str, context: Any) -> str:
        if self._found:
            return self._found[1]
        text = str(self._env.get_template(template).render(context))
        if self._is_known and self._warnings.count == self._warnings_before:
            self._store.put(self._keys[self._page.file], self._index.added, text)
        return text
