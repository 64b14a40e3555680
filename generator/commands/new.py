"""Writes a scaffold where its record belongs, in one step, and over nothing that is there already."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from ..authoring import scaffold_record
from ..loading import load, yaml_reader
from ..model import Kind, Layout
from ..problems import BriefingError, Code, Problem, quote_value
from ..records import fields
from ..storage import atomic_files, project_lock, read_seeds
from ..text import transliteration


def begin(root: Path, kind: Kind, record_id: str, kinds: tuple[Kind, ...]) -> str:
    """Writes the scaffold and gives its path from `root`; a list file gets the record added at its end.

    Raises BriefingError if the id has a wrong form or is taken, or the file can't take the record; OSError.
    """
    with project_lock(root):
        return _begun(root, kind, record_id, kinds)


def _begun(root: Path, kind: Kind, record_id: str, kinds: tuple[Kind, ...]) -> str:
    path = kind.file_of(record_id)
    if not re.fullmatch(fields.ID_PATTERN, record_id) or len(record_id) > 80:
        raise _refusal(kind.seeds_path, Code.WRONG_FORM, _no_id(record_id))
    refuse_links(root, path)
    if (root / path).exists() and kind.layout is not Layout.LIST:
        raise _refusal(path, Code.DUPLICATE_ID, "the file is there already; edit it")
    taken = load(read_seeds(root), kinds).known.get(record_id)
    if taken:
        message = f"the id {quote_value(record_id)} is taken, in {taken[1]}; ids are unique over all kinds"
        raise _refusal(path, Code.DUPLICATE_ID, message)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    if kind.layout is Layout.LIST and (root / path).exists():
        before = (root / path).read_bytes()
        atomic_files.replace_file(root / path, added(path, before, scaffold_record(kind, record_id)))
    else:
        create(root / path, scaffold_record(kind, record_id).encode())
    return path


def refuse_links(root: Path, path: str) -> None:
    """Raises BriefingError if the place of a record's file, or a folder on the way there, is a symbolic link."""
    for place in (root / path, *(root / path).parents):
        if place != root and place.is_relative_to(root) and place.is_symlink():
            name = place.relative_to(root).as_posix()
            raise _refusal(name, Code.STRAY_FILE, "is a symbolic link; records are plain files in plain folders")


def _refusal(path: str, code: Code, message: str) -> BriefingError:
    return BriefingError([Problem(path, 0, 0, code, "", message)])


def _no_id(word: str) -> str:
    guess = transliteration.suggest_id(word)[:80].strip("-")
    hint = f'; for example "{guess}"' if guess else ""
    return f"{quote_value(word)} is no id: lower-case letters, digits and single hyphens, at most 80 characters{hint}"


def added(path: str, before: bytes, text: str) -> bytes:
    """The list file with the record at its end. Raises BriefingError if it would not read as the same list and one more."""
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    there = yaml_reader.read(before)
    faults = [fault for fault in there.faults if fault.code is not Code.EMPTY]
    if faults:
        raise BriefingError(Problem(path, one.line, one.column, one.code, "", one.message) for one in faults)
    gap = newline * ((not before.endswith(b"\n")) + 1) if before.strip() else b""
    after = before + gap + text.encode().replace(b"\n", newline)
    found: Any = yaml_reader.read(after).data
    if not isinstance(found, list) or found[:-1] != (there.data or []):
        raise _refusal(path, Code.SHAPE, "is no list of lines that begin with '- id:'; nothing can be added at its end")
    return after


def create(file: Path, content: bytes) -> None:
    """A new file with its whole content at once. Raises FileExistsError if another has come to be there."""
    temporary = file.with_name(f".briefing-{os.getpid()}-new")
    try:
        temporary.write_bytes(content)
        os.link(temporary, file)  # unlike a rename, it fails if the file is there
    finally:
        temporary.unlink(missing_ok=True)
