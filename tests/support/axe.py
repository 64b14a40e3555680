"""axe-core in pages of a real browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
VIEWS = [("light", 1280), ("dark", 390)]
"""Colours depend on the scheme and structure on the width, so these two see both of each."""
_RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.html.slice(0, 200)}`))"""


def violations(page: Page) -> list[str]:
    """Returns what axe-core finds in a page that it was put into."""
    return [str(found) for found in page.evaluate(_RUN)]


def faults(browser: Browser, address: str, paths: Iterable[str], scheme: str, width: int) -> Iterator[str]:
    """What axe-core finds in pages of a site, and which of them are wider than the window."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", service_workers="block"
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    for path in paths:
        page.goto(address + path)
        yield from (f"{path}: {found}" for found in violations(page))
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{path}: {wide} pixels wide"
    context.close()
