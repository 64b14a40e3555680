"""Parses CSV files into tables of cleaned cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from ...problems import Code, quote_value
from ..escaping import unguard_formula
from .read_result import ReadResult, clean_text

_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Row:
    """A row of a table: its line, and its cells by column without the empty ones."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Returns the cell of a column; empty if there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """A table: its file, the names of its columns, its rows sorted by `position`."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Tables:
    """The tables of an import by name; notes which of them were used."""

    def __init__(self) -> None:
        self.by_name: dict[str, Table] = {}
        self.used: set[str] = set()
        self._indexes: dict[tuple[str, ...], dict[tuple[str, ...], list[Row]]] = {}

    def rows(self, table: str, keys: Mapping[str, str]) -> list[Row]:
        """Returns the rows of a table whose cells in the columns `keys` have these values."""
        self.used.add(table)
        if (table, *keys) not in self._indexes:
            index = self._indexes.setdefault((table, *keys), {})
            for row in self.by_name[table].rows if table in self.by_name else ():
                index.setdefault(tuple(row.get(key) for key in keys), []).append(row)
        return self._indexes[(table, *keys)].get(tuple(keys.values()), [])


def parse_table(result: ReadResult, file: str, text: str) -> Table | None:
    """Parses a file; adds its problems to the result, returns None if it is no table."""
    first_line = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start, [clean_text(unguard_formula(cell)) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        message = f"this row can't be read ({error}); quotation marks in a cell are doubled"
        result.add_problem(file, start, Code.SYNTAX, message)
        return None
    if not lines:
        result.add_problem(file, 0, Code.EMPTY, "the table is empty; its first row names the columns")
        return None
    (line, header), *body = lines
    header = [name.strip() for name in header]
    for name in dict.fromkeys(one for one in header if one and header.count(one) > 1):
        result.add_problem(file, line, Code.DUPLICATE_KEY, f"the column {quote_value(name)} occurs twice")
    for number, cells in body:
        if any(cells[len(header) :]) or any(cell and not name for name, cell in zip(header, cells, strict=False)):
            message = f"this row has cells beyond the {len(header)} columns that are named"
            result.add_problem(file, number, Code.SHAPE, message)
    rows = [
        Row(n, {name: cell for name, cell in zip(header, cells, strict=False) if name and cell}) for n, cells in body
    ]
    return Table(file, tuple(filter(None, header)), tuple(sorted(rows, key=_position)))


def _position(row: Row) -> int:
    position = row.get("position")
    return int(position) if position.isascii() and position.isdecimal() and len(position) < 9 else 0
