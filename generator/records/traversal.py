"""Walks through a record: the parts in it, its references, its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from .fields import Data, Evidence, Path, RefTo, inner
from .record import Record


class _Shape(StrEnum):
    REF = "ref"
    REFS = "refs"
    PART = "part"
    PARTS = "parts"


@cache
def _plan(cls: type[Data]) -> tuple[tuple[str, str, _Shape, RefTo | None], ...]:
    """The fields of a model that hold references or further parts: attribute, key in the data, shape, target."""
    plan: list[tuple[str, str, _Shape, RefTo | None]] = []
    for name, info in cls.model_fields.items():
        key = info.alias or name
        of, metadata, many = inner(info.annotation)
        to = next((m for m in (*info.metadata, *metadata) if isinstance(m, RefTo)), None)
        if to:
            plan.append((name, key, _Shape.REFS if many else _Shape.REF, to))
        elif isinstance(of, type) and issubclass(of, Data):
            plan.append((name, key, _Shape.PARTS if many else _Shape.PART, None))
    return tuple(plan)


@cache
def _inside(cls: type[Data]) -> tuple[tuple[str, str, bool, bool, bool], ...]:
    """The fields that hold parts: attribute, key in the data, whether many, whether records, whether they hold more."""
    found: list[tuple[str, str, bool, bool, bool]] = []
    for name, key, shape, to in _plan(cls):
        if to is None:
            of: type[Data] = inner(cls.model_fields[name].annotation)[0]
            is_branch = any(target is None for *_, target in _plan(of))
            found.append((name, key, shape is _Shape.PARTS, issubclass(of, Record), is_branch))
    return tuple(found)


def parts(data: Data, path: Path = (), into_records: bool = True) -> Iterator[tuple[Path, Data]]:
    """The model itself and every model inside it, with its path, from the top down."""
    yield path, data
    for name, key, is_many, is_record, is_branch in _inside(type(data)):
        value = getattr(data, name)
        if not value or (is_record and not into_records):
            continue
        for n, part in enumerate(value if is_many else (value,)):
            here = (*path, key, n) if is_many else (*path, key)
            if is_branch:
                yield from parts(part, here, into_records)
            else:
                yield here, part


def refs(record: Record) -> Iterator[tuple[Path, RefTo, str]]:
    """Every reference in a record, but for those of the records nested in it: path, allowed kinds, id."""
    for path, part in parts(record, into_records=False):
        for name, key, shape, to in _plan(type(part)):
            if to is None:
                continue
            value = getattr(part, name)
            if shape is _Shape.REFS:
                for n, target in enumerate(value):
                    yield (*path, key, n), to, target
            elif value is not None:
                yield (*path, key), to, value


def refs_in_data(cls: type[Data], data: Any, path: Path = ()) -> Iterator[tuple[Path, RefTo, str]]:
    """Every reference in plain data that was meant to become a `cls` but may not hold; nested records included."""
    for _, key, shape, to in _plan(cls) if isinstance(data, dict) else ():
        value = data.get(key)
        many = shape in (_Shape.REFS, _Shape.PARTS)
        steps: list[tuple[Path, Any]] = [((*path, key), value)]
        if many:
            steps = [((*path, key, n), one) for n, one in enumerate(value)] if isinstance(value, list) else []
        for here, one in steps:
            if to is None:
                part = part_type(cls, (key,))
                yield from refs_in_data(part, one, here) if part else ()
            elif isinstance(one, str) and one:
                yield here, to, one


def part_type(cls: type[Data], path: Iterable[str | int]) -> type[Data] | None:
    """The model that stands at `path` in records of type `cls`, or None if it is no model."""
    here: Any = cls
    for step in path:
        if isinstance(step, int):
            continue
        if not (isinstance(here, type) and issubclass(here, Data)):
            return None
        info = next((f for name, f in here.model_fields.items() if step == (f.alias or name)), None)
        here = inner(info.annotation)[0] if info else None
    return here if isinstance(here, type) and issubclass(here, Data) else None


def evidence_in(record: Record, into_records: bool = False) -> Iterator[tuple[Path, Evidence]]:
    """Every piece of evidence in a record, with its path."""
    for path, part in parts(record, into_records=into_records):
        if isinstance(part, Evidence):
            yield path, part
