"""Parts of the page cache that can be tested without a build."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from material.plugins.search.plugin import SearchIndex
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import meta

from generator.site.cache_store import CacheStore
from generator.site.mkdocs_cache.conversion import FrontMatterCache
from generator.site.mkdocs_cache.page_rendering import CachedIndex, empty_excluded
from support.packages import imported_by


@pytest.mark.parametrize(
    "text",
    ["---\na: 1\n---\n\n# B\n", "---\na: 1\n---\nb", "---\n---\n---\nb", "---\na: 1\n...\nb\n---\nc", "---\n- a\n---\nb", "---\na\n---\n",
     "a: 1\n\nb", "", "---", "---\na: [\n---\nb", "---\na: 2001-01-01\n---\nb", "--- \n1: 2\n---  \n\n\nb", "---\na: 1\n---\n\n\n---\nb: 1\n---\n"],
)  # fmt: skip
def test_front_matter_is_read_as_mkdocs_reads_it(tmp_path: Path, text: str) -> None:
    for _ in range(2):
        front_matter = FrontMatterCache(CacheStore(tmp_path, "hosted"), "")
        assert [front_matter.get_data(text), front_matter.get_data(text)] == [meta.get_data(text)] * 2
        front_matter.save()


NOTES = '<section class="br-notes" data-search-exclude="true"><h2 data-search-exclude="true" id="notes">Notes</h2><p>n</p></section>'
SEARCHED = NOTES.replace('data-search-exclude="true" id', "id")
TURN = '<nav class="br-turn" aria-label="Turn" data-search-exclude="true"><ul><li data-search-exclude="true">n</li></ul></nav>'


@pytest.mark.parametrize(
    "html",
    [f'<h1 id="a">A</h1><p>a</p>{NOTES}<p>b</p>{TURN}<h2 id="c">C</h2><p>c</p>',
     f'<h1 id="a">A</h1><div><h2 id="b">B</h2><p>b</p>{NOTES}<p>c</p></div><p>d</p>',
     f'{NOTES}<p>a</p>{TURN}{NOTES}\n<h2 id="b">B</h2>\n<p>b</p>',
     f'<p>a</p><section class="br-notes" data-search-exclude="true"><p>n</p>{NOTES}<p>n</p></section><p>b</p>',
     f'<section class="br-cite"><p>a</p>{TURN}<h2 id="b">B</h2></section><p>b</p>',
     f"<p>a</p>{SEARCHED}<p>b</p>{NOTES}{SEARCHED}",
     '<p>a</p><section class="br-notes" data-search-exclude="true"><p>n</p>', ""],
)  # fmt: skip
def test_the_index_is_the_same_without_the_content_of_what_it_leaves_out(html: str) -> None:
    def entries(index: Any) -> Any:
        page = SimpleNamespace(content=html, meta={}, title="T", toc=TableOfContents([]), url="a.html")
        index.add_entry_from_context(page)
        assert page.content == html
        return index.entries

    assert entries(CachedIndex(SearchIndex())) == entries(SearchIndex())


def test_only_parts_without_others_of_their_kind_are_emptied() -> None:
    nested = f'<section class="br-notes" data-search-exclude="true">{NOTES}<p>n</p></section>'
    emptied = NOTES.replace('<h2 data-search-exclude="true" id="notes">Notes</h2><p>n</p>', "")
    assert empty_excluded(f"a{NOTES}b{NOTES}c") == f"a{emptied}b{emptied}c"
    assert empty_excluded(nested) == nested.replace(NOTES, emptied)


def test_an_engine_imports_nothing_that_reads_the_data() -> None:
    unused = ("generator.loading.loader", "generator.model", "pydantic")
    for module in ("generator.site.mkdocs_cache.__main__", "generator.plugin"):
        assert imported_by(module, unused) == []
