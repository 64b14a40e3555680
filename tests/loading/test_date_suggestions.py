"""The dates that a message offers for what somebody wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.loading.date_suggestions import suggest_dates

CASES = Path(__file__).resolve().parents[1] / "cases"
HINTS = [
    [part.strip() for part in line.split("|")]
    for line in (CASES / "date-hints.txt").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("text", "meant"), HINTS)
def test_shorthand_dates_are_understood(text: str, meant: str) -> None:
    assert ", ".join(suggest_dates(text)) == meant
