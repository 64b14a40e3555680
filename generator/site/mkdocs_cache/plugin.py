"""The MkDocs plugin that uses the cache; it runs after all others."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Container
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import mkdocs.commands.build as mkdocs_build
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.pages import Page

from .. import engine_protocol, sharding, workers
from ..cache_store import CacheStore, digest
from ..environment_key import environment_key
from . import conversion
from .cache_keys import PageKeys, ThemeFiles, plain_data, text_key
from .kept_build import KeptBuild
from .page_rendering import CachedEnvironment, CachedIndex, WarningCounter, template_name, theme_environment
from .supported import SEARCH_PLUGIN, has_hooks, unsupported_setting, unsupported_version
from .unchanged_files import LastSite

_LOG = logging.getLogger(__name__)
_WITH_TEXTS = ("page_markdown", "page_content", "post_page", "post_build")
"""The events in which a hook may change or read the texts of a page.

Our own plugin only counts pages in them.
"""


@dataclass(frozen=True)
class Preparation:
    """A build that only fills the cache.

    `send_html` gets the HTML of the `wanted` pages, by path, which are converted before the others.
    """

    wanted: Container[str]
    send_html: Callable[[dict[str, str]], None]


@dataclass(frozen=True)
class _DroppedText:
    """The keys and the number of characters of a page's dropped texts."""

    converted_key: str
    text_key: str
    size: int


class PreparedError(Exception):
    """Ends a preparation."""


def cached_build(config: Any, last_site: str = "", preparation: Preparation | None = None) -> KeptBuild | None:
    """Builds the site as MkDocs does; with the cache, if its versions were tested.

    Returns the build, to render single pages again, if the cache was used. Files that are unchanged since `last_site`,
    a folder, are linked. A preparation writes no site, and raises PreparedError: once all pages are in the cache, or if
    the cache can't be used.
    """
    with ExitStack() as until_built:
        plugin = CachePlugin(until_built, last_site, preparation)
        if reason := unsupported_version():
            plugin.report_disabled(reason)
        else:
            config.plugins["briefing-cache"] = plugin
        mkdocs_build.build(config)
    return plugin.kept


class CachePlugin(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """The cache in one build of MkDocs, from event to event."""

    def __init__(self, until_built: ExitStack, last_site: str, preparation: Preparation | None) -> None:
        self._until_built, self._preparation = until_built, preparation
        self._last_site = LastSite(last_site, until_built)
        self.kept: KeptBuild | None = None

    _is_enabled = False

    def report_disabled(self, reason: str) -> None:
        """Reports why the cache can't be used; raises PreparedError in a preparation."""
        if self._preparation:
            raise PreparedError
        _LOG.warning("%s%s.", engine_protocol.CACHE_DISABLED, reason)

    @event_priority(50)
    def _use_compiled_templates(self, config: Any) -> None:
        """Lets the theme use compiled templates, before other plugins use its templates."""
        config.theme.get_env = partial(theme_environment, config.theme)

    @event_priority(-100)
    def _open_cache(self, config: Any) -> None:
        """Opens the cache, or reports why it is disabled."""
        if reason := unsupported_setting(config):
            self.report_disabled(reason)
            del config.theme.get_env
            return
        self._is_enabled = True
        store = CacheStore(Path(config.config_file_path).parent, cache_name())
        self._store = self._until_built.enter_context(store)
        self._warnings = WarningCounter.installed(self._until_built)
        # With workers, the steps are counted here: the plugin would count each page again that it gets from the cache.
        is_counted_here = self._preparation or workers.worker_count() > 1
        self._counter = os.environ.pop(engine_protocol.COUNTER, None) if is_counted_here else None
        self._conversion_key = digest(
            environment_key(),
            plain_data([config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls]),
            logging.getLogger("mkdocs").getEffectiveLevel(),
        )
        self._index = CachedIndex()
        for plugin in config.plugins.values():
            if type(plugin).__module__ == SEARCH_PLUGIN and plugin.config.enabled:
                plugin.search_index = self._index = CachedIndex(plugin.search_index)
        self._front_matter = conversion.FrontMatterCache(self._store, self._conversion_key)

    on_config = CombinedEvent(_use_compiled_templates, _open_cache)

    @event_priority(-100)
    def on_nav(self, nav: Any, config: Any, files: Any) -> None:
        """Converts the pages that are missing in the cache; MkDocs converts no other."""
        if not self._is_enabled:
            return
        self._nav, self._links = nav, conversion.LinkRecorder(files)
        self._theme_files = ThemeFiles(config.theme)
        needs_texts = self._theme_files.shows_texts or config.extra_templates or has_hooks(config, *_WITH_TEXTS)
        self._drops_texts = not needs_texts
        self._dropped: dict[Any, _DroppedText] = {}
        pages: list[Any] = [file.page or Page(None, file, config) for file in files.documentation_pages()]
        for page in pages:
            page.read_source = partial(self._read_source, page)
            page.render = partial(self._convert_page, page)
            page.read_source(config)
        missing = {
            page.file: len(page.markdown)
            for page in pages
            if self._converted_key(page.file, page.markdown) not in self._store
        }

        def convert(file: Any) -> None:
            file.page.render(config, files)

        if self._preparation:
            wanted = [page.file for page in pages if page.file.src_uri in self._preparation.wanted]
            first = {file: missing.pop(file) for file in wanted if file in missing}
            self._make_missing(first, len(first), convert)
            found = {file.src_uri: self._get_converted(file.page) for file in wanted}
            self._preparation.send_html({path: converted[1] for path, converted in found.items() if converted})
            self._counter = None  # nobody waits for the rest
        self._make_missing(missing, len(pages), convert)

    def _read_source(self, page: Any, config: Any) -> None:
        """Reads a page as `Page.read_source` does, with front matter from the cache."""
        source = config.plugins.on_page_read_source(page=page, config=config)
        page.markdown, page.meta = self._front_matter.get_data(page.file.content_string if source is None else source)

    def _converted_key(self, file: Any, text: str) -> str:
        return digest("converted", self._conversion_key, file.src_uri, file.url, file.inclusion.name, text)

    def _get_converted(self, page: Any) -> tuple[Any, str] | None:
        """Returns what the cache has of a page's conversion; None if its links changed."""
        found = self._store.get(self._converted_key(page.file, page.markdown))
        return found if found and conversion.is_current(found[0], self._links) else None

    def _convert_page(self, page: Any, config: Any, _: Any) -> None:
        """Converts a page as MkDocs' `Page.render` does, or restores it from the cache.

        Drops its texts, if only its template may read them: those of 10,000 pages take 200 MB.
        """
        found = self._get_converted(page)
        if found and self._drops_texts:
            data, content = found
            key = self._converted_key(page.file, page.markdown)
            self._dropped[page.file] = _DroppedText(key, digest(data["toc"], content), len(content))
            conversion.restore(page, {**data, "toc": []}, "", self._links)
            page.markdown = ""
        else:
            self._set_texts(page, found, config)

    def _load_texts(self, page: Any, config: Any) -> bool:
        """Sets the texts of a page again that were dropped.

        If the cache has lost them, the page is read again. Returns False if it has another text by now.
        """
        dropped = self._dropped.get(page.file)
        if not dropped:
            return True
        found = self._store.get(dropped.converted_key)
        if not found:
            page.read_source(config)
        self._set_texts(page, found, config)
        return text_key(page) == dropped.text_key

    def _set_texts(self, page: Any, found: tuple[Any, str] | None, config: Any) -> None:
        """Restores a page's texts as found in the cache, or converts the page."""
        if found:
            conversion.restore(page, *found, self._links)
            return
        warnings_before = self._warnings.count
        self._links.recorded = {}
        Page.render(page, config, self._links)  # type: ignore[arg-type]
        if self._warnings.count == warnings_before:
            key = self._converted_key(page.file, page.markdown)
            self._store.put(key, conversion.conversion_data(page, self._links), page.content)

    @event_priority(-100)
    def on_env(self, env: Any, config: Any, files: Any) -> Any:
        """Renders the pages that are missing in the cache.

        Returns an environment that uses the cache.
        """
        if not self._is_enabled:
            return env
        self._front_matter.save()
        self._last_site.link_media(file for file in files if not file.is_documentation_page())
        pages = files.documentation_pages()
        page_keys = PageKeys(config, self._nav, pages, self._theme_files)

        def context(page: Any) -> Any:
            return mkdocs_build.get_context(self._nav, pages, config, page)

        def rendered_key(file: Any) -> str:
            text = self._dropped[file].text_key if file in self._dropped else text_key(file.page)
            return page_keys.rendered(template_name(file.page), context(file.page), text)

        keys = {file: rendered_key(file) for file in pages}
        self.kept = KeptBuild(config, self._nav, files, env)
        templates, load_texts = config.theme.static_templates, partial(self._load_texts, config=config)
        self._env = cached = CachedEnvironment(env, templates, self._store, self._warnings, keys, load_texts)

        def render(file: Any) -> None:
            page = file.page
            page.active = True
            template = cached.get_template(template_name(page))
            template.render(config.plugins.on_page_context(context(page), page=page, config=config, nav=self._nav))
            page.active = False

        def size(file: Any) -> int:
            return self._dropped[file].size if file in self._dropped else len(file.page.content)

        missing = {file: size(file) for file, key in keys.items() if key not in self._store}
        self._make_missing(missing, len(pages), render)
        if self._preparation:
            raise PreparedError
        return cached

    @event_priority(100)
    def on_page_context(self, _context: Any, page: Any, **_: Any) -> None:
        """Gets a page from the cache, before the search plugin looks at it."""
        if self._is_enabled:
            self._env.start_page(page, self._index)

    @event_priority(-200)
    def on_post_page(self, output: str, page: Any, **_: Any) -> str:
        """Links the page if the last site has it; MkDocs writes no page without output."""
        return "" if self._is_enabled and self._last_site.link_page(page.file, output) else output

    @event_priority(-200)
    def on_post_build(self, **_: Any) -> None:
        """Removes the entries that this build did not use."""
        if self._is_enabled:
            self._store.compact()
            self._is_enabled = False  # a kept build renders pages without the cache

    def _make_missing(self, sizes: dict[Any, int], total: int, make: Callable[[Any], None]) -> None:
        """Makes missing pages in several processes, if there are enough of them.

        With few, a preparation makes them here, and MkDocs otherwise. Counts the steps of the `total` pages.
        """
        in_workers = len(sizes) >= workers.MIN_PAGES and workers.worker_count() > 1
        is_made_here = in_workers or self._preparation
        engine_protocol.count_steps(self._counter, total - len(sizes) if is_made_here else total)

        def make_and_count(item: Any) -> None:
            make(item)
            engine_protocol.count_steps(self._counter)

        if in_workers:
            workers.run(sizes, make_and_count)
            self._store.refresh()
        elif is_made_here:
            for item in sizes:
                make_and_count(item)


def cache_name() -> str:
    """Returns the name of this build's store: each edition and shard has its own."""
    shard = sharding.shard_to_build()
    edition = "offline" if os.environ.get("OFFLINE") == "true" else "hosted"
    return edition if shard.is_whole else f"{edition}-{shard.number}-of-{shard.count}"
