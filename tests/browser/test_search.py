"""Search: what it knows of the pages, and in real Chromium, hosted and from file://, whom and what it finds first."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.site.engines import EngineError
from generator.site.search_index import (
    COMMON_HEADING,
    INDEX,
    require_search,
    shorten,
    split_index,
    write_pagefind_index,
)
from generator.site.sharding import Shard
from generator.text.transliteration import ascii_spellings, to_ascii
from support.browsers import all_found, served, visit
from support.commands import briefing
from support.project import EXAMPLES
from support.webpages import searched

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
    assert to_ascii(name) == spelt


def test_only_new_spellings_are_added_each_once() -> None:
    assert ascii_spellings(["Lučić", "Lucic", "Öre", "Ore", "Åre", "Äre", "Кеш"]) == ("Are",)


# The index


@pytest.fixture
def entries(strait_site: Path) -> list[dict[str, Any]]:
    return searched(strait_site)


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


@pytest.fixture(scope="module")
def by_pagefind(project_with: Callable[[Path], Path]) -> Path:
    """The invented example's site, searched by Pagefind."""
    root = project_with(EXAMPLES / "strait" / "seeds")
    done = briefing(root, "build", "--search", "pagefind")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def article_by_pagefind(hosted_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first article's site, its search changed to Pagefind after it was built."""
    site = tmp_path_factory.mktemp("article") / "site"
    shutil.copytree(hosted_site, site)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    del index["config"]["documents"]
    (site / INDEX).write_text(json.dumps({**index, "docs": searched(site)}), encoding="utf-8")
    write_pagefind_index(site)
    first = site / "index.html"
    text = first.read_text(encoding="utf-8")
    first.write_text(text.replace("javascripts/workers/search.", "javascripts/pagefind-worker.js?"), encoding="utf-8")
    return site


@pytest.fixture(params=["hosted", "file", "pagefind"])
def strait(request: pytest.FixtureRequest, browser: Browser, strait_site: Path) -> Iterator[Page]:
    """The example's home page: hosted, from file:// with the index as the offline edition has it, and by Pagefind."""
    if request.param == "file":
        index = (strait_site / INDEX).read_text(encoding="utf-8")
        (strait_site / INDEX).with_suffix(".js").write_text(f"var __index = {index}", encoding="utf-8")
        with visit(browser, (strait_site / "index.html").as_uri()) as seen:
            seen.page.goto((strait_site / "index.html").as_uri())
            yield seen.page
        return
    site: Path = strait_site if request.param == "hosted" else request.getfixturevalue("by_pagefind")
    with served(site) as address, visit(browser, address) as seen:
        seen.page.goto(address)
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


def first(page: Page, query: str, title: str) -> None:
    """Types a query; the page of this title must come to stand first."""
    found(page, query)
    expect(page.locator(".md-search-result__item h1").first).to_have_text(title)


@pytest.mark.parametrize("query", ["O'Tól", "O'Tol", "o'tol", "Anna Tol", "anna t", "Tol"])
def test_a_person_is_found_by_every_spelling(strait: Page, query: str) -> None:
    first(strait, query, "Anna T. O'Tól")


QUERIES = {
    "DPRK": "North Korea",
    "Kim Jong Un": "Kim Jong Un",
    "Kim Jong-un": "Kim Jong Un",
    "kim": "Kim Jong Un",
    "Putin": "Vladimir Putin",
    "U.S. State": "U.S. State Department",
}


@pytest.mark.parametrize(
    ("query", "title"), [*QUERIES.items(), ("ICC", "Glossary"), ("Admiralty", "Reviewing changes")]
)
def test_a_record_stands_before_the_pages_that_only_mention_it(
    browser: Browser, hosted: str, query: str, title: str
) -> None:
    with visit(browser, hosted) as seen:
        seen.page.goto(hosted)
        first(seen.page, query, title)


@pytest.mark.parametrize(("query", "title"), [*QUERIES.items(), ("ICC", "International Criminal Court")])
def test_so_it_does_by_pagefind(browser: Browser, article_by_pagefind: Path, query: str, title: str) -> None:
    with served(article_by_pagefind) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        first(seen.page, query, title)


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
    all_found(strait, "varenna")
    expect(strait.locator(".md-search-result__meta[role=status]")).to_contain_text("matching documents")
    strait.keyboard.press("ArrowDown")
    focused = strait.locator(".md-search-result__link:focus")
    expect(focused).to_contain_text("Varenna")
    assert focused.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    strait.keyboard.press("Escape")
    expect(strait.locator(".md-search-result__list")).to_be_hidden()
    found(strait, "varenna")
    all_found(strait, "varenna")
    strait.keyboard.press("ArrowDown")
    strait.keyboard.press("Enter")
    expect(strait.locator("h1")).to_contain_text("Varenna")


# What is loaded for it


def loads(browser: Browser, site: Path, query: str) -> tuple[set[str], set[str]]:
    """What a first visit loads of the search with the page, and what once something is typed."""
    with served(site) as address, visit(browser, address) as seen:
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(re.sub(r"[.?_].*", "", request.url.removeprefix(address))))
        seen.page.goto(address, wait_until="networkidle")
        opening = set(asked)
        asked.clear()
        found(seen.page, query)
        return {path for path in opening if path.startswith(("search/", "pagefind/"))}, set(asked)


def test_texts_are_loaded_when_the_search_is_opened(browser: Browser, strait_site: Path) -> None:
    assert loads(browser, strait_site, "varenna") == ({"search/search"}, {"search/documents"})


def test_pagefind_loads_only_what_the_query_needs(browser: Browser, by_pagefind: Path) -> None:
    assert loads(browser, by_pagefind, "varenna") == (
        {"search/search"},
        {"pagefind/pagefind", "pagefind/pagefind-entry", "pagefind/wasm", "pagefind/index/en", "pagefind/fragment/en"},
    )
    assert not (by_pagefind / "search" / "documents.js").exists()
    assert json.loads((by_pagefind / INDEX).read_text(encoding="utf-8"))["docs"] == []


def test_texts_show_as_they_are_written(browser: Browser, by_pagefind: Path, tmp_path: Path) -> None:
    title, text = "<img src=x onerror=alert(1)> 60 & co", "<script>alert(2)</script> hostile </mark>"
    site = tmp_path / "site"
    shutil.copytree(by_pagefind, site)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    entry = {"location": "index.html", "title": escape(title), "text": f"<p>{escape(text)}</p>"}
    (site / INDEX).write_text(json.dumps({**index, "docs": [entry]}), encoding="utf-8")
    shutil.rmtree(site / "pagefind")
    write_pagefind_index(site)
    with served(site) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        first(seen.page, "hostile 60", title)
        result = seen.page.locator(".md-search-result__item").first
        expect(result.locator("article")).to_contain_text(text)
        assert result.locator("img, script").count() == 0


def test_words_that_no_page_has_together_are_looked_for_apart(browser: Browser, by_pagefind: Path) -> None:
    with served(by_pagefind) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        first(seen.page, "zzzz varenna", "Varenna")
        expect(seen.page.locator(".md-search-result__terms").first).to_have_text("Missing: zzzz")


def test_what_was_searched_is_marked_on_the_page(strait: Page) -> None:
    first(strait, "varenna", "Varenna")
    strait.keyboard.press("Enter")
    expect(strait.locator("h1 mark, h1 [data-md-highlight]").first).to_have_text("Varenna")


def test_a_search_that_cant_be_loaded_says_so(browser: Browser, by_pagefind: Path, tmp_path: Path) -> None:
    shutil.copytree(by_pagefind, tmp_path / "site")
    shutil.rmtree(tmp_path / "site" / "pagefind")
    with served(tmp_path / "site") as address:
        page = browser.new_page()
        page.goto(address)
        page.locator("body").press("/")
        page.keyboard.type("varenna")
        expect(page.locator(".md-search-result__meta")).to_have_text("The search could not be loaded.")
        page.close()


def test_of_many_pages_the_search_knows_titles_and_beginnings() -> None:
    frame = [
        {"location": f"actors/{n}.html#statements", "title": "Statements", "text": "<p>Said.</p>"}
        for n in range(COMMON_HEADING)
    ]
    page = {
        "location": "actors/a.html",
        "title": "A",
        "text": f"<p>Chief &amp; more</p> <p>{'word ' * 60}</p>",
        "boost": 4,
    }
    own = {"location": "timeline/index.html#visit", "title": "The visit", "text": "<p>It was <b>short</b>.</p>"}
    found = list(shorten([page, own, *frame]))
    assert [entry["location"] for entry in found] == ["actors/a.html", "timeline/index.html#visit"]
    assert found[0] == {**page, "text": "Chief &amp; more" + " word" * 36 + " …"}
    assert found[1]["text"] == "It was short ."


def test_it_is_cut_and_still_finds(browser: Browser, strait_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(strait_site, site)
    whole = searched(site)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    del index["config"]["documents"]
    (site / INDEX).write_text(json.dumps({**index, "docs": whole}), encoding="utf-8")
    split_index(site, max_pages=10)
    assert sum(len(entry["text"]) for entry in searched(site)) < sum(len(entry["text"]) for entry in whole) / 2
    with served(site) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        first(seen.page, "O'Tol", "Anna T. O'Tól")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--offline",), "--search pagefind needs a web server; --offline uses the theme's search"),
        (("--engine", "zensical"), "--search pagefind does not work with zensical, which has its own search"),
    ],
)
def test_pagefind_is_refused_where_it_cant_be(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = briefing(tmp_path, "build", "--search", "pagefind", *arguments)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"Error: {said}")


def test_without_pagefind_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind", None)
    with pytest.raises(
        EngineError, match=r'not installed; install it with: pip install "briefing-site\[hosted-search\]"'
    ):
        require_search("pagefind")


# In shares


@pytest.fixture(scope="module")
def merged(project_with: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented example's site, built in four shares as by four machines, the folders copied over one another."""
    roots = [project_with(EXAMPLES / "strait" / "seeds") for _ in range(4)]
    with ThreadPoolExecutor() as machines:
        built = [
            machines.submit(briefing, root, "build", "--search", "pagefind", "--only", f"{n}/4")
            for n, root in enumerate(roots, 1)
        ]
    assert [one.result().returncode for one in built] == [0] * 4, built[0].result().stderr
    site = tmp_path_factory.mktemp("merged") / "site"
    for n, root in enumerate(roots, 1):
        shutil.copytree(root / "shares" / f"{n}-of-4", site, dirs_exist_ok=True)
    return site


def test_shares_laid_over_one_another_are_the_site(by_pagefind: Path, merged: Path) -> None:
    """Every page and file, byte for byte, but for the indexes of the search."""
    whole, together = (
        {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in site.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        for site in (by_pagefind, merged)
    )
    searches = ("search/", "pagefind/")
    assert {path for path in whole if not path.startswith(searches)} == {
        path for path in together if not path.startswith(searches)
    }
    assert [path for path in whole if not path.startswith(searches) and whole[path] != together[path]] == []


@pytest.mark.parametrize(
    ("query", "title"), [("O'Tol", "Anna T. O'Tól"), ("varenna", "Varenna"), ("ports auth", "Kesh Ports Authority")]
)
def test_shares_are_searched_as_one(browser: Browser, merged: Path, query: str, title: str) -> None:
    with served(merged) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        first(seen.page, query, title)


def test_the_theme_loads_the_texts_of_every_share(strait_site: Path, tmp_path: Path, browser: Browser) -> None:
    site = tmp_path / "site"
    shutil.copytree(strait_site, site)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    entries = searched(site)
    for shard, docs in ((Shard(1, 2), entries[:40]), (Shard(2, 2), entries[40:])):
        config = {key: value for key, value in index["config"].items() if key != "documents"}
        (site / INDEX).write_text(json.dumps({"config": config, "docs": docs}), encoding="utf-8")
        split_index(site, shard)
    (site / "search" / "documents.js").unlink()
    with served(site) as address, visit(browser, address) as seen:
        seen.page.goto(address)
        for query, title in (("O'Tol", "Anna T. O'Tól"), ("ports auth", "Kesh Ports Authority")):
            first(seen.page, query, title)


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "1/0", "a/b", "-1/4", "1/4/2"])
def test_what_is_no_share_is_refused(tmp_path: Path, text: str) -> None:
    done = briefing(tmp_path, "build", "--only", text)
    said = f"Error: Invalid value for '--only': '{text}' is not a share such as 1/4: its number, a slash, how many there are"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, said)


@pytest.mark.parametrize("arguments", [("--offline",), ("--engine", "zensical")])
def test_shares_are_refused_where_they_cant_be(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = briefing(tmp_path, "build", "--only", "1/4", *arguments)
    said = "Error: --only is for sites on a web server, built by mkdocs or properdocs"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, said)
