"""The site by keyboard alone, in real Chromium: what a reader with no pointer does, key by key.

Each part is reached by Tab from what stands before it, shows that it has the focus, and is used from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.browsers import all_found, visit

MOST = 400
"""More presses of Tab than any page needs."""
HAS_OUTLINE = """part => {
    const { outlineStyle, outlineWidth } = getComputedStyle(part)
    return outlineStyle === "solid" && parseFloat(outlineWidth) >= 2
}"""
COVERED_BY = """async part => {
    const covering = () => {
        const box = part.getClientRects()[0]
        const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1)
        const y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1)
        const top = document.elementFromPoint(x, y)
        return top && (part.contains(top) || top.contains(part)) ? "" : `${top?.outerHTML.slice(0, 80)} at ${x}, ${y}`
    }
    // A tip of what had the focus before goes after a moment.
    for (const end = performance.now() + 2000; covering() && performance.now() < end;) await new Promise(requestAnimationFrame)
    return covering()
}"""


@pytest.fixture(params=["hosted", "offline"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    site = str(request.getfixturevalue(request.param))
    with visit(browser, site, viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as seen:
        seen.page.goto(site)
        yield seen.page


in_one_edition = pytest.mark.parametrize("page", ["offline"], indirect=True)
"""For what is the same in both editions, which have the same scripts."""


def go(page: Page, path: str) -> None:
    page.goto(urljoin(page.url, path))


def tab_to(page: Page, target: Locator) -> None:
    """Presses Tab until the target has the focus; it must then be seen, and be seen to have it."""
    handle = target.element_handle()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("part => document.activeElement === part", handle):
            break
    expect(target).to_be_focused()
    expect(target).to_be_in_viewport()
    assert target.evaluate(HAS_OUTLINE), "the focus can't be seen"
    assert target.evaluate(COVERED_BY) == "", "what has the focus is covered"


@in_one_edition
def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('article'))")


def test_search(page: Page) -> None:
    field = page.get_by_role("textbox", name="Search")
    tab_to(page, field)
    page.keyboard.type("Shoigu", delay=20)
    all_found(page)
    page.keyboard.press("ArrowDown")
    result = page.locator(".md-search-result__link:focus")
    expect(result).to_contain_text("Sergei Shoigu")
    assert result.evaluate(HAS_OUTLINE)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Sergei Shoigu")


@in_one_edition
def test_a_result_that_is_replaced_gives_the_focus_back_to_the_field(page: Page) -> None:
    field = page.get_by_role("textbox", name="Search")
    tab_to(page, field)
    page.keyboard.type("Kim", delay=20)
    all_found(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link:focus")).to_contain_text("Kim")
    field.evaluate("field => { field.value = 'Shoigu'; field.dispatchEvent(new InputEvent('input')) }")
    all_found(page)
    expect(field).to_be_focused()


@in_one_edition
def test_the_timelines_filter(page: Page) -> None:
    go(page, "timeline/index.html")
    status = page.get_by_role("combobox", name="Status")
    tab_to(page, status)
    page.keyboard.type("al")  # chooses as typing in a list does: "alleged"
    expect(page.locator(".br-filter__said")).to_contain_text("Filtered by status alleged")
    expect(status).to_be_focused()
    button = page.get_by_role("button", name="Show all")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.locator(".br-filter__said")).to_contain_text("All ")
    expect(page.get_by_role("combobox", name="Actor")).to_be_focused()


def test_evidence_and_back(page: Page) -> None:
    marker = page.locator("sup > a").first
    tab_to(page, marker)
    note = page.locator(".br-tip")
    expect(note).to_be_visible()
    tab_to(page, note.get_by_role("link").first)
    page.keyboard.press("Escape")
    expect(marker).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url.partition("#")[0] + "#n:1a")
    tab_to(page, page.locator("[id='n:1a'] .br-back").first)
    page.keyboard.press("Enter")
    expect(page.locator("[id='r:1a']")).to_be_in_viewport()


@in_one_edition
def test_the_risk_matrix(page: Page) -> None:
    go(page, "risks/index.html")
    page.set_viewport_size({"width": 320, "height": 700})
    region = page.get_by_role("region", name="Risk matrix")
    tab_to(page, region)
    if region.evaluate("part => part.scrollWidth > part.clientWidth"):
        page.keyboard.press("ArrowRight")
        page.wait_for_function("part => part.scrollLeft > 0", arg=region.element_handle())
    link = region.get_by_role("link").first
    name = link.inner_text(), link.locator(".br-sr").text_content()
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text((name[1] or "").removeprefix(": "))


@in_one_edition
def test_the_relations_map(page: Page) -> None:
    go(page, "relations/index.html")
    region = page.get_by_role("region", name="Map of the relations")
    tab_to(page, region)
    links = region.get_by_role("link")
    for link in links.all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        assert link.evaluate(HAS_OUTLINE)
        assert link.evaluate(COVERED_BY) == ""
    name = links.last.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_contain_text(name)  # some actors have an entry on the index


@in_one_edition
def test_a_table_that_is_wider_than_the_window_is_scrolled(page: Page) -> None:
    go(page, "data/index.html")
    page.set_viewport_size({"width": 390, "height": 800})
    summary = page.locator("summary", has_text="csv")
    tab_to(page, summary)
    page.keyboard.press("Enter")
    region = page.get_by_role("region", name="Files of csv")
    tab_to(page, region)
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)


def test_a_link_to_a_claim_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go(page, "experts/victor-cha.html?h=korea")
    link = page.get_by_role("link", name="Link to this claim").first
    claim = link.get_attribute("href")
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url.partition("?")[0] + str(claim)
    assert page.url.endswith(str(claim))
    go(page, "../timeline/index.html")
    heading = page.locator("#shoigu-visit .headerlink")
    tab_to(page, heading)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url.partition("#")[0] + "#shoigu-visit"


def test_without_javascript_it_is_a_link(browser: Browser, offline_site: Path) -> None:
    with visit(browser, (offline_site / "index.html").as_uri(), java_script_enabled=False) as seen:
        seen.page.goto((offline_site / "experts/victor-cha.html").as_uri())
        link = seen.page.get_by_role("link", name="Link to this claim").first
        link.press("Enter")
        assert seen.page.url.endswith(str(link.get_attribute("href")))
        expect(seen.page.locator(".br-copied")).to_have_count(0)
