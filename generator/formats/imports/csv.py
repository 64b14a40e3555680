"""CSV: a table a file, called by its kind (`actors.csv`), as `briefing export csv` writes them or by hand.

Columns are the fields of the kind, in any order, optional ones where they are needed. `id` may be left out, and is then made
from the name. A list stands in a table of its own, as it is exported, or in one cell with its items parted by semicolons. A
reference is an id or a name. Cells are parted by commas, semicolons or tabs; what guards an exported cell against being
run as a formula is taken away.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from ...loading import yaml_reader
from ...model import Kind, Layout
from ...problems import Code, did_you_mean, quote_value
from ...records import field_roles, fields
from ..escaping import unguard_formula
from ..exports.tables import EVIDENCE, RECORDS
from .found import Draft, Files, Found, Passed, cleaned

_SEPARATORS = ",;\t"
_TABLES = "position", "held_by"
"""Columns that every table of records may have beside its kind's fields: the order, and in whose record it stands."""
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no")


@dataclass(frozen=True)
class Row:
    """A row of a table: its line, and its cells by column; empty ones are left out."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """A table: the file that it stands in, its columns, its rows in the order that they give or stand in."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass
class _Reading:
    kinds: tuple[Kind, ...]
    tables: dict[str, Table] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    found: Found = field(default_factory=Found)
    _by: dict[tuple[str, ...], dict[tuple[str, ...], list[Row]]] = field(default_factory=dict)

    def rows(self, table: str, keys: Mapping[str, str]) -> list[Row]:
        """The rows of a table whose cells are these."""
        self.used.add(table)
        if (table, *keys) not in self._by:
            by = self._by.setdefault((table, *keys), {})
            for row in self.tables[table].rows if table in self.tables else ():
                by.setdefault(tuple(row.get(key) for key in keys), []).append(row)
        return self._by[(table, *keys)].get(tuple(keys.values()), [])


def read(files: Files, kinds: tuple[Kind, ...]) -> Found:
    """The drafts of the tables of a briefing."""
    reading = _Reading(tuple(kind for kind in kinds if kind.layout is not Layout.NONE))
    for file, raw in files.items():
        text = yaml_reader.decoded(raw)
        if isinstance(text, yaml_reader.Fault):
            reading.found.unreadable(file, text)
        elif table := _table(reading.found, file, text):
            reading.tables[PurePosixPath(file).stem] = table
    for kind in reading.kinds:
        if kind.name in reading.tables:
            _kind(reading, kind)
    for name, table in reading.tables.items():
        if name not in reading.used | {RECORDS, EVIDENCE}:
            _stray(reading, table, len(files) == 1)
    return reading.found


def _stray(reading: _Reading, table: Table, is_alone: bool) -> None:
    """A table that no kind has: nothing could come of it alone."""
    known = [kind.name for kind in reading.kinds]
    why = f"its name is none of a table: {', '.join(f'{one}.csv' for one in known)}"
    if is_alone:
        reading.found.fault(table.file, 0, Code.FILE_NAME, why)
    else:
        reading.found.passed.append(Passed("table", why, table.file, 0))


def _table(found: Found, file: str, text: str) -> Table | None:
    """A file as a table; its faults are told."""
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((begins, [cleaned(unguard_formula(cell)) for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        found.fault(
            file, begins, Code.SYNTAX, f"this row can't be read ({error}); quotation marks in a cell are doubled"
        )
        return None
    if not lines:
        found.fault(file, 0, Code.EMPTY, "the table is empty; its first row names the columns")
        return None
    (line, header), *rows = lines
    header = [name.strip() for name in header]
    for name in dict.fromkeys(one for one in header if one and header.count(one) > 1):
        found.fault(file, line, Code.DUPLICATE_KEY, f"the column {quote_value(name)} stands twice")
    for number, cells in rows:
        if any(cells[len(header) :]) or any(cell and not name for name, cell in zip(header, cells, strict=False)):
            found.fault(file, number, Code.SHAPE, f"this row has cells beyond the {len(header)} columns that are named")
    read_ = (
        Row(n, {name: cell for name, cell in zip(header, cells, strict=False) if name and cell}) for n, cells in rows
    )
    return Table(file, tuple(filter(None, header)), tuple(sorted(read_, key=_position)))


def _position(row: Row) -> int:
    """Rows stand by their position, if they have one; else as they stood."""
    position = row.get("position")
    return int(position) if position.isascii() and position.isdecimal() and len(position) < 9 else 0


def _kind(reading: _Reading, kind: Kind) -> None:
    """The drafts of a kind's table."""
    table = reading.tables[kind.name]
    reading.used.add(kind.name)
    known = {"id", *_TABLES, *_columns(kind.record)}
    needed = [one for one in _needed(kind.record) if one not in table.columns]
    needed += ["held_by"] if kind.layout is Layout.NESTED and "held_by" not in table.columns else []
    for column in dict.fromkeys(table.columns):
        if column not in known:
            guess = did_you_mean(column, known)
            own = [one.key for one in field_roles.roles(kind.record) if one.key in known]
            hint = f"did you mean {quote_value(guess)}?" if guess else f"known here: id, {', '.join(own)}"
            reading.found.fault(table.file, 1, Code.UNKNOWN_FIELD, f"unknown column {quote_value(column)}; {hint}")
    for column in needed:
        reading.found.fault(
            table.file, 1, Code.MISSING, f"the column {quote_value(column)} is missing; each of {kind.name} has it"
        )
    for row in table.rows if not needed else ():
        data = _fields(reading, kind.record, row, kind.name, "", {"record": row.get("id")}, "")
        reading.found.drafts.append(Draft(row.get("id"), kind, data, table.file, row.line, row.get("held_by")))


def _columns(cls: type[fields.Data], prefix: str = "") -> Iterator[str]:
    """The columns that a table of a model may have."""
    for field_ in field_roles.roles(cls):
        if field_.role is field_roles.Role.PART and not field_.is_list:
            yield from _columns(field_.item_type, f"{prefix}{field_.key}_")
        elif field_.role not in (field_roles.Role.RECORDS, field_roles.Role.EVIDENCE):
            yield f"{prefix}{field_.key}"
            if field_.role is field_roles.Role.DATE:
                yield from (f"{prefix}{field_.key}_{end}" for end in ("earliest", "latest"))


def _needed(cls: type[fields.Data], prefix: str = "") -> Iterator[str]:
    for field_ in field_roles.roles(cls):
        if not cls.model_fields[field_.name].is_required() or field_.is_list:
            continue
        if field_.role is field_roles.Role.PART:
            yield from _needed(field_.item_type, f"{prefix}{field_.key}_")
        else:
            yield f"{prefix}{field_.key}"


def _fields(
    reading: _Reading, cls: type[fields.Data], row: Row, table: str, prefix: str, keys: Mapping[str, str], at: str
) -> dict[str, Any]:
    """The data of a record or part: what its row says, and what stands in the tables of its lists."""
    found: dict[str, Any] = {}
    for field_ in field_roles.roles(cls):
        if field_.role is field_roles.Role.EVIDENCE:
            value: Any = _evidence(reading, keys["record"], f"{at}{field_.key}") if keys["record"] else []
        elif field_.role is field_roles.Role.RECORDS:
            continue
        elif field_.is_list:
            value = _list(reading, field_, row, table, prefix, keys, at)
        elif field_.role is field_roles.Role.PART:
            value = _fields(reading, field_.item_type, row, table, f"{prefix}{field_.key}_", keys, f"{at}{field_.key}/")
        else:
            value = _typed(field_.item_type, row.get(prefix + field_.key))
        if value not in (None, "", [], {}):
            found[field_.key] = value
    return found


def _list(
    reading: _Reading,
    field_: field_roles.FieldRole,
    row: Row,
    table: str,
    prefix: str,
    keys: Mapping[str, str],
    at: str,
) -> list[Any]:
    name = f"{table}_{prefix}{field_.key}"
    cell = [one for part in row.get(prefix + field_.key).split(";") if (one := part.strip())]
    if field_.role is field_roles.Role.PART:
        first = field_roles.roles(field_.item_type)[0]
        found: list[Any] = [{first.key: _typed(first.item_type, one)} for one in cell]
    else:
        found = [_typed(field_.item_type, one) for one in cell]
    for item in reading.rows(name, keys) if keys["record"] else ():
        if field_.role is field_roles.Role.PART:
            position = item.get("position")
            inside = {**keys, field_.key: position}
            found.append(_fields(reading, field_.item_type, item, name, "", inside, f"{at}{field_.key}/{position}/"))
        else:
            found.append(_typed(field_.item_type, item.get("target") or item.get("value")))
    return found


def _evidence(reading: _Reading, record: str, at: str) -> list[dict[str, Any]]:
    """The evidence that the file has for a field."""
    rows = reading.rows(EVIDENCE, {"record": record, "field": at})
    return [_fields(reading, fields.Evidence, row, EVIDENCE, "", {"record": ""}, "") for row in rows]


def _typed(of: Any, cell: str) -> Any:
    """A cell as what its field holds; as text what can't be that, for the check to tell."""
    if of is int and cell.isascii() and cell.isdecimal() and len(cell) < 15:
        return int(cell)
    if of is bool and cell.lower() in (*_TRUE, *_FALSE):
        return cell.lower() in _TRUE
    return cell
