"""WCAG 2.2 AA as far as axe-core sees it: no violation on any kind of page, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.axe import VIEWS, faults
from support.browsers import served
from support.webpages import one_of_each


@pytest.fixture(scope="module", params=["hosted_site", "strait_site"], ids=["first article", "strait"])
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """A built site, and the address at which it is served."""
    site = request.getfixturevalue(request.param)
    with served(site) as address:
        yield site, address


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_axe_finds_nothing(browser: Browser, opened: tuple[Path, str], scheme: str, width: int) -> None:
    site, address = opened
    assert list(faults(browser, address, one_of_each(site), scheme, width)) == []
