"""Parts of the page cache that can be tested without a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.utils import meta

from generator.site.cache_store import CacheStore
from generator.site.mkdocs_cache.conversion import FrontMatterCache
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


def test_an_engine_imports_nothing_that_reads_the_data() -> None:
    unused = ("generator.loading.loader", "generator.model", "pydantic")
    for module in ("generator.site.mkdocs_cache.__main__", "generator.plugin"):
        assert imported_by(module, unused) == []
