"""Many records: indexes lead to pages by letter and by year, every link has its target, and no page grows with the square."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from posixpath import dirname, join, normpath

import pytest
from conftest import ROOT

from generator.kinds import KINDS
from generator.load import load
from generator.model import MANY
from generator.render import render

sys.path.append(str(ROOT / "benchmarks"))
from realistic import seeds

RECORDS = 1250
_LINK = re.compile(r"\]\(([^)\s:]*)\)|href=\"([^\":]*)\"")
_ANCHOR = re.compile(r"\bid=\"([^\"]+)\"|\{: #([a-z0-9-]+)[ }]")


@pytest.fixture(scope="module")
def pages() -> Mapping[str, str]:
    loaded = load(seeds(RECORDS, locked=False), KINDS)
    assert not loaded.problems
    return {path: text if isinstance(text, str) else "" for path, text in render(loaded.briefing).items()}


def test_every_link_between_pages_has_its_target(pages: Mapping[str, str]) -> None:
    anchors = {path: {one or other for one, other in _ANCHOR.findall(text)} for path, text in pages.items()}
    dead = []
    for path, text in pages.items():
        for one, other in _LINK.findall(text):
            target, _, anchor = (one or other).partition("#")
            page = normpath(join(dirname(path), target)) if target else path
            if page not in pages or (anchor and anchor not in anchors[page] | {"evidence"}):
                dead.append((path, one or other))
    assert dead == []


def test_indexes_lead_to_pages_by_letter_and_by_year(pages: Mapping[str, str]) -> None:
    folders = {"actors/by-letter", "timeline/by-year", "trust/actors", "trust/events"}
    assert {dirname(path) for path in pages if path.count("/") == 2 and path.endswith(".md")} == folders


def test_no_page_has_most_of_the_records(pages: Mapping[str, str]) -> None:
    """A page of the timeline, of actors or of claims stays one that can be read."""
    split = ("actors/", "timeline/by-year/", "trust/actors", "trust/events", "index.md")
    assert [path for path in pages if path.startswith(split) and pages[path].count("\n") > 20 * MANY] == []
    assert "Where they meet" not in pages["experts/index.md"]


def test_what_stood_on_the_timeline_has_its_anchor_there_still(pages: Mapping[str, str]) -> None:
    assert pages["timeline/index.md"].count('<li id="events-') == RECORDS * 26 // 100
