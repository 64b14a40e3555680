"""Risks: the register and the matrix."""

from __future__ import annotations

from ...model import Kind, Layout
from .check import check
from .pages import by_level, pages
from .record import Risk

KIND = Kind(
    name="risks",
    one="risk",
    title="Risks",
    blurb="What could go wrong, how likely, how bad, and who says so.",
    layout=Layout.FOLDER,
    section="risks",
    appears_as="Risks",
    record=Risk,
    order=by_level,
    has_pages=True,
    pages=pages,
    check=check,
    weight=2,
)
