"""Experts: who comments, and what they said."""

from __future__ import annotations

from ...model import Kind, Layout
from .pages import pages
from .record import Expert

KIND = Kind(
    name="experts",
    one="expert",
    title="Experts",
    blurb="What those who know the field say, side by side.",
    layout=Layout.FOLDER,
    section="experts",
    appears_as="Experts who work here",
    record=Expert,
    has_pages=True,
    pages=pages,
    weight=2,
)
