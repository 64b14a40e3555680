"""The site's Markdown as its engine sets it up."""

from __future__ import annotations

import warnings
from functools import lru_cache

from markdown import Markdown
from mkdocs.config import load_config

from support.project import ROOT

LIKELY = ("pymdownx.details", "pymdownx.tabbed")
"""Extensions that a hand-written page may come to want: a text must not act in them either."""


@lru_cache(maxsize=1)
def site_markdown() -> Markdown:
    """Python-Markdown with the extensions of `mkdocs.yml`, and the likely ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=[*config.markdown_extensions, *LIKELY], extension_configs=config.mdx_configs or {})
