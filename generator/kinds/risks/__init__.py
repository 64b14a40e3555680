"""Risks: the register and the matrix."""

from __future__ import annotations

from ...formats import interchange
from ...model import Entry, Kind, Layout
from .check import check
from .pages import by_level, pages
from .record import Risk


def _to_entity(_: Entry, risk: Risk) -> interchange.Topic:
    judged = f"Likelihood: {risk.likelihood.words}. Impact: {risk.impact.words}. Assessed by {risk.assessed_by.words}: {risk.basis}"
    return interchange.Topic(
        risk.id, KIND.one, risk.title, f"{risk.description}\n\n{judged}", (*risk.actors, *risk.statements)
    )


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
    to_entity=_to_entity,
)
