"""Terms where texts mention them: which words are linked, and that a link changes nothing else, whatever the texts."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.kinds import KINDS
from generator.kinds.glossary.record import Term
from generator.model.briefing import Briefing
from generator.pipeline import load_briefing
from generator.rendering.renderer import render
from generator.rendering.term_links import TermIndex
from support import dom, invented
from support.hostile import FRAGMENTS, tame, texts
from support.project import EXAMPLES
from support.sites import site_markdown


def glossary(*names: str) -> Briefing:
    terms = (Term(id=f"t{n}", term=name, definition="What it means.") for n, name in enumerate(names))
    return Briefing(KINDS, {Term.KIND: tuple(terms)})


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Pilotage", "the pilotage in the strait", ["pilotage"]),
        ("Pilotage", "pilotage. Pilotage, PILOTAGE", ["pilotage", "Pilotage", "PILOTAGE"]),
        ("Harbour due", "no harbour dues, one harbour due", ["harbour dues", "harbour due"]),
        ("Tide", "tidetable, high-tide, midtide", ["tide"]),
        ("Pilots' fee (Kesh)", "the pilots' fee of Kesh", ["pilots' fee"]),
        ("(Kesh)", "of (Kesh) and Kesh", ["(Kesh)"]),
        ("AIS", "AIS, ais and Ais", ["AIS"]),
        ("Grüße", "viele grüße", ["grüße"]),
        ("İzmir", "İzmir", ["İzmir"]),
        ("c++", "in c++, not c", ["c++"]),
        ("two  words", "two words", ["two words"]),
        (".*", "anything", []),
    ],
)
def test_words_that_are_found(name: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end, _ in TermIndex(glossary(name)).find(text)] == found


def test_the_longest_name_is_taken_and_the_first_of_equal_ones() -> None:
    index = TermIndex(glossary("Due", "Harbour due", "harbour due"))
    assert [record.id for _, _, record in index.find("a harbour due, a due")] == ["t1", "t0"]


def test_without_terms_nothing_is_found() -> None:
    assert list(TermIndex(glossary()).find("a harbour due")) == []


def test_a_page_links_a_term_once_and_explains_it_and_the_glossary_does_neither() -> None:
    made = render(load_briefing(EXAMPLES / "strait"))
    pages = {path: text for path, text in made.items() if isinstance(text, str)}
    linked = re.compile(r"\[[^]]+\]\(([^)]+)\)\{: \.br-term \}")
    found = {path: linked.findall(page) for path, page in pages.items() if linked.search(page)}
    assert found, "the example mentions none of its terms"
    for path, links in found.items():
        assert len(links) == len(set(links)), path
        explained = re.findall(r'<dd data-term="([^"]+)"', pages[path])
        assert [link.partition("#")[2] for link in links] == explained
    assert not any("br-terms" in page for path, page in pages.items() if path not in found)
    assert "glossary/index.md" not in found


def _nodes(page: str) -> list[dom.Node]:
    return dom.read(site_markdown().reset().convert(page.partition("\n---\n")[2]))


def _without_terms(nodes: list[dom.Node]) -> list[dom.Node]:
    """The nodes without links to terms, whose text stays, and without the explanations at the page's end."""
    kept: list[dom.Node] = []
    links: list[bool] = []
    inside = False
    for kind, tag, attributes in nodes:
        is_start = kind == "<" and tag in ("a", "details")
        if is_start and tag == "a":
            links.append(("class", "br-term") in attributes)
        inside = inside or (is_start and ("class", "br-terms") in attributes)
        is_link = tag == "a" and kind in ("<", ">") and (links[-1] if kind == "<" else links.pop())
        if not inside and not is_link:
            text = kept.pop()[1] + tag if kind == "text" and kept and kept[-1][0] == "text" else tag
            kept.append((kind, text, attributes))
        inside = inside and (kind, tag) != (">", "details")
    return kept


def _told(nodes: list[dom.Node]) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """The nodes, space between blocks and made ids left aside."""
    return [
        (kind, " ".join(content.split()), attributes)
        for kind, content, attributes in dom.told(nodes)
        if kind != "text" or content.strip()
    ]


@pytest.mark.slow
@settings(max_examples=max(3, settings().max_examples // 30))
@given(hostile=st.lists(texts, min_size=3, max_size=20))
@example(hostile=list(FRAGMENTS))
@example(hostile=[f"{piece}word{piece} word" for piece in FRAGMENTS])
def test_links_to_terms_change_nothing_else(hostile: list[str]) -> None:
    """Every page with terms that its texts mention is the page without them, but for the links and the explanations."""
    hostile = tame(hostile)
    stream = cycle(hostile)
    briefing = invented.briefing(lambda: next(stream))
    terms = (Term(id=f"t{n}", term=name, definition=text) for n, (name, text) in enumerate(_terms(hostile)))
    with_terms = replace(briefing, records={**briefing.records, Term.KIND: tuple(terms)})
    without = render(replace(briefing, records={**briefing.records, Term.KIND: ()}))
    for path, page in render(with_terms).items():
        if path.startswith(("about", "glossary", "data", "trust", "index.md")) or not path.endswith(".md"):
            continue  # they count the terms, or list them
        if page == without[path]:
            continue
        nodes = _nodes(page)
        assert _told(_without_terms(nodes)) == _told(_nodes(without[path])), path
        assert not dom.actions(nodes)


def _terms(hostile: list[str]) -> list[tuple[str, str]]:
    """Names that the texts are sure to mention: words in them, pieces of them, whole ones."""
    names = [*("word", "Kim", "x", "and", "é"), *(text.strip()[:6].strip() for text in hostile), *hostile]
    return [(name, text) for name, text in zip(names, cycle(hostile)) if name.strip()]
