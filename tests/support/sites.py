"""The site's Markdown as its engine sets it up."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markdown import Markdown

from generator.site import configuration

LIKELY = ("pymdownx.details", "pymdownx.tabbed")
"""Extensions that a hand-written page may come to want: a text must not act in them either."""


@lru_cache(maxsize=1)
def site_markdown() -> Markdown:
    """Python-Markdown with the extensions of the site, and the likely ones."""
    options: dict[str, dict[str, Any]] = {}
    for one in configuration.defaults()["markdown_extensions"]:
        options |= one if isinstance(one, dict) else {one: {}}
    return Markdown(extensions=[*options, *LIKELY], extension_configs=options)
