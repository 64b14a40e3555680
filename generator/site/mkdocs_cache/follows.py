"""What a page of the site follows from, as digests: the same digest means the same page."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.plugins import BasePlugin
from mkdocs.theme import Theme

_OTHERS = re.compile(
    r"(?<![.\w])pages\b|\bnav\.pages\b|\b(?!(?:page|post|listing|mdx_configs)\.)\w+\.(?:content|toc|markdown)\b"
)
"""A template that says more of other pages than their titles and addresses; posts and listings are plug-ins' that are not let in."""
_DAY = re.compile(r"\bupdate_date\b|\bbuild_date_utc\b")


def digest(*parts: Any) -> str:
    """The digest of texts, and of plain data: what is equal has the same one in another process."""
    found = sha256()
    for part in parts:
        text = part if isinstance(part, str) else repr(part)
        found.update(f"{type(part).__name__} {len(text)}\n".encode() + text.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def plain(value: Any) -> Any:
    """A setting as plain data. Of what holds none, such as a function, it is told what it is called."""
    if value is None or isinstance(value, (str, bytes, int, float)):
        return value
    if isinstance(value, Theme):
        return plain([value.name, value.dirs, value.static_templates, dict(value)])
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, BasePlugin):
        return [type(value).__qualname__, plain(value.config)]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, Sequence):
        return [plain(inner) for inner in value]
    return [type(value).__qualname__, str(getattr(value, "__qualname__", ""))]


@cache
def versions() -> str:
    """Python, what is installed beside MkDocs, and our own files that make and keep pages."""
    installed = Path(mkdocs.__file__).parent.parent.glob("*.dist-info")
    own = sorted(Path(__file__).parent.glob("*.py"))
    return digest(sys.version, sorted(path.name for path in installed), [file.read_bytes() for file in own])


def templates(theme: Theme) -> Iterator[tuple[str, bytes]]:
    """Each file that may fill a page: all that the site's own folder of the theme holds, and the templates of others.

    The icons of others are known by the version of their package.
    """
    for folder in theme.dirs:
        is_own = folder == theme.custom_dir
        for path, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if is_own or name[0] != ".")
            for file in (Path(path, name) for name in sorted(names) if is_own or name.endswith(".html")):
                yield str(file), file.read_bytes()


class Site:
    """What all pages follow from, and each of them."""

    def __init__(self, config: Any, nav: Any, files: Sequence[Any]) -> None:
        texts = list(templates(config.theme))
        sums = [(path, digest(text.decode("utf-8", "surrogateescape"))) for path, text in texts]
        static = config.theme.static_templates  # no page is filled by them
        said = "\n".join(text.decode("utf-8", "replace") for path, text in texts if Path(path).name not in static)
        self._tells_the_day = _DAY.search(said) is not None
        whole = [plain(config), Path(config.config_file_path).read_bytes(), sums, list(_items(nav))]
        others = [page(file.page) for file in files] if _OTHERS.search(said) else []
        self._whole = digest(versions(), whole, others)

    def filled(self, template: str, context: Mapping[str, Any]) -> str:
        """The digest of all that a page's template is filled with."""
        shown, around = context["page"], [context[name] for name in ("base_url", "extra_css", "extra_javascript")]
        beside = [_heading(one) for one in (shown.previous_page, shown.next_page) if one]
        days = [shown.update_date, str(context["build_date_utc"])] if self._tells_the_day else []
        return digest(
            "filled", self._whole, template, around, _heading(shown), contents(shown.toc), shown.content, beside, days
        )


def _items(items: Any) -> Iterator[list[Any]]:
    """The navigation, without the content of its pages."""
    for item in items:
        if item.is_page:
            yield _heading(item)
        else:
            yield [item.title, getattr(item, "url", None), list(_items(item.children or []))]


def _heading(of: Any) -> list[Any]:
    addresses = [of.url, of.canonical_url, of.abs_url, of.edit_url]
    return [of.file.src_uri, of.file.dest_uri, of.file.inclusion.name, of.title, of.meta, *addresses, of.is_homepage]


def page(of: Any) -> list[Any]:
    """What is said of a page, and on it."""
    return [_heading(of), contents(of.toc), of.content]


def contents(toc: Any) -> list[list[Any]]:
    """A table of contents as plain data."""
    return [[item.title, item.id, item.level, contents(item.children)] for item in toc]
