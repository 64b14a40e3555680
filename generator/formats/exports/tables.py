"""The briefing as tables with keys, made from the models alone: what CSV and SQLite are written from.

Each kind has a table, a list inside a record one of its own (`events_actors`), and all evidence shares one. A part that
is no list lies flat in its owner's row (`bottom_line_text`). Beside a date stand the first and the last day that it can
mean. Positions count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...model import Briefing, Entry, Kind, Layout, evidence_status
from ...records import dates, field_roles, fields, scales

Cell = str | int | bool | None
RECORDS, EVIDENCE = "records", "evidence"
"""The tables of all records, whatever their kind, and of all evidence."""
_NO_CELL = (field_roles.Role.RECORDS, field_roles.Role.EVIDENCE)


@dataclass(frozen=True)
class Column:
    """A column: its name, what its cells are, whether none is empty, which table's id it names, what words it allows."""

    name: str
    of: type[str] | type[int] | type[bool] = str
    is_full: bool = True
    target: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: the first `keys` of its columns tell its rows apart; all but the last of those are its `parent`'s."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: int = 1
    parent: str = ""


@dataclass(frozen=True)
class _Item:
    """Something that fills a row: the cells of its keys, and what it is."""

    keys: tuple[Cell, ...]
    value: Any


def tables(briefing: Briefing) -> Iterator[Table]:
    """Every record with every field: all records, then each kind with its lists, then the evidence. Each is made when it is asked for."""
    yield _records(briefing)
    for kind in briefing.kinds:
        if kind.layout is not Layout.NONE:
            yield from _of_kind(briefing, kind)
    yield _evidence(briefing)


def _records(briefing: Briefing) -> Table:
    columns = (
        Column("id"),
        Column("kind", words=tuple(kind.name for kind in briefing.kinds if kind.layout is not Layout.NONE)),
        Column("heading"),
        Column("page"),
        Column("text"),
    )
    return Table(RECORDS, columns, tuple(_record(briefing, entry) for entry in briefing.entries.values()))


def _record(briefing: Briefing, entry: Entry) -> tuple[Cell, ...]:
    heading = entry.kind.heading(briefing, entry.record)
    page = entry.address.replace(".md", ".html", 1)
    return (entry.record.id, entry.kind.name, heading, page, "\n".join(_texts(entry.record)))


def _texts(data: fields.Data) -> Iterator[str]:
    """All text in a record or part that is somebody's words, nested records and evidence left out."""
    for field in field_roles.roles(type(data)):
        value = getattr(data, field.name)
        for one in (value if field.many else (value,)) if value is not None else ():
            if field.role is field_roles.Role.PART:
                yield from _texts(one)
            elif field.role in (field_roles.Role.TEXT, field_roles.Role.BASIS, field_roles.Role.QUOTATION):
                yield one


def _of_kind(briefing: Briefing, kind: Kind) -> Iterator[Table]:
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
    yield from _lists(kind.name, kind.record, (Column("record", target=kind.name),), items)


def _columns(cls: type[fields.Data], prefix: str = "", is_full: bool = True) -> Iterator[Column]:
    """The columns of a model's fields that are no lists, those of a part with its field's name before them."""
    required = {field.key: field.required for field in fields.fields(cls)}
    for field in field_roles.roles(cls):
        full = is_full and (required[field.key] or cls.model_fields[field.name].default is not None)
        if field.many or field.role in _NO_CELL:
            continue
        if field.role is field_roles.Role.PART:
            yield from _columns(field.of, f"{prefix}{field.key}_", full)
        else:
            yield from _of_field(cls, field, f"{prefix}{field.key}", full)


def _of_field(cls: type[fields.Data], field: field_roles.FieldRole, name: str, is_full: bool) -> Iterator[Column]:
    words = (
        tuple(one.value for one in field.of) if isinstance(field.of, type) and issubclass(field.of, scales.Word) else ()
    )
    of = field.of if field.of in (int, bool) else str
    yield Column(name, of, is_full, _target(cls, field), words)
    if field.role is field_roles.Role.DATE:
        yield from (Column(f"{name}_{end}", is_full=False) for end in ("earliest", "latest"))


def _target(cls: type[fields.Data], field: field_roles.FieldRole) -> str:
    """The table that a reference leads to: its kind's, or that of all records."""
    info = cls.model_fields[field.name]
    to = next(
        (one for one in (*info.metadata, *fields.inner(info.annotation)[1]) if isinstance(one, fields.RefTo)), None
    )
    if to is None:
        return ""
    return to.kinds[0] if len(to.kinds) == 1 and to.kinds != ("*",) else RECORDS


def _cells(cls: type[fields.Data], data: fields.Data | None) -> Iterator[Cell]:
    """The cells under `_columns`; all empty where there is no such part."""
    for field in field_roles.roles(cls):
        if field.many or field.role in _NO_CELL:
            continue
        value = getattr(data, field.name) if data is not None else None
        if field.role is field_roles.Role.PART:
            yield from _cells(field.of, value)
        else:
            yield from _of_value(field, value)


def _of_value(field: field_roles.FieldRole, value: Any) -> Iterator[Cell]:
    yield value.value if isinstance(value, scales.Word) else value
    if field.role is field_roles.Role.DATE:
        yield from days(value) if value is not None else (None, None)


def days(date: str) -> tuple[str | None, str | None]:
    """The first and the last day that an EDTF date can mean, as `2023-09-05`; None at an open end."""
    when = dates.parse(date)
    return _day(when.earliest, dates.FIRST), _day(when.latest, dates.LAST)


def _day(day: dates.Day, unknown: dates.Day) -> str | None:
    return None if day == unknown else f"{day[0]:04}-{day[1]:02}-{day[2]:02}"


def _lists(name: str, cls: type[fields.Data], keys: tuple[Column, ...], items: list[_Item]) -> Iterator[Table]:
    """The tables of the lists in a model, and of the lists in their items; `keys` are those of the model's rows."""
    for field in field_roles.roles(cls):
        if field.role is field_roles.Role.PART and not field.many:
            inside = [_Item(item.keys, part) for item in items if (part := getattr(item.value, field.name))]
            yield from _lists(f"{name}_{field.key}", field.of, keys, inside)
        elif field.many and field.role not in _NO_CELL:
            listed = [
                _Item((*item.keys, number), one)
                for item in items
                for number, one in enumerate(getattr(item.value, field.name), 1)
            ]
            yield from _list(f"{name}_{field.key}", cls, field, keys, listed, name)


def _list(
    name: str,
    cls: type[fields.Data],
    field: field_roles.FieldRole,
    keys: tuple[Column, ...],
    items: list[_Item],
    parent: str,
) -> Iterator[Table]:
    own = (*keys, Column("position", int))
    if field.role is field_roles.Role.PART:
        rows = tuple((*item.keys, *_cells(field.of, item.value)) for item in items)
        yield Table(name, (*own, *_columns(field.of)), rows, len(own), parent)
        yield from _lists(name, field.of, (*keys, Column(field.key, int)), items)
    else:
        columns = _of_field(cls, field, "target" if field.role is field_roles.Role.REFERENCE else "value", True)
        rows = tuple((*item.keys, *_of_value(field, item.value)) for item in items)
        yield Table(name, (*own, *columns), rows, len(own), parent)


def _evidence(briefing: Briefing) -> Table:
    """All evidence: whose it is, the field that it stands in (`interests/2/evidence`), and how it stands by the lock."""
    rows = tuple(
        (
            entry.record.id,
            *_place(path),
            *_cells(fields.Evidence, said),
            evidence_status.standing(briefing, entry.record.id, said).value,
        )
        for entry, path, said in briefing.evidence
    )
    own = (Column("record", target=RECORDS), Column("field"), Column("position", int))
    return Table(EVIDENCE, (*own, *_columns(fields.Evidence), Column("standing")), rows, len(own))


def _place(path: tuple[str | int, ...]) -> tuple[str, int]:
    *steps, last = path
    if isinstance(last, str):
        return "/".join(_step(step) for step in path), 1
    return "/".join(_step(step) for step in steps), last + 1


def _step(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else step
