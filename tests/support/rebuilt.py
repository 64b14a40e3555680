"""A briefing's document made again from its exported tables, by the models alone: what can be rebuilt was not lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.kinds import KINDS
from generator.model.kind import Kind, Layout
from generator.records.fields import Data, Evidence, unwrap_annotation
from generator.records.record import Record

Row = Mapping[str, Any]
Rows = Mapping[str, list[Row]]
"""Table -> its rows, each a mapping of columns; None where there is nothing, numbers as numbers or digits."""


def document(rows: Rows) -> dict[str, Any]:
    """The output of `briefing export json` for the same data."""
    found: dict[str, Any] = {}
    for kind in KINDS:
        if kind.seeds_path:
            records = [record(rows, kind.record, row, kind.name) for row in sorted_(rows[kind.name])]
            found[kind.name] = records[0] if kind.layout is Layout.ONE else records
    return found


def sorted_(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: int(row["position"]))


def record(rows: Rows, cls: type[Record], row: Row, table: str) -> dict[str, Any]:
    return {"id": row["id"], **fields(rows, cls, row, table, "", {"record": row["id"]}, row["id"], "")}


def nested(rows: Rows, cls: type[Record], holder: str) -> list[dict[str, Any]]:
    kind = kind_of(cls)
    held = sorted_([row for row in rows[kind.name] if row["held_by"] == holder])
    return [record(rows, cls, row, kind.name) for row in held]


def kind_of(cls: type[Record]) -> Kind:
    return next(kind for kind in KINDS if kind.record is cls)


def fields(
    rows: Rows, cls: type[Data], row: Row, table: str, prefix: str, keys: Row, holder: str, at: str
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, info in cls.model_fields.items():
        key = info.alias or name
        of, _, many = unwrap_annotation(info.annotation)
        is_part = isinstance(of, type) and issubclass(of, Data)
        if info.exclude or (name == "id" and issubclass(cls, Record)):
            continue
        if name == "former_ids" and issubclass(cls, Record):
            found[key] = [one["value"] for one in sorted_([one for one in rows[key] if one["record"] == holder])]
            continue
        here = f"{at}{key}"
        if of is Evidence:
            held = [one for one in rows["evidence"] if (one["record"], one["field"]) == (holder, here)]
            found[key] = [plain(Evidence, one) for one in sorted_(held)]
        elif is_part and issubclass(of, Record):
            found[key] = nested(rows, of, holder)
        elif many:
            items = sorted_([one for one in rows[f"{table}_{prefix}{key}"] if within(one, keys)])
            found[key] = [
                item(rows, of, one, f"{table}_{prefix}{key}", {**keys, key: one["position"]}, holder, here)
                for one in items
            ]
        elif is_part:
            part = fields(rows, of, row, table, f"{prefix}{key}_", keys, holder, f"{here}/")
            found[key] = part if info.is_required() or any(part.values()) else None
        else:
            found[key] = typed(of, row[f"{prefix}{key}"])
    return found


def within(row: Row, keys: Row) -> bool:
    return all(str(row[key]) == str(value) for key, value in keys.items())


def item(rows: Rows, of: Any, row: Row, table: str, keys: Row, holder: str, at: str) -> Any:
    if isinstance(of, type) and issubclass(of, Data):
        return fields(rows, of, row, table, "", keys, holder, f"{at}/{row['position']}/")
    return typed(of, row["target"] if "target" in row else row["value"])


def plain(cls: type[Data], row: Row) -> dict[str, Any]:
    return {key: typed(unwrap_annotation(info.annotation)[0], row[key]) for key, info in cls.model_fields.items()}


def typed(of: Any, cell: Any) -> Any:
    if cell is None:
        return None
    return {int: int, bool: lambda one: str(one) in ("true", "1")}.get(of, str)(cell)
