"""Renames a record: its id, its file, all references, its entries in the lock.

The texts of the files are changed only where an id is, so comments, quotation marks and order stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from ..loading import Files, Loaded, load, seed_paths, yaml_reader
from ..model import Kind, Layout, indexes, lockfile
from ..problems import did_you_mean, quote_value
from ..records import fields, short_evidence, traversal
from .yaml_scalars import format_inline
from .yaml_tree import Collection, Scalar, parse

_TAKEAWAYS = "takeaways"
_BOM = "\ufeff"
_Edit = tuple[int, int, str]
"""A start and an end in a text, and what is written between them."""
_NEWLINE = re.compile(r"\r\n|\n|\r")


class RenameError(ValueError):
    """The record can't be renamed; the message says why and what is possible."""


@dataclass(frozen=True)
class Renaming:
    """The files that a renaming changes.

    `contents` are new contents by path, `moves` then takes files to other paths. `kept` are the places of references that
    may mean another record with the same id, and still name it.
    """

    kind: str
    contents: Mapping[str, bytes]
    moves: Mapping[str, str]
    kept: tuple[str, ...] = ()

    def apply(self, files: Files) -> Files:
        """Returns the files as they are afterwards."""
        changed = {**files, **self.contents}
        return {self.moves.get(path, path): content for path, content in changed.items()}


@dataclass(frozen=True)
class _Place:
    """An id in a file, at `path`: of a record of `kind`, or a reference `to` kinds."""

    file: str
    path: fields.Path
    id: str
    kind: str = ""
    to: fields.RefTo = field(default_factory=lambda: fields.RefTo(("*",)))


def rename_record(loaded: Loaded, old: str, new: str, kind: str = "") -> Renaming:
    """Renames the record `old`; `kind` selects one if several have the id.

    If the record has the id `new` already, but references, the lock or its file have the former one, they follow. All
    files must be readable as YAML. Raises RenameError if there is no such record, or the new id is taken.
    """
    kinds = loaded.briefing.kinds
    kind = "" if kind == _TAKEAWAYS else kind
    if kind and kind not in loaded.briefing.kinds_by_name:
        guess = did_you_mean(kind, loaded.briefing.kinds_by_name)
        raise RenameError(
            f"unknown kind {quote_value(kind)}" + (f"; did you mean {quote_value(guess)}?" if guess else "")
        )
    records, references = _find_ids(loaded)
    takeaway = None if any(one.id == old for one in records) else _rename_takeaway(loaded, old, new)
    if takeaway:
        return takeaway
    record = _find_record(loaded, records, old, new, kind)
    others = [one for one in records if one.id == old and one != record]
    edits: dict[str, list[fields.Path]] = {record.file: []}
    kept: list[str] = []
    for one in references:
        if one.id == old and one.to.allows(record.kind):
            if any(one.to.allows(other.kind) for other in others):
                kept.append(_position(loaded, one))
            else:
                edits.setdefault(one.file, []).append(one.path)
    contents: dict[str, bytes] = {}
    for path, paths in edits.items():
        own = record.path if path == record.file else None
        raw = loaded.files[path]
        assert isinstance(raw, bytes), "the file has been read"
        changed = _edit(raw, paths, own, old, new, keeps_address=not others)
        if changed != raw:
            contents[path] = changed
    moves = {}
    if (target := _target(loaded, record, new)) != record.file:
        moves[record.file] = target
    renaming = Renaming(record.kind, contents, moves, tuple(kept))
    locked = _rename_in_lock(load(renaming.apply(loaded.files), kinds), record.kind, old, new)
    is_locked = locked != loaded.briefing.lock
    if record.id == new and not (len(edits) > 1 or edits[record.file] or moves or is_locked):
        raise RenameError(_unknown(records, old))
    if is_locked:
        return replace(renaming, contents={**contents, lockfile.PATH: lockfile.serialize(locked).encode()})
    return renaming


def _rename_takeaway(loaded: Loaded, old: str, new: str) -> Renaming | None:
    """Renames a takeaway, to which only later takeaways refer; None if there is none."""
    for path, _, base, data in _read_records(loaded):
        found = [one for one in data.get(_TAKEAWAYS) or () if isinstance(one, dict)] if not base else []
        ids = {one.get("id") for one in found}
        if old not in ids:
            continue
        if new in ids:
            raise RenameError(f"{quote_value(new)} is the id of another takeaway ({path})")
        places: list[fields.Path] = [
            (_TAKEAWAYS, n, name)
            for n, one in enumerate(data[_TAKEAWAYS])
            for name in ("id", "supersedes")
            if isinstance(one, dict) and one.get(name) == old
        ]
        raw = loaded.files[path]
        assert isinstance(raw, bytes), "the file has been read"
        return Renaming(_TAKEAWAYS, {path: _edit(raw, places, None, old, new, keeps_address=False)}, {})
    return None


def _find_ids(loaded: Loaded) -> tuple[list[_Place], list[_Place]]:
    """Returns the ids of all records, and all references to records."""
    records, references = [], []
    for path, kind, base, data in _read_records(loaded):
        for where, one, name in traversal.ids_in_data(kind.record, data):
            records.append(_Place(path, (*base, *where), one, name))
        expanded = short_evidence.expand(data, kind.record, short_evidence.UNKNOWN_SOURCE)
        for where, to, one in traversal.references_in_data(kind.record, expanded):
            references.append(_Place(path, (*base, *where), one, to=to))
    return records, references


def _read_records(loaded: Loaded) -> Iterator[tuple[str, Kind, fields.Path, Any]]:
    """Yields each record's file, kind, path in the file, and data."""
    for path, raw in sorted(loaded.files.items()):
        kind = seed_paths.kind_of(path, loaded.briefing.kinds)
        data = yaml_reader.read(raw).data if kind and isinstance(raw, bytes) else None
        if kind and isinstance(data, list) and kind.layout is Layout.LIST:
            yield from ((path, kind, (n,), one) for n, one in enumerate(data) if isinstance(one, dict))
        elif kind and isinstance(data, dict):
            yield path, kind, (), data


def _find_record(loaded: Loaded, records: list[_Place], old: str, new: str, kind: str) -> _Place:
    """Returns the record to be renamed. Raises RenameError."""
    found = [one for one in records if one.id == old and kind in ("", one.kind)]
    taken = [one for one in records if one.id == new]
    former = loaded.briefing.former_ids.get(new)
    if found and taken:
        where = f"{quote_value(new)} is the id of another record ({_position(loaded, taken[0])})"
        raise RenameError(f"{where}; ids are unique across all kinds")
    if found and former and former.record.id != old:
        where = f"{quote_value(new)} is a former id of {quote_value(former.record.id)}, to which its address leads"
        raise RenameError(f"{where}; choose another id")
    found = found or [one for one in taken if kind in ("", one.kind)]
    if len(found) > 1:
        listed = " or ".join(f"{one.kind}/{one.id} ({_position(loaded, one)})" for one in found)
        raise RenameError(f"{len(found)} records have the id {quote_value(found[0].id)}; name one: {listed}")
    if not found:
        raise RenameError(_unknown(records, old, kind))
    target = _target(loaded, found[0], new)
    if target != found[0].file and target in loaded.files:
        raise RenameError(f"{target} is in the way; move it or give it another name")
    return found[0]


def _target(loaded: Loaded, record: _Place, new: str) -> str:
    """Returns the path of a record's file with another id; that of its owner stays."""
    kind = seed_paths.kind_of(record.file, loaded.briefing.kinds)
    return kind.file_of(new) if kind and kind.layout is Layout.FOLDER and not record.path else record.file


def _unknown(records: Iterable[_Place], old: str, kind: str = "") -> str:
    known = {one.id: one for one in records if kind in ("", one.kind) or one.id == old}
    guess = did_you_mean(old, known)
    hint = f"; did you mean {known[guess].kind}/{guess} ({known[guess].file})?" if guess else ""
    return f"no record{f' in {kind}' if kind else ''} has the id {quote_value(old)}{hint}"


def _position(loaded: Loaded, place: _Place) -> str:
    raw = loaded.files[place.file]
    assert isinstance(raw, bytes), "the file has been read"
    path = (*place.path, "id") if place.kind else place.path
    return f"{place.file}:{yaml_reader.read(raw).position(path)[0]}"


# Texts


def _edit(
    raw: bytes, references: list[fields.Path], record: fields.Path | None, old: str, new: str, keeps_address: bool
) -> bytes:
    """Returns a file with the new id in references and in the record at `record`."""
    text = raw.decode()
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    root = parse(text).root
    edits = [_reference_edit(text, root, path, old, new) for path in references]
    if record is not None:
        edits += _own_edits(text, _value_at(root, record), old, new, keeps_address)
    for start, end, inserted in sorted(edits, reverse=True):
        text = text[:start] + inserted + text[end:]
    return (bom + text).encode()


def _reference_edit(text: str, root: Scalar | Collection, path: fields.Path, old: str, new: str) -> _Edit:
    """Returns the edit of a reference, which may be in the short form of evidence."""
    written: Scalar | Collection | None = _value_at(root, path[:-1])
    if isinstance(written, Collection):
        written = written.items[0].name
    if path[-1] == "source" and isinstance(written, Scalar) and short_evidence.parse(written.text):
        return _replacement(text, written, written.text.replace(old, new, 1))
    return _replacement(text, _value_at(root, path), new)


def _value_at(value: Scalar | Collection, path: fields.Path) -> Scalar | Collection:
    for step in path:
        assert isinstance(value, Collection), "a path of the data"
        items = value.items
        value = items[step].value if isinstance(step, int) else next(one for one in items if one.key == step).value
    return value


def _replacement(text: str, value: Scalar | Collection, new: str) -> _Edit:
    """Returns the edit that replaces an id, in the same quotation marks."""
    assert isinstance(value, Scalar), "an id"
    sign = text[value.start]
    return value.start, value.end, f"{sign}{new}{sign}" if sign in "'\"" else format_inline(new, in_brackets=True)


def _own_edits(text: str, record: Scalar | Collection, old: str, new: str, keeps_address: bool) -> Iterator[_Edit]:
    """Yields the edits of the record itself: its id, and its former ids."""
    assert isinstance(record, Collection), "a record"
    items = {item.key: item.value for item in record.items}
    own, former = items["id"], items.get("former_ids")
    assert isinstance(own, Scalar), "an id"
    if own.text != new:
        yield _replacement(text, own, new)
    listed = [item.value for item in former.items] if isinstance(former, Collection) else []
    written = {one.text: one for one in listed if isinstance(one, Scalar)}
    if new in written:  # the record gets back an id that it had before
        yield _replacement(text, written[new], old)
    elif keeps_address and old not in written:
        yield _added_former_id(text, record, own, former, format_inline(old, in_brackets=True))


def _added_former_id(text: str, record: Collection, own: Scalar, former: Scalar | Collection | None, old: str) -> _Edit:
    """Returns the edit that adds a former id, to the list or below the id."""
    if isinstance(former, Collection):
        last = former.items[-1].value if former.items else None
        if not isinstance(last, Scalar):
            at, inserted = former.start + 1, old
        elif former.is_flow:
            at, inserted = last.end, f", {old}"
        else:
            at, inserted = _new_line(text, last.end, former.column, f"- {old}")
    elif record.is_flow:
        at, inserted = own.end, f", former_ids: [{old}]"
    else:
        at, inserted = _new_line(text, own.end, record.column, f"former_ids: [{old}]")
    return at, at, inserted


def _new_line(text: str, after: int, column: int, line: str) -> tuple[int, str]:
    """Returns the end of a line, and a new line to be inserted there."""
    found = _NEWLINE.search(text, after)
    newline = found or _NEWLINE.search(text)
    return found.start() if found else len(text), f"{newline[0] if newline else chr(10)}{' ' * column}{line}"


# Lock


def _rename_in_lock(renamed: Loaded, kind: str, old: str, new: str) -> lockfile.Lock:
    """Returns the lock with the record's evidence, or the source, under the new id."""
    lock = renamed.briefing.lock
    evidence = dict(lock.evidence)
    for citation in indexes.evidence(renamed.briefing).citations:
        for former in _former_citations(citation, old, new):
            place = evidence.pop(former.key, None)
            if place:
                update = {"record": citation.record_id, "source": citation.evidence.source}
                evidence[citation.key] = place.model_copy(update=update)
    is_source = indexes.SOURCE_KINDS.allows(kind)
    sources = {new if is_source and name == old else name: versions for name, versions in lock.sources.items()}
    compared = dict(lock.comparisons)
    for claim in indexes.claims(renamed.briefing):
        record = claim.entry.record.id
        for source in claim.cited:
            for ids in product({record, old if record == new else record}, {source, old if source == new else source}):
                comparison = compared.pop(claim.key(source, *ids), None)
                if comparison:
                    update = {"record": record, "source": source}
                    compared[claim.key(source)] = comparison.model_copy(update=update)
    return replace(lock, sources=sources, evidence=evidence, comparisons=compared)


def _former_citations(citation: indexes.Citation, old: str, new: str) -> Iterator[indexes.Citation]:
    """Yields a citation with the former id of its record, of its source, or of both."""
    record, source = citation.record_id, citation.evidence.source
    records, sources = {record, old if record == new else record}, {source, old if source == new else source}
    for one, other in product(sorted(records), sorted(sources)):
        if (one, other) != (record, source):
            entry = replace(citation.entry, record=citation.entry.record.model_copy(update={"id": one}))
            evidence = citation.evidence.model_copy(update={"source": other})
            yield replace(citation, entry=entry, evidence=evidence)
