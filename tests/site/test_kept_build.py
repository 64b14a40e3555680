"""A build that stays in memory renders single pages as a new build does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline
from generator.site.engine_run import DEFAULTS, Engine
from support.project import EXAMPLES

pytestmark = pytest.mark.slow


def test_a_kept_build_renders_each_page_as_a_build_does(project_with: Callable[[Path], Path], tmp_path: Path) -> None:
    root = project_with(EXAMPLES / "strait" / "seeds")
    pages = pipeline.build_pages(pipeline.read_inputs(root), with_editions=False)
    pipeline.write_pages(root, pages)
    settings = pipeline.site_settings(root, pages)
    (root / "docs/mine.md").write_text("# Mine\n\nOne.\n", "utf-8")
    texts = {path: text for path, text in pages.texts.items() if isinstance(text, str) and path.endswith(".md")}

    with Engine(root, DEFAULTS) as engine:
        assert engine.render_again(texts) == {}  # nothing was built yet
        engine.build(tmp_path / "site", settings, pages.search_terms)
        assert engine.render_again(texts) == {}  # nothing was kept

        engine.build(tmp_path / "kept", settings, pages.search_terms, is_kept=True)
        found = engine.render_again(texts)
        assert len(found) == len(texts)
        for path, html in found.items():
            assert html == (tmp_path / "kept" / path).read_text("utf-8"), path

        edited = {
            "actors/anna-tol.md": texts["actors/anna-tol.md"] + "\n## Last part\n\nWord. [Home](../index.md)\n",
            "mine.md": "# Ours\n\nTwo.\n",
        }
        unknown = {"index.md": "# Home\n\n[Nowhere](nowhere.md)\n", "actors/new.md": "# New\n"}
        found = engine.render_again({**edited, **unknown})
        # After an error, which a build reports, no page is rendered.
        assert engine.render_again({**edited, "brief/index.md": "---\ntemplate: nowhere.html\n---\n"}) == {}
        for path, text in edited.items():
            (root / "docs" / path).write_text(text, "utf-8")
        engine.build(tmp_path / "edited", settings, pages.search_terms)
        expected = {path: tmp_path / "edited" / path for path in ("actors/anna-tol.html", "mine.html")}
        assert found == {path: file.read_text("utf-8") for path, file in expected.items()}
