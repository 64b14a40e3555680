"""The handbook's page on customising a site: each of its settings and files has the effect that it describes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from generator.site import configuration
from support.browsers import served, visit
from support.commands import briefing_process
from support.project import EXAMPLES, ROOT

PAGE = (ROOT / "handbook/docs/start/customise.md").read_text(encoding="utf-8")
BACKGROUND = "getComputedStyle(document.querySelector('.md-header')).backgroundColor"


def blocks(language: str) -> list[str]:
    """The blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize(("left_out", "colour"), [("extra_css", "rgb(0, 148, 133)"), ("palette", "rgb(91, 42, 134)")])
def test_the_page_is_true(browser: Browser, tmp_path: Path, left_out: str, colour: str) -> None:
    """Builds a site with all settings of the page, but for one of the two ways to change colours."""
    settings: dict[str, Any] = {}
    for block in blocks("yaml"):
        settings = configuration.merge(settings, yaml.safe_load(block))
    for mapping in (settings, settings["theme"]):
        mapping.pop(left_out, None)
    files = {
        "mkdocs.yml": yaml.safe_dump(settings, sort_keys=False),
        "docs/team.md": "# Team\n",
        "docs/assets/stylesheets/own.css": blocks("css")[0],
        "docs/assets/images/own-logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "docs/assets/images/own-icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "docs/assets/javascripts/copy.js": "// replaces ours",
        "overrides/main.html": blocks("html")[0],
        "overrides/partials/copyright.html": blocks("html")[1],
    }
    shutil.copytree(EXAMPLES / "minimal/seeds", tmp_path / "seeds")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    done = briefing_process(tmp_path, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "site/assets/javascripts/copy.js").read_text(encoding="utf-8") == "// replaces ours"
    with served(tmp_path / "site") as address:
        for scheme in ("light", "dark"):
            with visit(browser, address, color_scheme=scheme) as seen:
                page = seen.page
                page.goto(f"{address}team.html")
                assert page.evaluate(BACKGROUND) == colour
                assert page.get_by_text("Read the corrections of this week.").is_visible()
                menu = page.locator(".md-tabs__link").all_inner_texts()
                assert menu == ["Briefing", "Actors", "Timeline", "Sources", "Team"]
                assert page.locator(".md-logo img").first.get_attribute("src") == "assets/images/own-logo.svg"
                assert page.locator("link[rel=icon]").get_attribute("href") == "assets/images/own-icon.svg"
                assert page.locator(".md-copyright").inner_text() == "The Kesh ferry, a briefing"
