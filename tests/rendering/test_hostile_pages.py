"""Whole pages of a briefing whose every text is hostile: the same elements as with harmless texts, and the texts read back."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.rendering.renderer import render
from generator.site.engine_protocol import GENERATED, SETTINGS
from generator.text import sentences
from generator.text.transliteration import ascii_spellings
from support import dom, invented
from support.hostile import FRAGMENTS, seen, tame, texts
from support.project import ROOT
from support.sites import site_markdown

pytestmark = pytest.mark.slow

TOKEN = re.compile(r"W\d{5}[a-z]!?")

MEASURED = re.compile(r"\b[0-9a-f]{64}\b|\b\d+ bytes")
"""The sizes and digests on the data page: they depend on the texts in the files."""


def _harmless(texts: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """For each text a harmless one with as many sentences and paragraphs, in the same order; and what its words stand for."""
    tokens: dict[str, str] = {}
    meaning: dict[str, str] = {}
    for rank, text in enumerate(sorted(set(texts), key=lambda text: (text.casefold(), text))):
        first, rest = sentences.split_first(text)
        parts = [first, rest] if rest else sentences.paragraphs(text)
        words = [f"W{rank:05d}{chr(97 + n % 26)}{'!' if rest else ''}" for n in range(len(parts))]
        tokens[text] = (" " if rest else "\n\n").join(words)
        meaning.update(zip(words, map(seen, parts), strict=True))
    return tokens, meaning


LINKED = re.compile(r"\[((?:[^][\n]|\[[^]\n]*\])*)\]\([^)\s]*\)\{: \.br-term \}")
EXPLAINED = re.compile(r'<details class="br-terms".*?^</details>\n\n', re.MULTILINE | re.DOTALL)


def _pages(texts: list[str], change: Callable[[str], str] = str) -> dict[str, str]:
    """The pages, their links to terms taken out: hostile texts and harmless ones don't mention the same terms.

    `tests/rendering/test_term_links.py` says what those links may change.
    """
    stream = cycle(texts)
    pages = render(invented.briefing(lambda: change(next(stream))))
    texts = ((path, page if isinstance(page, str) else page.decode()) for path, page in pages.items())
    told = ((path, MEASURED.sub("", text) if path.endswith(".md") else text) for path, text in texts)
    return {path: EXPLAINED.sub("", LINKED.sub(r"\1", text)) for path, text in told}


def _capitalised(texts: Iterable[str]) -> list[str]:
    """The texts as the harmless words begin: a name that begins a sentence gets a capital."""
    return [text[:1].upper() + text[1:] for text in texts]


def _flat(text: str) -> str:
    """The text with typographic spaces folded too: between sentences they are not kept."""
    return " ".join(text.split())


def _texts_in(html: str) -> str:
    """The text of a page, but for how long it takes to read: that goes by its words."""
    return _flat(re.sub(r"About \d+ minutes? to read", "", dom.text(dom.read(html))))


def _said(text: str, meaning: Mapping[str, str]) -> str:
    return _flat(TOKEN.sub(lambda match: meaning[match.group()], text))


@given(hostile=st.lists(texts, min_size=3, max_size=30))
@settings(max_examples=max(1, settings().max_examples // 100))
@example(hostile=list(FRAGMENTS))
@example(hostile=[f"{piece}x {piece}. {piece} X" for piece in FRAGMENTS])
def test_pages_have_the_same_elements_and_show_the_texts(hostile: list[str]) -> None:
    # A name with accents has its plain spelling beside it, which a harmless one has not.
    hostile = [text for text in _capitalised(tame(hostile)) if not ascii_spellings([text])] or ["<b>"]
    tokens, meaning = _harmless(hostile)
    expected = _pages(hostile, tokens.__getitem__)
    for path, page in _pages(hostile).items():
        if not path.endswith(".md") or page == expected[path]:
            continue
        (body, meta), (harmless_body, harmless_meta) = get_data(page), get_data(expected[path])
        assert list(meta) == list(harmless_meta)
        for key in ("title", "description"):
            assert _flat(unescape(str(meta[key]))) == _said(str(harmless_meta[key]), meaning)
        html, harmless_html = (site_markdown().reset().convert(text) for text in (body, harmless_body))
        nodes = dom.read(html)
        wanted = dom.elements(dom.told(dom.read(harmless_html)))
        found = dom.changed(dom.elements(dom.told(nodes)), _flat)
        assert [*found] == [*dom.changed(wanted, lambda value: _said(value, meaning))], path
        assert _texts_in(html) == _said(_texts_in(harmless_html), meaning), path
        assert not dom.actions(nodes)


# The real site, once


def _built(folder: Path, pages: Mapping[str, str]) -> Path:
    """The site that MkDocs builds from the pages with the plugin, as `briefing build` starts it."""
    for path, text in pages.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text, encoding="utf-8")
    sections = sorted({path.split("/")[0] for path in pages if "/" in path})
    nav = [
        "index.md",
        *({section: [p for p in pages if p.startswith(f"{section}/") and p.endswith(".md")]} for section in sections),
    ]
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, GENERATED: str(folder.resolve()), SETTINGS: json.dumps({"nav": nav})}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_a_built_site_holds_nothing_but_the_texts(tmp_path: Path) -> None:
    hostile = _capitalised(tame([*FRAGMENTS, *(f"{piece} x{piece}. “{piece}” X{piece}" for piece in FRAGMENTS)]))
    tokens, meaning = _harmless(hostile)
    sites = [
        _built(tmp_path / name, _pages(hostile, change))
        for name, change in (("bad", str), ("good", tokens.__getitem__))
    ]
    bad, good = sites
    pages = [path.relative_to(good) for path in good.rglob("*.html")]
    assert {path.relative_to(bad) for path in bad.rglob("*.html")} == set(pages)
    for page in pages:
        _compare((bad / page).read_text(encoding="utf-8"), (good / page).read_text(encoding="utf-8"), meaning)
    _compare_search(*(site / "search" / "search_index.json" for site in sites), meaning)


def _compare(bad: str, good: str, meaning: Mapping[str, str]) -> None:
    """Same elements and attributes; the texts, the title and the description are those of the data."""
    nodes, expected = dom.read(bad), dom.read(good)
    assert [node[:2] for node in dom.elements(nodes)] == [node[:2] for node in dom.elements(expected)]
    for (_, tag, found), (_, _, wanted) in zip(dom.elements(nodes), dom.elements(expected), strict=True):
        for (key, value), (wanted_key, wanted_value) in zip(found, wanted, strict=True):
            if "#" in wanted_value or key == "id":
                continue  # made of the heading's text
            said = _said(wanted_value, meaning) if TOKEN.search(wanted_value) else wanted_value
            # The theme escapes the label of the next page's link once more.
            assert said in (value, _flat(value), _flat(unescape(value)) if key == "aria-label" else value), (tag, key)
            assert key == wanted_key
    assert _texts_in(bad) == _said(_texts_in(good), meaning)
    assert dom.actions(nodes) == dom.actions(expected)


def _compare_search(bad: Path, good: Path, meaning: Mapping[str, str]) -> None:
    found, expected = (json.loads(path.read_text(encoding="utf-8"))["docs"] for path in (bad, good))
    assert [entry["location"] for entry in found] == [entry["location"] for entry in expected]
    for entry, wanted in zip(found, expected, strict=True):
        for key in ("title", "text"):
            nodes, wanted_nodes = dom.read(entry[key]), dom.read(wanted[key])
            assert dom.elements(nodes) == dom.elements(wanted_nodes)
            assert _flat(dom.text(nodes)) == _said(dom.text(wanted_nodes), meaning)
