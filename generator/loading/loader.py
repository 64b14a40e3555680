"""YAML texts -> Briefing, together with every fault that stands in one file alone, by file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from ..model import Briefing, Kind, Layout, lockfile
from ..problems import Code, Problem, quote_value
from ..records import Record, fields, traversal
from . import lock_reader as lockreader
from .load_result import Files, Home, Loaded, Loose, UnreadableFile, document
from .seed_paths import SEEDS, kind_of, stem, stray
from .validation_messages import describe, type_words


@dataclass
class _Loading:
    files: Files
    kinds: tuple[Kind, ...]
    records: dict[str, list[Record]] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    known: dict[str, tuple[str, str, fields.Path]] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load(files: Files, kinds: tuple[Kind, ...]) -> Loaded:
    """Reads the seeds: `files` maps paths such as `seeds/actors/x.yml` to their bytes.

    Every fault that one file alone can have is in `problems`; what the records have to do with each other is
    `check`'s. Records are in the order of their ids, those of a list file in the list's order.
    """
    loading = _Loading(files, kinds, {kind.name: [] for kind in kinds if kind.seeds_path})
    for path in sorted(files):
        if path != lockfile.PATH:
            _read_file(loading, path, files[path])
    for kind in kinds:
        if kind.layout is Layout.ONE and kind.seeds_path not in files and SEEDS not in files:
            message = f"there is no {kind.seeds_path}; begin one with: briefing new {kind.name} my-{kind.name}"
            message += "" if files else ", or choose another folder with --root"
            loading.lost.append(kind.seeds_path)
            loading.problems.append(Problem(kind.seeds_path, 0, 0, Code.NO_BRIEFING, "", message))
    lock_text = _read_lock(loading, files.get(lockfile.PATH, b""))
    return Loaded(
        files,
        Briefing(kinds, {name: tuple(found) for name, found in loading.records.items()}, lock_text.lock),
        loading.homes,
        loading.known,
        tuple(loading.twice),
        tuple(loading.loose),
        tuple(loading.lost),
        tuple(loading.unread),
        tuple(loading.problems),
        lock_text,
    )


def _read_lock(loading: _Loading, raw: bytes | UnreadableFile) -> lockreader.LockText:
    if isinstance(raw, UnreadableFile):
        loading.problems.append(Problem(lockfile.PATH, 0, 0, raw.code, "", raw.message))
        return lockreader.LockText()
    return lockreader.read(raw) if raw else lockreader.LockText()


def _read_file(loading: _Loading, path: str, raw: bytes | UnreadableFile) -> None:
    kind = kind_of(path, loading.kinds)
    if isinstance(raw, UnreadableFile):
        loading.problems.append(Problem(path, 0, 0, raw.code, "", raw.message))
    elif kind is None:
        loading.problems.append(stray(path, loading.kinds))
    else:
        found = document(raw)
        for fault in found.faults:
            loading.problems.append(Problem(path, fault.line, fault.column, fault.code, "", fault.message))
        if found.data is not None:
            _load_file(loading, kind, path, raw, found.data)
            return
    loading.unread.append(path)
    loading.lost.append(path)
    if kind and kind.layout is Layout.FOLDER:
        loading.known.setdefault(stem(path), (kind.name, path, ()))


def _load_file(loading: _Loading, kind: Kind, path: str, raw: bytes, data: Any) -> None:
    if kind.layout is not Layout.LIST:
        _load_record(loading, Home(path, raw, (), kind), data)
    elif isinstance(data, list):
        for n, one in enumerate(data):
            _load_record(loading, Home(path, raw, (n,), kind), one)
    else:
        message = f'this file must be a list: each {kind.singular} begins with "- id: ..."'
        loading.problems.append(Home(path, raw, (), kind).problem((), Code.SHAPE, message))
        loading.lost.append(path)


def _load_record(loading: _Loading, home: Home, data: Any) -> None:
    if not isinstance(data, dict):
        found = "there is nothing" if data is None else f"this is {type_words(data)}"
        message = f'a record must stand here, as "field: value" lines, but {found}'
        loading.problems.append(home.problem((), Code.SHAPE, message))
        loading.lost.append(home.file)
        return
    try:
        record = home.kind.record.model_validate(data)
        named = list(_ids_in(record))
    except ValidationError as error:
        record = None
        named = list(_ids_in_broken(data, home.kind.record))
        loading.problems.extend(home.problem(*problem) for problem in describe(error, home.kind.record))
    if _is_copy(loading, home, data.get("id")):
        named = [one for one in named if one[0]]
        record = None
    unique = [_register(loading, home, *one) for one in named]
    if record and all(unique):
        loading.homes[record.id] = home
        loading.records[home.kind.name].append(record)
    else:
        loading.lost.append(home.file)
        loading.loose.extend(Loose(home, *ref) for ref in traversal.references_in_data(home.kind.record, data))


def _ids_in(record: Record) -> Iterator[tuple[fields.Path, str, str]]:
    """Every id in a record, whose parts are made lean on the way: the path of its part, the id, the kind's name."""
    for path, part in traversal.walk_parts(record):
        fields.share_field_set(part)
        if isinstance(part, Record):
            yield path, part.id, part.KIND


def _is_copy(loading: _Loading, home: Home, own: Any) -> bool:
    """Reports an id that is not the file's name, and says whether the id is that of another file.

    Nothing is said where the id itself is at fault.
    """
    expected = stem(home.file)
    is_id = isinstance(own, str) and re.fullmatch(fields.ID_PATTERN, own)
    if home.kind.layout is not Layout.FOLDER or not is_id or own == expected:
        return False
    is_copy = home.kind.file_of(own) in loading.files
    mend = (
        f"the id is that of {home.kind.file_of(own)}; write {quote_value(expected)}"
        if is_copy
        else "rename one of them"
    )
    message = f"the id is {quote_value(own)}, but the file is called {quote_value(expected + '.yml')}; {mend}"
    loading.problems.append(home.problem(("id",), Code.FILE_NAME, message))
    return is_copy


def _register(loading: _Loading, home: Home, path: fields.Path, named: str, kind: str) -> bool:
    """Notes an id as known; reports it and returns False if it is taken."""
    here = (kind, home.file, (*home.path, *path))
    taken = loading.known.setdefault(named, here)
    if taken == here:
        return True
    loading.twice.append(named)
    message = f"the id {quote_value(named)} is taken, in {taken[1]}; ids are unique over all kinds: choose another"
    loading.problems.append(home.problem((*path, "id"), Code.DUPLICATE_ID, message))
    return False


def _ids_in_broken(data: Any, record: type[Record], path: fields.Path = ()) -> Iterator[tuple[fields.Path, str, str]]:
    """Every id in the data of a record that does not hold: the path of its part, the id, the kind's name."""
    part = traversal.part_type(record, path)
    if isinstance(data, dict) and part and issubclass(part, Record) and isinstance(data.get("id"), str):
        yield path, data["id"], part.KIND
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from _ids_in_broken(value, record, (*path, step))
