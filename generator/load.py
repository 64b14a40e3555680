"""YAML texts -> Briefing, together with every fault that stands in one file alone, by file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from .describe import describe, type_words
from .errors import Code, Problem, shown
from .model import ID_PATTERN, Briefing, Kind, Layout, Path, Record, RefTo, part_type, parts, refs_in_data
from .places import kind_of, stem, stray
from .yamltext import Document, read

SEEDS = "seeds"
LOCK = f"{SEEDS}/evidence.lock.json"


@dataclass(frozen=True)
class Unread:
    """Stands for the bytes of what lies in `seeds/` but could not be read: the fault, and how to mend it."""

    code: Code
    message: str


Files = Mapping[str, bytes | Unread]


@dataclass(frozen=True)
class Home:
    """Where a record's data lies: its file, the file's document, and the path of the record in it."""

    file: str
    document: Document
    path: Path
    kind: Kind

    def problem(self, path: Path, code: Code, message: str, at_key: bool = False, subject: str = "") -> Problem:
        """A problem at `path` within the record; `subject` is a record nested in it, if it is that one's."""
        line, column = self.document.where((*self.path, *path), at_key)
        return Problem(self.file, line, column, code, subject or self._subject, message)

    @property
    def _subject(self) -> str:
        data = self.document.data
        for step in self.path:
            data = data[step]
        named = data.get("id") if isinstance(data, dict) else None
        is_plain = isinstance(named, str) and named.isprintable() and len(named) <= 80
        return f"{self.kind.one} {named}" if is_plain else self.kind.one


@dataclass(frozen=True)
class Loose:
    """A reference in a record that does not hold, so that no `Record` speaks for it."""

    home: Home
    path: Path
    to: RefTo
    target: str


@dataclass(frozen=True)
class Loaded:
    """The records that could be read, where each lies, what is known of those that could not, and the faults so far.

    `known` maps every id that stands in the data, in broken records too, to its kind's name, its file and its path:
    a reference to a record that merely has a fault of its own is not dangling. `twice` are ids that are taken, `loose` the
    references in broken records, `lost` the files that hold such records, `unread` those of them whose text can't even be parsed.
    """

    files: Files
    briefing: Briefing
    homes: Mapping[str, Home]
    known: Mapping[str, tuple[str, str, Path]]
    twice: tuple[str, ...] = ()
    loose: tuple[Loose, ...] = ()
    lost: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def problem(self, record_id: str, path: Path, code: Code, message: str) -> Problem:
        """A problem at `path` within the record `record_id`, which may be nested in another."""
        entry = self.briefing.entries[record_id]
        return self.homes[entry.owner.id].problem(
            (*entry.path, *path), code, message, subject=f"{entry.kind.one} {record_id}"
        )

    def may_stand_in(self, paths: Iterable[str], record_id: str) -> bool:
        """Whether an id occurs in the text of one of these files, or one of them is not there to look into."""
        word = re.compile(rb"(?<![a-z0-9-])" + re.escape(record_id.encode()) + rb"(?![a-z0-9-])")
        texts = (self.files.get(path) for path in paths)
        return any(not isinstance(text, bytes) or word.search(text) for text in texts)


@dataclass
class _Loading:
    files: Files
    kinds: tuple[Kind, ...]
    records: dict[str, list[Record]] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    known: dict[str, tuple[str, str, Path]] = field(default_factory=dict)
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
        if path != LOCK:
            _read_file(loading, path, files[path])
    for kind in kinds:
        if kind.layout is Layout.ONE and kind.seeds_path not in files and SEEDS not in files:
            message = f"there is no {kind.seeds_path}; begin one with: briefing new {kind.name} my-{kind.name}"
            message += "" if files else ", or choose another folder with --root"
            loading.lost.append(kind.seeds_path)
            loading.problems.append(Problem(kind.seeds_path, 0, 0, Code.NO_BRIEFING, "", message))
    return Loaded(
        files,
        Briefing(kinds, {name: tuple(found) for name, found in loading.records.items()}),
        loading.homes,
        loading.known,
        tuple(loading.twice),
        tuple(loading.loose),
        tuple(loading.lost),
        tuple(loading.unread),
        tuple(loading.problems),
    )


def _read_file(loading: _Loading, path: str, raw: bytes | Unread) -> None:
    kind = kind_of(path, loading.kinds)
    if isinstance(raw, Unread):
        loading.problems.append(Problem(path, 0, 0, raw.code, "", raw.message))
    elif kind is None:
        loading.problems.append(stray(path, loading.kinds))
    else:
        document = read(raw)
        for fault in document.faults:
            loading.problems.append(Problem(path, fault.line, fault.column, fault.code, "", fault.message))
        if document.data is not None:
            _load_file(loading, kind, path, document)
            return
    loading.unread.append(path)
    loading.lost.append(path)
    if kind and kind.layout is Layout.FOLDER:
        loading.known.setdefault(stem(path), (kind.name, path, ()))


def _load_file(loading: _Loading, kind: Kind, path: str, document: Document) -> None:
    if kind.layout is not Layout.LIST:
        _load_record(loading, Home(path, document, (), kind), document.data)
    elif isinstance(document.data, list):
        for n, data in enumerate(document.data):
            _load_record(loading, Home(path, document, (n,), kind), data)
    else:
        message = f'this file must be a list: each {kind.one} begins with "- id: ..."'
        loading.problems.append(Home(path, document, (), kind).problem((), Code.SHAPE, message))
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
        named = [(path, part.id, part.KIND) for path, part in parts(record) if isinstance(part, Record)]
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
        loading.loose.extend(Loose(home, *ref) for ref in refs_in_data(home.kind.record, data))


def _is_copy(loading: _Loading, home: Home, own: Any) -> bool:
    """Reports an id that is not the file's name, and says whether the id is that of another file.

    Nothing is said where the id itself is at fault.
    """
    expected = stem(home.file)
    is_id = isinstance(own, str) and re.fullmatch(ID_PATTERN, own)
    if home.kind.layout is not Layout.FOLDER or not is_id or own == expected:
        return False
    is_copy = home.kind.file_of(own) in loading.files
    mend = f"the id is that of {home.kind.file_of(own)}; write {shown(expected)}" if is_copy else "rename one of them"
    message = f"the id is {shown(own)}, but the file is called {shown(expected + '.yml')}; {mend}"
    loading.problems.append(home.problem(("id",), Code.FILE_NAME, message))
    return is_copy


def _register(loading: _Loading, home: Home, path: Path, named: str, kind: str) -> bool:
    """Notes an id as known; reports it and returns False if it is taken."""
    here = (kind, home.file, (*home.path, *path))
    taken = loading.known.setdefault(named, here)
    if taken == here:
        return True
    loading.twice.append(named)
    message = f"the id {shown(named)} is taken, in {taken[1]}; ids are unique over all kinds: choose another"
    loading.problems.append(home.problem((*path, "id"), Code.DUPLICATE_ID, message))
    return False


def _ids_in_broken(data: Any, record: type[Record], path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every id in the data of a record that does not hold: the path of its part, the id, the kind's name."""
    part = part_type(record, path)
    if isinstance(data, dict) and part and issubclass(part, Record) and isinstance(data.get("id"), str):
        yield path, data["id"], part.KIND
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from _ids_in_broken(value, record, (*path, step))
