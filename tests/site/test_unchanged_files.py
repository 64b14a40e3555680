"""A build links what the last site has with the same bytes, and nothing else; the new site is as without links."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline
from generator.site.engine_run import DEFAULTS, Engine, EngineError
from support.forks import files
from support.project import EXAMPLES

pytestmark = pytest.mark.slow


def test_unchanged_files_are_linked(project_with: Callable[[Path], Path], tmp_path: Path) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    pages = pipeline.build_pages(pipeline.read_inputs(root), with_editions=False)
    pipeline.write_pages(root, pages)
    settings, terms = pipeline.site_settings(root, pages), pages.search_terms
    mine = root / "docs/mine.md"
    mine.write_text("# Mine\n\nOne.\n", "utf-8")
    (root / "docs/mine.txt").write_text("One.", "utf-8")
    last, new, plain, broken = (tmp_path / name for name in ("last", "new", "plain", "broken"))

    with Engine(root, DEFAULTS) as engine:
        engine.build(last, settings, terms)
        mine.write_text("# Mine\n\nTwo.\n", "utf-8")
        (root / "docs/mine.txt").write_text("Two.", "utf-8")
        # A page and a file that somebody replaced by links: they are not followed.
        kept = tmp_path / "kept"
        kept.mkdir()
        for path in ("index.html", "preview.png"):
            (last / path).rename(kept / path)
            (last / path).symlink_to(kept / path)
        (last / "assets/stylesheets/briefing.css").unlink()
        before = files(last)
        engine.build(new, settings, terms, last_site=last)
        assert files(last) == before
        engine.build(plain, settings, terms)
        assert files(new) == files(plain)
        linked = {path for path in files(new) if (new / path).stat().st_nlink > 1}
        changed = {"mine.html", "mine.txt", "index.html", "preview.png", "assets/stylesheets/briefing.css"}
        made = {"sitemap.xml", "sitemap.xml.gz", "404.html"}
        assert {path for path in files(new) if not path.startswith("search/")} == linked | changed | made
        assert not linked & (changed | made)
        assert all((new / path).samefile(last / path) for path in linked)

        # The error message does not mention the pages that were linked.
        mine.write_text("# Mine\n\n[Nowhere](nowhere.md)\n", "utf-8")
        with pytest.raises(EngineError) as caught:
            engine.build(broken, settings, terms, last_site=new)
        assert "nowhere.md" in caught.value.output
        assert "skipped" not in caught.value.output


def test_a_second_build_links_the_files_of_the_first(project_with: Callable[[Path], Path]) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    pipeline.build(root)
    first = {path: (root / "site" / path).stat().st_ino for path in files(root / "site")}
    record = root / "seeds/actors/harbour-company.yml"
    record.write_text(record.read_text("utf-8").replace("summary: ", "summary: Quayside. "), "utf-8")
    pipeline.build(root)
    second = {path: (root / "site" / path).stat().st_ino for path in files(root / "site")}
    assert second["actors/harbour-company.html"] != first["actors/harbour-company.html"]
    assert second["risks/index.html"] == first["risks/index.html"]
    assert second["assets/stylesheets/briefing.css"] == first["assets/stylesheets/briefing.css"]
