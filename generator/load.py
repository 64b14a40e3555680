"""YAML texts -> Briefing, together with every fault that stands in one file alone, by file, line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from . import lock
from .describe import describe, type_words
from .errors import Code, Problem, did_you_mean, shown
from .model import Briefing, Kind, Layout, Path, Record, part_type, parts
from .yamltext import Document, read


@dataclass(frozen=True)
class Home:
    """Where a record's data lies: its file, the file's document, and the path of the record in it."""

    file: str
    document: Document
    path: Path
    kind: Kind


@dataclass(frozen=True)
class Loaded:
    """The records that could be read, where each lies, the ids of those that could not, and the faults so far.

    `known` maps every id that stands in the data, in broken records too, to its kind's name, its file and its path: a reference
    to a record that merely has a fault of its own is not dangling.
    """

    briefing: Briefing
    homes: Mapping[str, Home]
    known: Mapping[str, tuple[str, str, Path]]
    problems: tuple[Problem, ...] = ()
    lock_text: lock.LockText = field(default_factory=lock.LockText)

    def problem(self, record_id: str, path: Path, code: Code, message: str, at_key: bool = False) -> Problem:
        """A problem at `path` within the top-level record that holds `record_id`."""
        entry = self.briefing.entries.get(record_id)
        home = self.homes[entry.owner.id if entry else record_id]
        inside = (*entry.path, *path) if entry else path
        line, column = home.document.where((*home.path, *inside), at_key)
        kind = entry.kind if entry else home.kind
        return Problem(home.file, line, column, code, f"{kind.one} {record_id}", message)


@dataclass
class _Loading:
    kinds: tuple[Kind, ...]
    records: dict[str, list[Record]] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    known: dict[str, tuple[str, str, Path]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def fault(self, home: Home, path: Path, code: Code, message: str, at_key: bool = False) -> None:
        line, column = home.document.where((*home.path, *path), at_key)
        data = _at(home.document.data, home.path)
        named = data.get("id") if isinstance(data, dict) else None
        subject = f"{home.kind.one} {named}" if isinstance(named, str) and _is_plain(named) else home.kind.one
        self.problems.append(Problem(home.file, line, column, code, subject, message))


def load(files: Mapping[str, bytes], kinds: tuple[Kind, ...]) -> Loaded:
    """Reads the seeds: `files` maps paths such as `seeds/actors/x.yml` to their bytes.

    Every fault that one file alone can have is in `problems`; what the records have to do with each other is
    `check`'s. Records are in the order of their ids, those of a list file in the list's order.
    """
    loading = _Loading(kinds, {kind.name: [] for kind in kinds if kind.seeds_path})
    for path in sorted(files):
        if path == lock.PATH:
            continue
        kind = _kind_of(path, kinds)
        if kind is None:
            loading.problems.append(_stray(path, kinds))
            continue
        document = read(files[path])
        for fault in document.faults:
            loading.problems.append(Problem(path, fault.line, fault.column, fault.code, "", fault.message))
        if kind.layout is Layout.FOLDER and document.data is None:
            loading.known.setdefault(_stem(path), (kind.name, path, ()))
        if document.data is not None:
            _load_file(loading, kind, path, document)
    for kind in kinds:
        if kind.layout is Layout.ONE and kind.seeds_path not in files:
            message = f"there is no {kind.seeds_path}; begin one with: briefing new {kind.name} <id>"
            loading.problems.append(Problem(kind.seeds_path, 0, 0, Code.NO_BRIEFING, "", message))
    records = {name: tuple(found) for name, found in loading.records.items()}
    lock_text = lock.read(files[lock.PATH]) if lock.PATH in files else lock.LockText()
    briefing = Briefing(kinds, records, lock_text.lock)
    return Loaded(briefing, loading.homes, loading.known, tuple(loading.problems), lock_text)


def _kind_of(path: str, kinds: Iterable[Kind]) -> Kind | None:
    for kind in kinds:
        if kind.layout is Layout.FOLDER:
            name = path.removeprefix(kind.seeds_path)
            if path.startswith(kind.seeds_path) and "/" not in name and name.endswith(".yml"):
                return kind
        elif path == kind.seeds_path:
            return kind
    return None


def _stray(path: str, kinds: Iterable[Kind]) -> Problem:
    known = [
        kind.seeds_path + ("<id>.yml" if kind.layout is Layout.FOLDER else "") for kind in kinds if kind.seeds_path
    ]
    guess = did_you_mean(path, [place.replace("<id>", _stem(path)) for place in known])
    hint = f'; did you mean "{guess}"?' if guess else f"; records lie in {', '.join(known)}"
    return Problem(path, 0, 0, Code.STRAY_FILE, "", f"no record belongs here{hint}")


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yml").removesuffix(".yaml")


def _load_file(loading: _Loading, kind: Kind, path: str, document: Document) -> None:
    if kind.layout is not Layout.LIST:
        _load_record(loading, Home(path, document, (), kind), document.data)
    elif isinstance(document.data, list):
        for n, data in enumerate(document.data):
            _load_record(loading, Home(path, document, (n,), kind), data)
    else:
        home = Home(path, document, (), kind)
        loading.fault(home, (), Code.SHAPE, f"the file must be a list: each {kind.one} begins with '- id: ...'")


def _load_record(loading: _Loading, home: Home, data: Any) -> None:
    if not isinstance(data, dict):
        found = type_words(data)
        loading.fault(home, (), Code.SHAPE, f"here must stand a mapping (key: value lines), not {found}")
        return
    try:
        record = home.kind.record.model_validate(data)
        named = [(path, part.id, part.KIND) for path, part in parts(record) if isinstance(part, Record)]
    except ValidationError as error:
        record = None
        named = list(_ids_in_broken(data, home.kind.record))
        for problem in describe(error, home.kind.record):
            loading.fault(home, *problem)
    unique = [_register(loading, home, *one) for one in named]
    if _fits_file(loading, home, data.get("id")) and record and all(unique) and not home.document.faults:
        loading.homes[record.id] = home
        loading.records[home.kind.name].append(record)


def _register(loading: _Loading, home: Home, path: Path, named: str, kind: str) -> bool:
    """Notes an id as known; reports it and returns False if it is taken."""
    here = (kind, home.file, (*home.path, *path))
    taken = loading.known.setdefault(named, here)
    if taken == here:
        return True
    message = f"the id {shown(named)} is taken, in {taken[1]}; ids are unique over all kinds"
    loading.fault(home, (*path, "id"), Code.DUPLICATE_ID, message)
    return False


def _fits_file(loading: _Loading, home: Home, own: Any) -> bool:
    expected = _stem(home.file)
    if home.kind.layout is not Layout.FOLDER or not isinstance(own, str) or own == expected:
        return True
    message = f"the file is called {shown(expected)}, the id is {shown(own)}; they must be the same"
    loading.fault(home, ("id",), Code.FILE_NAME, message)
    return False


def _ids_in_broken(data: Any, record: type[Record], path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every id in the data of a record that does not hold: the path of its part, the id, the kind's name."""
    part = part_type(record, path)
    if isinstance(data, dict) and part and issubclass(part, Record) and isinstance(data.get("id"), str):
        yield path, data["id"], part.KIND
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from _ids_in_broken(value, record, (*path, step))


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _is_plain(text: str) -> bool:
    return text.isprintable() and len(text) <= 80
