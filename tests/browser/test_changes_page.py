"""The pages of changes in a built site, as a reader meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser

from generator.storage import project_lock
from support import axe
from support.browsers import page_for, served
from support.commands import briefing
from support.histories import scenario
from support.project import EXAMPLES
from support.webpages import Site, faults, searched

PAGES = ("index.html", "changes/index.html", "changes/2031-04.html", "risks/talks-collapse.html")


@pytest.fixture(scope="module")
def site(shared_folder: Path, project_with: Callable[[Path], Path]) -> Path:
    """The strait's site with all that happened to it, built once for all processes that run tests."""
    repository = shared_folder / "changes"
    repository.mkdir(exist_ok=True)
    with project_lock(repository):
        root = repository / "project"
        if not root.exists():
            project_with(EXAMPLES / "strait" / "seeds").rename(root)
            scenario(root)
            done = briefing(root, "build")
            assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


def test_its_pages_have_no_dead_link(site: Path) -> None:
    told = list(faults(Site(site)))
    assert [one for one in told if one[1] != "is left as text"] == []  # that is the hostile subject


def test_axe_finds_nothing(browser: Browser, address: str) -> None:
    assert list(axe.faults(browser, address, PAGES, in_both=PAGES)) == []


def test_each_page_leads_to_the_feed(browser: Browser, address: str) -> None:
    with page_for(browser, address) as page:
        for path in PAGES:
            page.goto(address + path)
            page.wait_for_load_state("domcontentloaded")
            feed = page.evaluate("document.querySelector('link[rel=alternate][type=\"application/atom+xml\"]').href")
            assert feed == f"{address}changes/feed.xml"
    read = feedparser.parse(feed)
    assert (read.bozo, len(read.entries)) == (False, 7)


def test_a_records_foot_leads_to_what_changed_it(browser: Browser, address: str) -> None:
    with page_for(browser, address) as page:
        page.goto(f"{address}risks/talks-collapse.html")
        page.get_by_role("link", name="13 March 2031").first.click()
        page.wait_for_url("**/changes/2031-03.html#c-*")
        text = page.locator(":target").inner_text()
    assert "likelihood: likely (before: unlikely" in text
    assert "reviewed" in text


def test_what_was_said_once_is_not_found_by_the_search(site: Path) -> None:
    assert [entry["location"] for entry in searched(site) if entry["location"].startswith("changes/")] == []
