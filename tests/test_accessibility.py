"""WCAG 2.2 AA as far as axe-core sees it: no violation on any kind of page, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe import VIEWS, faults
from browsers import served
from conftest import EXAMPLES, briefing
from playwright.sync_api import Browser
from webpages import one_of_each


@pytest.fixture(scope="module", params=["first article", "strait"])
def built(request: pytest.FixtureRequest, project_with: Callable[[Path], Path]) -> Iterator[tuple[Path, str]]:
    """A built site, and the address at which it is served."""
    if request.param == "strait":
        root = project_with(EXAMPLES / "strait" / "seeds")
        done = briefing(root, "build")
        assert done.returncode == 0, done.stdout + done.stderr
        site = root / "site"
    else:
        site = request.getfixturevalue("hosted_site")
    with served(site) as address:
        yield site, address


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_axe_finds_nothing(browser: Browser, built: tuple[Path, str], scheme: str, width: int) -> None:
    site, address = built
    assert list(faults(browser, address, one_of_each(site), scheme, width)) == []
