"""`make screenshots` and `make pictures`: every sort of page as its readers see it, in a real browser.

The first fills the folder `screenshots/` with whole pages, a folder for each view; the second takes the README's pictures.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from generator.pipeline import build
from support.browsers import all_found, chromium, served, visit
from support.project import ROOT
from support.webpages import one_of_each

SCREENSHOTS = ROOT / "screenshots"
README = {"home": "index.html", "timeline": "timeline/index.html", "risks": "risks/index.html"}
"""The README's pictures, under handbook/docs/assets/images: their names, and the pages whose first view they are."""
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAPER = {"width": 680, "height": 962}
"""An A4 page within its margins, in CSS pixels."""
VIEWS: Mapping[str, Mapping[str, Any]] = {
    "light": {"viewport": DESK, "color_scheme": "light"},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "mobile": {"viewport": PHONE, "color_scheme": "light"},
    "mobile-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "print": {"viewport": PAPER, "color_scheme": "light"},
}
QUERY = "sanctions"
TALLEST = 16_000
"""Pixels of height up to which Chromium draws a picture."""


def screenshots(browser: Browser, site: Path, address: str, folder: Path) -> Iterator[Path]:
    """Takes every sort of page in every view; gives each file as it is made."""
    for view, options in VIEWS.items():
        with visit(browser, address, reduced_motion="reduce", **options) as seen:
            if view == "print":
                seen.page.emulate_media(media="print")
            for path in one_of_each(site):
                seen.page.goto(address + path)
                file = folder / view / f"{path.removesuffix('.html').replace('/', '-')}.png"
                yield _whole(seen.page, file)
                if view == "print":
                    seen.page.pdf(path=file.with_suffix(".pdf"), format="A4", prefer_css_page_size=True)
            if view != "print":
                seen.page.goto(address)
                _search(seen.page)
                yield _taken(seen.page, folder / view / "search.png")


def pictures(browser: Browser, address: str, folder: Path) -> Iterator[Path]:
    """Takes the README's pictures: the first view of a page, light, nothing moving."""
    with visit(browser, address, reduced_motion="reduce", **VIEWS["light"]) as seen:
        for name, path in README.items():
            seen.page.goto(address + path)
            yield _taken(seen.page, folder / f"{name}.png")


def _search(page: Page) -> None:
    page.locator("[data-md-component=search-query]").focus()
    page.keyboard.type(QUERY, delay=20)
    all_found(page)


def _whole(page: Page, file: Path) -> Path:
    height = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else DESK["width"]
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    return _taken(page, file, full_page=True, clip=clip)


def _taken(page: Page, file: Path, **options: Any) -> Path:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, animations="disabled", caret="hide", **options)
    return file


def main(what: str) -> None:
    """Builds the site, then takes `screenshots` or the README's `pictures`, and says where they are."""
    site = build(ROOT).parent
    with served(site) as address, chromium() as browser:
        if what == "pictures":
            for file in pictures(browser, address, ROOT / "handbook/docs/assets/images"):
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB")
        else:
            taken = sum(1 for _ in screenshots(browser, site, address, SCREENSHOTS))
            print(f"{taken} pictures in {SCREENSHOTS.relative_to(ROOT)}/")


if __name__ == "__main__":
    main(sys.argv[1])
