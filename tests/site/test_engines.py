"""The same `mkdocs.yml` by every engine: the same addresses, the same text in each article, nothing left behind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.commands import main
from generator.site import navigation
from generator.site.engines import ENGINES, EngineError, require_engine
from support import dom
from support.project import Built
from support.repositories import CALM, git
from support.webpages import files_of

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
def sites(renamed_strait: Path, built_once: Callable[..., Built]) -> Mapping[str, Path]:
    """The example's site, by engine."""
    found = {}
    for engine in ENGINES:
        made = built_once(renamed_strait, *([] if engine == "mkdocs" else ["--engine", engine]))
        assert [path.name for path in made.root.glob(".briefing*")] == []
        found[engine] = made.site
    return found


@pytest.fixture(scope="module")
def built(sites: Mapping[str, Path]) -> Mapping[str, dict[str, str]]:
    """The articles of the example, by engine."""
    return {engine: articles(site) for engine, site in sites.items()}


@pytest.mark.parametrize("engine", KNOWN)
def test_the_same_addresses_and_the_same_text(engine: str, built: Mapping[str, dict[str, str]]) -> None:
    ours, theirs = built["mkdocs"], built[engine]
    assert sorted(theirs) == sorted(ours)
    assert {page for page in ours if ours[page] != theirs[page]} == KNOWN[engine]
    assert len(ours["index.html"]) > 1000


def sidebar(site: Path, page: str) -> set[str]:
    """The targets of the links in the theme's sidebar, without those within the page."""
    found, depth = set(), 0
    for sign, tag, attributes in dom.read((site / page).read_text(encoding="utf-8")):
        if sign == "<" and tag == "nav" and depth == 0 and "md-nav--primary" in (dict(attributes).get("class") or ""):
            depth = 1
        elif tag == "nav" and depth:
            depth += {"<": 1, ">": -1}.get(sign, 0)
        elif sign == "<" and tag == "a" and depth:
            found.add((dict(attributes).get("href") or "").partition("#")[0].removeprefix("./"))
    return found - {""}


def records(site: Path, section: str = "actors") -> set[str]:
    """The pages of records, without those of former addresses."""
    pages = [page for page in (site / section).glob("*.html") if page.name != "index.html"]
    return {page.name for page in pages if 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")}


@pytest.mark.parametrize("engine", ENGINES)
def test_few_records_are_listed_in_the_sidebar(engine: str, sites: Mapping[str, Path]) -> None:
    listed = sidebar(sites[engine], "actors/index.html")
    assert len(records(sites[engine])) > 3
    assert listed >= records(sites[engine]) | {"../timeline/index.html"}


def test_an_engine_that_is_not_there_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zensical", None)
    with pytest.raises(EngineError, match=r'not installed; install it with: pip install "briefing-site\[zensical\]"'):
        require_engine("zensical")


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_git_sees_nothing_that_an_engine_made_and_many_records_are_not_in_the_sidebar(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(navigation, "MAX_PAGES", 0)
    root = tmp_path / "harbour"
    for arguments in (["init", str(root)], ["build", "--root", str(root), "--engine", engine]):
        done = CliRunner(env=CALM).invoke(main, arguments)
        assert done.exit_code == 0, done.output
    site = root / "site"
    listed = sidebar(site, "sources/index.html")
    assert records(site, "sources")
    assert records(site, "sources") & listed == set()
    assert "../timeline/index.html" in listed
    assert git(root, "status", "--porcelain", "--untracked-files=all") == ""
    (root / ".gitignore").unlink()
    seen = git(root, "status", "--porcelain", "--untracked-files=normal").splitlines()
    assert seen == [" D .gitignore", "?? site/"]
