"""Every page has the date of its facts, its length, a bold first sentence, how to cite it, the way to its neighbours."""

from __future__ import annotations

import re
from functools import cache

import pytest

from generator.kinds import KINDS
from generator.model import indexes
from generator.model.page import Page
from generator.pipeline import load_briefing
from generator.records.traversal import references
from generator.rendering.neighbours import with_neighbours
from generator.rendering.reading_time import reading_minutes
from generator.rendering.renderer import render
from generator.site import configuration
from support.project import EXAMPLES, ROOT

SITES = {"first article": ROOT, "strait": EXAMPLES / "strait", "minimal": EXAMPLES / "minimal"}


@cache
def pages(name: str) -> dict[str, str]:
    """The Markdown of a site's pages."""
    texts = render(load_briefing(SITES[name]))
    return {path: text for path, text in texts.items() if path.endswith(".md") and isinstance(text, str)}


every_site = pytest.mark.parametrize("name", SITES)


@every_site
def test_each_paragraph_is_printed_once_and_each_mark_leads_to_its_note_and_back(name: str) -> None:
    cited = {path: text for path, text in pages(name).items() if "<sup>" in text}
    assert cited
    for path, text in cited.items():
        body, notes = text.split('<section class="br-notes"')
        marks = dict(re.findall(r'<sup><a id="([^"]+)" href="#([^"]+)">', body))
        lines = re.findall(r' id="(n:\w+)"(.*)', notes)
        backs = {mark: note for note, line in lines for mark in re.findall(r'href="#(r\d*:\w+)"', line)}
        assert (path, marks) == (path, backs)
        paragraphs = re.findall(r'<p id="n:\d+" markdown="span">\[[^]]*\]\(([^)]*)\)', notes)
        assert (path, len(paragraphs)) == (path, len(set(paragraphs)))


@every_site
def test_every_page_says_what_it_is_about_in_a_bold_sentence(name: str) -> None:
    bold = re.compile(r"^\*\*[^*]+[.!?:][”)]*\*\*", re.MULTILINE)
    assert [path for path, text in pages(name).items() if not bold.search(text.partition("\n## ")[0])] == []


@every_site
def test_every_page_says_of_when_its_facts_are_how_long_it_is_and_how_to_cite_it(name: str) -> None:
    words = (r"Facts as of [^<]+</li>", r"About [1-9]\d* minutes? to read</li>", r"\[How to cite\]\(#cite\)")
    for path, text in pages(name).items():
        above = text.partition("\n## ")[0]
        assert [len(re.findall(word, above)) for word in words] == [1, 1, 1], path
        assert text.count("{: #cite ") == 1, path


@every_site
def test_every_record_says_where_it_appears(name: str) -> None:
    """Each record that refers to another is linked from the page that shows that one; a relation by its actors."""
    briefing = load_briefing(SITES[name])
    missing = []
    for record_id, entry in briefing.entries.items():
        page = entry.address.partition("#")[0]
        for _, others in indexes.references(briefing).referenced_by(record_id):
            for other in others:
                addresses = [other.address]
                if other.kind.name == "relations":
                    addresses += [briefing.get(target).address for _, _, target in references(other.record)]
                links = [f"{one.removeprefix(page).rpartition('/')[2]})" for one in addresses]
                if not any(link in pages(name)[page] for link in links):
                    missing.append(f"{page}: {record_id}: {other.address}")
    assert missing == []


def test_the_length_counts_what_is_read() -> None:
    assert reading_minutes("") == 1
    assert reading_minutes("word " * 356) == 1
    assert reading_minutes("word " * 357) == 2
    assert (
        reading_minutes(
            "<span class='a b c'>x</span> [x](a%20b%20c.md){: .d }<sup><a>1a</a></sup> <svg><text>1</text></svg>" * 119
        )
        == 1
    )
    assert reading_minutes("don't re-read 1,000 U.S. words " * 238) == 5


def neighbours(name: str) -> dict[str, list[str]]:
    """The pages before and after each page, as it links to them."""
    turns = {path: re.search(r'<nav class="br-turn".*?</nav>', text, re.DOTALL) for path, text in pages(name).items()}
    return {path: re.findall(r"\]\(([^)]+)\)", turn[0]) if turn else [] for path, turn in turns.items()}


@every_site
def test_the_records_of_a_section_follow_each_other(name: str) -> None:
    briefing = load_briefing(SITES[name])
    linked = neighbours(name)
    for kind in KINDS:
        order = [page.path.rpartition("/")[2] for page in kind.pages(briefing) if page.record and kind.has_pages]
        for place, path in enumerate(order):
            around = [*order[max(0, place - 1) : place], *order[place + 1 : place + 2]]
            assert linked.pop(f"{kind.section}/{path}") == around
    assert set(map(tuple, linked.values())) == {()}


def test_no_other_line_leads_to_the_next_page() -> None:
    assert "navigation.footer" not in configuration.defaults()["theme"]["features"]


def test_a_page_without_a_record_has_no_neighbours() -> None:
    index = Page("a/index.md", "A", "x")
    assert list(with_neighbours([index])) == [(index, None, None)]


def test_the_home_page_leads_to_the_brief() -> None:
    assert "[One page to print](brief/index.md)" in pages("first article")["index.md"]
