"""Builds tables with keys from the models; CSV and SQLite are written from them.

There is a table of all records, one for each kind, one for each list in a record (`events_actors`), one for all
evidence, and one for former ids. A part that is not in a list is in its owner's row (`bottom_line_text`). Beside a date are the first and the last
day that it can mean. Positions count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...model import Briefing, Kind, Layout, indexes
from ...records import Record, dates, field_roles, fields, scales

Cell = str | int | bool | None
RECORDS, EVIDENCE, FORMER_IDS = "records", "evidence", "former_ids"
"""The names of the tables of all records, of all evidence, and of all former ids."""
_NOT_A_CELL = (field_roles.Role.RECORDS, field_roles.Role.EVIDENCE)


@dataclass(frozen=True)
class Column:
    """A column: its name and the type of its cells.

    `is_full` says that no cell is empty. `target` is the table whose ids the cells are, `words` are the allowed values.
    """

    name: str
    of: type[str] | type[int] | type[bool] = str
    is_full: bool = True
    target: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table; the first `keys` of its columns are its primary key.

    All columns of the key but the last refer to the table `parent`.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: int = 1
    parent: str = ""


@dataclass(frozen=True)
class _Item:
    """The content of a row: the cells of its key, and a record, part or value."""

    keys: tuple[Cell, ...]
    value: Any


def build_tables(briefing: Briefing) -> Iterator[Table]:
    """Yields the tables: all records, each kind with its lists, evidence, former ids."""
    yield _records_table(briefing)
    for kind in briefing.kinds:
        if kind.layout is not Layout.NONE:
            yield from _kind_tables(briefing, kind)
    yield _evidence_table(briefing)
    yield _former_ids_table(briefing)


def _records_table(briefing: Briefing) -> Table:
    columns = (
        Column("id"),
        Column("kind", words=tuple(kind.name for kind in briefing.kinds if kind.layout is not Layout.NONE)),
        Column("heading"),
        Column("page"),
        Column("text"),
    )
    return Table(RECORDS, columns, tuple(_record_row(briefing, entry) for entry in briefing.entries.values()))


def _record_row(briefing: Briefing, entry: indexes.Entry) -> tuple[Cell, ...]:
    heading = entry.kind.heading(briefing, entry.record)
    page = entry.address.replace(".md", ".html", 1)
    return (entry.record.id, entry.kind.name, heading, page, "\n".join(_texts(entry.record)))


def _texts(data: fields.Data) -> Iterator[str]:
    """Yields the texts of a record or part, without nested records and evidence."""
    for field in field_roles.roles(type(data)):
        value = getattr(data, field.name)
        for one in (value if field.is_list else (value,)) if value is not None else ():
            if field.role is field_roles.Role.PART:
                yield from _texts(one)
            elif field.role in (field_roles.Role.TEXT, field_roles.Role.BASIS, field_roles.Role.QUOTATION):
                yield one


def _kind_tables(briefing: Briefing, kind: Kind) -> Iterator[Table]:
    entries = [entry for entry in briefing.entries.values() if entry.kind is kind]
    is_nested = kind.layout is Layout.NESTED
    columns = [Column("id", target=RECORDS), Column("position", int)]
    rows: list[tuple[Cell, ...]] = []
    for number, entry in enumerate(entries, 1):
        place = entry.path[-1] if entry.path else None
        start: list[Cell] = [entry.record.id, place + 1 if isinstance(place, int) else number]
        start += [entry.owner.id] if is_nested else []
        rows.append((*start, *_cells(kind.record, entry.record)))
    if is_nested:
        columns.append(Column("held_by", target=RECORDS))
    yield Table(kind.name, (*columns, *_columns(kind.record)), tuple(rows))
    items = [_Item((entry.record.id,), entry.record) for entry in entries]
    yield from _list_tables(kind.name, kind.record, (Column("record", target=kind.name),), items)


def _columns(cls: type[fields.Data], prefix: str = "", is_full: bool = True) -> Iterator[Column]:
    """Yields the columns of a model's fields that are not lists.

    The columns of a part begin with its field's name.
    """
    for field in field_roles.roles(cls):
        info = cls.model_fields[field.name]
        full = is_full and (info.is_required() or info.default is not None)
        if field.is_list or field.role in _NOT_A_CELL:
            continue
        if field.role is field_roles.Role.PART:
            yield from _columns(field.item_type, f"{prefix}{field.key}_", full)
        else:
            yield from _field_columns(cls, field, f"{prefix}{field.key}", full)


def _field_columns(cls: type[fields.Data], field: field_roles.FieldRole, name: str, is_full: bool) -> Iterator[Column]:
    words = (
        tuple(one.value for one in field.item_type)
        if isinstance(field.item_type, type) and issubclass(field.item_type, scales.Word)
        else ()
    )
    of = field.item_type if field.item_type in (int, bool) else str
    yield Column(name, of, is_full, _target(cls, field), words)
    if field.role is field_roles.Role.DATE:
        yield from (Column(f"{name}_{end}", is_full=False) for end in ("earliest", "latest"))


def _target(cls: type[fields.Data], field: field_roles.FieldRole) -> str:
    """Returns the table that a reference leads to: its kind's, or that of all records.

    It is empty if a word may replace the id.
    """
    to = fields.find_reference(cls.model_fields[field.name])
    if to is None or to.alternatives:
        return ""
    return to.kinds[0] if len(to.kinds) == 1 and to.kinds != ("*",) else RECORDS


def _cells(cls: type[fields.Data], data: fields.Data | None) -> Iterator[Cell]:
    """Yields the cells for `_columns`; all are empty if `data` is None."""
    for field in field_roles.roles(cls):
        if field.is_list or field.role in _NOT_A_CELL:
            continue
        value = getattr(data, field.name) if data is not None else None
        if field.role is field_roles.Role.PART:
            yield from _cells(field.item_type, value)
        else:
            yield from _value_cells(field, value)


def _value_cells(field: field_roles.FieldRole, value: Any) -> Iterator[Cell]:
    yield value.value if isinstance(value, scales.Word) else value
    if field.role is field_roles.Role.DATE:
        yield from day_range(value) if value is not None else (None, None)


def day_range(date: str) -> tuple[str | None, str | None]:
    """Returns the first and the last day of an EDTF date, as `2023-09-05`.

    An open end is None.
    """
    when = dates.parse(date)
    return _iso_day(when.earliest, dates.FIRST), _iso_day(when.latest, dates.LAST)


def _iso_day(day: dates.Day, unknown: dates.Day) -> str | None:
    return None if day == unknown else f"{day[0]:04}-{day[1]:02}-{day[2]:02}"


def _list_tables(
    name: str, cls: type[fields.Data], keys: tuple[Column, ...], items: list[_Item], parent: str = ""
) -> Iterator[Table]:
    """Yields the tables of the lists in a model, and of the lists in their items.

    `keys` are the columns of the key of the model's rows, which are in the table `parent`, or `name` without one.
    """
    for field in field_roles.roles(cls):
        if field.role is field_roles.Role.PART and not field.is_list:
            inside = [_Item(item.keys, part) for item in items if (part := getattr(item.value, field.name))]
            yield from _list_tables(f"{name}_{field.key}", field.item_type, keys, inside, parent or name)
        elif field.is_list and field.role not in _NOT_A_CELL:
            listed = [
                _Item((*item.keys, number), one)
                for item in items
                for number, one in enumerate(getattr(item.value, field.name), 1)
            ]
            yield from _list_table(f"{name}_{field.key}", cls, field, keys, listed, parent or name)


def _list_table(
    name: str,
    cls: type[fields.Data],
    field: field_roles.FieldRole,
    keys: tuple[Column, ...],
    items: list[_Item],
    parent: str,
) -> Iterator[Table]:
    own = (*keys, Column("position", int))
    if field.role is field_roles.Role.PART:
        rows = tuple((*item.keys, *_cells(field.item_type, item.value)) for item in items)
        yield Table(name, (*own, *_columns(field.item_type)), rows, len(own), parent)
        yield from _list_tables(name, field.item_type, (*keys, Column(field.key, int)), items)
    else:
        columns = _field_columns(cls, field, "target" if field.role is field_roles.Role.REFERENCE else "value", True)
        rows = tuple((*item.keys, *_value_cells(field, item.value)) for item in items)
        yield Table(name, (*own, *columns), rows, len(own), parent)


def _evidence_table(briefing: Briefing) -> Table:
    """Returns the table of all evidence, with record, field and verification status.

    A field is a path such as `interests/2/evidence`.
    """
    index = indexes.evidence(briefing)
    rows = tuple(
        (
            citation.record_id,
            *_field_path(citation.path),
            *_cells(fields.Evidence, citation.evidence),
            index.status(citation.record_id, citation.evidence).value,
        )
        for citation in index.citations
    )
    own = (Column("record", target=RECORDS), Column("field"), Column("position", int))
    return Table(EVIDENCE, (*own, *_columns(fields.Evidence), Column("standing")), rows, len(own))


def _former_ids_table(briefing: Briefing) -> Table:
    rows = tuple(
        (entry.record.id, number, former)
        for entry in briefing.entries.values()
        for number, former in enumerate(entry.record.former_ids, 1)
    )
    columns = (Column("record", target=RECORDS), Column("position", int), Column("value"))
    return Table(FORMER_IDS, columns, rows, 2, RECORDS)


def value_table(record: Record) -> Table:
    """Returns the table of a record's values, each with the path of its field.

    Empty fields are left out.
    """
    rows = tuple(_values((), record.model_dump(mode="json", by_alias=True)))
    return Table(record.KIND, (Column("field"), Column("value")), rows)


def _values(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[Cell, ...]]:
    if isinstance(value, dict | list):
        for step, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _values((*path, step), inside)
    elif value not in (None, ""):
        yield "/".join(map(_path_step, path)), value


def _field_path(path: tuple[str | int, ...]) -> tuple[str, int]:
    *steps, last = path
    if isinstance(last, str):
        return "/".join(_path_step(step) for step in path), 1
    return "/".join(_path_step(step) for step in steps), last + 1


def _path_step(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else step
