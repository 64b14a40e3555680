"""WCAG 2.2 AA as far as axe-core sees it: no violation on any page, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.axe import faults
from support.browsers import served
from support.webpages import files_of, one_of_each

PARTS = [*(("hosted_site", part, 4) for part in range(4)), *(("strait_site", part, 2) for part in range(2))]
"""The pages of the first article, and of the invented example, which uses every field: fixture, part, number of parts."""


@pytest.mark.parametrize(("site", "part", "parts"), PARTS, ids=lambda value: str(value))
def test_axe_finds_nothing(browser: Browser, request: pytest.FixtureRequest, site: str, part: int, parts: int) -> None:
    folder: Path = request.getfixturevalue(site)
    pages = [file.relative_to(folder).as_posix() for file in files_of(folder)]
    with served(folder) as address:
        assert list(faults(browser, address, pages[part::parts], one_of_each(folder))) == []


def test_both_sites_have_the_same_kinds_of_pages(hosted_site: Path, strait_site: Path) -> None:
    kinds = [{path.rpartition("/")[0] for path in one_of_each(site)} for site in (hosted_site, strait_site)]
    assert kinds[0] == kinds[1]
