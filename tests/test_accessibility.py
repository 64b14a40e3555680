"""WCAG 2.2 AA as far as axe-core sees it: no violation on any kind of page, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from browsers import served
from conftest import EXAMPLES, briefing
from playwright.sync_api import Browser, Page
from webpages import one_of_each

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
VIEWS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.html.slice(0, 200)}`))"""


@pytest.fixture(scope="module", params=["first article", "strait"])
def built(request: pytest.FixtureRequest, project_with: Callable[[Path], Path]) -> Iterator[tuple[Path, str]]:
    """A built site, and the address at which it is served."""
    if request.param == "strait":
        root = project_with(EXAMPLES / "strait" / "seeds")
        done = briefing(root, "build")
        assert done.returncode == 0, done.stdout + done.stderr
        site = root / "site"
    else:
        site = request.getfixturevalue("hosted_site")
    with served(site) as address:
        yield site, address


def _violations(page: Page, where: str) -> list[str]:
    return [f"{where}: {found}" for found in page.evaluate(RUN)]


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_axe_finds_nothing(browser: Browser, built: tuple[Path, str], scheme: str, width: int) -> None:
    site, address = built
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", service_workers="block"
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    found = []
    for path in one_of_each(site):
        page.goto(address + path)
        found += _violations(page, path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{path}: {wide} pixels wide"] if wide > width else []
    context.close()
    assert found == []
