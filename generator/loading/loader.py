"""Loads YAML texts into a briefing, with every problem within a single file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from pydantic import ValidationError

from ..model import Briefing, Kind, Layout, indexes, lockfile
from ..problems import Code, Problem, quote_value
from ..records import Record, field_roles, fields, short_evidence, traversal
from ..text import transliteration
from . import lock_reader, lost_text, pasted_text
from .load_result import Loaded, RecordLocation, UnresolvedReference, read_cached
from .seed_paths import SEEDS, Files, UnreadableFile, kind_of, stem, stray_file_problem
from .validation_messages import describe_errors, type_name
from .yaml_reader import Comment


@dataclass
class _Loading:
    files: Files
    kinds: tuple[Kind, ...]
    default_source: str
    records: dict[str, list[Record]] = field(default_factory=dict)
    locations: dict[str, RecordLocation] = field(default_factory=dict)
    known_ids: dict[str, tuple[str, str, fields.Path]] = field(default_factory=dict)
    duplicate_ids: list[str] = field(default_factory=list)
    unresolved: list[UnresolvedReference] = field(default_factory=list)
    unloaded_files: list[str] = field(default_factory=list)
    unparsed_files: list[str] = field(default_factory=list)
    other_ids: dict[str, tuple[str, str, fields.Path]] = field(default_factory=dict)
    misnamed: list[tuple[RecordLocation, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def file_ids(self) -> frozenset[str]:
        """The ids that files are named after."""
        folders = tuple(kind.seeds_path for kind in self.kinds if kind.layout is Layout.FOLDER)
        return frozenset(stem(path) for path in self.files if path.startswith(folders))


def load(files: Files, kinds: tuple[Kind, ...], default_source: str | None = None) -> Loaded:
    """Loads the seeds; `files` maps paths such as `seeds/actors/x.yml` to bytes.

    `default_source` is that of the briefing if its own file is not among them: "" if it has none, None if that is
    unknown.

    The result has the problems within single files; `checks` finds those between records. Records are in the order of
    their ids, those of a list file in the list's order.
    """
    default_source = _find_default_source(files, kinds, default_source)
    loading = _Loading(files, kinds, default_source, {kind.name: [] for kind in kinds if kind.seeds_path})
    for path in sorted(files):
        if path != lockfile.PATH:
            _read_file(loading, path, files[path])
    for kind in kinds:
        if kind.layout is Layout.ONE and kind.seeds_path not in files and SEEDS not in files:
            message = f"there is no {kind.seeds_path}; create it with: briefing new {kind.name} my-{kind.name}"
            message += "" if files else ", or choose another folder with --root"
            loading.unloaded_files.append(kind.seeds_path)
            loading.problems.append(Problem(kind.seeds_path, 0, 0, Code.NO_BRIEFING, "", message))
    lock_text = _read_lock(loading, files.get(lockfile.PATH, b""))
    briefing = Briefing(kinds, {name: tuple(found) for name, found in loading.records.items()}, lock_text.lock)
    loading.problems.extend(_misnamed_problems(loading, briefing))
    return Loaded(
        files,
        briefing,
        loading.locations,
        loading.known_ids,
        tuple(loading.duplicate_ids),
        tuple(loading.unresolved),
        tuple(loading.unloaded_files),
        tuple(loading.unparsed_files),
        loading.other_ids,
        tuple(loading.problems),
        lock_text,
    )


def _find_default_source(files: Files, kinds: tuple[Kind, ...], otherwise: str | None) -> str:
    """Returns the default source that the briefing's file names, or "".

    If the file can't be read, it returns a source that nobody can name. Without the file it returns `otherwise`.
    """
    path = next((kind.seeds_path for kind in kinds if kind.layout is Layout.ONE), "")
    if path not in files:
        return short_evidence.UNKNOWN_SOURCE if otherwise is None else otherwise
    raw = files[path]
    data = read_cached(raw).data if isinstance(raw, bytes) else None
    named = data.get("default_source") if isinstance(data, dict) else 0
    if named is None:
        return ""
    return named if isinstance(named, str) and named else short_evidence.UNKNOWN_SOURCE


def _read_lock(loading: _Loading, raw: bytes | UnreadableFile) -> lock_reader.LockText:
    if isinstance(raw, UnreadableFile):
        loading.problems.append(Problem(lockfile.PATH, 0, 0, raw.code, "", raw.message))
        return lock_reader.LockText()
    return lock_reader.read(raw) if raw else lock_reader.LockText()


def _read_file(loading: _Loading, path: str, raw: bytes | UnreadableFile) -> None:
    kind = kind_of(path, loading.kinds)
    if isinstance(raw, UnreadableFile):
        loading.problems.append(Problem(path, 0, 0, raw.code, "", raw.message))
    elif kind is None:
        loading.problems.append(stray_file_problem(path, loading.kinds))
    else:
        found = read_cached(raw)
        for problem in found.problems:
            loading.problems.append(Problem(path, problem.line, problem.column, problem.code, "", problem.message))
        if found.data is not None:
            _load_file(loading, kind, path, raw, found.data)
            return
    loading.unparsed_files.append(path)
    loading.unloaded_files.append(path)
    if kind and kind.layout is Layout.FOLDER:
        loading.known_ids.setdefault(stem(path), (kind.name, path, ()))


def _load_file(loading: _Loading, kind: Kind, path: str, raw: bytes, data: Any) -> None:
    comments: dict[fields.Path, list[tuple[fields.Path, Comment]]] = {}
    depth = 1 if kind.layout is Layout.LIST else 0
    for here, comment in read_cached(raw).comments_by_path():
        comments.setdefault(here[:depth], []).append((here[depth:], comment))
    if kind.layout is not Layout.LIST:
        _load_record(loading, RecordLocation(path, raw, (), kind), data, comments.get((), ()))
    elif isinstance(data, list):
        for n, one in enumerate(data):
            _load_record(loading, RecordLocation(path, raw, (n,), kind), one, comments.get((n,), ()))
    else:
        message = f'this file must be a list: each {kind.singular} begins with "- id: ..."'
        loading.problems.append(RecordLocation(path, raw, (), kind).problem((), Code.SHAPE, message))
        loading.unloaded_files.append(path)


@lru_cache(maxsize=4)
def _has_open_text(raw: bytes) -> bool:
    return fields.OPEN_TEXT.encode() in raw


def _load_record(loading: _Loading, location: RecordLocation, data: Any, comments: lost_text.Comments) -> None:
    if not isinstance(data, dict):
        message = f'a record is expected here, as "field: value" lines, not {type_name(data)}'
        loading.problems.append(location.problem((), Code.SHAPE, message))
        loading.unloaded_files.append(location.file)
        return
    data = short_evidence.expand(data, location.kind.record, loading.default_source)
    if _has_open_text(location.raw):
        loading.problems.extend(_refuse_open_texts(location, data))
    cut = dict(lost_text.find_lost_text(location, comments))
    loading.problems.extend(cut.values())
    try:
        record = location.kind.record.model_validate(data)
        ids = list(_ids_in(record))
    except ValidationError as error:
        record = None
        ids = list(traversal.ids_in_data(location.kind.record, data))
        mistakes = {one[0]: one[1:] for one in short_evidence.find_mistakes(data, location.kind.record)}
        for path, message in mistakes.values():
            at_key = bool(path) and isinstance(path[-1], str)
            loading.problems.append(location.problem(path, Code.WRONG_FORM, message, at_key))
        for one in describe_errors(error, location.kind.record, _taken_by_others(loading, location)):
            is_explained = any(one[0][:end] in mistakes for end in range(len(one[0]) + 1))
            if not is_explained and (one[0] not in cut or cut[one[0]].is_warning):
                loading.problems.append(location.problem(*one))
    _add_other_ids(loading, location, data.get("id"))
    if any(not problem.is_warning for problem in cut.values()):
        record = None  # what is left of a text has problems that are not the editor's
    if _check_file_name(loading, location, data.get("id")):
        ids = [one for one in ids if one[0]]
        record = None
    unique = [_register(loading, location, *one) for one in ids]
    if record and all(unique):
        loading.locations[record.id] = location
        loading.records[location.kind.name].append(record)
        if pasted_text.may_have_pasted(location.raw):
            loading.problems.extend(pasted_text.find_pasted(location, record))
        if pasted_text.may_be_in_marks(location.raw):
            loading.problems.extend(pasted_text.find_marks(location, record))
    else:
        loading.unloaded_files.append(location.file)
        references = traversal.references_in_data(location.kind.record, data)
        loading.unresolved.extend(UnresolvedReference(location, *reference) for reference in references)


def _refuse_open_texts(location: RecordLocation, data: Any) -> Iterator[Problem]:
    """Yields an error for each open text outside of drafts."""
    for one in field_roles.open_fields(data, location.kind.record):
        if one.text and not one.is_draft:
            name = next(step for step in reversed(one.path) if isinstance(step, str))
            message = f"{name} is still open ({quote_value(one.text)}); write it, or add draft: true to its record"
            yield location.problem(one.path, Code.OPEN_TEXT, message)


def _ids_in(record: Record) -> Iterator[tuple[fields.Path, str, str]]:
    """Yields the ids in a record: the path of the part, the id, the kind's name.

    On the way it lets the parts share their field sets.
    """
    for path, part in traversal.walk_parts(record):
        fields.share_field_set(part)
        if isinstance(part, Record):
            yield path, part.id, part.KIND


def _taken_by_others(loading: _Loading, location: RecordLocation) -> Callable[[str], bool]:
    """Returns a test for the ids that other files are named after."""
    own = stem(location.file) if location.kind.layout is Layout.FOLDER else ""
    return lambda one: one != own and one in loading.file_ids


def _add_other_ids(loading: _Loading, location: RecordLocation, own: Any) -> None:
    """Adds the ids by which others may refer to a record whose own id is wrong."""
    here = (location.kind.name, location.file, location.path)
    if isinstance(own, str) and not re.fullmatch(fields.ID_PATTERN, own):
        loading.other_ids.setdefault(transliteration.suggest_id(own), here)
    if location.kind.layout is Layout.FOLDER and own != stem(location.file):
        loading.other_ids.setdefault(stem(location.file), here)


def _check_file_name(loading: _Loading, location: RecordLocation, own: Any) -> bool:
    """Notes an id that is not the file's name; returns True if another file has it.

    It leaves out an id that is itself invalid.
    """
    is_id = isinstance(own, str) and re.fullmatch(fields.ID_PATTERN, own)
    if location.kind.layout is not Layout.FOLDER or not is_id or own == stem(location.file):
        return False
    loading.misnamed.append((location, own))
    return location.kind.file_of(own) in loading.files


def _misnamed_problems(loading: _Loading, briefing: Briefing) -> Iterator[Problem]:
    """Yields the problems of records whose id is not their file's name.

    Others know a record that was renamed by its former id: that is the file's name if they refer to it.
    """
    known: set[str] = set()
    if loading.misnamed:
        known = {place.record for place in briefing.lock.evidence.values()}
        known.update(found.target for found in indexes.references(briefing).references)
        known.update(found.target for found in loading.unresolved)
    for location, own in loading.misnamed:
        expected = stem(location.file)
        is_id = re.fullmatch(fields.ID_PATTERN, expected)
        if location.kind.file_of(own) in loading.files:
            new = f"write {quote_value(expected)}" if is_id else "choose another id, and name the file after it"
            correction = f"{location.kind.file_of(own)} has this id: {new}"
        elif not is_id:
            correction = f"rename the file to {quote_value(own + '.yml')}"
        elif expected in known and own not in known:
            correction = f"if the id was changed, run: briefing rename {expected} {own}"
        elif own in known and expected not in known:
            correction = f"if the file was renamed, run: briefing rename {own} {expected}"
        else:
            correction = "rename one of them"
        message = f"the id is {quote_value(own)}, but the file is called {quote_value(expected + '.yml')}; {correction}"
        yield location.problem(("id",), Code.FILE_NAME, message)


def _register(loading: _Loading, location: RecordLocation, path: fields.Path, record_id: str, kind: str) -> bool:
    """Adds an id to the known ids; reports it and returns False if it is taken."""
    here = (kind, location.file, (*location.path, *path))
    taken = loading.known_ids.setdefault(record_id, here)
    if taken == here:
        return True
    loading.duplicate_ids.append(record_id)
    message = f"{taken[1]} already has the id {quote_value(record_id)}; ids are unique across all kinds: choose another"
    loading.problems.append(location.problem((*path, "id"), Code.DUPLICATE_ID, message))
    return False
