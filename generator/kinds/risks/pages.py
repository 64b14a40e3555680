"""The pages of the risks: the matrix, the register, and a page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model import Briefing, Kind, Page, indexes
from ...records import scales
from ...rendering import pagination, svg
from .record import Risk

LEADING = 40
"""The number of risks on the index when each level has a register of its own."""
NOT_ASSESSED = "not-assessed"
BARS = {
    term: svg.likelihood.draw_bar(*bounds, scales.LIKELIHOOD_BOUNDS)
    for term, bounds in scales.LIKELIHOOD_RANGES.items()
}
AXIS = svg.likelihood.draw_axis(scales.LIKELIHOOD_BOUNDS)


@dataclass(frozen=True)
class MatrixCell:
    """A cell of the matrix: its level, and its risks with their numbers."""

    level: scales.Level
    risks: tuple[tuple[str, Risk], ...]


@dataclass(frozen=True)
class MatrixRow:
    """A row of the matrix."""

    likelihood: scales.Likelihood
    cells: tuple[MatrixCell, ...]


def by_level(risk: Risk) -> tuple[int, int, str]:
    """Returns the key for the order of the register: level, likelihood, title.

    The highest level comes first; risks without an assessment come last.
    """
    rank = scales.LEVELS.index(risk.level) if risk.level else -1
    likely = scales.LIKELIHOODS.index(risk.likelihood) if risk.likelihood in scales.LIKELIHOODS else -1
    return (-rank, -likely, risk.title)


def number_risks(risks: tuple[Risk, ...]) -> tuple[tuple[str, Risk], ...]:
    """Returns the assessed risks with their numbers in the matrix, from R1.

    A number is no identity: it changes when a risk is added.
    """
    return tuple((f"R{n}", risk) for n, risk in enumerate((risk for risk in risks if risk.level), 1))


def build_matrix(risks: tuple[tuple[str, Risk], ...]) -> tuple[MatrixRow, ...]:
    """Returns the rows, the likeliest first, with columns in the order of `IMPACTS`."""
    return tuple(
        MatrixRow(likely, tuple(_cell(likely, impact, risks) for impact in scales.IMPACTS))
        for likely in reversed(scales.LIKELIHOODS)
    )


def _cell(likely: scales.Likelihood, impact: scales.Impact, risks: tuple[tuple[str, Risk], ...]) -> MatrixCell:
    here = tuple(one for one in risks if one[1].likelihood is likely and one[1].impact is impact)
    derived = scales.level(likely, impact)
    assert derived is not None
    return MatrixCell(derived, here)


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the index with matrix and register, then a page for each risk."""
    every = tuple(sorted(briefing.of_type(Risk), key=by_level))
    risks = indexes.successions(briefing).current(every)
    context: dict[str, Any] = {
        "superseded": tuple(risk for risk in every if risk not in risks),
        "disputed": sum(bool(risk.disputed) for risk in risks),
        "total": len(risks),
        "bars": BARS,
        "impacts": scales.IMPACTS,
        "rows": build_matrix(number_risks(risks)),
        "numbered": number_risks(risks),
        "assessed": tuple(risk for risk in risks if risk.level),
        "unassessed": tuple(risk for risk in risks if not risk.level),
    }
    if pagination.is_long(len(risks)):
        yield from _pages_by_level(kind, context, risks)
    else:
        yield kind.index_page(context)
    for risk in every:
        yield kind.record_page(risk, risk.description, {"bars": BARS, "axis": AXIS})


def _pages_by_level(kind: Kind, context: Mapping[str, Any], risks: Sequence[Risk]) -> Iterator[Page]:
    """Yields an index with the leading risks, then a register for each level."""
    parts = pagination.paginate(risks, f"{kind.section}/by-level", _level)
    pages: dict[str, str] = {}
    for part in parts:
        pages.setdefault(_level(part.items[0]), part.path)
    context = {**context, "parts": parts, "pages": pages, "leading": context["assessed"][:LEADING]}
    yield kind.index_page(context, "levels.md.j2")
    for part in parts:
        here = {
            "bars": BARS,
            "assessed": tuple(risk for risk in part.items if risk.level),
            "unassessed": tuple(risk for risk in part.items if not risk.level),
        }
        yield kind.part_page(part.path, part.name.replace("-", " "), "level.md.j2", here)


def _level(risk: Risk) -> str:
    return risk.level.value if risk.level else NOT_ASSESSED
