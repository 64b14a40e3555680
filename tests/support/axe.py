"""axe-core in pages of a real browser."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Literal

import axe_playwright_python
from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
VIEWS: list[tuple[Literal["light", "dark"], str, int]] = [("light", "default", 1280), ("dark", "slate", 390)]
"""Scheme of the system, scheme of the theme, and width: these two views have each colour and each structure."""
_RUN = """async seen => {
    // The rules for colours take most of the time, so each look is tried once: an element with text of its own, by its
    // colours, font, tag and classes and those of all elements around it. Three elements are tried if it can't judge.
    const known = new Set(seen), looks = new Map()
    const look = element => {
        if (!element) return ''
        if (!looks.has(element)) {
            const style = getComputedStyle(element)
            const own = [element.tagName, element.getAttribute('class'), style.color, style.background, style.opacity,
                style.fontSize, style.fontWeight, style.textDecorationLine, style.textShadow, style.filter, style.position]
            looks.set(element, hash(`${look(element.parentElement)} ${own.join(' ')}`))
        }
        return looks.get(element)
    }
    const hash = text => {
        let one = 0xdeadbeef, other = 0x41c6ce57
        for (let at = 0; at < text.length; at++) {
            one = Math.imul(one ^ text.charCodeAt(at), 2654435761)
            other = Math.imul(other ^ text.charCodeAt(at), 1597334677)
        }
        return (one >>> 0).toString(36) + (other >>> 0).toString(36)
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), left = new Map()
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement
        // axe-core does not judge a single letter.
        if (texts.currentNode.data.trim().length > 1 && element.checkVisibility() && !known.has(look(element)))
            left.set(look(element), [...left.get(look(element)) ?? [], element])
    }
    // A text that is in part covered can't be judged, but perhaps the next of its look.
    for (const element of [...left.values()].flatMap(elements => elements.slice(0, 3))) {
        element.dataset.look = ''
        element.closest('a[href]')?.setAttribute('data-link', '')
    }
    axe.configure({rules: [
        {id: 'color-contrast', selector: '[data-look]'},
        {id: 'link-in-text-block', selector: 'a[data-link]'},
        {id: 'target-size', enabled: true},  // WCAG 2.2, 2.5.8: axe-core leaves it out by default
    ]})
    const found = await axe.run(document, {resultTypes: ['violations']})
    for (const name of ['data-look', 'data-link'])
        for (const element of document.querySelectorAll(`[${name}]`)) element.removeAttribute(name)
    const violations = found.violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.html.replace(/ data-(look|link)=""/g, '').slice(0, 200)}`))
    return [violations, [...left.keys()]]
}"""

_WITHOUT_FRAME = """() => {
    for (const part of document.querySelectorAll('.md-header, .md-tabs, .md-sidebar--primary, .md-footer')) part.remove()
}"""


def violations(page: Page, seen: set[str] | None = None) -> list[str]:
    """The violations that axe-core finds in a page.

    The rules for colours leave out the looks that were `seen` on other pages; those tried on this page are added.
    """
    looks = set() if seen is None else seen
    found, new = page.evaluate(_RUN, [*looks])
    looks.update(new)
    return [str(one) for one in found]


def faults(browser: Browser, address: str, paths: Sequence[str], in_both: Container[str]) -> Iterator[str]:
    """The violations that axe-core finds in pages of a site, and the pages that are wider than the window.

    axe-core checks the pages `in_both` completely, in both views. It checks every other page without header, menu and
    footer, which are the same on all pages, and in one view, which changes half-way and after each page `in_both`. A
    redirect is left out, because its target is checked.
    """
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    context.add_init_script(path=AXE)
    page = context.new_page()
    views, seen = VIEWS, {scheme: set[str]() for scheme, _, _ in VIEWS}
    for half in (paths[::2], paths[1::2]):
        page.set_viewport_size({"width": views[0][2], "height": 900})
        for path in half:
            for scheme, name, width in views if path in in_both else views[:1]:
                page.emulate_media(color_scheme=scheme)
                if scheme == views[0][0]:
                    page.goto(address + path)
                    if page.url != address + path:
                        break
                    if path not in in_both:
                        page.evaluate(_WITHOUT_FRAME)
                else:
                    page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_selector(f"body[data-md-color-scheme={name}]", state="attached")
                yield from (f"{path}, {scheme}: {found}" for found in violations(page, seen[scheme]))
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    yield f"{path}: {wide} pixels wide"
            if path in in_both:
                views = views[::-1]  # the next page is loaded in the view that the browser has
        views = views[::-1]
    context.close()
