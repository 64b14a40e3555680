"""CSV (RFC 4180): each table a file, its columns named in the first line, lines parted by CRLF.

The text is UTF-8 with a byte-order mark, without which Excel takes it for another encoding: read it as `utf-8-sig`. An empty
cell says that there is nothing; true and false are written so. A spreadsheet takes a cell that begins with = + - @ or
a tab for a formula, so such a cell gets one ' in front, as does one that begins with ' and would look so; `plain` takes it
away again.
"""

from __future__ import annotations

import re

from ...model import Briefing
from .tables import Cell, Table, tables

_TO_QUOTE = re.compile('[",\r\n]')
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = re.compile(
    "'*[=+\\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]"
)


def write(briefing: Briefing) -> dict[str, bytes]:
    """File name -> bytes, for each table, empty ones too."""
    return {f"{table.name}.csv": text(table).encode() for table in tables(briefing)}


def text(table: Table) -> str:
    """One table as CSV."""
    names = [column.name for column in table.columns]
    lines = (",".join(map(_quoted, line)) for line in (names, *(map(_cell, row) for row in table.rows)))
    return BOM + "".join(f"{line}\r\n" for line in lines)


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if _TO_QUOTE.search(cell) else cell


def _cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return harmless("" if cell is None else str(cell))


def harmless(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text that stands in a cell: undoes `harmless`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
