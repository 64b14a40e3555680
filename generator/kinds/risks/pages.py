"""The pages of the risks: the matrix, the register, and one page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model import Briefing, Kind, Page
from ...records import scales
from ...rendering import pagination, svg
from .record import Risk

LEADING = 40
"""So many risks stand on the index when each level has a register of its own."""
NOT_ASSESSED = "not-assessed"
BARS = {
    term: svg.likelihood.bar(*bounds, scales.LIKELIHOOD_BOUNDS) for term, bounds in scales.LIKELIHOOD_RANGES.items()
}
AXIS = svg.likelihood.axis(scales.LIKELIHOOD_BOUNDS)


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix: the level of its row and column, and the risks that stand there."""

    level: scales.Level
    risks: tuple[tuple[str, Risk], ...]


@dataclass(frozen=True)
class Row:
    """One row of the matrix."""

    likelihood: scales.Likelihood
    cells: tuple[Cell, ...]


def by_level(risk: Risk) -> tuple[int, int, str]:
    """The register's order: the highest level first, then the most likely, then by title; the unassessed last."""
    rank = scales.LEVELS.index(risk.level) if risk.level else -1
    likely = scales.LIKELIHOODS.index(risk.likelihood) if risk.likelihood in scales.LIKELIHOODS else -1
    return (-rank, -likely, risk.title)


def numbered(risks: tuple[Risk, ...]) -> tuple[tuple[str, Risk], ...]:
    """The assessed risks, each with its number in the register: R1 is the first."""
    return tuple((f"R{n}", risk) for n, risk in enumerate((risk for risk in risks if risk.level), 1))


def matrix(risks: tuple[tuple[str, Risk], ...]) -> tuple[Row, ...]:
    """The likeliest row first; columns in the order of IMPACTS."""
    return tuple(
        Row(likely, tuple(_cell(likely, impact, risks) for impact in scales.IMPACTS))
        for likely in reversed(scales.LIKELIHOODS)
    )


def _cell(likely: scales.Likelihood, impact: scales.Impact, risks: tuple[tuple[str, Risk], ...]) -> Cell:
    here = tuple(one for one in risks if one[1].likelihood is likely and one[1].impact is impact)
    derived = scales.level(likely, impact)
    assert derived is not None
    return Cell(derived, here)


def pages(briefing: Briefing) -> Iterator[Page]:
    """The index with matrix and register, then one page a risk."""
    kind = briefing.by_name[Risk.KIND]
    risks = tuple(sorted(briefing.of(Risk), key=by_level))
    context: dict[str, Any] = {
        "total": len(risks),
        "impacts": scales.IMPACTS,
        "rows": matrix(numbered(risks)),
        "assessed": numbered(risks),
        "unassessed": tuple(risk for risk in risks if not risk.level),
    }
    if pagination.is_long(len(risks)):
        yield from _by_level(kind, context, risks)
    else:
        yield Page(kind.index, kind.title, "kinds/risks/index.md.j2", kind.blurb, kind=kind, context=context)
    for risk in risks:
        address = briefing.get(risk.id).address
        drawn = {"bars": BARS, "axis": AXIS}
        yield Page(address, risk.title, "kinds/risks/page.md.j2", risk.description, risk, kind, context=drawn)


def _by_level(kind: Kind, context: Mapping[str, Any], risks: Sequence[Risk]) -> Iterator[Page]:
    """An index with the matrix in numbers and the head of the register, and a register of each level."""
    number_of = {risk.id: number for number, risk in context["assessed"]}
    parts = pagination.parted(
        risks, f"{kind.section}/by-level", lambda risk: risk.level.value if risk.level else NOT_ASSESSED
    )
    pages: dict[str, str] = {}
    for part in parts:
        pages.setdefault(part.items[0].level.value if part.items[0].level else NOT_ASSESSED, part.path)
    context = {**context, "parts": parts, "pages": pages, "leading": context["assessed"][:LEADING]}
    yield Page(kind.index, kind.title, "kinds/risks/levels.md.j2", kind.blurb, kind=kind, context=context)
    for part in parts:
        title = f"{kind.title}: {part.name.replace('-', ' ')}"
        here = {
            "assessed": tuple((number_of[risk.id], risk) for risk in part.items if risk.level),
            "unassessed": tuple(risk for risk in part.items if not risk.level),
        }
        yield Page(part.path, title, "kinds/risks/level.md.j2", f"{title}.", context=here)
