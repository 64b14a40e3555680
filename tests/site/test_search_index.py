"""The index of the search: what it knows of the pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from generator.kinds import KINDS
from generator.pipeline import load_briefing
from generator.records import traversal
from generator.site.engines import EngineError
from generator.site.search_index import COMMON_HEADING, RecordTerms, add_terms, require_search, shorten
from support.project import EXAMPLES
from support.webpages import searched


@pytest.fixture
def entries(strait_site: Path) -> list[dict[str, Any]]:
    return searched(strait_site)


def test_titles_are_headings_and_nothing_else(entries: list[dict[str, Any]]) -> None:
    titles = {entry["location"]: entry["title"] for entry in entries}
    assert titles["timeline/index.html#quiet-channel"] == "A quiet channel opens"
    assert [
        title for title in titles.values() if any(mark in title for mark in ("</", "&lt;", "¶", "[", "]")) or not title
    ] == []


def test_texts_have_no_badges_and_notes_and_no_words_of_the_frame(entries: list[dict[str, Any]]) -> None:
    generated = [entry for entry in entries if not entry["location"].startswith(("about/", "method/", "trust/"))]
    for words in (
        "quotation found in the source",
        "Cite this page",
        "Evidence for this page",
        "To change this page",
        "Also called",
    ):
        assert [entry["location"] for entry in generated if words in entry["text"]] == [], words
    texts = {entry["location"]: entry["text"] for entry in entries}
    assert texts["timeline/index.html#quiet-channel"].startswith("About January 2029 (uncertain) ")
    assert texts["actors/anna-tol.html"].startswith("Prime Minister of Varenna Anna Tol, Anna T. O'Tol ")


def test_records_come_first_and_reference_last(entries: list[dict[str, Any]]) -> None:
    weights = {entry["location"].partition("#")[0]: entry.get("boost", 1) for entry in entries}
    by_section: dict[str, set[float]] = {}
    for location, weight in weights.items():
        section = location.rpartition("/")[0]
        by_section.setdefault(section if location.endswith("index.html") else f"{section}/", set()).add(weight)
    assert by_section == {
        "": {1}, "actors": {1}, "experts": {1}, "timeline": {1}, "risks": {1}, "relations": {1}, "questions": {1}, "glossary": {4},
        "actors/": {4}, "experts/": {2}, "risks/": {2},
        "sources": {0.5}, "sources/": {0.5}, "trust": {0.5}, "method": {0.5}, "data": {0.5}, "data/": {0.5}, "brief": {0.5}, "about": {0.5}, "about/": {0.5}, "reference": {0.5},
    }  # fmt: skip


def test_the_search_has_the_pages_of_the_briefing_and_no_others(entries: list[dict[str, Any]]) -> None:
    briefing = load_briefing(EXAMPLES / "strait")
    pages = {page.path.removesuffix("md") + "html" for kind in KINDS for page in kind.pages(briefing)}
    assert {entry["location"].partition("#")[0] for entry in entries} - pages == set()


def test_of_many_pages_the_search_knows_titles_and_beginnings() -> None:
    frame = [
        {"location": f"actors/{n}.html#statements", "title": "Statements", "text": "Said."}
        for n in range(COMMON_HEADING)
    ]
    page = {
        "location": "actors/a.html",
        "title": "A",
        "text": f"Chief & more {'word ' * 60}",
        "boost": 4,
    }
    own = {"location": "timeline/index.html#visit", "title": "The visit", "text": "It was short."}
    found = list(shorten([page, own, *frame]))
    assert [entry["location"] for entry in found] == ["actors/a.html", "timeline/index.html#visit"]
    assert found[0] == {**page, "text": "Chief & more" + " word" * 37 + " …"}
    assert found[1]["text"] == "It was short."


def test_a_record_has_its_names_and_quotations(entries: list[dict[str, Any]]) -> None:
    records = {entry["location"]: entry for entry in entries if "names" in entry}
    assert records["actors/anna-tol.html"]["names"] == ["Anna Tol", "Anna T. O'Tol"]
    assert records["timeline/index.html#quiet-channel"]["names"] == ["about January 2029 (uncertain)", "2029-01%"]
    assert "almost certain" in records["method/index.html#likelihood"]["names"]
    quotes = {quote for entry in entries for quote in entry.get("quotes", ())}
    records_of_all = load_briefing(EXAMPLES / "strait").entries.values()
    assert quotes == {
        evidence.exact
        for one in records_of_all
        for _, evidence in traversal.walk_evidence(one.record)
        if evidence.exact
    }


def test_quotations_of_a_record_without_a_section_are_on_its_page() -> None:
    entries = [{"location": "relations/index.html", "title": "Relations", "text": ""}]
    found = add_terms(entries, {"relations/index.html#leads": RecordTerms(["leads"], ["he led", "he led"])})
    assert list(found) == [{**entries[0], "quotes": ["he led"]}]


def test_a_record_of_a_paginated_index_has_its_section_elsewhere() -> None:
    entry = {"location": "timeline/by-year/2023.html#visit", "title": "The visit", "text": ""}
    found = add_terms([entry], {"timeline/index.html#visit": RecordTerms(["July 2023"], ["a visit"])})
    assert list(found) == [{**entry, "names": ["July 2023"], "quotes": ["a visit"]}]


def test_without_pagefind_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind", None)
    with pytest.raises(
        EngineError, match=r'not installed; install it with: pip install "briefing-site\[hosted-search\]"'
    ):
        require_search("pagefind")
