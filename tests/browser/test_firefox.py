"""The first article's site in real Firefox, hosted and from file://: search, colours, and what it asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import yaml

from support.firefox import EXECUTABLE, Firefox, firefox
from support.project import CASES, THOROUGH

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not EXECUTABLE, reason="Firefox is not installed: tests/support/firefox.sh"),
]
FIELD = 'document.querySelector("[data-md-component=search-query]")'
_ALL_QUERIES = yaml.load((CASES / "search" / "queries.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
QUERIES = _ALL_QUERIES if THOROUGH else _ALL_QUERIES[::6]
"""Every sixth query: what the index and the ranking find is tested in Chromium, with each of them."""
ENTER = "\ue007"
ARROW_DOWN = "\ue015"


@pytest.fixture(scope="module")
def browser_window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("profile")) as window:
        yield window


@pytest.fixture(scope="module")
def allowed() -> set[str]:
    """Beginnings of the addresses that Firefox may ask for: those of all sites opened so far.

    A worker of the page before may still load its script when the next site is opened.
    """
    return {"data:", "blob:", "about:"}


@pytest.fixture(params=["hosted", "offline"])
def window(request: pytest.FixtureRequest, browser_window: Firefox, allowed: set[str]) -> Iterator[Firefox]:
    """Firefox at the home page; in the end it must have asked for nothing outside the site, and not complained."""
    home = request.getfixturevalue(request.param)
    allowed.add(home[: home.rindex("/") + 1])
    browser_window.open("about:blank")  # which ends what the page before still loads
    browser_window.asked.clear()
    browser_window.complaints.clear()
    browser_window.open(home)
    yield browser_window
    assert [url for url in browser_window.asked if not url.startswith((*allowed,))] == []
    assert browser_window.complaints == []


def listed(window: Firefox, query: str) -> list[str]:
    """The pages found for a query that replaces the one before, as dictation puts it in: without a key."""
    links: list[str] = window.run(
        """new Promise((done, failed) => {
          const list = document.querySelector(".md-search-result__list"), field = FIELD
          list.textContent = ""
          field.value = QUERY
          field.dispatchEvent(new InputEvent("input", { bubbles: true }))
          const look = left => {
            const links = [...list.querySelectorAll(".md-search-result__item > a:first-child")]
            if (links.length) done(links.map(link => link.href.slice(__md_scope.href.length).split(/[?#]/)[0]))
            else if (left) setTimeout(look, 20, left - 1)
            else failed(new Error("nothing was found for " + field.value))
          }
          look(1000)
        })""".replace("FIELD", FIELD).replace("QUERY", json.dumps(query))
    )
    return links


def test_what_readers_type_finds_the_page(window: Firefox) -> None:
    window.type("/")
    window.wait_for(f"document.activeElement === {FIELD}")
    wrong = []
    for case in QUERIES:
        pages = listed(window, case["query"])
        wanted = case.get("first") or case["three"]
        wanted = [wanted] if isinstance(wanted, str) else wanted
        if not set(wanted) & set(pages[: 1 if "first" in case else 3]):
            wrong.append(f"{case['query']}: {pages[:4]}")
    assert not wrong, "\n".join(wrong)


def test_by_keyboard_a_result_is_reached_and_opened(window: Firefox) -> None:
    window.type("/")
    window.wait_for(f"document.activeElement === {FIELD}")
    assert listed(window, "putn")[0] == "actors/vladimir-putin.html"
    window.type(ARROW_DOWN)
    window.wait_for('document.activeElement.matches(".md-search-result__link")')
    window.type(ENTER)
    window.wait_for('document.querySelector("h1")?.textContent.includes("Vladimir Putin")')


def test_the_chosen_colours_stay(window: Firefox) -> None:
    """Twice to the next choice: from the system's colours to light, to dark; then a page that was not open before."""
    scheme = "document.body.dataset.mdColorScheme"
    light = window.run(scheme)
    while window.run(scheme) == light:
        window.run('document.querySelector("form[data-palette] label:not([hidden])").click()')
    assert window.run("getComputedStyle(document.body).colorScheme") == "dark"
    window.open(window.run('new URL("actors/index.html", __md_scope).href'))
    assert window.run(scheme) != light
    window.run("localStorage.clear()")
