"""Reading enlarged: at 320 CSS pixels and at 200 % nothing is lost or scrolls sideways, with the text spacing of WCAG 1.4.12 too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

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


@pytest.mark.parametrize(("width", "height"), [(320, 256), (640, 450)], ids=["400 %", "200 %"])
def test_nothing_is_lost(browser: Browser, hosted: str, hosted_site: Path, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    lost = []
    for path in one_of_each(hosted_site):
        page.goto(hosted + path)
        lost += [f"{path}: {one}" for one in page.evaluate(LOST)]
        page.evaluate(SPACED)
        lost += [f"{path}, spaced: {one}" for one in page.evaluate(LOST)]
    context.close()
    assert lost == []


def test_nothing_moves_for_those_who_want_it_so(browser: Browser, hosted: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(hosted)
    assert page.evaluate(MOVING) == []
    context.close()


@pytest.mark.parametrize("path", ["index.html", "risks/index.html", "timeline/index.html"])
def test_where_the_focus_is_can_be_seen(browser: Browser, hosted: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(hosted + path)
    unseen, reached = [], set()
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at:
            reached.add(at["html"])
            unseen += [] if at["seen"] else [at["html"]]
    context.close()
    assert len(reached) > 30
    assert unseen == []
