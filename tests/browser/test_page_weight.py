"""A page's first view stays light: what a browser fetches for it, apart from the theme's own files."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from support.webpages import one_of_each
from support.weight import MOST, ours, weights


def test_no_first_view_is_heavy(browser: Browser, hosted_site: Path) -> None:
    """A page of every sort, the fullest of its section: all pages fetch the same beside themselves."""
    seen = dict(weights(browser, hosted_site, one_of_each(hosted_site)))
    assert {path: ours(files) for path, files in seen.items() if ours(files) > MOST} == {}
    every = {file.path: file for files in seen.values() for file in files}
    assert {"index.html", "assets/stylesheets/briefing.css"} <= set(every)
    assert any(file.is_themes for file in every.values())
    assert every["index.html"].wire < every["index.html"].raw, "the server did not compress"
