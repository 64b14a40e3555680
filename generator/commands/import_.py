"""Brings the drafts of a file of another tool into `seeds/`: all of them, or none if there is a fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..formats import import_drafts, imports
from ..loading import Files, checks, load, yaml_reader
from ..model import Kind, Layout
from ..problems import BriefingError, Code, Problem
from ..storage import atomic_files, project_lock, read_seeds
from .new import added, create, refuse_links


@dataclass(frozen=True)
class Brought:
    """What came of a file: the files written with the ids in them, the records that were there, what is passed over."""

    written: tuple[tuple[str, tuple[str, ...]], ...]
    there: tuple[tuple[str, str, str], ...]
    passed: tuple[imports.Skipped, ...]


def bring(root: Path, format: str, path: Path, as_of: str | None, kinds: tuple[Kind, ...]) -> Brought:
    """Writes the drafts of a file, or of a folder of tables, under `root/seeds`.

    Raises BriefingError with every fault of the file, and with nothing written; OSError.
    """
    chosen = imports.IMPORTS[format]
    files = dict(_read(chosen, path))
    found = chosen.read({name: raw[: yaml_reader.MAX_BYTES + 1] for name, raw in files.items()}, kinds)
    if found.problems:
        raise BriefingError(checks.with_lines(files, found.problems))
    with project_lock(root):
        there = read_seeds(root)
        loaded = load(there, kinds)
        settled = import_drafts.resolve_drafts(found, loaded, path.stem, as_of)
        after = {text.path: _whole(there, text) for text in settled.files}
        faults = [one for one in checks.check(load({**there, **after}, kinds)) if not one.is_warning]
        old = {(one.path, one.line, one.code) for one in checks.check(loaded)}
        new = (one for one in faults if (one.path, one.line, one.code) not in old)
        told = {*settled.problems, *(import_drafts.problem_at_source(one, settled.files) for one in new)}
        if told:
            raise BriefingError(checks.with_lines(files, told))
        for name, content in after.items():
            refuse_links(root, name)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            if name in there:
                atomic_files.replace_file(root / name, content)
            else:
                create(root / name, content)
    return Brought(
        tuple((text.path, tuple(text.drafts)) for text in settled.files),
        tuple(settled.existing),
        tuple(settled.skipped),
    )


def _read(chosen: imports.Import, path: Path) -> Iterable[tuple[str, bytes]]:
    """The file, or the tables of a folder, each read only so far that it can be told to be too large."""
    if path.is_dir() and not chosen.is_folder:
        raise BriefingError([Problem(str(path), 0, 0, Code.SHAPE, "", f"is a folder; {chosen.name} is one file")])
    tables = sorted(file for file in path.iterdir() if file.suffix == ".csv") if path.is_dir() else [path]
    if not tables:
        raise BriefingError(
            [Problem(str(path), 0, 0, Code.EMPTY, "", "there is no table in this folder: a file that ends in .csv")]
        )
    for file in tables:
        if not file.is_file():
            raise BriefingError([Problem(str(file), 0, 0, Code.STRAY_FILE, "", "is no plain file")])
        with file.open("rb") as opened:
            yield str(file), opened.read(yaml_reader.MAX_BYTES + 1)


def _whole(there: Files, text: import_drafts.DraftFile) -> bytes:
    before = there.get(text.path)
    if text.kind.layout is Layout.LIST and isinstance(before, bytes):
        return added(text.path, before, text.text)
    return text.text.encode()
