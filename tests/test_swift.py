"""The swift steps give what the steps give in whose place they stand, for any text."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

import material.plugins.search.plugin as search
import mkdocs.structure.pages as pages
import pytest
from conftest import EXAMPLES, ROOT
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, InclusionLevel
from sites import site_markdown

from generator.quick import swift

PIECES = [
    "a", "word ", " ", "  \n", "\n", "\n\n", "\n    ", "- ", "1. ", "# ", "> ", "|", " | a\n| --- | --- |\n",
    "[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "[a]: x\n", "[a][b]", "[TOC]", "<", ">", "/", "=", '"', "'", "&", "&amp;", "&lt;",
    "*", "**", "_", "__", "`", "```", "\n```\n", "~~~\n", "\\", "\\[", "<b>", "</b>", "<p>", "</p>", "<br>", "<br />", "<li>", "</li>", "<ul>",
    "</ul>", "<pre>", "</pre>", "<code>", "</code>", "<h1>", '<h2 id="x">', "</h2>", "</h1>", '<h3 id="y"/>', "<a name=z>", '<a name="n" id="i">',
    "</a>", '<a class="headerlink" href="#x">', '<div data-search-exclude="true">', "<div markdown>", '<div markdown="block">', "</div>",
    '<span class="linenodiv">', "</span>", "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<?", "?>", "<![CDATA[", "]]>",
    '<svg viewBox="0 0 1 1">', "</svg>", '<img alt="a<b" src="x">', "{: .c }", "{: #d }", "http://a.b", "<http://a.b>", "<a@b.c>", "é", "\u2028",
    "\x02", "\x03", ' id="q"', " name=r ", "</ b>", "<B>", "</p x>", "(x 't')", "(<y z>)", "\t",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def with_and_without(step: Callable[[], Any]) -> tuple[Any, Any]:
    with swift.replacing(swift.STEPS):
        quick = step()
    return quick, step()


def sections(page: str) -> Any:
    parser = search.Parser()
    try:
        parser.feed(page)
        parser.close()
    except Exception as error:
        return repr(error)
    return [(repr(one), one.id, one.title, one.text, one.depth, one.is_excluded()) for one in parser.data]


@given(TEXTS)
def test_a_page_is_cut_up_for_the_search_alike(page: str) -> None:
    quick, slow = with_and_without(lambda: sections(page))
    assert quick == slow


MARKS = [
    "data-search-",
    "exclude",
    '="',
    '"',
    "true",
    " ",
    "\n",
    "\x1c",
    "<p",
    ">",
    "data-",
    'data-search-boost="2"',
    "é",
]


@given(st.lists(st.sampled_from(MARKS), max_size=20).map("".join))
def test_what_only_the_search_reads_is_taken_out_alike(page: str) -> None:
    seen = SimpleNamespace(content=page, meta={"search": {"exclude": True}})
    plugin = search.SearchPlugin()
    plugin.config = SimpleNamespace(enabled=True)
    plugin.search_index = SimpleNamespace(add_entry_from_context=lambda _: None)

    def step() -> str:
        seen.content = page
        plugin.on_page_context({}, page=seen, config=None, nav=None)
        return seen.content

    quick, slow = with_and_without(step)
    assert quick == slow


@given(TEXTS)
def test_a_text_is_converted_alike(text: str) -> None:
    def convert() -> Any:
        converter: Markdown = site_markdown().reset()
        try:
            return converter.convert(text), converter.toc_tokens  # type: ignore[attr-defined]
        except Exception as error:
            return repr(error)

    quick, slow = with_and_without(convert)
    assert quick == slow


@given(TEXTS)
def test_the_same_anchors_are_found(text: str) -> None:
    def anchors() -> set[str]:
        found = pages._RawHTMLPreprocessor()
        try:
            found.run(text.split("\n"))
        except Exception as error:
            return {repr(error)}
        return found.present_anchor_ids

    quick, slow = with_and_without(anchors)
    assert quick == slow


LINKS = [
    "a",
    "b/c",
    "index",
    "gone",
    ".md",
    ".html",
    "../",
    "./",
    "/",
    "#",
    "#x",
    "?q",
    "%20",
    ":",
    "http:",
    "//",
    "\\",
    "&",
    "draft",
    " ",
    "é",
    "b/",
]


@pytest.mark.parametrize("is_folder", [True, False], ids=["folders", "files"])
@given(st.lists(st.lists(st.sampled_from(LINKS), max_size=6).map("".join), max_size=4))
def test_links_lead_to_the_same_places(is_folder: bool, links: list[str]) -> None:
    config = configured(is_folder)
    sources = ["index.md", "a.md", "b/index.md", "b/c.md", "b/b/c.md", "draft.md"]
    files = Files([File(one, "docs", "site", is_folder) for one in sources])
    files.get_file_from_path("draft.md").inclusion = InclusionLevel.EXCLUDED

    def led() -> list[Any]:
        found: list[Any] = []
        for file in files:
            processor = pages._RelativePathTreeprocessor(file, files, config)
            with told() as said:
                for link in links:
                    try:
                        found.append(processor.path_to_url(link))
                    except Exception as error:
                        found.append(repr(error))
            found += [*said, {to.src_uri: anchors for to, anchors in processor.links_to_anchors.items()}]
        return found

    quick, slow = with_and_without(led)
    assert quick == slow


@cache
def configured(is_folder: bool) -> Any:
    return load_config(str(ROOT / "mkdocs.yml"), use_directory_urls=is_folder)


@contextmanager
def told() -> Iterator[list[str]]:
    """What MkDocs says meanwhile."""
    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(f"{record.levelname} {record.getMessage()}")  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)


@pytest.mark.parametrize("folder", [EXAMPLES / "strait/expected/docs", ROOT / "docs/about"], ids=["pages", "about"])
def test_real_pages_are_converted_alike(folder: Any) -> None:
    for page in sorted(folder.rglob("*.md")):
        text = page.read_text("utf-8").split("---\n", 2)[-1]
        quick, slow = with_and_without(lambda text=text: site_markdown().reset().convert(text))
        assert quick == slow, page
        cut, cut_slowly = with_and_without(lambda page=slow: sections(page))
        assert cut == cut_slowly, page


def test_the_same_files_of_the_theme_are_published() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))

    def published() -> list[tuple[str, str]]:
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        return [(file.src_uri, file.src_dir or "") for file in files]

    quick, slow = with_and_without(published)
    assert quick == slow
    assert len(slow) > 20


def test_what_is_replaced_is_put_back() -> None:
    old = [getattr(place, name) for place, name, _ in swift.STEPS]
    with swift.replacing(swift.STEPS):
        assert [getattr(place, name) for place, name, _ in swift.STEPS] == [one for _, _, one in swift.STEPS]
    assert [getattr(place, name) for place, name, _ in swift.STEPS] == old
