"""Pages to Markdown by templates, with pictures as inline SVG.

The only package that imports Jinja.
"""

from . import pagination, social_preview, svg
from .renderer import render

__all__ = [
    "pagination",
    "render",
    "social_preview",
    "svg",
]
