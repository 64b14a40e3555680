"""Many records: long indexes lead to further pages, every link has its target, and no page grows with the square."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

import pytest

from generator.kinds import KINDS
from generator.loading.loader import load
from generator.problems.problem import BriefingError
from generator.rendering import pagination
from generator.rendering.pagination import Part, paginate
from generator.rendering.renderer import render
from support.project import ROOT

sys.path.append(str(ROOT / "benchmarks"))
from realistic import seeds

RECORDS = 600
FEW, FULL = 40, 8
"""Limits small enough for every index of so few records to be long."""
_LINK = re.compile(r"\]\(([^)\s:]*)\)|href=\"([^\":]*)\"")
_ANCHOR = re.compile(r"\bid=\"([^\"]+)\"|\{: #([a-z0-9-]+)[ }]")


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages() -> Iterator[Mapping[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagination, "MAX_LINES", FEW)
        patch.setattr(pagination, "MAX_FULL_ENTRIES", FULL)
        loaded = load(seeds(RECORDS, locked=False), KINDS)
        assert not loaded.problems
        yield {path: text if isinstance(text, str) else "" for path, text in render(loaded.briefing).items()}


def test_every_link_between_pages_has_its_target(pages: Mapping[str, str]) -> None:
    anchors = {path: {one or other for one, other in _ANCHOR.findall(text)} for path, text in pages.items()}
    dead = []
    for path, text in pages.items():
        for one, other in _LINK.findall(text):
            target, _, anchor = (one or other).partition("#")
            page = normpath(join(dirname(path), target)) if target else path
            page = page if page in pages else page.replace(".html", ".md")
            if page not in pages or (anchor and anchor not in anchors[page] | {"likelihood"}):
                dead.append((path, one or other))
    assert dead == []


def test_every_long_index_leads_to_further_pages(pages: Mapping[str, str]) -> None:
    folders = {dirname(path) for path in pages if path.count("/") == 2 and path.endswith(".md")}
    trust = {f"trust/{kind}" for kind in "actors events experts relations risks".split()}
    assert folders == trust | {
        "actors/by-letter", "experts/by-letter", "glossary/by-letter", "questions/in-parts", "relations/by-family", "risks/by-level",
        "timeline/by-year",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("index", "kind", "share"),
    [
        ("timeline", "events", 26),
        ("relations", "relations", 11),
        ("questions", "questions", 3),
        ("glossary", "glossary", 2),
    ],
)
def test_what_stood_on_an_index_has_its_anchor_there_still(
    pages: Mapping[str, str], index: str, kind: str, share: int
) -> None:
    listed = re.findall(rf'<li id="({kind}-\d+)"', pages[f"{index}/index.md"])
    assert sorted(listed) == sorted({f"{kind}-{n}" for n in range(1, RECORDS * share // 100 + 1)})


def test_each_record_is_on_one_further_page(pages: Mapping[str, str]) -> None:
    listed = [
        one
        for path, text in pages.items()
        if path.startswith("relations/by-family/")
        for one in re.findall(r'<span id="(relations-\d+)"', text)
    ]
    assert sorted(listed) == sorted({f"relations-{n}" for n in range(1, RECORDS * 11 // 100 + 1)})


def test_no_further_page_has_more_than_it_may(pages: Mapping[str, str]) -> None:
    full = ("experts/by-letter/", "glossary/by-letter/", "questions/in-parts/", "timeline/by-year/")
    assert {
        path
        for path in pages
        if path.startswith(full)
        and len(re.findall(r"(?m)^###? .*\{: #(?!part|cite|says--exp)", pages[path])) > FULL + 3
    } == set()
    lines = ("actors/by-letter/", "relations/by-family/", "risks/by-level/")
    rows = {
        path: len(re.findall(r"(?m)^\| (?!---|Name|From|No)", pages[path])) for path in pages if path.startswith(lines)
    }
    assert {path for path, count in rows.items() if count > FEW} == set()


def test_parts_are_even_and_the_first_keeps_its_address() -> None:
    cut = paginate("abcdefghi" + "x", "letters", lambda one: "x" if one == "x" else "low", full=False)
    assert cut == (Part("Low", "letters/low.md", tuple("abcdefghi")), Part("X", "letters/x.md", ("x",)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagination, "MAX_LINES", 4)
        cut = paginate("abcdefghi", "letters", lambda _: "low")
    assert [(part.name, part.path, "".join(part.items)) for part in cut] == [
        ("Low (1 of 3)", "letters/low.md", "abc"),
        ("Low (2 of 3)", "letters/low-2.md", "def"),
        ("Low (3 of 3)", "letters/low-3.md", "ghi"),
    ]


def test_two_pages_with_one_path_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(seeds(20, locked=False), KINDS)
    monkeypatch.setattr("generator.rendering.renderer.redirect_pages", lambda _: {"actors/index.md": "", "x.html": ""})
    with pytest.raises(BriefingError) as error:
        render(loaded.briefing)
    assert str(error.value) == (
        "docs/actors/index.md: E055: two pages would be written to this path; give one of the two records another id"
    )
