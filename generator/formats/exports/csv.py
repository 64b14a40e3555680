"""CSV (RFC 4180): one file for each table, column names in the first line.

The text is UTF-8 with a byte-order mark, without which Excel assumes another encoding: read it as `utf-8-sig`. Lines end
with CRLF. An empty cell means no value; truth values are `true` and `false`. Cells that a spreadsheet would take for
formulas are guarded with `'`.
"""

from __future__ import annotations

from ...model import Briefing
from ...records import Record
from ..escaping import escape_csv, guard_formula
from .tables import Cell, Table, build_tables, value_table

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def write(briefing: Briefing) -> dict[str, bytes]:
    """Returns file name -> bytes of each table, empty ones too."""
    return {f"{table.name}.csv": format_table(table).encode() for table in build_tables(briefing)}


def write_values(record: Record) -> bytes:
    """Writes a record as a table of its fields with their values."""
    return format_table(value_table(record)).encode()


def format_table(table: Table) -> str:
    """Writes one table."""
    names = [column.name for column in table.columns]
    lines = (",".join(map(escape_csv, line)) for line in (names, *(map(_format_cell, row) for row in table.rows)))
    return BOM + "".join(f"{line}\r\n" for line in lines)


def _format_cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guard_formula("" if cell is None else str(cell))
