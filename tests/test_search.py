"""Search: what it knows of the pages, and in real Chromium, hosted and from file://, whom and what it finds first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import served, visit
from playwright.sync_api import Browser, Page, expect

from generator.spelling import plain, plain_ones

FIELD = "[data-md-component=search-query]"


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Jelena Lučić", "Jelena Lucic"),
        ("Ångström", "Angstrom"),
        ("Ðorđe Šešelj", "Dorde Seselj"),
        ("Groß", "Gross"),
        ("K\u0131l\u0131\u00e7", "Kilic"),
        ("Nguyễn Ái", "Nguyen Ai"),
        ("L\u2019Île", "L'Ile"),
        ("Smith", "Smith"),
        ("Кеш", ""),
        ("위키", ""),
    ],
)
def test_the_plain_spelling(name: str, spelt: str) -> None:
    assert plain(name) == spelt


def test_only_new_spellings_are_added_each_once() -> None:
    assert plain_ones(["Lučić", "Lucic", "Öre", "Ore", "Åre", "Äre", "Кеш"]) == ("Are",)


# The index


@pytest.fixture
def entries(strait_site: Path) -> list[dict[str, Any]]:
    index = json.loads((strait_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return list(index["docs"])


def test_titles_are_headings_and_nothing_else(entries: list[dict[str, Any]]) -> None:
    titles = {entry["location"]: entry["title"] for entry in entries}
    assert titles["timeline/index.html#quiet-channel"] == "A quiet channel opens"
    assert [title for title in titles.values() if any(mark in title for mark in "<¶[]") or not title] == []


def test_texts_have_no_badges_and_notes_and_no_words_of_the_frame(entries: list[dict[str, Any]]) -> None:
    generated = [entry for entry in entries if not entry["location"].startswith(("about/", "method/"))]
    for words in ("quotation verified", "Cite this page", "What this page rests on", "edit that record", "Also called"):
        assert [entry["location"] for entry in generated if words in entry["text"]] == [], words
    texts = {entry["location"]: entry["text"] for entry in entries}
    assert texts["timeline/index.html#quiet-channel"].startswith("<p> About January 2029 (uncertain) </p>")
    assert texts["actors/anna-tol.html"].startswith(
        "<p>Prime Minister of Varenna</p> <p>Anna Tol, Anna T. O'Tol</p> <p>"
    )


def test_records_come_first_and_reference_last(entries: list[dict[str, Any]]) -> None:
    weights = {entry["location"].partition("#")[0]: entry.get("boost", 1) for entry in entries}
    by_section: dict[str, set[float]] = {}
    for location, weight in weights.items():
        section = location.rpartition("/")[0]
        by_section.setdefault(section if location.endswith("index.html") else f"{section}/", set()).add(weight)
    assert by_section == {
        "": {1}, "actors": {1}, "experts": {1}, "timeline": {1}, "risks": {1}, "relations": {1}, "questions": {1}, "glossary": {4},
        "actors/": {4}, "experts/": {2}, "risks/": {2},
        "sources": {0.5}, "sources/": {0.5}, "trust": {0.5}, "method": {0.5}, "data": {0.5}, "brief": {0.5}, "about": {0.5}, "about/": {0.5},
    }  # fmt: skip


# The search itself


@pytest.fixture(params=["hosted", "file"])
def strait(request: pytest.FixtureRequest, browser: Browser, strait_site: Path) -> Iterator[Page]:
    """The example's home page; from file:// with the index as the offline edition has it."""
    if request.param == "hosted":
        with served(strait_site) as address, visit(browser, address) as seen:
            seen.page.goto(address)
            yield seen.page
        return
    index = (strait_site / "search" / "search_index.json").read_text(encoding="utf-8")
    script = strait_site / "search" / "search_index.js"
    script.write_text(f"var __index = {index}", encoding="utf-8")
    with visit(browser, (strait_site / "index.html").as_uri()) as seen:
        seen.page.goto((strait_site / "index.html").as_uri())
        yield seen.page


def found(page: Page, query: str) -> list[str]:
    """Types a query after the search key, as a reader does; gives the pages that were found, in their order."""
    page.locator("body").press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(query, delay=20)
    expect(page.locator(FIELD)).to_have_value(query)
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching document", timeout=20_000)
    return page.locator(".md-search-result__item h1").all_inner_texts()


@pytest.mark.parametrize("query", ["O'Tól", "O'Tol", "o'tol", "Anna Tol", "anna t", "Tol"])
def test_a_person_is_found_by_every_spelling(strait: Page, query: str) -> None:
    assert found(strait, query)[0] == "Anna T. O'Tól"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("DPRK", "North Korea"),
        ("Kim Jong Un", "Kim Jong Un"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("kim", "Kim Jong Un"),
        ("Putin", "Vladimir Putin"),
        ("U.S. State", "U.S. State Department"),
        ("ICC", "Glossary"),
        ("Admiralty", "Reviewing changes"),
    ],
)
def test_a_record_stands_before_the_pages_that_only_mention_it(
    browser: Browser, hosted: str, query: str, first: str
) -> None:
    with visit(browser, hosted) as seen:
        seen.page.goto(hosted)
        assert found(seen.page, query)[0] == first


def test_the_key_is_told_where_there_is_a_keyboard(strait: Page) -> None:
    expect(strait.locator(FIELD)).to_have_attribute("placeholder", "Search (press /)")
    expect(strait.locator(FIELD)).to_have_attribute("aria-keyshortcuts", "/")
    expect(strait.get_by_role("textbox", name="Search", exact=True)).to_have_count(1)


def test_on_a_touch_screen_no_key_is_told(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted, has_touch=True, is_mobile=True) as seen:
        seen.page.goto(hosted)
        expect(seen.page.locator(FIELD)).to_have_attribute("placeholder", "Search")


def test_by_keyboard_a_result_is_reached_opened_and_the_search_left(strait: Page) -> None:
    assert found(strait, "varenna")
    expect(strait.locator(".md-search-result__meta[role=status]")).to_contain_text("matching documents")
    strait.keyboard.press("ArrowDown")
    focused = strait.locator(".md-search-result__link:focus")
    expect(focused).to_contain_text("Varenna")
    assert focused.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    strait.keyboard.press("Escape")
    expect(strait.locator(".md-search-result__list")).to_be_hidden()
    found(strait, "varenna")
    strait.keyboard.press("ArrowDown")
    strait.keyboard.press("Enter")
    expect(strait.locator("h1")).to_contain_text("Varenna")
