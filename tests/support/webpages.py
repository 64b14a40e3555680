"""A built site as its pages: what each links to, loads, and leaves as text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from generator.formats.downloads import BUNDLES
from generator.site.search_index import DOCUMENTS
from support import dom

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_DATA = ("application/json", "application/ld+json")
"""Types of scripts that are data, which no policy stops."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNREAD = frozenset(("code", "pre", "script", "style"))
_LEFT_OVER = re.compile(r"\[\^[^\]]+\]|\]\(|\]\[|\{[:%{]|[%}]\}|\ufffd|markdown=|&[a-z]+;|&#\d+;")
"""Footnotes, links, attributes, templates and entities that stand as text."""


@dataclass(frozen=True)
class WebPage:
    """One HTML file of a site; `path` is its place in the site, with `/` between folders."""

    path: str
    html: str

    @cached_property
    def nodes(self) -> list[dom.Node]:
        return dom.read(self.html)

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(value for _, _, attributes in self.nodes for name, value in attributes if name == "id")

    @cached_property
    def shapes(self) -> set[object]:
        """Each element as its tag, classes, role and the names of its attributes, with the two elements around it."""
        inside: list[object] = []
        found = set()
        for kind, tag, attributes in self.nodes:
            if kind == "<" and not tag.startswith(("!", "?")):
                own = dict(attributes)
                shape = (tag, own.get("class"), own.get("role"), *sorted(own))
                found.add((*inside[-2:], shape))
                inside += [] if tag in _VOID else [shape]
            elif kind == ">" and inside:
                inside.pop()
        return found

    @property
    def headings(self) -> int:
        return sum(node[:2] == ("<", "h1") for node in self.nodes)

    @property
    def links(self) -> Iterator[str]:
        """The addresses that a reader can follow."""
        for _, tag, attributes in self.nodes:
            yield from (value for name, value in attributes if tag in ("a", "area") and name in ("href", "xlink:href"))

    @property
    def loads(self) -> Iterator[str]:
        """The addresses that a browser fetches by itself."""
        for _, tag, attributes in self.nodes:
            if dict(attributes).get("rel") in ("canonical", "license"):
                continue  # an address to know, not to fetch
            for name, value in attributes:
                if name in ("src", "srcset", "data", "poster") or (
                    tag not in ("a", "area") and name in ("href", "xlink:href")
                ):
                    yield value

    @property
    def left_over(self) -> list[str]:
        """Markup that should have become an element but is read as text."""
        inside: list[str] = []
        found = []
        for kind, content, _ in self.nodes:
            if kind == "<" and content not in _VOID and not content.startswith(("!", "?")):
                inside.append(content)
            elif kind == ">" and content in inside:
                while inside.pop() != content:
                    pass
            elif kind == "text" and not _UNREAD & set(inside):
                found += _LEFT_OVER.findall(content)
        return found

    @property
    def hard_tables(self) -> Iterator[str]:
        """The parts of a table that a keyboard or a screen reader can't reach.

        A wide table becomes cards on a narrow screen, or scrolls in an element that takes the focus.
        """
        inside: list[tuple[str, dict[str, str]]] = []
        for kind, content, attributes in self.nodes:
            if kind == "text":
                inside = [
                    ("th", {"text": ""}) if tag == "th" and content.strip() else (tag, own) for tag, own in inside
                ]
            elif kind == "<" and content not in _VOID:
                around = [own for _, own in inside]
                if content == "table" and not any(
                    "tabindex" in own or "br-rows" in own.get("class", "") for own in around
                ):
                    yield f"table {dict(attributes)}"
                inside.append((content, dict(attributes)))
            elif kind == ">" and content in (tag for tag, _ in inside):
                while (last := inside.pop())[0] != content:
                    pass
                if content == "th" and "text" not in last[1]:
                    yield "empty th"


def files_of(site: Path) -> list[Path]:
    """The files of a site's pages; what it offers to take along is none of them."""
    return sorted(set(site.rglob("*.html")) - {site / "data" / BUNDLES["html"].file})


def paths_of(site: Path) -> list[str]:
    """The paths of a site's pages."""
    return [file.relative_to(site).as_posix() for file in files_of(site)]


@dataclass(frozen=True)
class Site:
    """A folder of HTML, as it lies on a disk: an address names a file, not a folder with an index in it."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, WebPage]:
        return {path: WebPage(path, (self.folder / path).read_text("utf-8")) for path in paths_of(self.folder)}

    def dead(self, page: WebPage, address: str) -> bool:
        """True for an address within the site that leads nowhere: no such file, or no such place in it."""
        host = "https://site.invalid"
        target = urlsplit(urljoin(f"{host}/{page.path}", address))
        path = unquote(target.path).lstrip("/")
        if path not in self.pages:
            return bool(target.fragment) or not (self.folder / path).is_file()
        return bool(target.fragment) and unquote(target.fragment) not in self.pages[path].ids


def with_new_shapes(site: Path, paths: Iterable[str], seen: set[object]) -> list[str]:
    """The paths of pages with an element whose shape was not seen; adds the shapes of all to those seen."""
    found = []
    for path in paths:
        shapes = WebPage(path, (site / path).read_text("utf-8")).shapes
        found += [path] if shapes - seen else []
        seen |= shapes
    return found


def one_of_each(site: Path) -> list[str]:
    """The paths of a page of every sort: those at the top, and of each section its index and its fullest other page."""
    pages = files_of(site)
    found = [page.name for page in pages if page.parent == site]
    for index in sorted(site.glob("*/index.html")):
        others = [page for page in pages if page.parent == index.parent and page != index]
        fullest = sorted(others, key=lambda page: page.stat().st_size)[-1:]
        found += [page.relative_to(site).as_posix() for page in [index, *fullest]]
    return found


def is_elsewhere(address: str) -> bool:
    """True for an address that leaves the site."""
    return bool(re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE))


def searched(site: Path) -> list[dict[str, Any]]:
    """The entries of the theme's search for each section of a built site."""
    text = (site / DOCUMENTS).read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(text.removeprefix("var __documents = "))
    return entries


def faults(site: Site) -> Iterator[tuple[str, str, object]]:
    """Errors that no engine looks for: the page, the error, its place."""
    for path, page in site.pages.items():
        within = [one for one in (*page.links, *page.loads) if not is_elsewhere(one)]
        yield from ((path, "leads nowhere", one) for one in within if site.dead(page, one))
        yield from ((path, "is loaded from another host", one) for one in page.loads if is_elsewhere(one))
        yield from ((path, "is no address to follow", one) for one in page.links if not is_followed(one))
        yield from ((path, "stands twice", one) for one, times in page.ids.items() if times > 1)
        yield from ((path, "is left as text", one) for one in page.left_over)
        yield from ((path, "is not for every reader", one) for one in page.hard_tables)
        if page.headings != 1 and 'http-equiv="refresh"' not in page.html:
            yield path, "does not have one main heading", page.headings
    for file in site.folder.rglob("*.css"):
        for one in re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^)\"']*)", file.read_text("utf-8")):
            yield file.name, "is loaded from another host", one


def forbidden(page: WebPage) -> Iterator[str]:
    """Content that the policy would stop: scripts and styles within the page, handlers of events, frames, plug-ins and media."""
    for sign, tag, pairs in page.nodes:
        if sign != "<":
            continue
        attributes = dict(pairs)
        runs = tag == "script" and "src" not in attributes and attributes.get("type") not in _DATA
        if runs or tag in {"style", "iframe", "object", "embed", "video", "audio", "base"}:
            yield tag
        yield from (f"{tag} {name}" for name in attributes if name == "style" or name.startswith("on"))
    yield from (one for one in page.loads if is_elsewhere(one) and not one.startswith("data:"))


def is_followed(address: str) -> bool:
    return not is_elsewhere(address) or address.startswith(("http://", "https://", "mailto:"))
