"""The timeline's filter in real Chromium, from file:// and hosted: choices, counts, address, print, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.kinds.events.facets import build_facets
from generator.kinds.events.record import Event
from generator.pipeline import load_briefing
from generator.records.traversal import walk_evidence
from support.browsers import served, visit
from support.project import EXAMPLES, Built

STRAIT = load_briefing(EXAMPLES / "strait")
EVENTS = STRAIT.of_type(Event)
ALLEGED = {event.id for event in EVENTS if event.status == "alleged"}
OF_KESH = {event.id for event in EVENTS if "kesh-isles" in [part.actor for part in event.actors]}


@pytest.fixture(params=["hosted", "file"])
def address(request: pytest.FixtureRequest, built_once: Callable[..., Built]) -> Iterator[str]:
    """The address at which the example's timeline is opened."""
    if request.param == "file":
        yield (built_once(EXAMPLES / "strait/seeds", "--offline").site / "timeline/index.html").as_uri()
        return
    with served(built_once(EXAMPLES / "strait/seeds").site) as site:
        yield f"{site}timeline/index.html"


in_one_edition = pytest.mark.parametrize("address", ["file"], indirect=True)
"""For what is the same in both editions, which have the same scripts."""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address.removesuffix("timeline/index.html")) as seen:
        yield seen.page


def shown(page: Page, within: str = ".br-tl") -> set[str]:
    """The ids of the events that can be seen in the list, or in the strip."""
    return set(
        page.locator(f"{within} [data-event]:visible").evaluate_all("found => found.map(one => one.dataset.event)")
    )


def select(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def said(page: Page) -> Locator:
    return page.locator(".br-filter__said[role=status]")


def test_choices_narrow_the_list_and_the_strip(page: Page, address: str) -> None:
    page.goto(address)
    expect(said(page)).to_have_text(f"All {len(EVENTS)} events.")
    select(page, "Status").select_option("alleged")
    expect(said(page)).to_have_text(f"Filtered by status alleged: {len(ALLEGED)} of {len(EVENTS)} events.")
    assert page.url == f"{address}#status=alleged"
    assert shown(page) == shown(page, ".br-strip") == ALLEGED
    expect(page.get_by_role("heading", name="What is expected")).to_be_hidden()
    page.get_by_role("button", name="Show all").click()
    expect(said(page)).to_have_text(f"All {len(EVENTS)} events.")
    expect(select(page, "Actor")).to_be_focused()
    assert shown(page) == {event.id for event in EVENTS}


@in_one_edition
def test_each_choice_says_how_many_events_it_would_leave(page: Page, address: str) -> None:
    page.goto(f"{address}#actor=kesh-isles")
    assert shown(page) == OF_KESH
    counts = select(page, "Status").locator("option").all_inner_texts()
    for status, number in (re.fullmatch(r"(\w+) \((\d+)\)", text).groups() for text in counts):  # type: ignore[union-attr]
        wanted = {event.id for event in EVENTS if status in ("All", event.status)} & OF_KESH
        assert int(number) == len(wanted), status
    expect(select(page, "Actor").locator("option").first).to_have_text(f"All ({len(EVENTS)})")
    page.goto(f"{address}#status=cancelled")
    expect(select(page, "Status").locator("option:disabled")).to_have_count(0)
    expect(select(page, "Actor").locator("option[value=varenna]")).to_be_disabled()


@in_one_edition
def test_the_source_can_be_chosen(page: Page, address: str) -> None:
    page.goto(address)
    select(page, "Source").select_option("council-minutes")
    expect(page).to_have_url(f"{address}#source=council-minutes")
    assert shown(page) == {
        event.id for event in EVENTS if "council-minutes" in [one.source for _, one in walk_evidence(event)]
    }


def test_back_forward_and_reload_keep_what_was_chosen(page: Page, address: str) -> None:
    page.goto(address)
    select(page, "Actor").select_option("kesh-isles")
    select(page, "Status").select_option("occurred")
    expect(page).to_have_url(f"{address}#actor=kesh-isles&status=occurred")
    both = shown(page)
    page.reload()
    expect(said(page)).to_contain_text("status occurred")
    assert shown(page) == both
    page.go_back()
    expect(said(page)).to_have_text(f"Filtered by actor Kesh Isles: {len(OF_KESH)} of {len(EVENTS)} events.")
    assert shown(page) == OF_KESH
    page.go_back()
    expect(said(page)).to_have_text(f"All {len(EVENTS)} events.")
    page.go_forward()
    expect(said(page)).to_contain_text("actor Kesh Isles")


def test_an_events_own_address_leads_to_it(page: Page, address: str) -> None:
    page.goto(f"{address}#fees-doubled")
    expect(page.locator("#fees-doubled")).to_be_in_viewport()
    assert shown(page) == {event.id for event in EVENTS}
    select(page, "Status").select_option("alleged")
    page.locator(".br-strip a:visible").first.click()
    expect(page).to_have_url(re.compile("#quiet-channel$"))
    assert shown(page) == ALLEGED, "the filter stays while the place is shown"
    page.evaluate("location.hash = 'fees-doubled'")
    expect(page.locator("#fees-doubled")).to_be_in_viewport()
    assert shown(page) == {event.id for event in EVENTS}


@in_one_edition
@pytest.mark.parametrize("hash_", ["actor=nobody", "status=%3Cscript%3E", "actor", "=", "x=y&actor=", "%", "actor=%"])
def test_an_address_that_says_nothing_known_shows_all(page: Page, address: str, hash_: str) -> None:
    page.goto(f"{address}#{hash_}")
    expect(said(page)).to_have_text(f"All {len(EVENTS)} events.")


@in_one_edition
def test_paper_shows_the_filtered_events_and_the_filter(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.locator(".br-filter")).to_be_hidden()
    page.goto(f"{address}#status=alleged")
    expect(said(page)).to_be_visible()
    expect(said(page)).to_have_text(f"Filtered by status alleged: {len(ALLEGED)} of {len(EVENTS)} events.")
    expect(select(page, "Status")).to_be_hidden()
    assert shown(page) == ALLEGED


@in_one_edition
def test_without_javascript_all_is_shown_and_no_control(browser: Browser, address: str) -> None:
    with visit(browser, address.removesuffix("timeline/index.html"), java_script_enabled=False) as seen:
        seen.page.goto(f"{address}#status=alleged")
        expect(seen.page.locator(".br-filter")).to_be_hidden()
        assert shown(seen.page) == shown(seen.page, ".br-strip") == {event.id for event in EVENTS}


def test_a_facet_with_nothing_to_choose_is_left_out() -> None:
    article = load_briefing(EXAMPLES.parent.parent)
    assert [facet.key for facet in build_facets(article, article.of_type(Event))] == ["actor", "status"]
    assert build_facets(article, article.of_type(Event)[:1]) == () or len(article.of_type(Event)[0].actors) > 1
    assert build_facets(article, ()) == ()
