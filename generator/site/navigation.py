"""The navigation of the site: the menu, with the pages of records."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_PAGES = 200
"""The number of record pages up to which the navigation lists them."""


@dataclass(frozen=True)
class Section:
    """A section of the site: its title, and the paths of its records' pages, in order."""

    title: str
    pages: Sequence[str]


def expand(nav: Sequence[Any], sections: Mapping[str, Section]) -> list[Any]:
    """Replaces each section's index page by all its pages, while they are few.

    `nav` is a list as in `mkdocs.yml`: paths, and mappings of a title to a path or a list. `sections` are by the path of
    their index page, which is one of their pages.
    """
    if sum(len(section.pages) for section in sections.values()) > MAX_PAGES:
        return list(nav)
    return [_expand_item(item, sections) for item in nav]


def _expand_item(item: Any, sections: Mapping[str, Section]) -> Any:
    """Expands one item; an index page without a title gets its section's."""
    if isinstance(item, list):
        return [_expand_item(inner, sections) for inner in item]
    if isinstance(item, dict):
        return {
            title: list(sections[target].pages)
            if isinstance(target, str) and target in sections
            else _expand_item(target, sections)
            for title, target in item.items()
        }
    return {sections[item].title: list(sections[item].pages)} if item in sections else item


def find_own_pages(docs: Path, generated: Container[str]) -> list[str]:
    """Returns the paths under `docs` of the pages that the user wrote, sorted."""
    pages = sorted(file.relative_to(docs) for file in docs.rglob("*.md"))
    return [page.as_posix() for page in pages if page.as_posix() not in generated and page.parts[0][0] != "."]
