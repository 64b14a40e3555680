"""Escapes text of the data for Markdown: a page shows it exactly as written.

The Markdown stays readable: letters, digits and the punctuation of ordinary prose stay as they are. What could act in Python-Markdown with the site's
extensions becomes an entity, because entities mean the same in Markdown, in raw HTML, in attributes and in SVG: some
characters everywhere (`* < & ...`), others only at the beginning of the text, where they act at the beginning of a line
(`# - 1. ...`). A text is brought onto one line first, so no other line of it begins on the page.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape
from posixpath import relpath

from markupsafe import Markup

from . import urls
from .whitespace import collapse, visible_line

_MAY_ACT = re.compile(r"[\\`*_{}<>|^\[\]&#]")
_ACTIVE = re.compile(
    r"""
      (\[(?:[^\W_]|[ .,'\u2019-]){1,60}\](?=[\w ,.;?!'"\u2019\u201d)-]))
                                              # not escaped: brackets around words in prose, "the [western] side"
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


def escape(value: object) -> Markup:
    """Returns Markdown that shows the text.

    It may be in a heading, paragraph, list item, table cell, link text or SVG text.
    """
    return _escape(str(value))


@lru_cache(maxsize=20_000)  # the same names and titles are on many pages
def _escape(value: str) -> Markup:
    text = visible_line(value)
    if text[:1].isalpha() and not _MAY_ACT.search(text) and "///" not in text:
        return Markup(text)  # most texts by far
    return Markup(_ACTIVE.sub(_entity, text))


def _entity(match: re.Match[str]) -> str:
    text = match.group()
    return text if match.lastindex else text[:-1] + (_ENTITIES.get(text[-1]) or f"&#{ord(text[-1])};")


def escape_part(text: str) -> Markup:
    """Escapes the part of a one-line text before or after markup.

    It keeps the part's spaces, and no `!` makes a link a picture.
    """
    return Markup(re.sub("!$", "&#33;", _ACTIVE.sub(_entity, text)))


def code(text: str) -> Markup:
    """Returns the text as code: the name of a file, a field or a command."""
    return Markup(f"<code>{escape(text)}</code>")


def code_spans(text: str) -> Markup:
    """Returns the text with its parts between backticks as code."""
    parts = collapse(text).split("`")
    return Markup("").join(code(part) if n % 2 else escape_part(part) for n, part in enumerate(parts))


def escape_attribute(value: object) -> Markup:
    """Escapes the text for a double-quoted attribute of an HTML tag inside Markdown.

    In a tag with `markdown="block"`, an entity that is written out in the text shows as its character, because
    md_in_html reads such tags twice.
    """
    return Markup(str(escape(value)).replace('"', "&quot;"))


def yaml_string(value: object) -> Markup:
    """Returns the text as a double-quoted YAML scalar for a page's front matter.

    It is HTML-escaped for the theme's templates, which print it in elements and in attributes, and some escape it again: only what must be is escaped.
    """
    text = visible_line(value)
    if unescape(text) != text:
        text = text.replace("&", "&amp;")
    text = text.replace("<", "&lt;").replace('"', "&quot;").replace("\\", "\\\\")
    return Markup(f'"{text}"')


def link_target(value: str) -> Markup:
    """Returns an address as the target of a link.

    Raises ValueError for anything but http, https and mailto.
    """
    return Markup(urls.encode(value).replace("&", "&amp;"))


def url_text(value: str) -> Markup:
    """Returns an address as text, with its ASCII host if it could look like another."""
    return escape(urls.display(value))


def address_link(value: str) -> Markup:
    """Returns a link whose text is its address, which is not printed again on paper.

    Raises ValueError for anything but http, https and mailto.
    """
    return Markup(f"[{url_text(value)}]({link_target(value)}){{: .br-address }}")


def relative_link(target: str, page: str) -> Markup:
    """Returns the path from one page to another.

    Both are paths under `docs/`; `target` may have an anchor.
    """
    path, hash_sign, anchor = target.partition("#")
    if path == page and anchor:
        return Markup(f"#{anchor}")
    folder, _, name = path.rpartition("/")
    return Markup(f"{_relative_folder(folder, page.rpartition('/')[0])}{name}{hash_sign}{anchor}")


@cache
def _relative_folder(target: str, folder: str) -> str:
    """Returns the path from one folder to another, ending in a slash, or ""."""
    path = relpath(target or ".", folder or ".")
    return "" if path == "." else f"{path}/"
