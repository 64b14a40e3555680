"""Escapes texts for the formats of other tools.

HTML and the attributes of XML are escaped by the standard library (`html.escape`, `xml.etree`), JSON by `json.dumps`.
"""

from __future__ import annotations

import re
from html import escape

from ..text import whitespace

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ICS_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LATEX_COMMANDS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "#$%&_"},
}
"""Braces are commands too: BibTeX counts those behind a backslash."""
_LATEX_ACTIVE = re.compile("[" + re.escape("".join(LATEX_COMMANDS)) + "]")
_FORMULA = re.compile(
    "'*[=+\\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]"
)
_CSV_SPECIAL = re.compile('[",\r\n]')


def remove_non_xml(text: str) -> str:
    """Removes the characters that XML 1.0 does not allow."""
    return _NOT_XML.sub("", text)


def escape_xml(text: str) -> str:
    """Escapes a text for an element or an attribute of XML 1.0, on one line."""
    return escape(whitespace.collapse(text))


def escape_ics(text: str) -> str:
    """Escapes a value of the type TEXT (RFC 5545, section 3.3.11), without controls."""
    text = _ICS_CONTROLS.sub("", re.sub(r"\r\n?", "\n", text))
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def escape_latex(text: str) -> str:
    """Escapes a text of one line so that LaTeX and BibTeX print it as it is."""
    return _LATEX_ACTIVE.sub(lambda match: LATEX_COMMANDS[match.group()], text)


def escape_csv(cell: str) -> str:
    """Puts a cell in quotes if it needs them (RFC 4180)."""
    return '"{}"'.format(cell.replace('"', '""')) if _CSV_SPECIAL.search(cell) else cell


def guard_formula(text: str) -> str:
    """Puts `'` before a text that a spreadsheet would take for a formula.

    Such a text begins with = + - @ or a tab. One that begins with `'` and would then look guarded gets another `'`.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_formula(cell: str) -> str:
    """Returns the text of a cell: undoes `guard_formula`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def escape_script_json(json: str) -> str:
    """Escapes JSON for an element `<script>`: nothing in it ends the element."""
    for sign in "<>&\u2028\u2029":
        json = json.replace(sign, f"\\u{ord(sign):04x}")
    return json
