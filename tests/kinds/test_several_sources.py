"""Pages of one source and of two: whom they name, how old they say that something is, how many sources agree."""

from __future__ import annotations

import re
from functools import cache

import pytest

from generator.kinds import KINDS
from generator.loading import load
from generator.rendering import render
from generator.storage import read_seeds
from support.project import EXAMPLES

THE_SOURCE = re.compile(r"\bthe source (?:leaves|says|allows|or the people)|(?:quoted|reported|stated) by the source\b")
NOT_TEMPLATES = re.compile(r"^(?:data|about|method)/|\.(?!md$)")


@cache
def pages(example: str) -> dict[str, str]:
    found = render(load(read_seeds(EXAMPLES / "northern-grid" / example), KINDS).briefing)
    return {path: text for path, text in found.items() if isinstance(text, str) and not NOT_TEMPLATES.search(path)}


def test_with_one_source_pages_say_the_source() -> None:
    found = pages("one-source")
    assert "The source leaves this open." in found["questions/index.md"]
    assert "reported by the source" in "".join(found.values())
    assert not [path for path, text in found.items() if re.search(r"\bthe sources (?:leave|say|allow)\b", text)]
    assert not [path for path, text in found.items() if "newest source" in text or "sources agree" in text]


@pytest.mark.parametrize(
    ("example", "which", "whose"), [("one-source", "the", "source"), ("two-sources", "a", "sources")]
)
def test_other_pages_follow_the_number_of_sources(example: str, which: str, whose: str) -> None:
    briefing = load(read_seeds(EXAMPLES / "northern-grid" / example), KINDS).briefing
    text = str(render(briefing)["about/evidence.md"])
    assert f"the paragraphs of {which} source that support it" in text
    assert f"The text of the {whose} is not part of this site." in text
    assert f"## {whose.capitalize()} {{: #sources }}" in pages(example)["brief/index.md"]


def test_with_two_sources_no_page_says_the_source() -> None:
    found = pages("two-sources")
    assert [path for path, text in found.items() if THE_SOURCE.search(text)] == []
    assert "reported by Harbour Post" in found["actors/commission.md"]
    assert "Assessed by The Ledger" in found["risks/another-attack.md"]


@pytest.mark.parametrize(
    "path", ["index.md", "brief/index.md", "risks/another-attack.md", "risks/no-insurance.md", "questions/index.md"]
)
def test_what_is_older_than_the_newest_source_says_so(path: str) -> None:
    assert "s of 12 March 2026; the newest source is of 16 April 2026" in pages("two-sources")[path]


def test_a_question_that_the_newest_source_supports_does_not() -> None:
    of_question = pages("two-sources")["questions/index.md"].split("\n## ")
    (found,) = (text for text in of_question if "{: #q-how-many }" in text)
    assert "newest source" not in found


def test_the_line_under_each_title_has_the_number_of_sources_and_their_grade() -> None:
    for example, number in (("one-source", "1 source"), ("two-sources", "2 sources")):
        line = re.compile(rf'<li markdown="span">\[{number}\]\(.*\), \[F: reliability cannot be judged\]\(.*\)</li>')
        assert [path for path, text in pages(example).items() if not line.search(text)] == []


def test_of_three_views_the_newest_by_date_is_current() -> None:
    seeds = dict(read_seeds(EXAMPLES / "northern-grid/two-sources"))
    path = "seeds/experts/kim-seo-yeon.yml"
    between = """  - id: kim-between
    text: One spare is not enough.
    voice: indirect
    type: assessment
    said_on: "2026-04-01"
    supersedes: kim-one-more
    evidence: [harbour-post#p10]
  - id: kim-sleep
"""
    seeds[path] = seeds[path].replace(b"  - id: kim-sleep\n", between.encode())
    loaded = load(seeds, KINDS)
    assert not loaded.problems
    page = str(render(loaded.briefing)["experts/kim-seo-yeon.md"])
    lines = re.findall(r"Earlier and later views\. (.*)</p>", page)
    assert [re.findall(r"(?:On|on) (?:.*?2026): (?:this one|\[(\w+ \w+))", line) for line in lines] == [
        ["", "One spare", "A third"],
        ["One more", "", "A third"],
        ["One more", "One spare", ""],
    ]
    assert page.count('data-search-exclude="true">superseded<') == 2
