"""Briefings exported and imported twice; the handbook lists what is lost (tests/docs/test_handbook.py)."""

from __future__ import annotations

import pytest

from generator.formats.imports import IMPORTS
from support.round_trips import BRIEFINGS, records, round_trip


@pytest.mark.slow
@pytest.mark.parametrize("name", IMPORTS)
@pytest.mark.parametrize("briefing", BRIEFINGS)
def test_a_second_import_of_its_own_export_loses_nothing_more(briefing: str, name: str) -> None:
    _, once, twice = round_trip(briefing, name)
    assert {key: fields for key, (_, fields) in records(twice).items()} == {
        key: fields for key, (_, fields) in records(once).items()
    }
