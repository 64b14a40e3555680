"""The conversion of a page from Markdown, and its result as plain data."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from typing import Any

from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import meta

from ..cache_store import CacheStore, digest, is_json_data
from .cache_keys import toc_data


class LinkRecorder:
    """Replaces MkDocs' `Files` in a conversion, and records the paths looked up."""

    def __init__(self, files: Any) -> None:
        self.find = cache(files.get_file_from_path)
        self.target = cache(self._target)
        self.recorded: dict[str, None] = {}
        """The paths, in order, since it was last cleared."""

    def get_file_from_path(self, uri: str) -> Any:
        """Returns the file with this path, or None, as MkDocs' method does."""
        self.recorded[uri] = None
        return self.find(uri)

    def _target(self, uri: str) -> list[str]:
        """Returns what a link to this path depends on; empty if there is no such file."""
        file = self.find(uri)
        return [file.src_uri, file.url, file.inclusion.name] if file else []


def conversion_data(page: Any, links: LinkRecorder) -> dict[str, Any]:
    """Returns what a conversion sets on a page, and the targets of its links.

    The page's content is not included. The title of its first heading has no public name in MkDocs: `title` may be
    that of the menu.
    """
    anchors = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
    return {
        "toc": toc_data(page.toc),
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids),
        "to anchors": None if page.links_to_anchors is None else anchors,
        "links": [[uri, links.target(uri)] for uri in links.recorded],
    }


def is_current(data: dict[str, Any], links: LinkRecorder) -> bool:
    """Returns whether all links of a converted page still have the same targets."""
    return all(links.target(uri) == target for uri, target in data["links"])


def restore(page: Any, data: dict[str, Any], content: str, links: LinkRecorder) -> None:
    """Sets on a page what its conversion would set."""
    page.content = content
    page.toc = TableOfContents(_toc_items(data["toc"]))
    if page.toc.items:
        page.toc.items[0].active = True
    page._title_from_render = data["title"]
    page.present_anchor_ids = set(data["anchors"])
    if data["to anchors"] is not None:
        page.links_to_anchors = {links.find(uri): to for uri, to in data["to anchors"].items()}


def _toc_items(toc: Sequence[Any]) -> list[AnchorLink]:
    items = []
    for title, anchor, level, inner in toc:
        items.append(AnchorLink(title, anchor, level))
        items[-1].children = _toc_items(inner)
    return items


class FrontMatterCache:
    """The front matter of all pages, parsed once each and cached as one entry."""

    def __init__(self, store: CacheStore, settings: str) -> None:
        self._store, self._key = store, digest("front matter", settings)
        found = store.get(self._key)
        self._cached: dict[str, Any] = found[0] if found else {}
        self._used: dict[str, Any] = {}

    def get_data(self, text: str) -> tuple[str, dict[str, Any]]:
        """Returns a page's Markdown and its front matter, as MkDocs' `meta.get_data` does."""
        end = text.find("\n---\n", 3) + 5
        while text.startswith("\n", end):
            end += 1
        front = text[:end] if end > 4 else ""
        known = self._used.get(front, self._cached.get(front))
        if known is not None:
            self._used[front] = known
            return text[end:], copy.deepcopy(known)
        body, data = meta.get_data(text)
        if front and text[end:] == body and is_json_data(data):
            self._used[front] = copy.deepcopy(data)
        return body, data

    def save(self) -> None:
        """Caches the front matter of all pages, which are read, and forgets it."""
        if self._used != self._cached:
            self._store.put(self._key, self._used, "")
        self._cached, self._used = {}, {}
