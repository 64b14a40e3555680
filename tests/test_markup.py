"""Any text of the data shows as that text, wherever it stands, after the real Markdown conversion."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import dom
import jinja2
import pytest
from hostile import seen, texts
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from generator import markup, urls

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "cases" / "markup"
HARMLESS = "Harmless"


@lru_cache(maxsize=1)
def site_markdown() -> Markdown:
    """Python-Markdown as the site's engine sets it up."""
    if not (ROOT / "mkdocs.yml").exists():
        return Markdown(extensions="toc tables fenced_code admonition attr_list def_list footnotes md_in_html pymdownx.details pymdownx.superfences pymdownx.tabbed".split(), extension_configs={"toc":{"permalink":True}})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})


def html(text: str) -> str:
    return site_markdown().reset().convert(text)


# Cases in files


def lines(name: str) -> list[str]:
    text = (CASES / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("# ") or line == "# Heading"]


def pairs() -> list[tuple[str, str]]:
    def plain(text: str) -> str:
        return re.sub(r"\\(n|t|u[0-9a-f]{4})", lambda match: json.loads(f'"{match.group()}"'), text)

    found = lines("escaped.txt")
    assert all(line.startswith("=> ") for line in found[1::2])
    return [(plain(text), plain(line[3:])) for text, line in zip(found[::2], found[1::2], strict=True)]


@pytest.mark.parametrize("text", lines("prose.txt"))
def test_ordinary_prose_stands_as_itself(text: str) -> None:
    assert markup.escape(text) == text


@pytest.mark.parametrize(("text", "markdown"), pairs())
def test_what_could_act_is_an_entity(text: str, markdown: str) -> None:
    assert markup.escape(text) == markdown


# Every context

CONTEXTS = {
    "heading": "# {}\n\ntext",
    "heading with id": "## {} {{: #fixed }}\n\ntext",
    "paragraph": "before\n\n{}\n\nafter",
    "paragraph's second line": "before\n{}\nafter",
    "after bold": "**x** {}",
    "after a colon": "**x:** {} (y)",
    "bold": "**{}** after[^1]\n\n[^1]: note",
    "bold, cited": "**{0}**[^1] {0}[^1]\n\n[^1]: note",
    "italic": "before *{}*, after",
    "quoted": "“{}”. *{}*",
    "list item": "- before\n- {}\n- after",
    "loose list item": "- {}\n\n- {}[^1]\n\n[^1]: note",
    "list item with parts": "- **{}** {}[^1]<br>[{}](x.md) · [{}](y.md)\n\n[^1]: note",
    "numbered item": "1. {}\n1. **{}** {}",
    "table": "| A | B | C |\n| --- | --- | --- |\n| {} | {} | {} |\n| a{} | {}b | c |\n\nafter",
    "table with parts": "| A | B |\n| --- | --- |\n| [{}](a.md) | {}[^1]<br>{} |\n| {} | |\n\n[^1]: note",
    "link": "[{}](page.md#anchor), [**{}**](page.md): {}",
    "blockquote": "> “{}”\n\n> {}",
    "footnote": "text[^1]\n\n[^1]: {}\n[^2]: “{}” [{}, paragraph 1](a.md#p1): {}",
    "definition": "Term\n:   {}\n\nOther\n:   {}\n\nafter",
    "div": '<div class="a" markdown="block">\n\n{}\n\n## {} {{: #fixed }}\n\n</div>\n\nafter',
    "li span": '<ul markdown="block">\n<li markdown="span">{}</li>\n<li markdown="span">x: [{}](a.md) ({})</li>\n</ul>',
    "li block": '<ol markdown="block">\n<li id="fixed" markdown="block">\n\n{}\n\n### {} {{: .y }}\n\n{}\n\n</li>\n</ol>',
    "p span": '<p class="a" markdown="span">{}</p>\n\nafter',
    "div span": '<div class="a" markdown="span"><span class="b">**{}** (x)</span> <span>[{}](a.md)</span> {}</div>',
    "dl": '<dl markdown="block">\n<dt>{}</dt>\n<dd markdown="span">{}</dd>\n<dt>x</dt>\n<dd markdown="span">[{}](a.md)</dd>\n</dl>',
    "td span": '<table markdown="block">\n<caption markdown="span">{}</caption>\n<tbody markdown="block">\n<tr markdown="block">\n'
    '<th scope="row">{}</th>\n<td markdown="span">{}</td>\n<td markdown="span"><span>{}</span> [{}](a.md)</td>\n</tr>\n</tbody>\n</table>',
    "span": 'before <span class="a">{}</span> after <code>{}</code>',
    "details": '<details markdown="block">\n<summary>{}</summary>\n\n{}\n\n</details>',
    "attribute": 'before <span title="{attr}" class="x">y</span> after\n\n- <a name="{attr}"></a> z',
    "attribute of a block": '<div aria-label="{attr}" class="x" markdown="block">\n\ny\n\n</div>\n\n<div title="{attr}">\nz\n</div>',
    "svg": '<figure>\n<svg role="img" aria-label="{attr}"><title>{}</title><text x="1">{}</text></svg>\n</figure>\n\n'
    'text <svg><text>{}</text></svg>',
    "several": "{}\n\n{}\n\n# {}\n\n- {}\n\n{}[^1] {}\n\n[^1]: {}",
}  # fmt: skip


def filled(context: str, text: str) -> str:
    values = [markup.escape(text)] * 9
    return CONTEXTS[context].format(*values, attr=markup.attribute(text))


def told(nodes: list[dom.Node]) -> list[dom.Node]:
    """The nodes without the ids that the table of contents makes from the text of headings."""

    def name(key: str, value: str) -> str:
        made = key == "id" or (key == "href" and value.startswith("#"))
        return "made" if made and ":" not in value and value.lstrip("#") != "fixed" else value

    return [(kind, tag, tuple((key, name(key, value)) for key, value in attributes)) for kind, tag, attributes in nodes]


@lru_cache(maxsize=None)
def harmless(context: str) -> list[dom.Node]:
    return told(dom.read(html(filled(context, HARMLESS))))


@pytest.mark.parametrize("context", CONTEXTS)
@given(text=texts)
def test_shows_as_it_is_in_every_context(context: str, text: str) -> None:
    nodes = told(dom.read(html(filled(context, text))))
    expected = [*dom.changed(harmless(context), lambda value: value.replace(HARMLESS, seen(text)))]
    assert nodes == told(expected)
    assert not dom.actions(nodes)


@given(text=texts)
def test_shows_as_it_is_in_xml(text: str) -> None:
    """An SVG file is XML: what is no character of XML must not be in it."""
    element = ElementTree.fromstring(f'<text title="{markup.attribute(text)}">{markup.escape(text)}</text>')
    assert element.text == element.get("title") == seen(text)


@given(text=texts)
def test_generated_markdown_stays_one_line(text: str) -> None:
    assert len(markup.escape(text).splitlines()) == 1


@given(text=texts)
@example("Kim. Putin. ")
def test_sentences_and_paragraphs_lose_nothing(text: str) -> None:
    first, rest = markup.first_sentence(text)
    assert f"{first} {rest}".strip() == seen(text)
    assert seen(" ".join(markup.paragraphs(text))) == seen(text)


# Front matter, as MkDocs reads it and as Material's templates print it

_ENVIRONMENT = jinja2.Environment(autoescape=False)  # noqa: S701 - MkDocs' own setting
THEME = _ENVIRONMENT.from_string(
    '<title>{{ title }} - Site</title><meta name="description" content="{{ description }}">'
    '<meta property="og:title" content="{{ title }}"><a href="x">{{ title }}</a><span title="{{ title | striptags | e }}"></span>'
)


@given(text=texts)
def test_front_matter_shows_as_it_is_in_the_theme(text: str) -> None:
    page, meta = get_data(f"---\n# mark\ntitle: {markup.quoted(text)}\ndescription: {markup.quoted(text)}\n---\n\n# Heading\n")
    assert list(meta) == ["title", "description"] and page == "# Heading\n"
    expected = dom.read(THEME.render(title=HARMLESS, description=HARMLESS))
    nodes = dom.read(THEME.render(meta))
    assert nodes[:-2] == [*dom.changed(expected, lambda value: value.replace(HARMLESS, seen(text)))][:-2]
    assert dom.elements(nodes)[-2][1] == "span" and len(dom.elements(nodes)) == len(dom.elements(expected))


@given(text=texts)
def test_search_titles_are_the_text(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from material.plugins.search.plugin import Parser
    parser = Parser()
    parser.feed(html(f"# {markup.escape(text)}\n\n## {markup.escape(text)} {{: #x }}\n\n{markup.escape(text)}"))
    parser.close()
    for section in parser.data:
        title = "".join(section.title).strip()
        assert not [tag for kind, tag, _ in dom.read(title) if kind != "text"]
        assert unescape(title) == seen(text)
    assert unescape("".join(parser.data[1].text)).replace("<p>", "").replace("</p>", "").strip() == seen(text)


# JSON in a script

data = st.recursive(texts | st.none() | st.booleans() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(texts, inner))


@given(value=data)
def test_json_in_a_script_is_the_data(value: Any) -> None:
    nodes = dom.read(html(f'before\n\n<script type="application/ld+json">{markup.json_script(value)}</script>\n\nafter'))
    assert [tag for _, tag, _ in dom.elements(nodes)] == ["p", "p", "script", "script", "p", "p"]
    start = nodes.index(("<", "script", (("type", "application/ld+json"),)))
    assert json.loads(nodes[start + 1][1]) == json.loads(json.dumps(value))


# Addresses

ADDRESSES = (
    "https://example.org",
    "http://example.org:8080/a_b/(c)?d=[e]&f=*g*#h",
    "https://medium.com/@someone/x",
    "https://example.org/%7Euser?x=%zz",
    "https://위키.한국/문서",
    "https://straße.de",
    "mailto:some.one+x@example.org",
)
NO_ADDRESSES = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "//example.org",
    "ftp://example.org",
    "https://user@example.org",
    "https://example.com:pass@example.org",
    "https://example.com\\@example.org",
    "https://exa mple.org",
    "https://example.org/a b",
    "https://example.org/\u202egpj",
    "https://exam\u200bple.org",
    "https://example.org\n",
    "https://example.org/\x00",
    "https://example.com／.example.org",
    "https://example。org",
    "https://ｅxample.org",
    "https://%65xample.org",
    "https://",
    "https:example.org",
    "mailto:a@b.org?cc=c@d.org",
    "mailto:a",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_that_may_be_linked(address: str) -> None:
    assert urls.checked(address) == address
    (start, shown, _) = dom.read(html(f"[{markup.address(address)}]({markup.url(address)})"))[1:4]
    assert start == ("<", "a", (("href", urls.target(address)),))
    assert shown[1] == urls.shown(address)
    assert urls.target(address).isascii()


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_addresses_that_may_not(address: str) -> None:
    with pytest.raises(ValueError, match="may be"):
        urls.checked(address)


@pytest.mark.parametrize(("host", "ascii_host"), [("pаypal.com", "xn--pypal-4ve.com"), ("bücher.de", "xn--bcher-kva.de")])
def test_a_host_that_looks_like_another_is_seen(host: str, ascii_host: str) -> None:
    assert urls.shown(f"https://{host}/x") == f"https://{host}/x (host: {ascii_host})"
    assert urls.target(f"https://{host}/x") == f"https://{ascii_host}/x"


@given(tail=texts, head=st.sampled_from(["https://example.org/", "https://example.org?", "http://example.org", "mailto:a@b.org", ""]))
def test_any_address_is_refused_or_only_an_address(head: str, tail: str) -> None:
    value = head + tail
    try:
        urls.checked(value)
    except ValueError:
        return
    expected = dom.read(html("[shown](https://example.org) after"))
    nodes = dom.read(html(f"[{markup.address(value)}]({markup.url(value)}) after"))
    assert [node[:2] for node in dom.elements(nodes)] == [node[:2] for node in dom.elements(expected)]
    assert re.match("https?://|mailto:", dict(nodes[1][2])["href"]) and not dom.actions(nodes)
    assert dom.text(nodes) == f"{urls.shown(value)} after" and seen(value) == value


def test_only_what_the_table_of_contexts_holds_is_untested() -> None:
    """A context that is not in the table would not be tested: every filled one shows the harmless text."""
    unseen: Callable[[str], bool] = lambda context: HARMLESS not in html(filled(context, HARMLESS))  # noqa: E731
    assert not [context for context in CONTEXTS if unseen(context)]
