"""The extension that skips unused syntax: it changes no output, and leaves the patterns that a page needs."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor

from generator.formats.editions.book import EXTENSIONS
from generator.text.unused_syntax import UnusedSyntax
from support.hostile import FRAGMENTS

ALWAYS = ["link", "em_strong"]
USED = {
    "Plain words and **bold** ones, with [a link](other.md).": [],
    "`code`": ["backtick"],
    r"an escaped \* and \\": ["escape"],
    "a note[^1]\n\n[^1]: its text": ["footnote"],
    "![a picture](a.png)": ["image_link"],
    "[a text][id], [id] and ![a picture][id]\n\n[id]: https://a.example": [
        "reference",
        "image_link",
        "image_reference",
        "short_reference",
        "short_image_ref",
    ],
    "[not defined][id], [id]": [],
    "<https://a.example>": ["autolink", "html"],
    "<https:\\//a.example>": ["escape", "html"],
    "<someone@a.example>": ["automail", "html"],
    "a line  \nand another": ["linebreak"],
    "a word <b>in bold</b>": ["html"],
    '<p markdown="span">a word, `code` and <i>more</i></p>': ["backtick", "html"],
    "2 &gt; 1 &amp; 0": ["entity"],
    "| a `code` | b |\n| --- | --- |\n| c | d &lt; e |": ["backtick", "entity"],
}
PIECES = [
    *FRAGMENTS,
    *USED,
    "\n",
    "\n\n",
    "    ",
    "  \n",
    "<",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "!",
    ":",
    "//",
    "@",
    "&",
    ";",
    "`",
]


def converters() -> tuple[Markdown, Markdown]:
    """Converters with the extensions of the site, the second without the one that is tested."""
    others = [name for name in EXTENSIONS if not name.startswith("generator.")]
    return Markdown(extensions=[*others, UnusedSyntax()]), Markdown(extensions=others)


def patterns(converter: Markdown) -> list[str]:
    """The names of the patterns that were tried on the last page."""
    tried = converter.treeprocessors["inline"].inlinePatterns  # type: ignore[attr-defined]
    names = ("backtick escape footnote reference link image_link image_reference short_reference short_image_ref "
             "autolink automail linebreak html entity em_strong")  # fmt: skip
    return [name for name in names.split() if name in tried]


@pytest.mark.parametrize("text", USED)
def test_a_page_is_converted_with_the_patterns_that_it_needs(text: str) -> None:
    quick, plain = converters()
    assert quick.convert(text) == plain.convert(text)
    assert sorted(patterns(quick)) == sorted([*USED[text], *ALWAYS])
    assert len(patterns(plain)) == len(plain.inlinePatterns), "Python-Markdown has other patterns by now"


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("".join(PIECES))
def test_no_text_is_converted_otherwise(text: str) -> None:
    quick, plain = converters()
    assert quick.convert(text) == plain.convert(text)


def test_a_converter_that_is_used_again_forgets_the_page_before() -> None:
    quick, plain = converters()
    for text in USED:
        assert quick.reset().convert(text) == plain.reset().convert(text)


def test_a_pattern_of_another_extension_stays() -> None:
    quick, _ = converters()
    quick.inlinePatterns.register(SimpleTagInlineProcessor(r"(-)(x)-", "s"), "struck", 55)

    class Entity(SimpleTagInlineProcessor):
        """A pattern of somebody else under a name of Python-Markdown."""

    quick.inlinePatterns.register(Entity(r"(\+)(y)\+", "ins"), "entity", 80)
    assert quick.convert("-x- and +y+") == "<p><s>x</s> and <ins>y</ins></p>"
