"""Tooltips of terms and markers, in real Chromium from file://: by pointer, focus and touch (WCAG 1.4.13)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.browsers import visit

MEANING = "Measures that limit trade, money or travel in order to make a state change its conduct."


@pytest.fixture
def page(browser: Browser, offline_site: Path) -> Iterator[Page]:
    """A page that mentions sanctions, and has markers of evidence."""
    with visit(browser, (offline_site / "index.html").as_uri()) as seen:
        seen.page.goto((offline_site / "actors/north-korea.html").as_uri())
        yield seen.page


@pytest.fixture
def term(page: Page) -> Locator:
    return page.get_by_role("link", name="sanctions", exact=True).first


@pytest.fixture
def tip(page: Page) -> Locator:
    return page.locator(".br-tip")


def focus(page: Page, what: Locator) -> None:
    """Focuses as the Tab key does."""
    page.keyboard.press("Tab")
    what.focus()


def test_a_term_is_described_by_its_meaning(term: Locator) -> None:
    expect(term).to_have_accessible_description(MEANING)


def test_a_pointer_shows_the_meaning_and_may_move_onto_it(page: Page, term: Locator, tip: Locator) -> None:
    term.hover()
    expect(tip).to_have_text(MEANING)
    expect(tip).to_have_role("tooltip")
    tip.hover()
    page.evaluate("new Promise(done => setTimeout(done, 700))")  # longer than it stays without the pointer
    expect(tip).to_be_visible()
    page.locator("h1").hover()
    expect(tip).to_have_count(0)


def test_focus_shows_the_meaning_and_escape_puts_it_away(page: Page, term: Locator, tip: Locator) -> None:
    focus(page, term)
    expect(tip).to_have_text(MEANING)
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    expect(term).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(tip).to_have_text(MEANING)
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    term.press("Enter")
    page.wait_for_url("**/glossary/index.html#term-sanctions")


def test_escape_under_the_pointer_puts_it_away(page: Page, term: Locator, tip: Locator) -> None:
    term.hover()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)


def test_tab_leads_into_the_links_of_a_note_and_on(page: Page, tip: Locator) -> None:
    markers = page.locator("sup > a")
    focus(page, markers.nth(1))
    expect(tip).to_contain_text("punishing U.N. sanctions")
    for name in ("“punishing U.N. sanctions”", "Foreign Policy, paragraph 7"):
        page.keyboard.press("Tab")
        expect(tip.get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    expect(markers.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(markers.nth(2)).to_be_focused()
    expect(tip).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    expect(markers.nth(1)).to_be_focused()
    expect(tip.get_by_role("link", name="Foreign Policy, paragraph 7")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_tooltip_is_within_the_window_and_beside_its_term(page: Page, tip: Locator, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    for host in page.locator("sup > a, .br-term").all():
        focus(page, host)
        box, around = tip.bounding_box(), host.bounding_box()
        assert box
        assert around
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert min(abs(box["y"] - around["y"] - around["height"]), abs(around["y"] - box["y"] - box["height"])) < 12
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_touch_shows_the_meaning_and_the_second_follows(browser: Browser, offline_site: Path) -> None:
    with visit(browser, (offline_site / "index.html").as_uri(), has_touch=True, is_mobile=True) as seen:
        seen.page.goto((offline_site / "actors/north-korea.html").as_uri())
        term = seen.page.get_by_role("link", name="sanctions", exact=True).first
        term.tap()
        expect(seen.page.get_by_role("tooltip")).to_have_text(MEANING)
        seen.page.locator("h1").tap()
        expect(seen.page.get_by_role("tooltip")).to_have_count(0)
        term.tap()
        expect(seen.page.get_by_role("tooltip")).to_be_visible()
        term.tap()
        seen.page.wait_for_url("**/glossary/index.html#term-sanctions")


def test_without_javascript_a_term_links_to_its_meaning_on_the_page(browser: Browser, offline_site: Path) -> None:
    with visit(browser, (offline_site / "index.html").as_uri(), java_script_enabled=False) as seen:
        seen.page.goto((offline_site / "actors/north-korea.html").as_uri())
        seen.page.get_by_text("1 term explained").click()
        expect(seen.page.get_by_text(MEANING)).to_be_visible()
        seen.page.get_by_role("link", name="sanctions", exact=True).first.click()
        expect(seen.page).to_have_url(f"{(offline_site / 'glossary/index.html').as_uri()}#term-sanctions")


def test_on_paper_nothing_is_shown_beside(page: Page, term: Locator, tip: Locator) -> None:
    term.hover()
    expect(tip).to_be_visible()
    page.emulate_media(media="print")
    expect(tip).to_be_hidden()
    expect(page.get_by_text(MEANING).first).to_be_visible()
