"""Adds the pages of records to the navigation that `mkdocs.yml` lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

    `nav` is the list in `mkdocs.yml`: paths, and mappings of a title to a path or a list. `sections` are by the path of
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
