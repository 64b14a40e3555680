"""Drafts by rules against annotated articles: a change of the rules shows as a change of the figures."""

from __future__ import annotations

import os

import pytest

from support import drafting
from support.project import CASES

AIMS = {
    "quotations": (0.9, 0.95),
    "actors": (0.85, 0.8),
    "experts": (0.85, 0.8),
    "dates": (0.8, 0.9),
    "risks and questions": (0.6, 0.5),
}


def test_the_figures_and_all_that_is_missed_or_wrong() -> None:
    case = CASES / "scores" / "drafting.txt"
    found = "\n".join([*drafting.table(), "", *drafting.details()]) + "\n"
    if os.environ.get("UPDATE"):
        case.write_text(found, encoding="utf-8")
    assert case.read_text(encoding="utf-8") == found


@pytest.mark.parametrize("measure", drafting.MEASURES)
def test_the_aims_over_all_articles(measure: str) -> None:
    total = drafting.total()
    recall, precision = AIMS[measure]
    assert total.recall[measure].value >= recall
    assert total.precision[measure].value >= precision


def test_all_evidence_is_in_its_paragraph() -> None:
    assert drafting.total().not_found == 0
