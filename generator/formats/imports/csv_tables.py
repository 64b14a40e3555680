"""Parses CSV files into tables of cleaned cells.

The separator is the one with which the first rows name the most known columns; the row that names them is the header, and
titles above it are left out. Names of columns are compared without capitals; spaces and hyphens in them are underscores.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from ...problems import Code
from ..escaping import unguard_formula
from .read_result import ReadResult, clean_text

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n?|\n)", re.IGNORECASE)
_COLUMNS_MAX = 1_000
"""The number of columns in a table, at most."""
_HEADER_ROWS = 10
"""The number of rows, from the first, among which the header may be."""


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
    """A table: its file, the header's line and columns, its rows sorted by `position`."""

    file: str
    line: int
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


def column_name(text: str) -> str:
    """Returns the name of a column in the spelling of our fields."""
    return re.sub(r"[\s-]+", "_", text.strip().casefold())


def parse_table(result: ReadResult, file: str, text: str, known: Set[str], renamed: Mapping[str, str]) -> Table | None:
    """Parses a file; adds its problems to the result, returns None if it is no table.

    `known` are the names of columns that any table may have, `renamed` maps names of columns to them.
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")
    given = _SEPARATOR_LINE.match(text)
    separators = given[1] if given else _SEPARATORS

    def names(row: list[str]) -> list[str]:
        return [renamed.get(name, name) for name in map(column_name, row)]

    def count_known(rows: list[tuple[int, list[str]]]) -> int:
        return max((len(known & {*names(cells)}) for _, cells in rows[:_HEADER_ROWS]), default=0)

    parsed = [_parse_rows(text[given.end() :] if given else text, one, 2 if given else 1) for one in separators]
    lines, problem = max(parsed, key=lambda one: count_known(one[0]))
    if problem:
        result.add_problem(file, *problem)
        return None
    if not lines:
        result.add_problem(file, 0, Code.EMPTY, "the table is empty; its first row names the columns")
        return None
    above = max(range(len(lines[:_HEADER_ROWS])), key=lambda number: len(known & {*names(lines[number][1])}))
    for number, _ in lines[:above]:
        result.skip("line", "it is above the row that names the columns", file, number)
    (line, header), *body = lines[above:]
    header = names(header)
    for number, cells in body:
        if any(cells[len(header) :]) or any(cell and not name for name, cell in zip(header, cells, strict=False)):
            message = f"this row has cells beyond the {len(header)} columns that are named"
            result.add_problem(file, number, Code.SHAPE, message)
    rows = [
        Row(n, {name: cell for name, cell in zip(header, cells, strict=False) if name and cell}) for n, cells in body
    ]
    return Table(file, line, tuple(filter(None, header)), tuple(sorted(rows, key=_position)))


def _parse_rows(
    text: str, separator: str, start: int
) -> tuple[list[tuple[int, list[str]]], tuple[int, Code, str] | None]:
    """Returns the rows with their lines, and the problem that ended them.

    Empty rows are left out.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    line = start
    try:
        for row in reader:
            if len(row) > _COLUMNS_MAX:
                message = f"this row has {len(row):,} cells; a table has at most {_COLUMNS_MAX:,} columns"
                return lines, (line, Code.TOO_LARGE, message)
            cells = [clean_text(unguard_formula(cell)) for cell in row]
            if any(cells):
                lines.append((line, cells))
            line = reader.line_num + start
    except csv.Error as error:
        message = f"this row can't be read ({error}); quotation marks in a cell are doubled"
        return lines, (line, Code.SYNTAX, message)
    return lines, None


def _position(row: Row) -> int:
    position = row.get("position")
    return int(position) if position.isascii() and position.isdecimal() and len(position) < 9 else 0
