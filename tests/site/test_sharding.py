"""Shares of a site, as several machines build them."""

from __future__ import annotations

from pathlib import Path


def test_shares_laid_over_one_another_are_the_site(strait_by_pagefind: Path, merged_shares: Path) -> None:
    """Every page and file, byte for byte, but for the indexes of the search."""
    whole, together = (
        {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in site.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        for site in (strait_by_pagefind, merged_shares)
    )
    searches = ("search/", "pagefind/")
    assert {path for path in whole if not path.startswith(searches)} == {
        path for path in together if not path.startswith(searches)
    }
    assert [path for path in whole if not path.startswith(searches) and whole[path] != together[path]] == []
