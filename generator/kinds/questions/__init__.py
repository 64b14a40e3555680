"""Questions: what the sources leave open."""

from __future__ import annotations

from ...model import Kind, Layout
from .pages import pages
from .record import Question

KIND = Kind(
    name="questions",
    one="question",
    title="Open questions",
    blurb="What the source leaves open, why it matters, and what would settle it.",
    layout=Layout.FOLDER,
    section="questions",
    appears_as="Open questions",
    record=Question,
    pages=pages,
)
