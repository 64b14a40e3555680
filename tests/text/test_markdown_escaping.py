"""Any text of the data shows as that text, wherever it stands, after the real Markdown conversion."""

from __future__ import annotations

import json
import re
import warnings
from functools import cache
from html import unescape
from xml.etree import ElementTree

import jinja2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data
from pydantic import TypeAdapter, ValidationError

from generator.records.fields import Url
from generator.text import markdown_escaping as markup
from generator.text import sentences, urls
from support import dom
from support.hostile import seen, texts
from support.project import ROOT
from support.sites import site_markdown

CASES = ROOT / "tests" / "cases" / "markup"
HARMLESS = "Harmless"


def html(text: str) -> str:
    return str(site_markdown().reset().convert(text))


# Cases in files


def lines(name: str) -> list[str]:
    """The cases of a file: its lines, but for the empty ones and the comments."""
    text = (CASES / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("## ")]


def plain(text: str) -> str:
    r"""The text with its escapes (`\\n`, `\\u0002`) read as the characters they stand for."""
    return re.sub(r"\\(n|t|u[0-9a-f]{4})", lambda match: str(json.loads(f'"{match.group()}"')), text)


def pairs() -> list[tuple[str, str]]:
    found = lines("escaped.txt")
    assert all(line.startswith("=> ") for line in found[1::2])
    return [(plain(text), plain(line[3:])) for text, line in zip(found[::2], found[1::2], strict=True)]


@pytest.mark.parametrize("text", lines("prose.txt"))
def test_ordinary_prose_is_not_escaped(text: str) -> None:
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
    "svg with links": '<figure>\n<svg role="group" aria-label="{attr}"><desc>{}</desc><a href="a.html" aria-label="{attr}"><text>{}<tspan>{}</tspan></text></a></svg>\n'
    '</figure>\n\nafter {}',
    "figure": '<figure markdown="block">\n<figcaption markdown="span">{} **{}**</figcaption>\n</figure>\n\nafter',
    "blockquote with its source": '<blockquote markdown="block">\n\n“{}”\n\n<footer markdown="span">[{}](a.md), {}</footer>\n\n</blockquote>\n\nafter',
    "several": "{}\n\n{}\n\n# {}\n\n- {}\n\n{}[^1] {}\n\n[^1]: {}",
}  # fmt: skip


def filled(context: str, text: str) -> str:
    values = [markup.escape(text)] * 9
    return CONTEXTS[context].format(*values, attr=markup.escape_attribute(text))


@cache
def harmless(context: str) -> list[dom.Node]:
    return dom.told(dom.read(html(filled(context, HARMLESS))))


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 2)
@given(text=texts)
def test_shows_as_it_is_in_every_context(text: str) -> None:
    """Each text is tried in all contexts: to find the texts takes as long as to convert them."""
    for context in CONTEXTS:
        if context == "attribute of a block":
            text = text.replace("&", "and")  # an entity in the text is read as its character there
        shown = seen(text)
        nodes = dom.told(dom.read(html(filled(context, text))))
        expected = dom.told([*dom.changed(harmless(context), lambda value, to=shown: value.replace(HARMLESS, to))])
        assert (context, nodes) == (context, expected)
        assert (context, dom.actions(nodes)) == (context, [])


@given(text=texts)
def test_shows_as_it_is_in_xml(text: str) -> None:
    """An SVG file is XML: what is no character of XML must not be in it."""
    element = ElementTree.fromstring(f'<text title="{markup.escape_attribute(text)}">{markup.escape(text)}</text>')
    assert element.text == element.get("title") == seen(text)


@given(text=texts)
def test_generated_markdown_stays_one_line(text: str) -> None:
    assert len(markup.escape(text).splitlines()) == 1


@given(text=texts)
@example("Kim. Putin. ")
def test_sentences_and_paragraphs_lose_nothing(text: str) -> None:
    first, rest = sentences.split_first(text)
    assert f"{first} {rest}".strip() == seen(text)
    assert seen(" ".join(sentences.paragraphs(text))) == seen(text)


# Front matter, as MkDocs reads it and as Material's templates print it

_ENVIRONMENT = jinja2.Environment(autoescape=False)  # as in MkDocs
THEME = _ENVIRONMENT.from_string(
    '<title>{{ title }} - Site</title><meta name="description" content="{{ description }}">'
    '<meta property="og:title" content="{{ title }}"><a href="x">{{ title }}</a><span title="{{ title | striptags | e }}"></span>'
)


@given(text=texts)
def test_front_matter_shows_as_it_is_in_the_theme(text: str) -> None:
    page, meta = get_data(
        f"---\n# mark\ntitle: {markup.yaml_string(text)}\ndescription: {markup.yaml_string(text)}\n---\n\n# Heading\n"
    )
    assert list(meta) == ["title", "description"]
    assert page == "# Heading\n"
    expected = dom.read(THEME.render(title=HARMLESS, description=HARMLESS))
    nodes = dom.read(THEME.render(meta))
    assert nodes[:-2] == [*dom.changed(expected, lambda value: value.replace(HARMLESS, seen(text)))][:-2]
    assert len(nodes) == len(expected)


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


# Addresses


@pytest.mark.parametrize(("address", "target", "shown"), [line.split(" | ") for line in lines("addresses.txt")])
def test_an_address_is_linked_in_ascii_and_its_true_host_is_seen(address: str, target: str, shown: str) -> None:
    assert urls.validate(address) == address
    label, url = markup.url_text(address), markup.link_target(address)
    for markdown in (f"[{label}]({url})", f'<a href="{url}">{label}</a>'):
        start, text = dom.read(html(markdown))[1:3]
        assert start == ("<", "a", (("href", target),))
        assert text[1] == shown


@pytest.mark.parametrize("address", [plain(line) for line in lines("no_addresses.txt")])
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="may be"):
        urls.validate(address)
    with pytest.raises(ValidationError):
        TypeAdapter(Url).validate_python(address)


@given(
    tail=texts,
    head=st.sampled_from(["https://example.org/", "https://example.org?", "http://example.org", "mailto:a@b.org", ""]),
)
def test_any_address_is_refused_or_only_an_address(head: str, tail: str) -> None:
    value = head + tail
    try:
        urls.validate(value)
    except ValueError:
        return
    expected = dom.read(html("[shown](https://example.org) after"))
    label, url = markup.url_text(value), markup.link_target(value)
    for markdown in (f"[{label}]({url}) after", f'<a href="{url}">{label}</a> after'):
        nodes = dom.read(html(markdown))
        assert [node[:2] for node in dom.elements(nodes)] == [node[:2] for node in dom.elements(expected)]
        assert re.match("https?://|mailto:", dict(nodes[1][2])["href"])
        assert not dom.actions(nodes)
        assert dom.text(nodes) == f"{urls.display(value)} after"
    assert seen(value) == value
