"""Questions: what the sources leave open."""

from __future__ import annotations

from ...exchange import Inquiry
from ...model import Entry, Kind, Layout
from .pages import pages
from .record import Question


def _thing(_: Entry, asked: Question) -> Inquiry:
    return Inquiry(asked.id, KIND.one, asked.question, asked.why_it_matters or asked.question, asked.about)


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
    thing=_thing,
)
