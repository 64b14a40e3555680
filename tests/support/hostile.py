"""Texts that try to be more than text, and what a reader should see of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import strategies as st

from generator.text import sentences

FRAGMENTS = (
    "](x)", "[a](javascript:alert(1))", "![a](x.png)", "[^1]", "[^2]: note", "[TOC]", "[toc]", "[[a]]", "[x]: http://a.b", "[ ] ",
    "{: onclick=x}", "{onclick=x}", "{.a #b}", "{{ 7 * 7 }}", "{% x %}", "{++a++}", "<script>alert(1)</script>", "<b>", "</span>", "</div>", "<!--",
    "-->", "<img src=x onerror=alert(1)>", "<?php", "<![CDATA[", "]]>", "<http://a.b>", "<a@b.c>", "&lt;", "&#60;", "&#x3c;", "&amp", "&copy", "& ",
    "--8<--", '--8<-- "mkdocs.yml"', ":::", ":::: x", "/// note", "///Footnotes Go Here///", "!!! note", '!!! note "x"', "??? x", '???+ "x"', '=== "x"',
    "```", "````", "~~~", "~~~ python", "`", "``", "1.", "1. ", "1) ", "12. ", "\u0661. ", "- ", "* ", "+ ", "|", " | ", "---", "***", "___", "===", "- - -", "* * *",
    "| --- |", ": ", ":   ", ":x:", ":smile:", "*[HTML]: ", "http://a.b", "https://a.b/c_d_e", "a_b_c", "_a_", "__a__", "*a*", "**a**", "***", "\\*", "\\",
    "\\\\", "#", "##", "# ", " #", "> ", ">", "  ", "\t", "    ", "\n", "\n\n", "\n    ", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029",
    "\x02wzxhzdk:0\x03", "\x02klzzwxh:0000\x03", "\x02amp\x03", "wzxhzdk:0", "klzzwxh:0", "\x02", "\x03", "\x00", "\x7f", "\x9f", "\ufeff", "\u200b",
    "\u200e", "\u200f", "\u202e", "\u2066", "\u2069", "\u00a0", "\u3000", "\u00ad", "😀", "👩‍👩‍👧", "\U000e0041", "שלום", "مرحبا", "위키", "'", '"', "\u2019", "“x”", "(c)", "1st", "1/2",
    "a.b@c.de", "javascript:alert(1)", "data:text/html,x", "[T]he", "[Russian] x", "[a] (b)", "[a][b]", "([c])", "[a]:", "a]", "[b", "$x$", "^a^", "~a~", "==a==",
    "!", "?", ".", "...", "Mr. X. ", "A. B. ", "x. Y", "%", "@", ";", "title: x", "...\n", "-", "+", "=", "~", "_", "*", "[", "]", "(", ")", "{", "}", "<", "&", "^", "/",
)  # fmt: skip
WORDS = ("word", "Kim", "x", "7", "2023", "and", "é", "_", " ", " ", " ")
SOUP = "".join(map(chr, range(0x20, 0x7F))) + "ab 12\n\t\x02\x03\u202e\u200b\u00a0"
LONG = st.sampled_from(FRAGMENTS).flatmap(lambda piece: st.integers(50, 100).map(lambda times: piece * times))

texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS + WORDS), min_size=1, max_size=8).map("".join),
    st.text(alphabet=SOUP, min_size=1, max_size=30),
    st.text(alphabet="[](){}<>!*_`#-+.:=~|\\&^\"'/1a \n", min_size=1, max_size=16),
    st.text(min_size=1, max_size=30),
    LONG,
).filter(lambda text: text.strip(" "))
"""Any text that the model lets in: known fragments and words mixed, ASCII soup, a soup of the marks that Markdown knows, all of Unicode, long."""

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"
_BREAKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def _is_hidden(character: str) -> bool:
    control = ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0
    marks = character in BIDI + "\ufeff\ufff9\ufffa\ufffb\ufffe\uffff" or "\ud800" <= character <= "\udfff"
    return (control and character not in _BREAKS) or marks


def seen(text: str) -> str:
    """A text as a reader should see it: all of it, on one line, without deceptive characters."""
    kept = "".join(" " if c in _BREAKS else c for c in text if not _is_hidden(c))
    return re.sub(" +", " ", kept).strip() or "\ufffd"


def tame(texts: Iterable[str]) -> list[str]:
    """The texts as the model keeps them; none with both sentences and paragraphs, whose ends a token could not mark."""
    found = (text.strip() if seen(text) != "\ufffd" else "x" for text in texts)
    return [re.sub(r"\n\s*\n", "\n", text) if sentences.split_first(text)[1] else text for text in found]
