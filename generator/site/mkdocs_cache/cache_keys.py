"""The keys of the cache: digests of everything that a page of the site depends on."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from mkdocs.plugins import BasePlugin
from mkdocs.theme import Theme

from ..cache_store import digest
from ..environment_key import environment_key

_OTHER_PAGES = re.compile(
    r"(?<![.\w])pages\b|\bnav\.pages\b|\b(?!(?:page|post|listing|mdx_configs)\.)\w+\.(?:content|toc|markdown)\b"
)
"""Finds a template that shows more of other pages than titles and addresses.

`post` and `listing` belong to plugins with which the cache is off.
"""
_OTHER_META = re.compile(r"""(?<!\bpage)(?<!"blog)\.meta\b(?! and )(?:\.(\w+))?|["']meta["']|attribute=["']meta\b""")
"""Finds the front matter of other pages that a template shows; no name means all.

`nav_item.meta and` only asks whether there is any; "blog.meta" names a translation.
"""
_MARKDOWN = re.compile(r"\.markdown\b")
_TEXTS = re.compile(r"\.(?:content|toc|markdown)\b")
"""Finds a template that shows a text of a page."""
_BUILD_DATE = re.compile(r"\bupdate_date\b|\bbuild_date_utc\b")


def plain_data(value: Any) -> Any:
    """Returns a setting as plain data; a function or an object as its type and name."""
    if value is None or isinstance(value, (str, bytes, int, float)):
        return value
    if isinstance(value, Theme):
        return plain_data([value.name, value.dirs, value.static_templates, dict(value)])
    if isinstance(value, Mapping):
        return {str(key): plain_data(inner) for key, inner in value.items()}
    if isinstance(value, BasePlugin):
        return [type(value).__qualname__, plain_data(value.config)]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, Sequence):
        return [plain_data(inner) for inner in value]
    return [type(value).__qualname__, str(getattr(value, "__qualname__", ""))]


def template_files(theme: Theme) -> Iterator[tuple[str, bytes]]:
    """Yields each file that may be part of a page, path and content.

    These are all files of the site's own theme folder, and the templates of other folders. The icons there depend on
    the version of their package alone.
    """
    for folder in theme.dirs:
        is_own = folder == theme.custom_dir
        for path, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if is_own or name[0] != ".")
            for file in (Path(path, name) for name in sorted(names) if is_own or name.endswith(".html")):
                yield str(file), file.read_bytes()


class ThemeFiles:
    """The files of a theme that may be part of a page, and what its templates show.

    `shows_date` is True for the date of the build, `shows_others` for more of other pages than titles and addresses,
    `shows_texts` for that, for the Markdown of a page, and for texts of pages in a static template. `shown_meta` are the
    names in the front matter of other pages that are shown; None stands for all.
    """

    def __init__(self, theme: Theme) -> None:
        templates = list(template_files(theme))
        self.digests = [(path, digest(text.decode("utf-8", "surrogateescape"))) for path, text in templates]
        of_pages, static = "", ""  # static templates are for no page
        for path, text in templates:
            if Path(path).name in theme.static_templates:
                static += text.decode("utf-8", "replace")
            elif path.endswith(".html"):
                of_pages += text.decode("utf-8", "replace") + "\n"
        self.shows_date, self.shows_others, shows_markdown = _find_shown(of_pages)
        self.shows_texts = self.shows_others or shows_markdown or _TEXTS.search(static) is not None
        self.shown_meta = _find_shown_meta(of_pages)


class PageKeys:
    """The keys of rendered pages: of what all pages depend on, and of each page."""

    def __init__(self, config: Any, nav: Any, files: Sequence[Any], theme: ThemeFiles) -> None:
        settings = plain_data({**config, "site_dir": ""})  # `serve` builds in new folders
        menu = list(_nav_data(nav, theme.shown_meta))
        shared = [settings, Path(config.config_file_path).read_bytes(), theme.digests, menu]
        others = [[_head(file.page), text_key(file.page)] for file in files] if theme.shows_others else []
        self._shared, self._shows_date = digest(environment_key(), shared, others), theme.shows_date

    def rendered(self, template: str, context: Mapping[str, Any], text: str) -> str:
        """Returns the key of a page.

        It is made from its template, the template's context, and the key of its text.
        """
        page, settings = context["page"], [context[name] for name in ("base_url", "extra_css", "extra_javascript")]
        neighbours = [_head(one) for one in (page.previous_page, page.next_page) if one]
        dates = [page.update_date, str(context["build_date_utc"])] if self._shows_date else []
        return digest("rendered", self._shared, template, settings, _head(page), text, neighbours, dates)


@lru_cache(maxsize=1)
def _find_shown(templates: str) -> list[bool]:
    """Returns whether templates show the date, more of other pages, Markdown."""
    return [pattern.search(templates) is not None for pattern in (_BUILD_DATE, _OTHER_PAGES, _MARKDOWN)]


@lru_cache(maxsize=1)
def _find_shown_meta(templates: str) -> frozenset[str | None]:
    return frozenset(match[1] for match in _OTHER_META.finditer(templates))


def _nav_data(items: Any, shown: Collection[str | None]) -> Iterator[list[Any]]:
    """Yields the navigation as plain data, without the content of its pages.

    `shown` are the names in the front matter that count; None counts all.
    """
    for item in items:
        if item.is_page:
            meta = {key: value for key, value in item.meta.items() if None in shown or key in shown}
            yield [*_place(item), meta, not item.meta]
        else:
            yield [item.title, getattr(item, "url", None), list(_nav_data(item.children or [], shown))]


def _place(page: Any) -> list[Any]:
    addresses = [page.url, page.canonical_url, page.abs_url, page.edit_url]
    file = [page.file.src_uri, page.file.dest_uri, page.file.inclusion.name]
    return [*file, page.title, *addresses, page.is_homepage]


def _head(page: Any) -> list[Any]:
    return [*_place(page), page.meta]


def text_key(page: Any) -> str:
    """Returns the key of a page's HTML and table of contents."""
    return digest(toc_data(page.toc), page.content)


def toc_data(toc: Any) -> list[list[Any]]:
    """Returns a table of contents as lists: title, anchor, level, inner items."""
    return [[item.title, item.id, item.level, toc_data(item.children)] for item in toc]
