"""Text from the data -> Markdown that shows exactly that text, wherever it stands, and stays readable.

Letters, digits and the marks of ordinary prose stand as themselves. What could act in Python-Markdown with the site's
extensions is written as an entity, because entities mean the same in Markdown, in raw HTML, in attributes and in SVG:
always where it acts anywhere (`* < & ...`), at the beginning of the text where it acts at the beginning of a line
(`# - 1. ...`). A text never begins a line of its own: it is brought onto one line first.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from posixpath import relpath

from markupsafe import Markup

from . import urls
from .sentences import ends

# Not to be shown: controls, bidirectional overrides and isolates, marks of byte order, halves of characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]+"
)
# Breaks and runs of spaces; no-break and other typographic spaces stay what they are.
_SPACES = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")

_MAY_ACT = re.compile(r"[\\`*_{}<>|^\[\]&#]")
_ACTS = re.compile(
    r"""
      (\[(?:[^\W_]|[ .,'\u2019-]){1,60}\](?=[\w ,.;?!'"\u2019\u201d)-]))
                                              # kept: brackets round words inside prose, "the [Russian] side"
    | [\\`*{}<>&|^\[\]]                       # act anywhere
    | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9])    # emphasis, unless inside a word: snake_case
    | ^[-+=!?:~](?![^\W_])                    # list, rule, underline, box, tab, definition, fence; not "-5"
    | ^\d+[.)](?=\ |$)                        # numbered list; not "1.5 million"
    | ^\# | \#(?=\#|$)                        # begin and end a heading; not "issue #5"
    | /(?=//)                                 # the place marker of footnotes
    """,
    re.VERBOSE,
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def fold(text: str) -> str:
    """The text on one line: breaks and runs of spaces are one space, characters not to be shown are dropped."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def _text(value: object) -> str:
    """The value's text on one line; a replacement character if nothing of it is to be shown: `****` is not bold."""
    text = str(value)
    return fold(text) or ("\ufffd" if text.strip(" ") else "")


def _entity(match: re.Match[str]) -> str:
    text = match.group()
    return text if match.lastindex else text[:-1] + (_ENTITIES.get(text[-1]) or f"&#{ord(text[-1])};")


def escape(value: object) -> Markup:
    """The text as Markdown: shows as it is in a heading, paragraph, list item, table cell, link text or SVG text."""
    text = _text(value)
    if text[:1].isalpha() and not _MAY_ACT.search(text) and "///" not in text:
        return Markup(text)  # most texts by far
    return Markup(_ACTS.sub(_entity, text))


def piece(text: str) -> Markup:
    """Part of a folded text, before or after a link: as `escape` has it, its spaces kept; no `!` makes the link a picture."""
    return Markup(re.sub("!$", "&#33;", _ACTS.sub(_entity, text)))


def attribute(value: object) -> Markup:
    """The text for a double-quoted attribute of an HTML tag that stands in Markdown.

    In a tag that has `markdown="block"` too, an entity that the text itself spells out is shown as its character:
    md_in_html reads such tags twice.
    """
    return Markup(str(escape(value)).replace('"', "&quot;"))


def quoted(value: object) -> Markup:
    """The text as a double-quoted YAML scalar for a page's front matter, HTML-escaped for the theme's templates.

    They print it in elements and in attributes, some escape it a second time: no more is escaped than must be.
    """
    text = _text(value)
    if unescape(text) != text:
        text = text.replace("&", "&amp;")
    text = text.replace("<", "&lt;").replace('"', "&quot;").replace("\\", "\\\\")
    return Markup(f'"{text}"')


def url(value: str) -> Markup:
    """An address for a link's target. Raises ValueError for anything but http, https and mailto."""
    return Markup(urls.target(value).replace("&", "&amp;"))


def address(value: str) -> Markup:
    """An address as text, its true host beside it where another could look like it."""
    return escape(urls.shown(value))


def relative(target: str, page: str) -> Markup:
    """The path from one page to another (both under `docs/`, `target` perhaps with an anchor)."""
    path, hash_sign, anchor = target.partition("#")
    if path == page and anchor:
        return Markup(f"#{anchor}")
    folder, _, name = path.rpartition("/")
    return Markup(f"{_way(folder, page.rpartition('/')[0])}{name}{hash_sign}{anchor}")


@cache
def _way(target: str, folder: str) -> str:
    """The path from one folder to another, with a slash at its end; empty if they are the same."""
    way = relpath(target or ".", folder or ".")
    return "" if way == "." else f"{way}/"


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of a text, and the rest; "U.S." and the like do not end a sentence."""
    text = _text(text)
    end = next(ends(text), len(text))
    return text[:end], text[end + 1 :]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: parted by empty lines."""
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]
