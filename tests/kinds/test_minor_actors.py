"""Actors that are only mentioned: an entry on the index, to which the address of a page leads."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Briefing
from generator.pipeline import load_briefing
from generator.rendering import render
from support.project import EXAMPLES, ROOT

STRAIT = load_briefing(EXAMPLES / "strait")
FIRST = load_briefing(ROOT)


@pytest.mark.parametrize("briefing", [STRAIT, FIRST], ids=["strait", "first"])
def test_the_old_address_leads_to_the_entry(briefing: Briefing) -> None:
    pages = render(briefing)
    minor = [one for one in briefing.records["actors"] if not briefing.get(one.id).owner_has_page]
    assert minor
    for actor in minor:
        assert f"actors/{actor.id}.md" not in pages
        assert f'data-target="index.html#{actor.id}"' in str(pages[f"actors/{actor.id}.html"])
        assert f"{{: #{actor.id} }}" in str(pages["actors/index.md"])


def test_those_with_a_part_in_the_events_have_a_page() -> None:
    with_page = {one.id for one in FIRST.records["actors"] if FIRST.get(one.id).owner_has_page}
    assert {"russia", "ukraine", "un-panel-of-experts", "biden-administration", "unnamed-experts"} <= with_page
    assert not {"csis", "cbs-news", "wilson-center", "south-korea"} & with_page


@pytest.mark.parametrize(
    ("field", "has_page"),
    [("minor: false", True), ("minor: true", False), ("interests: []", False), ("draft: true", True)],
)
def test_the_field_decides(field: str, has_page: bool, tmp_path: Path) -> None:
    for file in (EXAMPLES / "strait/seeds").rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        if file.stem == "lume-council":
            text = text.replace("minor: true", field)
        target = tmp_path / "seeds" / file.relative_to(EXAMPLES / "strait/seeds")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    assert load_briefing(tmp_path).get("lume-council").owner_has_page is has_page
