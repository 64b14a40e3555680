"""What the loader takes and gives: files, where each record lies, and what is known of those that do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ..model import Briefing, Kind
from ..problems import Code, Problem
from ..records import fields
from . import lock_reader
from .lock_reader import LockText
from .yaml_reader import Document, read


@dataclass(frozen=True)
class UnreadableFile:
    """Stands for the bytes of what lies in `seeds/` but could not be read: the fault, and how to mend it."""

    code: Code
    message: str


Files = Mapping[str, bytes | UnreadableFile]


@lru_cache(maxsize=32)
def document(raw: bytes) -> Document:
    """A file's data and their places, of few files at a time: whoever has a problem to place reads its file once more."""
    return read(raw)


@dataclass(frozen=True)
class Home:
    """Where a record's data lies: its file, the file's text, and the path of the record in it."""

    file: str
    raw: bytes
    path: fields.Path
    kind: Kind

    def problem(self, path: fields.Path, code: Code, message: str, at_key: bool = False, subject: str = "") -> Problem:
        """A problem at `path` within the record; `subject` is a record nested in it, if it is that one's."""
        line, column = document(self.raw).where((*self.path, *path), at_key)
        return Problem(self.file, line, column, code, subject or self._subject, message)

    @property
    def _subject(self) -> str:
        data = document(self.raw).data
        for step in self.path:
            data = data[step]
        named = data.get("id") if isinstance(data, dict) else None
        is_plain = isinstance(named, str) and named.isprintable() and len(named) <= 80
        return f"{self.kind.singular} {named}" if is_plain else self.kind.singular


@dataclass(frozen=True)
class Loose:
    """A reference in a record that does not hold, so that no `Record` speaks for it."""

    home: Home
    path: fields.Path
    to: fields.RefTo
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
    known: Mapping[str, tuple[str, str, fields.Path]]
    twice: tuple[str, ...] = ()
    loose: tuple[Loose, ...] = ()
    lost: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    lock_text: LockText = field(default_factory=LockText)

    def problem(self, record_id: str, path: fields.Path, code: Code, message: str) -> Problem:
        """A problem at `path` within the record `record_id`, which may be nested in another."""
        entry = self.briefing.entries[record_id]
        return self.homes[entry.owner.id].problem(
            (*entry.path, *path), code, message, subject=f"{entry.kind.singular} {record_id}"
        )

    def may_stand_in(self, paths: Iterable[str], record_id: str) -> bool:
        """Whether an id occurs in the text of one of these files, or one of them is not there to look into."""
        word = re.compile(rb"(?<![a-z0-9-])" + re.escape(record_id.encode()) + rb"(?![a-z0-9-])")
        texts = (self.files.get(path) for path in paths)
        return any(not isinstance(text, bytes) or word.search(text) for text in texts)

    def with_lock(self, text: str) -> Loaded:
        """The same records with another lock, given as the text of its file."""
        lock_text = lock_reader.read(text.encode())
        return replace(self, briefing=replace(self.briefing, lock=lock_text.lock), lock_text=lock_text)
