"""The navigation: expanded with the pages of records, and completed with pages of the user."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.site import navigation
from generator.site.navigation import Section, expand, find_own_pages

SECTIONS = {"a/index.md": Section("Actors", ["a/index.md", "a/x.md"]), "r/index.md": Section("Risks", ["r/index.md"])}
ACTORS = ["a/index.md", "a/x.md"]


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        ([], []),
        (["index.md"], ["index.md"]),
        (["a/index.md"], [{"Actors": ACTORS}]),
        ([{"Who": "a/index.md"}], [{"Who": ACTORS}]),
        ([{"More": ["r/index.md", {"Who": "a/index.md"}]}], [{"More": [{"Risks": ["r/index.md"]}, {"Who": ACTORS}]}]),
        ([{"None": None}], [{"None": None}]),
    ],
)
def test_sections_are_expanded(nav: list[Any], expected: list[Any]) -> None:
    assert expand(nav, SECTIONS) == expected


def test_with_many_pages_only_sections_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "MAX_PAGES", 2)
    assert expand(["a/index.md"], SECTIONS) == ["a/index.md"]


def test_pages_of_the_user_are_those_that_were_not_generated(tmp_path: Path) -> None:
    for path in ("index.md", "notes/a.md", "z.md", ".briefing-new/1.md", "z.txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("# A page\n", encoding="utf-8")
    assert find_own_pages(tmp_path, {"index.md"}) == ["notes/a.md", "z.md"]
