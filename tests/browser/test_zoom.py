"""Reading enlarged: at 320 CSS pixels and at 200 % nothing is lost or scrolls sideways, with the text spacing of WCAG 1.4.12 too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from support.browsers import visit
from support.webpages import one_of_each

SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
LOST = """() => [
    ...(document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : []),
    ...[...document.querySelectorAll('article *')].filter(one => {
        const look = getComputedStyle(one);
        return look.overflowX === 'hidden' && !one.closest('.br-sr') && one.clientWidth > 0
            && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
    }).map(one => `cut off: ${one.outerHTML.slice(0, 120)}`),
]"""
MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
    const look = getComputedStyle(one);
    return look.animationName !== 'none' || (look.transitionProperty !== 'none' && parseFloat(look.transitionDuration) > 0);
}).map(one => one.outerHTML.slice(0, 80))"""
FOCUSED = """() => {
    const one = document.activeElement, look = getComputedStyle(one);
    return one === document.body ? null : { html: one.outerHTML.slice(0, 120), seen: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2 };
}"""


WINDOW = {"width": 1280, "height": 800}


def test_nothing_is_lost_at_200_and_400_per_cent(browser: Browser, hosted: str, hosted_site: Path) -> None:
    sizes: list[ViewportSize] = [{"width": 640, "height": 450}, {"width": 320, "height": 256}]
    lost = []
    with visit(browser, hosted, viewport=sizes[0], reduced_motion="reduce") as seen:
        for path in one_of_each(hosted_site):
            seen.page.goto(hosted + path)
            for step in ("", ", spaced"):
                for size in sizes:
                    seen.page.set_viewport_size(size)
                    lost += [f"{path}, {size['width']}{step}: {one}" for one in seen.page.evaluate(LOST)]
                seen.page.evaluate(SPACED)
    assert lost == []


def test_nothing_moves_for_those_who_want_it_so(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted, viewport=WINDOW, reduced_motion="reduce") as seen:
        seen.page.goto(hosted)
        assert seen.page.evaluate(MOVING) == []


@pytest.mark.parametrize("path", ["index.html", "risks/index.html", "timeline/index.html"])
def test_where_the_focus_is_can_be_seen(browser: Browser, hosted: str, path: str) -> None:
    unseen, reached = [], set()
    with visit(browser, hosted, viewport=WINDOW, reduced_motion="reduce") as seen:
        seen.page.goto(hosted + path)
        for _ in range(60):
            seen.page.keyboard.press("Tab")
            at = seen.page.evaluate(FOCUSED)
            if at:
                reached.add(at["html"])
                unseen += [] if at["seen"] else [at["html"]]
    assert len(reached) > 30
    assert unseen == []
