"""Finds what was pasted into a text and shows on pages as it is, or not at all.

Pages show every text exactly as written, so HTML, Markdown and the tabs of a spreadsheet appear as signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ..problems import Code, Problem, quote_value
from ..records import Record, field_roles, fields, traversal
from ..text import whitespace
from . import quotation_marks
from .load_result import RecordLocation, read_lines_cached
from .lost_text import TEXT_ROLES

_SIGNS = (
    b"<", b"&", b"*", b"`", b"](", b"][", b"[^", b"[[", b"__", b" _", b"'_", b'"_', b"~~", b"| ", b"> ", b"\t", b"\\",
    b"# ", b": |", b"- |", b'"- ', b"'- ", b'"+ ', b"'+ ", b"[x]", b"[X]", b"[ ]", b"|-", b"|:",
)  # fmt: skip
"""The signs of markup and tabs: most files have none, and are left alone."""
_FOLDED_LIST = re.compile(rb">[-+0-9]*\r?\n\s+(?:[*+-] |[0-9]{1,3}[.)] )")
"""A list that begins a folded text; in other texts, hyphens are those of YAML."""
_OPENING_MARK = re.compile(f"[:,[-] *[{''.join(quotation_marks.PAIRS)}]")
_TAGS = (
    "a abbr address article aside b big blockquote body br button caption center cite code col dd del details div dl dt em "
    "figcaption figure font footer form h[1-6] head header hr html i iframe img input ins kbd label li link main mark meta "
    "nav object ol option p picture pre q s samp script section select small source span strike strong style sub summary "
    "sup svg table tbody td textarea tfoot th thead time title tr tt u ul var video wbr"
).replace(" ", "|")
_HTML = re.compile(
    rf"</?(?:{_TAGS})\s*/?>|</[a-z][\w:-]*\s*>|<[a-z][\w:-]*\s[^<>]*=[^<>]*>|<!--|<!\[CDATA\[|<!doctype|<\?xml", re.I
)
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7};|#x[0-9a-f]{1,6};|([a-z][a-z0-9]{1,30});|(?:nbsp|amp|quot|lt|gt|ndash|mdash|[lr][sd]quo)\b)",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"""
      \*\*(?=\S)[^*]+(?<=\S)\*\*                        # **bold**
    | (?<![\w*\\])\*(?=[^\W_]|["'\u2018\u201c])(?:[^*\n.!?]|[.!?](?!\s)){0,79}(?<=[^\s*])\*(?![\w*])  # *italic*, no footnote
    | (?<!\w)__(?=\S)[^_]+(?<=\S)__(?!\w)              # __bold__
    | (?<![\w_])_(?=[^\s_])[^_\n]+(?<=[^\s_])_(?![\w_])   # _italic_
    | ~~(?=\S)[^~]+(?<=\S)~~                            # ~~struck out~~
    | `[^`\n]+` | ```                                   # code
    | \[[^\]\n]*\]\([^()\s][^\n]*?\) | \[[^\]\n]+\]\[[^\]\n]*\] # link
    | \\[*_\[\]\#`]                                       # \*, a sign with a backslash
    | \[\[[^\]\n]+\]\] | \[\^[^\]\n]+\]                # wiki link, footnote
    | <(?:https?://|mailto:)[^<>\s]+>                    # address
    | ^\s*\#{1,6}\ +\S | ^\s*>\ +\S                      # heading, quotation
    | ^\s*[*+-]\ +\S | ^\s*[0-9]{1,3}[.)]\ [^\n]*\n\s*[0-9]{1,3}[.)]\  # list
    | ^\[[ xX]\]\ +\S                                  # task
    | \|[^|\n]+\|[^|\n]+\| | \|\s*:?-{3,}              # table
    """,
    re.VERBOSE | re.MULTILINE,
)


@lru_cache(maxsize=4)
def may_have_pasted(raw: bytes) -> bool:
    """Returns False if nothing in a file can be markup, a tab or invisible."""
    if any(sign in raw for sign in _SIGNS) or (b">" in raw and bool(_FOLDED_LIST.search(raw))):
        return True
    return bool(whitespace.find_invisible(raw.decode("utf-8", "replace")))


def find_pasted(location: RecordLocation, record: Record) -> Iterator[Problem]:
    """Yields a warning for each text with markup, tabs or invisible characters."""
    for path, text in _texts(record):
        if unseen := whitespace.find_invisible(text):
            name = f"U+{ord(unseen):04X} {unicodedata.name(unseen, '')}".rstrip()
            message = (
                f"{_name(path)} has the invisible character {name} before {_what_follows(text, unseen)}; delete it"
            )
            yield location.problem(path, Code.INVISIBLE, message)
        found = _find(text)
        if found and location.is_written(path):
            what, start = found
            shown = "which becomes a space" if what == "a tab" else "and pages show a text as it is written"
            seen = whitespace.visible_line(text[max(0, start - 20) :] if len(text) > 100 else text)
            message = f"{_name(path)} has {what}, {shown}: readers see {quote_value(seen, 100)}; write plain text"
            yield location.problem(path, Code.PASTED_MARKUP, message)


def _what_follows(text: str, character: str) -> str:
    """Returns the words after a character for a message."""
    rest = whitespace.visible_line(text.partition(character)[2])
    return quote_value(rest, 30) if rest else "the end"


@lru_cache(maxsize=4)
def may_be_in_marks(raw: bytes) -> bool:
    """Returns False if no value of a file begins with a typographic quotation mark."""
    return not raw.isascii() and bool(_OPENING_MARK.search(raw.decode("utf-8", "replace")))


def find_marks(location: RecordLocation, record: Record) -> Iterator[Problem]:
    """Yields a warning for each text in quotation marks that YAML does not know.

    If the text is in quotes of YAML too, or is a quotation, the marks are meant.
    """
    lines = read_lines_cached(location.raw)
    for path, text in _texts(record):
        if quotation_marks.surround(text) and path[-1] not in ("exact", "prefix", "suffix", "quote"):
            message = (
                f"readers see {text[0]} and {text[-1]} around {_name(path)}, because YAML takes them for letters; delete them, or "
                "put the whole text in straight quotation marks if they belong to it"
            )
            problem = location.problem(path, Code.TYPOGRAPHIC_MARKS, message)
            if lines[problem.line - 1][problem.column - 1 :].startswith(text[0]):
                yield problem


def _texts(record: Record) -> Iterator[tuple[fields.Path, str]]:
    """Yields every text in anybody's words with its path."""
    for path, part in traversal.walk_parts(record):
        for field in field_roles.roles(type(part)):
            value = getattr(part, field.name) if field.role in TEXT_ROLES else None
            for n, text in enumerate(value if field.is_list else (value,)) if value else ():
                yield (*path, field.key, n) if field.is_list else (*path, field.key), text


def _name(path: fields.Path) -> str:
    """Returns the name of the field at `path` or of the list there."""
    return str(next(step for step in reversed(path) if isinstance(step, str)))


def _find(text: str) -> tuple[str, int] | None:
    """Returns what was pasted and where it begins, or None."""
    html = _HTML.search(text)
    if html:
        return f"HTML ({quote_value(html[0], 30)[1:-1]})", html.start()
    for entity in _ENTITY.finditer(text):
        from html.entities import html5  # here, because few texts have an entity

        if entity[1] is None or f"{entity[1]};" in html5:
            return f"an HTML entity ({entity[0]})", entity.start()
    markdown = _MARKDOWN.search(text)
    if markdown:
        return "Markdown", markdown.start()
    tab = text.find("\t")
    return ("a tab", tab) if tab >= 0 else None
