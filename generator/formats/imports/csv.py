"""Reads CSV tables, one a file, named by kind: `actors.csv`.

Columns are the fields of the kind, in any order and in any case; optional ones may be left out, and unknown ones are
skipped. `id` may be left out too, and is then made from the name. A list is a table of its own, as it is exported, or one cell with items separated by semicolons. A reference
is an id or a name. Cells are separated by commas, semicolons or tabs; the guard against formulas is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from ...model import Kind, Layout
from ...problems import Code, did_you_mean, quote_value
from ...records import field_roles, fields, scales
from ..exports.tables import EVIDENCE, FORMER_IDS, RECORDS
from .csv_tables import Row, Table, Tables, column_name, parse_table
from .read_result import Draft, Files, ReadResult, shorten_list

_COMMON_COLUMNS = "position", "held_by"
"""The columns that every table of records may have: its order, its owner's id."""
_FORMULA_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!)|Err:[0-9]{3}")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no")
Role = field_roles.Role


@dataclass(frozen=True)
class _Scope:
    """The position of a record or part in the tables.

    `keys` are the values of the key columns in the tables of its lists. `path` is its path in the column `field` of the
    table of evidence.
    """

    table: str
    keys: Mapping[str, str]
    prefix: str = ""
    path: str = ""

    def of_part(self, key: str) -> _Scope:
        """Returns the scope of a part in the same row."""
        return replace(self, prefix=f"{self.prefix}{key}_", path=f"{self.path}{key}/")

    def of_item(self, key: str, position: str) -> _Scope:
        """Returns the scope of an item in the table of a list."""
        return _Scope(self.list_table(key), {**self.keys, key: position}, "", f"{self.path}{key}/{position}/")

    def list_table(self, key: str) -> str:
        """Returns the name of the table of a list."""
        return f"{self.table}_{self.prefix}{key}"


def known_columns(kinds: tuple[Kind, ...]) -> frozenset[str]:
    """Returns the names of the columns that a table of any kind may have."""
    parts: tuple[type[fields.Data], ...] = (
        fields.Evidence,
        *(kind.record for kind in kinds if kind.layout is not Layout.NONE),
    )
    return frozenset(("id", "record", *_COMMON_COLUMNS, *(name for part in parts for name in _known_columns(part))))


def read(
    files: Files, kinds: tuple[Kind, ...], renamed: Mapping[str, str] = _NOTHING, is_strict: bool = False
) -> ReadResult:
    """Reads the drafts of the tables of a briefing.

    `renamed` maps the names of columns to fields. If `is_strict`, an unknown column is a problem.
    """
    result, tables = ReadResult(), Tables()
    kinds = tuple(kind for kind in kinds if kind.layout is not Layout.NONE)
    known = known_columns(kinds)
    renamed = {column_name(theirs): ours for theirs, ours in renamed.items()}
    for file, raw in files.items():
        text = result.decode(file, raw)
        table = None if text is None else parse_table(result, file, text, known, renamed)
        if table:
            tables.by_name[PurePosixPath(file).stem.casefold()] = table
    for kind in kinds:
        if kind.name in tables.by_name:
            _read_kind(result, tables, kind, is_strict)
    unused = tables.by_name.keys() - tables.used - {RECORDS, EVIDENCE, FORMER_IDS}
    for name, table in tables.by_name.items():
        if name in unused:
            _report_unknown_table(result, table, kinds, len(files) == 1)
    return result


def _report_unknown_table(result: ReadResult, table: Table, kinds: tuple[Kind, ...], is_alone: bool) -> None:
    reason = f"its name is not that of a table; known are {', '.join(f'{kind.name}.csv' for kind in kinds)}"
    if is_alone:
        result.add_problem(table.file, 0, Code.FILE_NAME, reason)
    else:
        result.skip("table", reason, table.file, 0)


def _read_kind(result: ReadResult, tables: Tables, kind: Kind, is_strict: bool) -> None:
    """Adds the drafts of a kind's table, or its problems."""
    table = tables.by_name[kind.name]
    tables.used.add(kind.name)
    known = {"id", *_COMMON_COLUMNS, *_known_columns(kind.record)}
    required = (*_required_columns(kind.record), *(["held_by"] if kind.layout is Layout.NESTED else []))
    missing = [column for column in required if column not in table.columns]
    unknown = [column for column in dict.fromkeys(table.columns) if column not in known]
    own = [one.key for one in field_roles.roles(kind.record) if one.key in known]
    unknown_names = shorten_list([column[:80] for column in unknown])
    for column in unknown:
        if is_strict:
            guess = did_you_mean(column, known)
            hint = f"did you mean {quote_value(guess)}?" if guess else f"known here: id, {', '.join(own)}"
            message = f"unknown column {quote_value(column)}; {hint}"
            result.add_problem(table.file, table.line, Code.UNKNOWN_FIELD, message)
        else:
            message = f'no field is called so: {unknown_names}; --map "COLUMN=FIELD" reads one'
            result.skip("column", message, table.file, table.line)
    for column in missing:
        guess = did_you_mean(column, unknown)
        hint = (
            f'if {quote_value(guess)} is meant: --map "{guess}={column}"'
            if guess
            else f'--map "COLUMN={column}" reads another column as it'
        )
        message = f"the column {quote_value(column)} is missing; each of {kind.name} has it; {hint}"
        result.add_problem(table.file, table.line, Code.MISSING, message)
    for column in sorted(known):
        if table.columns.count(column) > 1:
            message = f"the column {quote_value(column)} occurs twice"
            result.add_problem(table.file, table.line, Code.DUPLICATE_KEY, message)
    for row in table.rows if not missing else ():
        for column, cell in row.cells.items():
            if column in known and _FORMULA_ERROR.fullmatch(cell):
                message = f"{column} is {cell}, the error of a formula; correct it in the spreadsheet"
                result.add_problem(table.file, row.line, Code.WRONG_FORM, message)
        data = _read_part(tables, kind.record, row, _Scope(kind.name, {"record": row.get("id")}))
        former = [one.get("value") for one in tables.rows(FORMER_IDS, {"record": row.get("id")})]
        if row.get("id") and former:
            data["former_ids"] = former
        result.drafts.append(Draft(row.get("id"), kind, data, table.file, row.line, row.get("held_by")))


def _known_columns(cls: type[fields.Data], prefix: str = "") -> Iterator[str]:
    for field in field_roles.roles(cls):
        if field.role is Role.PART and not field.is_list:
            yield from _known_columns(field.item_type, f"{prefix}{field.key}_")
        elif field.role not in (Role.RECORDS, Role.EVIDENCE):
            yield f"{prefix}{field.key}"
            if field.role is Role.DATE:
                yield from (f"{prefix}{field.key}_{end}" for end in ("earliest", "latest"))


def _required_columns(cls: type[fields.Data], prefix: str = "") -> Iterator[str]:
    for field in field_roles.roles(cls):
        if not cls.model_fields[field.name].is_required() or field.is_list:
            continue
        if field.role is Role.PART:
            yield from _required_columns(field.item_type, f"{prefix}{field.key}_")
        else:
            yield f"{prefix}{field.key}"


def _read_part(tables: Tables, cls: type[fields.Data], row: Row, scope: _Scope) -> dict[str, Any]:
    """Returns the data of a record or part, from its row and the tables of its lists."""
    data: dict[str, Any] = {}
    for field in field_roles.roles(cls):
        if field.role is Role.RECORDS:
            continue
        if field.role is Role.EVIDENCE:
            value: Any = _read_evidence(tables, scope, field.key)
        elif field.is_list:
            value = _read_list(tables, field, row, scope)
        elif field.role is Role.PART:
            value = _read_part(tables, field.item_type, row, scope.of_part(field.key))
        else:
            value = _convert(field.item_type, row.get(scope.prefix + field.key))
        if value not in (None, "", [], {}):
            data[field.key] = value
    return data


def _read_list(tables: Tables, field: field_roles.FieldRole, row: Row, scope: _Scope) -> list[Any]:
    """Returns the items of a list: those in the row's cell, those in the list's table."""
    cells = [one for part in row.get(scope.prefix + field.key).split(";") if (one := part.strip())]
    items = tables.rows(scope.list_table(field.key), scope.keys) if scope.keys["record"] else []
    if field.role is not Role.PART:
        cells += [item.get("target") or item.get("value") for item in items]
        return [_convert(field.item_type, cell) for cell in cells]
    first = field_roles.roles(field.item_type)[0]
    return [
        *({first.key: _convert(first.item_type, cell)} for cell in cells),
        *(_read_part(tables, field.item_type, item, scope.of_item(field.key, item.get("position"))) for item in items),
    ]


def _read_evidence(tables: Tables, scope: _Scope, key: str) -> list[dict[str, Any]]:
    """Returns the evidence of a field."""
    if not scope.keys["record"]:
        return []
    rows = tables.rows(EVIDENCE, {"record": scope.keys["record"], "field": f"{scope.path}{key}"})
    return [_read_part(tables, fields.Evidence, row, _Scope(EVIDENCE, {"record": ""})) for row in rows]


def _convert(item_type: Any, cell: str) -> Any:
    """Returns a cell as the type of its field, or as text for the check to report."""
    if item_type is int and cell.isascii() and cell.isdecimal() and len(cell) < 15:
        return int(cell)
    if item_type is bool and cell.lower() in (*_TRUE, *_FALSE):
        return cell.lower() in _TRUE
    if isinstance(item_type, type) and issubclass(item_type, scales.Word):
        return next((word.value for word in item_type if word.value == column_name(cell).replace("_", "-")), cell)
    return cell
