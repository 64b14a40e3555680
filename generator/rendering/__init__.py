"""Pages to Markdown by templates, with pictures as inline SVG.

Beside the engines, the only package that imports Jinja.
"""

from . import pagination, parallel, social_preview, svg
from .environment import use_compiled
from .renderer import render, render_pages

__all__ = [
    "pagination",
    "parallel",
    "render",
    "render_pages",
    "social_preview",
    "svg",
    "use_compiled",
]
