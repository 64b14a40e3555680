"""WCAG 2.2 AA as far as axe-core sees it: no violation on any page, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.axe import AXE, faults, violations
from support.browsers import served
from support.project import THOROUGH
from support.webpages import one_of_each, paths_of, with_new_shapes


@pytest.mark.parametrize("site", ["hosted_site", "strait_site"])
def test_axe_finds_nothing(browser: Browser, request: pytest.FixtureRequest, strait_site: Path, site: str) -> None:
    """Each element, by its tag, classes, attributes and the elements around it, is checked on a page of a site.

    Of the invented example, which uses every field, a page of each kind is checked in both views; of the first article,
    the pages with elements that the example lacks. With THOROUGH=1, all pages of both are checked.
    """
    folder: Path = request.getfixturevalue(site)
    is_example, kinds, seen = folder == strait_site, one_of_each(folder), set[object]()
    if not is_example:
        with_new_shapes(strait_site, paths_of(strait_site), seen)
    paths = [*dict.fromkeys([*kinds, *paths_of(folder)])]
    new = with_new_shapes(folder, paths, seen)
    pages = paths if THOROUGH else [*dict.fromkeys([*kinds * is_example, *new])]
    with served(folder) as address:
        assert list(faults(browser, address, pages, kinds if THOROUGH or is_example else ["index.html"])) == []


def test_a_pale_text_is_found_on_one_page(browser: Browser) -> None:
    page = browser.new_page()
    pale = "".join(f'<p style="color: #bbb">{text}</p>' for text in ("b", "pale", "pale too"))
    page.set_content(f"<main><h1>A heading</h1>{pale}</main>")
    page.add_script_tag(path=AXE)
    seen: set[str] = set()
    found = [one for _ in range(2) for one in violations(page, seen) if one.startswith("color-contrast")]
    assert found == [
        f'color-contrast: p:nth-child({n}): <p style="color: #bbb">{text}</p>'
        for n, text in ((3, "pale"), (4, "pale too"))
    ]
    page.close()


def test_a_link_that_only_its_colour_shows_is_found(browser: Browser) -> None:
    page = browser.new_page()
    link = '<a href="#x" style="color: #333; text-decoration: none">a link</a>'
    page.set_content(f'<main><h1>A heading</h1><p style="color: #222">A text with {link} in it</p></main>')
    page.add_script_tag(path=AXE)
    found = [one for one in violations(page) if one.startswith("link-in-text-block")]
    assert found == [f"link-in-text-block: a: {link}"]
    page.close()


def test_a_small_target_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<main><h1>A heading</h1>" + '<button style="width: 9px">x</button>' * 2 + "</main>")
    page.add_script_tag(path=AXE)
    assert sum(one.startswith("target-size") for one in violations(page)) == 2
    page.close()


def test_both_sites_have_the_same_kinds_of_pages(hosted_site: Path, strait_site: Path) -> None:
    kinds = [{path.rpartition("/")[0] for path in one_of_each(site)} for site in (hosted_site, strait_site)]
    assert kinds[0] == kinds[1]
