"""Text from the data -> Markdown that shows exactly that text, wherever it stands, and stays readable.

Letters, digits and the marks of ordinary prose stand as themselves. A character that could act in Python-Markdown
with the site's extensions is written as an entity: always where it acts anywhere (`* _ < & ...`), at the beginning
of the text where it acts at the beginning of a line (`# - 1. ...`). Control and bidirectional override characters are
dropped, white space is folded, so a text can never begin a line of its own.
"""

from __future__ import annotations

import re
from html import escape as html_escape
from posixpath import dirname, relpath
from urllib.parse import quote, urlsplit

from markupsafe import Markup

_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
# Acts anywhere; a square bracket does not where it only encloses a word inside prose: "the [Russian] leader".
_ACTS = re.compile(r"[\\`*_{}<>&|#~^$]|\[(?![A-Za-z ]{1,40}\][ ,.;])|(?<![A-Za-z ])\]|\](?![ ,.;])|(?<=!)\[|:(?=:)")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def _entity(match: re.Match[str]) -> str:
    character = match.group()
    return _ENTITIES.get(character) or f"&#{ord(character)};"


def escape(value: object) -> Markup:
    """The text as Markdown: shows as it is in a heading, paragraph, list item, table cell or link text."""
    text = " ".join(_DROPPED.sub("", str(value)).split())
    text = _ACTS.sub(_entity, text)
    if text[:1] in "-+=!?:":
        text = f"&#{ord(text[0])};{text[1:]}" if text else ""
    else:
        text = _NUMBERED.sub(lambda m: f"{m[1]}&#{ord(m[2])};", text)
    return Markup(text)


def attribute(value: object) -> Markup:
    """The text for a double-quoted attribute of an HTML tag that stands in Markdown."""
    return Markup(escape(value).replace('"', "&quot;"))


def quoted(value: object) -> Markup:
    """The text as a double-quoted YAML scalar for a page's front matter, HTML-escaped for the theme's templates."""
    text = html_escape(" ".join(_DROPPED.sub("", str(value)).split()))
    return Markup('"' + text.replace("\\", "\\\\") + '"')


def url(value: str) -> Markup:
    """An address for a link's target: http, https and mailto only, everything that could act percent-encoded.

    Raises ValueError for any other scheme.
    """
    text = "".join(_DROPPED.sub("", value).split())
    if urlsplit(text).scheme not in ("http", "https", "mailto"):
        raise ValueError(f"not an address that may be linked: {text}")
    return Markup(quote(text, safe=":/?#=&;%,+.~-@$!").replace("&", "&amp;"))


def relative(target: str, page: str) -> Markup:
    """The path from one page to another (both under `docs/`, `target` perhaps with an anchor)."""
    path, hash_sign, anchor = target.partition("#")
    if path == page and anchor:
        return Markup(f"#{anchor}")
    return Markup(relpath(path, dirname(page) or ".") + hash_sign + anchor)


_SENTENCE_END = re.compile(r"[.!?][\"')\u2019\u201d]*(?=\s+\S)")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))$"
)


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of a text, and the rest; "U.S." and the like do not end a sentence."""
    text = " ".join(text.split())
    for match in _SENTENCE_END.finditer(text):
        if not (match.group()[0] == "." and _ABBREVIATED.search(text[: match.start()])):
            return text[: match.end()], text[match.end() :].strip()
    return text, ""


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: parted by empty lines, white space folded."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
