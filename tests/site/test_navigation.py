"""The navigation: read from `mkdocs.yml`, and expanded with the pages of records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.site import navigation
from generator.site.engines import read_nav
from generator.site.navigation import Section, expand

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


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("nav:\n  - A: a.md\n  - Yes: [b.md, 1.md]\n", [{"A": "a.md"}, {"Yes": ["b.md", "1.md"]}]),
        ("nav: [a.md]\nx: !ENV [A, false]\ny: !!python/name:os.system\n", ["a.md"]),
        ("site_name: x\n", []),
        ("nav: a.md\n", []),
        ("- nav\n", []),
        ("nav: [\n", []),
        ("", []),
    ],
)
def test_the_navigation_is_read_whatever_else_is_in_the_file(tmp_path: Path, config: str, expected: list[Any]) -> None:
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert read_nav(tmp_path) == expected
