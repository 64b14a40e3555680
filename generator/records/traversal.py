"""Walks through a record: its parts, its references, its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from .fields import Data, Evidence, Path, RefTo, find_reference, unwrap_annotation
from .record import Record


class _Shape(StrEnum):
    REF = "ref"
    REFS = "refs"
    PART = "part"
    PARTS = "parts"


@cache
def _plan(cls: type[Data]) -> tuple[tuple[str, str, _Shape, RefTo | None], ...]:
    """Returns the fields with references or parts: attribute, key, shape, target."""
    plan: list[tuple[str, str, _Shape, RefTo | None]] = []
    for name, info in cls.model_fields.items():
        key = info.alias or name
        item_type, _, is_list = unwrap_annotation(info.annotation)
        to = find_reference(info)
        if to:
            plan.append((name, key, _Shape.REFS if is_list else _Shape.REF, to))
        elif isinstance(item_type, type) and issubclass(item_type, Data):
            plan.append((name, key, _Shape.PARTS if is_list else _Shape.PART, None))
    return tuple(plan)


@cache
def _part_fields(cls: type[Data]) -> tuple[tuple[str, str, bool, bool, bool], ...]:
    """Returns the fields with parts: attribute, key, is_list, is_record, is_branch.

    A branch has parts of its own.
    """
    found: list[tuple[str, str, bool, bool, bool]] = []
    for name, key, shape, to in _plan(cls):
        if to is None:
            item_type: type[Data] = unwrap_annotation(cls.model_fields[name].annotation)[0]
            is_branch = any(target is None for *_, target in _plan(item_type))
            found.append((name, key, shape is _Shape.PARTS, issubclass(item_type, Record), is_branch))
    return tuple(found)


def part_fields(cls: type[Data]) -> Iterator[tuple[str, type[Data], bool]]:
    """Yields the fields with parts: key, model of the parts, and True for a list."""
    for name, key, is_list, *_ in _part_fields(cls):
        yield key, unwrap_annotation(cls.model_fields[name].annotation)[0], is_list


def walk_parts(data: Data, path: Path = (), into_records: bool = True) -> Iterator[tuple[Path, Data]]:
    """Yields the model and every model inside it with its path, from the top down."""
    yield path, data
    for name, key, is_list, is_record, is_branch in _part_fields(type(data)):
        value = getattr(data, name)
        if not value or (is_record and not into_records):
            continue
        for n, part in enumerate(value if is_list else (value,)):
            here = (*path, key, n) if is_list else (*path, key)
            if is_branch:
                yield from walk_parts(part, here, into_records)
            else:
                yield here, part


def references(record: Record) -> Iterator[tuple[Path, RefTo, str]]:
    """Yields the references of a record: path, allowed kinds, id.

    Those of the records nested in it are left out.
    """
    for path, part in walk_parts(record, into_records=False):
        for name, key, shape, to in _plan(type(part)):
            if to is None:
                continue
            value = getattr(part, name)
            if shape is _Shape.REFS:
                for n, target in enumerate(value):
                    yield (*path, key, n), to, target
            elif value is not None and value not in to.alternatives:
                yield (*path, key), to, value


def is_setting(record: Record, path: Path) -> bool:
    """Returns True for a field that says only how the files are to be read."""
    info = type(record).model_fields.get(str(path[0])) if len(path) == 1 else None
    return info is not None and bool(info.exclude)


def references_in_data(cls: type[Data], data: Any, path: Path = ()) -> Iterator[tuple[Path, RefTo, str]]:
    """Yields the references in plain data that may not be a valid `cls`.

    Those of the records nested in it are included.
    """
    for _, key, shape, to in _plan(cls) if isinstance(data, dict) else ():
        value = data.get(key)
        steps: list[tuple[Path, Any]] = [((*path, key), value)]
        if shape in (_Shape.REFS, _Shape.PARTS):
            steps = [((*path, key, n), one) for n, one in enumerate(value)] if isinstance(value, list) else []
        for here, one in steps:
            if to is None:
                part = part_type(cls, (key,))
                yield from references_in_data(part, one, here) if part else ()
            elif isinstance(one, str) and one and one not in to.alternatives:
                yield here, to, one


def ids_in_data(cls: type[Data], data: Any, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Yields the ids in plain data that may not be a valid `cls`: path, id, kind.

    The path is that of the record with the id, which may be nested in another.
    """
    part = part_type(cls, path)
    if isinstance(data, dict) and part and issubclass(part, Record) and isinstance(data.get("id"), str):
        yield path, data["id"], part.KIND
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from ids_in_data(cls, value, (*path, step))


def part_type(cls: type[Data], path: Iterable[str | int]) -> type[Data] | None:
    """Returns the model at `path` in records of type `cls`; None if it is no model."""
    here: Any = cls
    for step in path:
        if isinstance(step, int):
            continue
        if not (isinstance(here, type) and issubclass(here, Data)):
            return None
        info = next((f for name, f in here.model_fields.items() if step == (f.alias or name)), None)
        here = unwrap_annotation(info.annotation)[0] if info else None
    return here if isinstance(here, type) and issubclass(here, Data) else None


def walk_evidence(record: Record, into_records: bool = False) -> Iterator[tuple[Path, Evidence]]:
    """Yields every piece of evidence in a record with its path."""
    for path, part in walk_parts(record, into_records=into_records):
        if isinstance(part, Evidence):
            yield path, part
