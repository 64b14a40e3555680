"""The input and the result of the loader: files, records, locations, problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from ..model import Briefing, Kind
from ..problems import Code, Problem
from ..records import fields, short_evidence
from . import lock_reader
from .lock_reader import LockText
from .seed_paths import Files, UnreadableFile
from .yaml_reader import Document, read, read_lines


@lru_cache(maxsize=1024)
def read_cached(raw: bytes) -> Document:
    """Reads a file; keeps documents for positions and for the next load.

    Those of 1,000 records take 5 MB.
    """
    return read(raw)


@lru_cache(maxsize=4)
def read_lines_cached(raw: bytes) -> list[str]:
    """Returns the lines of a file; the last few files are cached."""
    return read_lines(raw)


def _find_words(texts: Iterable[bytes | UnreadableFile | None]) -> frozenset[bytes] | None:
    """Returns the words of files that may be ids; None if one file can't be read."""
    words: set[bytes] = set()
    for raw in texts:
        if not isinstance(raw, bytes):
            return None
        try:
            raw.decode()
        except UnicodeDecodeError:
            return None  # a file in another encoding
        words.update(re.findall(rb"[a-z0-9-]+", raw))
    return frozenset(words)


@dataclass(frozen=True)
class RecordLocation:
    """The location of a record's data: its file and the path inside it."""

    file: str
    raw: bytes
    path: fields.Path
    kind: Kind

    def problem(self, path: fields.Path, code: Code, message: str, at_key: bool = False, subject: str = "") -> Problem:
        """Returns a problem at `path` within the record.

        `subject` is given if the problem is that of a record nested in it.
        """
        line, column = self._position((*self.path, *path), at_key)
        return Problem(self.file, line, column, code, subject or self._subject, message)

    def short_evidence(self, path: fields.Path) -> short_evidence.ShortEvidence | None:
        """Returns the short form of the evidence at `path`, or None in the long form."""
        return short_evidence.of_item(read_cached(self.raw).value((*self.path, *path)))

    def is_written(self, path: fields.Path) -> bool:
        """Returns False if the field at `path` is left out: others determine it."""
        owner = read_cached(self.raw).value((*self.path, *path[:-1]))
        return not isinstance(owner, dict) or path[-1] in owner or self.short_evidence(path[:-1]) is not None

    def _position(self, path: fields.Path, at_key: bool) -> tuple[int, int]:
        """Returns the position of a value, in the short form of evidence too."""
        document = read_cached(self.raw)
        item = document.value(path[:-1]) if path and path[-1] in ("source", "paragraph", "exact") else None
        short = short_evidence.of_item(item)
        if short is None:
            return document.position(path, at_key)
        is_quoted = isinstance(item, dict)
        if is_quoted and path[-1] == "exact":
            return document.position((*path[:-1], short.text))
        line, column = document.position((*path[:-1], short.text) if is_quoted else path[:-1], is_quoted)
        in_quotes = read_lines_cached(self.raw)[line - 1][column - 1] in "\"'"
        return line, column + in_quotes + short.offset(str(path[-1]))

    @property
    def _subject(self) -> str:
        data = read_cached(self.raw).data
        for step in self.path:
            data = data[step]
        record_id = data.get("id") if isinstance(data, dict) else None
        is_plain = isinstance(record_id, str) and record_id.isprintable() and len(record_id) <= 80
        return f"{self.kind.singular} {record_id}" if is_plain else self.kind.singular


@dataclass(frozen=True)
class UnresolvedReference:
    """A reference in the data of a record that is not valid."""

    location: RecordLocation
    path: fields.Path
    to: fields.RefTo
    target: str


@dataclass(frozen=True)
class Loaded:
    """The briefing of the valid records, what is known of the others, the problems.

    `known_ids` maps every id in the data, that of an invalid record too, to its kind's name, its file and its path: a
    reference to a record with a problem of its own is not dangling. `duplicate_ids` are used more than once.
    `unresolved` are the references in invalid records, `unloaded_files` the files with such records, `unparsed_files`
    those of them whose text can't be parsed. `other_ids` are in the form of `known_ids`: the ids that records with a
    wrong id should have.
    """

    files: Files
    briefing: Briefing
    locations: Mapping[str, RecordLocation]
    known_ids: Mapping[str, tuple[str, str, fields.Path]]
    duplicate_ids: tuple[str, ...] = ()
    unresolved: tuple[UnresolvedReference, ...] = ()
    unloaded_files: tuple[str, ...] = ()
    unparsed_files: tuple[str, ...] = ()
    other_ids: Mapping[str, tuple[str, str, fields.Path]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    lock_text: LockText = field(default_factory=LockText)

    def problem(self, record_id: str, path: fields.Path, code: Code, message: str) -> Problem:
        """Returns a problem at `path` within a record, which may be nested in another."""
        entry = self.briefing.entries[record_id]
        return self.locations[entry.owner.id].problem(
            (*entry.path, *path), code, message, subject=f"{entry.kind.singular} {record_id}"
        )

    def is_in_unparsed(self, record_id: str) -> bool:
        """Returns True if a file that can't be parsed has the id or can't be read."""
        return self._unparsed_words is None or record_id.encode() in self._unparsed_words

    def is_in_unloaded(self, record_id: str) -> bool:
        """Returns True if a file that is not loaded has the id or can't be read."""
        return self._unloaded_words is None or record_id.encode() in self._unloaded_words

    @cached_property
    def _unparsed_words(self) -> frozenset[bytes] | None:
        return _find_words(map(self.files.get, self.unparsed_files))

    @cached_property
    def _unloaded_words(self) -> frozenset[bytes] | None:
        return _find_words(map(self.files.get, self.unloaded_files))

    def with_lock(self, text: str) -> Loaded:
        """Returns the same records with another lock, given as the text of its file."""
        lock_text = lock_reader.read(text.encode())
        return replace(self, briefing=replace(self.briefing, lock=lock_text.lock), lock_text=lock_text)
