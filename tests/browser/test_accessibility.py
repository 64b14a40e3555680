"""WCAG 2.2 AA as far as axe-core sees it: no violation on any kind of page, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.axe import VIEWS, faults
from support.browsers import served
from support.webpages import one_of_each

SITES = ("hosted_site", "strait_site")
PARTS = 3


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("scheme", "width"), VIEWS)
@pytest.mark.parametrize("site", SITES)
def test_axe_finds_nothing(
    browser: Browser, request: pytest.FixtureRequest, site: str, scheme: str, width: int, part: int
) -> None:
    """Each kind of page of the first article, and of the invented example, which uses every field, is seen in each view."""
    folder: Path = request.getfixturevalue(site)
    with served(folder) as address:
        assert list(faults(browser, address, one_of_each(folder)[part::PARTS], scheme, width)) == []


def test_both_sites_have_the_same_kinds_of_pages(hosted_site: Path, strait_site: Path) -> None:
    kinds = [{path.rpartition("/")[0] for path in one_of_each(site)} for site in (hosted_site, strait_site)]
    assert kinds[0] == kinds[1]
