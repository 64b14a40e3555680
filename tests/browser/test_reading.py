"""The site as its readers use it: a real browser, by http and by file://, with every other address out of reach."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from generator.kinds import KINDS
from generator.pipeline import load_briefing
from support.browsers import all_found, visit
from support.project import ROOT

HIDDEN = """parts => parts
    .map(one => one.checkVisibility() || one.closest('details') ? '' : one.textContent.trim())
    .filter(text => text)"""
"""The texts of the parts that a reader can't see; what can be unfolded is seen."""


def addresses() -> Iterator[str]:
    """Each section's index, and the page after it."""
    briefing = load_briefing(ROOT)
    for kind in KINDS:
        for page in list(kind.pages(briefing))[:2]:
            yield re.sub(r"\.md$", ".html", page.path)


@pytest.fixture(params=["hosted", "offline"])
def site(request: pytest.FixtureRequest) -> str:
    """The address of the first article's home page, hosted or offline."""
    return str(request.getfixturevalue(request.param))


def base(site: str) -> str:
    return site.removesuffix("index.html")


def test_a_search_leads_to_a_page_that_has_it(browser: Browser, site: str) -> None:
    with visit(browser, site) as seen:
        page, found = seen.page, {}
        page.goto(site)
        for query in ("Shoigu", "sanctions", "hermit kingdom"):
            page.locator("[data-md-component=search-query]").click()
            page.keyboard.press("Control+A")
            page.keyboard.type(query, delay=20)
            all_found(page)
            found[query] = page.locator(".md-search-result__item a").first.evaluate("link => link.href")
        for query, address in found.items():
            page.goto(address)
            assert page.url.partition("#")[0].partition("?")[0] != site
            assert page.url.startswith(base(site))
            expect(page.locator("h1")).to_have_count(1)
            expect(page.locator("article")).to_contain_text(re.compile(query, re.IGNORECASE))


def test_links_lead_from_page_to_page(browser: Browser, site: str) -> None:
    """A reader goes from the home page to a risk, to who is in it, to where the source says it, and back."""
    with visit(browser, site) as seen:
        page = seen.page
        page.goto(site)
        for link, heading in (
            (
                "North Korea supplies Russia with munitions at scale",
                "North Korea supplies Russia with munitions at scale",
            ),
            ("Ukraine", "Ukraine"),
            ("Foreign Policy, paragraph 17", "Weapons, Prestige"),
        ):
            page.locator("article").get_by_role("link", name=link, exact=True).first.click()
            expect(page.locator("h1")).to_contain_text(heading)
        page.go_back()
        expect(page.locator("h1")).to_contain_text("Ukraine")


def test_all_is_there_without_javascript(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted, java_script_enabled=False) as seen:
        for path in addresses():
            seen.page.goto(hosted + path)
            article = seen.page.locator("article")
            expect(article.locator("h1")).to_be_visible()
            assert article.locator("h2, h3, p, li, td").evaluate_all(HIDDEN) == [], path


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("fetch('https://example.org/x').catch(() => 0)", r"https://example\.org/x"),
        ("new Promise(done => setTimeout(() => { done(); throw new Error('went wrong') }))", "went wrong"),
        ("console.error('not well')", "not well"),
    ],
)
def test_a_request_or_a_complaint_would_be_noticed(browser: Browser, hosted: str, script: str, found: str) -> None:
    def look() -> None:
        with visit(browser, hosted) as seen:
            seen.page.goto(hosted)
            seen.page.evaluate(script)

    with pytest.raises(AssertionError, match=found):
        look()
