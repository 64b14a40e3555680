"""Search in real Chromium, hosted and from file://: whom and what it finds first, and what it loads."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from generator.site.search_index import (
    INDEX,
    split_index,
    write_pagefind_index,
)
from generator.site.sharding import Shard
from support.browsers import all_found, page_for, served, visit
from support.project import CASES, EXAMPLES, THOROUGH, Built
from support.webpages import searched

FIELD = "[data-md-component=search-query]"
FOUND = ".md-search-result__meta"
STRAIT = EXAMPLES / "strait" / "seeds"


@pytest.fixture(scope="module")
def article_by_pagefind(hosted_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first article's site, its search changed to Pagefind after it was built."""
    site = tmp_path_factory.mktemp("article") / "site"
    shutil.copytree(hosted_site, site)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    del index["config"]["documents"]
    (site / INDEX).write_text(json.dumps({**index, "docs": searched(site)}), encoding="utf-8")
    write_pagefind_index(site, {})
    first = site / "index.html"
    text = first.read_text(encoding="utf-8")
    first.write_text(text.replace("javascripts/search-worker.js?", "javascripts/pagefind-worker.js?"), encoding="utf-8")
    return site


@pytest.fixture(params=["hosted", "file", "pagefind"])
def strait(
    request: pytest.FixtureRequest, browser: Browser, built_once: Callable[..., Built], strait_by_pagefind: Path
) -> Iterator[Page]:
    """The example's home page: hosted, the offline edition from file://, and hosted with Pagefind."""
    if request.param == "file":
        home = (built_once(STRAIT, "--offline").site / "index.html").as_uri()
        with visit(browser, home) as seen:
            seen.page.goto(home)
            yield seen.page
        return
    site = built_once(STRAIT).site if request.param == "hosted" else strait_by_pagefind
    with served(site) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        yield seen.page


by_each_engine = pytest.mark.parametrize("strait", ["hosted", "pagefind"], indirect=True)
"""For what is the same in the offline edition, which has the same scripts and index."""


def search(page: Page, query: str) -> None:
    """Types a query after the search key, as a reader does. What is listed then may be of its first letters only."""
    page.locator("body").press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(page.locator(FOUND)).not_to_contain_text("matching document")  # of the query before
    page.keyboard.type(query, delay=20)
    expect(page.locator(FIELD)).to_have_value(query)
    expect(page.locator(FOUND)).to_contain_text("matching document", timeout=20_000)


def first(page: Page, query: str, title: str) -> None:
    """Types a query; the page of this title must come to stand first."""
    search(page, query)
    expect(page.locator(".md-search-result__item h1").first).to_have_text(title)


READERS_QUERIES = yaml.load((CASES / "search" / "queries.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize("edition", ["hosted", "offline"])
def test_what_readers_type_finds_the_page(edition: str, browser: Browser, request: pytest.FixtureRequest) -> None:
    """The queries are put in as dictation and the mouse do it, without a key.

    The offline edition has the same index and is asked every eighth query; with THOROUGH=1 each of them.
    """
    queries = READERS_QUERIES if THOROUGH or edition == "hosted" else READERS_QUERIES[::8]
    home = request.getfixturevalue(edition)
    wrong = []
    with visit(browser, home) as seen:
        seen.page.goto(home)
        seen.page.locator("body").press("/")
        expect(seen.page.locator(FIELD)).to_be_focused()
        for case in queries:
            pages = [page.partition("#")[0] for page in listed(seen.page, case["query"])]
            wanted = case.get("first") or case["three"]
            wanted = [wanted] if isinstance(wanted, str) else wanted
            if not set(wanted) & set(pages[: 1 if "first" in case else 3]):
                wrong.append(f"{case['query']}: {pages[:4]}")
    assert not wrong, "\n".join(wrong)


def listed(page: Page, query: str) -> list[str]:
    """The addresses of the results of a query that replaces the one before, without a key."""
    list_ = page.locator(".md-search-result__list")
    list_.evaluate("list => { list.textContent = '' }")  # the results of the query before
    page.locator(FIELD).select_text()
    page.keyboard.insert_text(query)
    page.locator(".md-search-result__item").first.wait_for(state="attached", timeout=20_000)
    scope = page.evaluate("__md_scope.href")
    links = list_.locator(".md-search-result__item > a:first-child")
    return [
        link.removeprefix(scope).partition("?")[0] for link in links.evaluate_all("links => links.map(one => one.href)")
    ]


@by_each_engine
def test_a_person_is_found_by_every_spelling(strait: Page) -> None:
    for query in ("O'Tól", "O'Tol", "o'tol", "Anna Tol", "anna t", "Tol", "otol", "Tol, Anna"):
        first(strait, query, "Anna T. O'Tól")


QUERIES = {
    "DPRK": "North Korea",
    "Kim Jong Un": "Kim Jong Un",
    "Kim Jong-un": "Kim Jong Un",
    "kim": "Kim Jong Un",
    "Putin": "Vladimir Putin",
}


def test_a_record_is_listed_before_the_pages_that_only_mention_it(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted) as seen:
        seen.page.goto(hosted)
        for query, title in (
            *QUERIES.items(),
            ("ICC", "International Criminal Court"),
            ("U.S. State", "Actors"),
            ("NIST", "Method"),
        ):
            first(seen.page, query, title)


def test_pagefind_lists_a_record_before_the_pages_that_only_mention_it(
    browser: Browser, article_by_pagefind: Path
) -> None:
    with served(article_by_pagefind) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        for query, title in (*QUERIES.items(), ("ICC", "International Criminal Court")):
            first(seen.page, query, title)


@by_each_engine
def test_the_key_is_shown_where_there_is_a_keyboard(strait: Page) -> None:
    expect(strait.locator(FIELD)).to_have_attribute("placeholder", "Search (press /)")
    expect(strait.locator(FIELD)).to_have_attribute("aria-keyshortcuts", "/")
    expect(strait.get_by_role("textbox", name="Search", exact=True)).to_have_count(1)


def test_on_a_touch_screen_no_key_is_shown(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted, has_touch=True, is_mobile=True) as seen:
        seen.page.goto(hosted)
        expect(seen.page.locator(FIELD)).to_have_attribute("placeholder", "Search")


def test_by_keyboard_a_result_is_reached_opened_and_the_search_left(strait: Page) -> None:
    search(strait, "varenna")
    all_found(strait)
    expect(strait.locator(".md-search-result__meta[role=status]")).to_contain_text("matching documents")
    strait.keyboard.press("ArrowDown")
    focused = strait.locator(".md-search-result__link:focus")
    expect(focused).to_contain_text("Varenna")
    assert focused.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    strait.keyboard.press("Escape")
    expect(strait.locator(".md-search-result__list")).to_be_hidden()
    search(strait, "varenna")
    all_found(strait)
    strait.keyboard.press("ArrowDown")
    strait.keyboard.press("Enter")
    expect(strait.locator("h1")).to_contain_text("Varenna")


@by_each_engine
def test_enter_opens_the_best_result_of_the_whole_query(strait: Page) -> None:
    search(strait, "a")
    all_found(strait)
    strait.locator(FIELD).evaluate(
        """field => {
            field.value = "varenna"
            field.dispatchEvent(new InputEvent("input"))
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
        }"""
    )
    expect(strait.locator(".md-content h1")).to_contain_text("Varenna")


@by_each_engine
def test_another_key_after_enter_stays_in_the_search(strait: Page) -> None:
    search(strait, "a")
    all_found(strait)
    before = strait.url
    strait.locator(FIELD).evaluate(
        """field => {
            field.value = "varenna"
            field.dispatchEvent(new InputEvent("input"))
            for (const key of ["Enter", "Shift"]) field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
        }"""
    )
    all_found(strait)
    expect(strait.locator(".md-search-result__item").first).to_contain_text("Varenna")
    assert strait.url == before


# What is loaded for it


def loads(browser: Browser, site: Path, query: str) -> tuple[set[str], set[str]]:
    """A first visit loads little of the search with the page, and the rest once something is typed."""
    with served(site) as address, visit(browser, address) as seen:
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(re.sub(r"[.?_].*", "", request.url.removeprefix(address))))
        seen.page.goto(address, wait_until="networkidle")
        opening = set(asked)
        asked.clear()
        search(seen.page, query)
        all_found(seen.page)
        return {path for path in opening if path.startswith(("search/", "pagefind/"))}, set(asked)


def test_worker_and_texts_are_loaded_when_the_search_is_opened(browser: Browser, strait_site: Path) -> None:
    loaded = {"assets/javascripts/search-worker", "search/documents"}
    assert loads(browser, strait_site, "varenna") == ({"search/search"}, loaded)


def test_pagefind_loads_only_what_the_query_needs(browser: Browser, strait_by_pagefind: Path) -> None:
    assert loads(browser, strait_by_pagefind, "varenna") == (
        {"search/search"},
        {"assets/javascripts/pagefind-worker"}
        | {f"pagefind/{name}" for name in ("pagefind", "pagefind-entry", "wasm", "index/en", "fragment/en")},
    )
    assert not (strait_by_pagefind / "search" / "documents.js").exists()
    assert json.loads((strait_by_pagefind / INDEX).read_text(encoding="utf-8"))["docs"] == []


def test_texts_show_as_they_are_written(browser: Browser, strait_by_pagefind: Path, tmp_path: Path) -> None:
    title, text = "<img src=x onerror=alert(1)> 60 & co", "<script>alert(2)</script> hostile </mark>"
    site = tmp_path / "site"
    shutil.copytree(strait_by_pagefind, site)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    entry = {"location": "index.html", "title": escape(title), "text": f"<p>{escape(text)}</p>"}
    (site / INDEX).write_text(json.dumps({**index, "docs": [entry]}), encoding="utf-8")
    shutil.rmtree(site / "pagefind")
    write_pagefind_index(site, {})
    with served(site) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        first(seen.page, "hostile 60", title)
        result = seen.page.locator(".md-search-result__item").first
        expect(result.locator("article")).to_contain_text(text)
        assert result.locator("img, script").count() == 0


def test_words_that_no_page_has_together_are_looked_for_apart(browser: Browser, strait_by_pagefind: Path) -> None:
    with served(strait_by_pagefind) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        first(seen.page, "zzzz varenna", "Varenna")
        expect(seen.page.locator(".md-search-result__terms").first).to_have_text("Missing: zzzz")


def test_what_was_searched_is_marked_on_the_page(strait: Page) -> None:
    first(strait, "varenna", "Varenna")
    strait.keyboard.press("Enter")
    expect(strait.locator("h1 mark, h1 [data-md-highlight]").first).to_have_text("Varenna")


def test_a_search_that_cant_be_loaded_says_so(browser: Browser, strait_by_pagefind: Path, tmp_path: Path) -> None:
    shutil.copytree(strait_by_pagefind, tmp_path / "site")
    shutil.rmtree(tmp_path / "site" / "pagefind")
    with served(tmp_path / "site") as address, page_for(browser, address) as page:
        page.goto(address)
        page.locator("body").press("/")
        page.keyboard.type("varenna")
        expect(page.locator(".md-search-result__meta")).to_have_text("The search could not be loaded.")


def test_it_is_cut_and_still_finds(browser: Browser, strait_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(strait_site, site)
    whole = searched(site)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    del index["config"]["documents"]
    (site / INDEX).write_text(json.dumps({**index, "docs": whole}), encoding="utf-8")
    split_index(site, {}, max_pages=10)
    assert sum(len(entry["text"]) for entry in searched(site)) < sum(len(entry["text"]) for entry in whole) / 2
    with served(site) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        first(seen.page, "O'Tol", "Anna T. O'Tól")


def test_shares_are_searched_as_one(browser: Browser, merged_shares: Path) -> None:
    with served(merged_shares) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        for query, title in (
            ("O'Tol", "Anna T. O'Tól"),
            ("varenna", "Varenna"),
            ("ports auth", "Kesh Ports Authority"),
        ):
            first(seen.page, query, title)


def test_the_theme_loads_the_texts_of_every_share(strait_site: Path, tmp_path: Path, browser: Browser) -> None:
    site = tmp_path / "site"
    shutil.copytree(strait_site, site)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    entries = searched(site)
    for shard, docs in ((Shard(1, 2), entries[:40]), (Shard(2, 2), entries[40:])):
        config = {key: value for key, value in index["config"].items() if key != "documents"}
        (site / INDEX).write_text(json.dumps({"config": config, "docs": docs}), encoding="utf-8")
        split_index(site, {}, shard)
    (site / "search" / "documents.js").unlink()
    with served(site) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        for query, title in (("O'Tol", "Anna T. O'Tól"), ("ports auth", "Kesh Ports Authority")):
            first(seen.page, query, title)
