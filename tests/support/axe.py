"""axe-core in pages of a real browser: light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
VIEWS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]
_OF_COLOURS = ["color-contrast", "link-in-text-block"]
_RUN = """async rules => (await axe.run(document, {
    resultTypes: ['violations'], ...rules && {runOnly: {type: 'rule', values: rules}}
})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.html.slice(0, 200)}`))"""


def violations(page: Page, scheme: str) -> list[str]:
    """What axe-core finds in the page, into which it was put; a dark page is the light one but for its colours."""
    return [str(found) for found in page.evaluate(_RUN, _OF_COLOURS if scheme == "dark" else None)]


def faults(browser: Browser, address: str, paths: Iterable[str], scheme: str, width: int) -> Iterator[str]:
    """What axe-core finds in pages of a site, and which of them are wider than the window."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", service_workers="block"
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    for path in paths:
        page.goto(address + path)
        yield from (f"{path}: {found}" for found in violations(page, scheme))
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{path}: {wide} pixels wide"
    context.close()
