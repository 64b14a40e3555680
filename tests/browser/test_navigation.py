"""Ways through the site in real Chromium: unknown addresses, the colours that a reader chose, section pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from support.browsers import page_for, running, visit


class _NotFound(SimpleHTTPRequestHandler):
    """A host that answers an unknown address with the site's page for it."""

    page: bytes

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: Any) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.page)


@pytest.fixture
def under_a_path(strait_site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the example's site under a path that it was not built for."""
    site = tmp_path / "some" / "path"
    shutil.copytree(strait_site, site)
    handler = type("Handler", (_NotFound,), {"page": (site / "404.html").read_bytes()})
    with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path)))) as address:
        yield f"{address}some/path/"


@pytest.mark.parametrize("path", ["x.html", "actors/a/b/x.html"])
def test_an_unknown_address_leads_into_the_site(path: str, browser: Browser, under_a_path: str) -> None:
    with page_for(browser, under_a_path) as page:
        page.goto(under_a_path + path)
        expect(page.locator("article a").first).to_have_attribute("href", "/some/path/index.html")
        expect(page.locator(".md-header")).to_have_css("background-color", "rgb(31, 58, 95)")
        page.locator("body").press("/")
        page.keyboard.type("varenna", delay=20)
        expect(page.locator(".md-search-result__item h1").first).to_have_text("Varenna")
        page.locator(".md-search-result__link").first.click()
        expect(page).to_have_url(f"{under_a_path}actors/varenna.html?h=varenna")


def test_a_chosen_colour_is_there_before_the_other_scripts(browser: Browser, hosted: str) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto(hosted)
    for _ in range(2):
        page.locator("form[data-palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.route("**/*.js", lambda route: route.continue_() if "stored" in route.request.url else route.abort())
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.close()


def test_reference_is_a_section_with_a_sidebar(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted, viewport={"width": 1440, "height": 900}) as seen:
        seen.page.goto(hosted)
        seen.page.locator(".md-tabs").get_by_role("link", name="Reference").click()
        expect(seen.page.locator("h1")).to_contain_text("Reference")
        sidebar = seen.page.locator(".md-sidebar--primary")
        for name in ("Sources", "Trust", "Data", "Changes"):
            expect(sidebar.get_by_role("link", name=name, exact=True)).to_be_visible()
            expect(seen.page.locator("article").get_by_role("link", name=name, exact=True)).to_be_visible()
        seen.page.mouse.wheel(0, 600)
        expect(seen.page.locator(".md-tabs")).to_be_in_viewport()
