"""What a page of the site follows from, as digests: the same digest means the same page."""

from __future__ import annotations

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

_OTHERS = re.compile(r"(?<![.\w])pages\b|\bnav\.pages\b|\b(?!page\.)\w+\.(?:content|toc|markdown)\b")
"""A template that says more of other pages than their titles and addresses."""
_DAY = re.compile(r"\bupdate_date\b|\bbuild_date_utc\b")


def digest(*parts: Any) -> str:
    return sha256("\0".join(map(plain, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def plain(value: Any) -> str:
    """A value as text: the same for the same value in another process. Of what is no data only its type is told."""
    if value is None or isinstance(value, (str, bytes, int, float)):
        return repr(value)
    if isinstance(value, Theme):
        return plain([value.name, value.dirs, sorted(value.static_templates), *value.items()])
    if isinstance(value, Mapping):
        return "{%s}" % ",".join(f"{plain(key)}:{plain(inner)}" for key, inner in value.items())
    if isinstance(value, BasePlugin):
        return f"{type(value).__qualname__}{plain(value.config)}"
    if isinstance(value, (set, frozenset)):
        return plain(sorted(map(plain, value)))
    if isinstance(value, Sequence):
        return "[%s]" % ",".join(map(plain, value))
    if type(value).__module__ == "datetime":
        return repr(value)
    return f"{type(value).__qualname__}.{getattr(value, '__qualname__', '')}"


@cache
def versions() -> str:
    """Python, what is installed beside MkDocs, and our own files that make and keep pages."""
    installed = Path(mkdocs.__file__).parent.parent.glob("*.dist-info")
    own = sorted(Path(__file__).parent.glob("*.py"))
    return digest(sys.version, sorted(path.name for path in installed), [file.read_bytes() for file in own])


def templates(theme: Theme) -> Iterator[tuple[str, bytes]]:
    """Each file of the theme that may be filled: all that the site's own folder holds, the templates of others."""
    for folder in map(Path, theme.dirs):
        pattern = "*" if folder == Path(theme.custom_dir or "") else "*.html"
        for file in sorted(folder.rglob(pattern)):
            if file.is_file():
                yield str(file), file.read_bytes()


class Site:
    """What all pages follow from, and each of them."""

    def __init__(self, config: Any, nav: Any, files: Sequence[Any]) -> None:
        texts = list(templates(config.theme))
        said = "\n".join(text.decode("utf-8", "replace") for _, text in texts)
        self.tells_the_day = _DAY.search(said) is not None
        self._whole = digest(versions(), config, config.user_configs, texts, list(_items(nav)))
        if _OTHERS.search(said):
            self._whole = digest(self._whole, [page(file.page) for file in files])

    def filled(self, template: str, context: Mapping[str, Any]) -> str:
        """The digest of all that a page's template is filled with."""
        shown, around = context["page"], [context[name] for name in ("base_url", "extra_css", "extra_javascript")]
        beside = [page(one) for one in (shown.previous_page, shown.next_page) if one]
        days = [shown.update_date, str(context["build_date_utc"])] if self.tells_the_day else []
        return digest("filled", self._whole, template, around, page(shown), beside, days)


def _items(items: Any) -> Iterator[list[Any]]:
    """The navigation without the pages' content: a template that asks for that is one that speaks of other pages."""
    for item in items:
        if item.is_page:
            yield [*_heading(item)]
        else:
            yield [item.title, getattr(item, "url", None), list(_items(item.children or []))]


def _heading(of: Any) -> list[Any]:
    addresses = [of.url, of.canonical_url, of.abs_url, of.edit_url]
    return [of.file.src_uri, of.file.dest_uri, of.file.inclusion.name, of.title, of.meta, *addresses, of.is_homepage]


def page(of: Any) -> list[Any]:
    """What is said of a page, and on it."""
    return [*_heading(of), of.content, contents(of.toc)]


def contents(toc: Any) -> list[list[Any]]:
    """A table of contents as plain data."""
    return [[item.title, item.id, item.level, contents(item.children)] for item in toc]
