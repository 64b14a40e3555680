"""Old addresses of renamed records lead to the new ones: by every engine, from a folder, without scripts.

The example `strait`, with an actor that was renamed twice and records that are anchors on the page of others.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.pipeline import load_briefing
from generator.rendering.redirects import redirect_pages
from generator.site.engines import ENGINES
from support.browsers import served, visit
from support.commands import briefing
from support.project import Built

PAGES = {
    "actors/varenna.html": "republic-of-varenna.html",
    "actors/kingdom-of-varenna.html": "republic-of-varenna.html",
    "sources/ostrel-gazette.html": "gazette.html",
    "actors/lume-council.html": "index.html#lume-council",
}
ANCHORS = {
    "experts/ida-moreau.html": ("moreau-deal-near", "moreau-near-deal"),
    "relations/index.html": ("rel-tol-leads", "rel-tol-heads"),
    "timeline/index.html": ("deal-signed", "fee-deal-signed"),
    "glossary/index.html": ("term-mou", "term-memorandum"),
    "questions/index.html": ("q-border", "q-line"),
}


@pytest.fixture(scope="module", params=[*((one,) for one in ENGINES), ("mkdocs", "--offline")], ids="-".join)
def made(request: pytest.FixtureRequest, renamed_strait: Path, built_once: Callable[..., Built]) -> Built:
    engine, *options = request.param
    return built_once(renamed_strait, *(["--engine", engine] if engine != "mkdocs" else []), *options)


@pytest.mark.slow
def test_each_former_address_is_a_page_that_leads_on(made: Built) -> None:
    for path, target in PAGES.items():
        page = (made.site / path).read_text(encoding="utf-8")
        assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
        assert page == (made.root / "docs" / path).read_text(encoding="utf-8")
        assert (made.site / path).with_name(target.partition("#")[0]).is_file()
    for path, anchors in ANCHORS.items():
        page = (made.site / path).read_text(encoding="utf-8")
        assert [page.count(f'id="{anchor}"') for anchor in anchors] == [1, 1], path


@pytest.mark.slow
def test_neither_search_nor_sitemap_list_a_former_address(made: Built) -> None:
    names = ("sitemap.xml", "search.json", "search_index.json", "search_index.js", "documents.js")
    listed = "".join(one.read_text(encoding="utf-8") for one in made.site.rglob("*.*") if one.name in names)
    assert "republic-of-varenna.html" in listed
    assert [path for path in PAGES if path in listed] == []


def test_the_pages_are_as_they_should_be(renamed_strait: Path) -> None:
    pages = redirect_pages(load_briefing(renamed_strait.parent))
    assert sorted(pages) == sorted(PAGES)
    assert pages["sources/ostrel-gazette.html"] == (
        """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Delegations publish draft: “fees first”: moved</title>
<link rel="canonical" href="https://strait.example/sources/gazette.html">
<script src="../assets/javascripts/redirect.js" data-target="gazette.html"></script>
<meta http-equiv="refresh" content="0; url=gazette.html">
</head>
<body>
<p>This page has moved: <a href="gazette.html">Delegations publish draft: “fees first”</a></p>
</body>
</html>
"""
    )


@pytest.mark.parametrize(("place", "scripts"), [("served", True), ("served", False), ("from a folder", True)])
def test_a_reader_arrives_at_the_new_page(
    renamed_strait: Path, built_once: Callable[..., Built], browser: Browser, scripts: bool, place: str
) -> None:
    site = built_once(renamed_strait).site if place == "served" else built_once(renamed_strait, "--offline").site
    with served(site) as address:
        start = address if place == "served" else f"{site.as_uri()}/"
        with visit(browser, start, java_script_enabled=scripts) as seen:
            for path, target in PAGES.items():
                seen.page.goto(f"{start}{path}#claims", wait_until="commit")
                seen.page.wait_for_url(f"**/{target}{'#claims' if scripts and '#' not in target else ''}")
                assert seen.page.locator("h1").first.is_visible()
            for path, (former, now) in ANCHORS.items():
                seen.page.goto(f"{start}{path}#{former}")
                old, new = (seen.page.locator(f'[id="{one}"]').bounding_box() for one in (former, now))
                assert old is not None
                assert new is not None
                assert abs(old["y"] - new["y"]) < 80
                assert 0 <= old["y"] < 300, path


def test_json_has_the_former_ids(renamed_strait: Path) -> None:
    document = json.loads(briefing(renamed_strait.parent, "export", "json").stdout)
    (found,) = [one for one in document["actors"] if one["id"] == "republic-of-varenna"]
    assert found["former_ids"] == ["varenna", "kingdom-of-varenna"]
