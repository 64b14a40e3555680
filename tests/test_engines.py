"""The same `mkdocs.yml` by every engine: the same addresses, the same text in each article, nothing left behind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import dom
import pytest
from conftest import EXAMPLES, briefing
from webpages import files_of

from generator.engines import ENGINES, EngineError, _copied, installed

KNOWN: Mapping[str, frozenset[str]] = {"properdocs": frozenset(), "zensical": frozenset({"404.html"})}
"""The pages whose text is known to differ from what MkDocs builds; none may be added without a reason."""


def articles(site: Path) -> dict[str, str]:
    """The text of the article of each page, white space folded, by the page's address."""
    found = {}
    for page in files_of(site):
        inside, depth = [], 0
        for node in dom.read(page.read_text(encoding="utf-8")):
            depth += {"<": 1, ">": -1}.get(node[0], 0) if node[1] == "article" else 0
            inside += [node] if depth else []
        found[page.relative_to(site).as_posix()] = " ".join(dom.text(inside).split())
    return found


@pytest.fixture(scope="module")
def built(project_with: Callable[[Path], Path]) -> Mapping[str, dict[str, str]]:
    """The articles of the example, by engine."""
    found = {}
    for engine in ENGINES:
        root = project_with(EXAMPLES / "strait" / "seeds")
        done = briefing(root, "build", "--engine", engine)
        assert done.returncode == 0, f"{engine}: {done.stdout}{done.stderr}"
        assert [path.name for path in root.glob(".briefing*")] == []
        found[engine] = articles(root / "site")
    return found


@pytest.mark.parametrize("engine", KNOWN)
def test_the_same_addresses_and_the_same_text(engine: str, built: Mapping[str, dict[str, str]]) -> None:
    ours, theirs = built["mkdocs"], built[engine]
    assert sorted(theirs) == sorted(ours)
    assert {page for page in ours if ours[page] != theirs[page]} == KNOWN[engine]
    assert len(ours["index.html"]) > 1000


def test_an_engine_that_is_not_there_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zensical", None)
    with pytest.raises(EngineError, match=r'not installed; install it with: pip install "briefing-site\[zensical\]"'):
        installed("zensical")


@pytest.mark.parametrize("nav", ["nav:\n  - A: a.md\n  - B:\n      - b.md\n", "nav:\n- a.md\n\n- b.md\n"])
def test_the_copy_has_another_folder_and_another_navigation(nav: str, tmp_path: Path) -> None:
    config = f"site_name: x\nsite_dir: site\n{nav}theme:\n  name: material\n"
    assert _copied(config, tmp_path, tmp_path / "new", ["index.md"]) == (
        'site_dir: "new"\nsite_name: x\nnav: ["index.md"]\ntheme:\n  name: material\n'
    )
