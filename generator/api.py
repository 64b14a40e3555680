"""The data for a notebook or a script: load a briefing, check it, export it.

from generator.api import export, load, tables

briefing = load("path/to/project")
rows = tables(briefing)["events"]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any

from .formats import exports
from .kinds import KINDS
from .loading import Files, Loaded, checks
from .loading import load as _load
from .model import Briefing, Kind, Layout
from .problems import BriefingError, Code, Problem, did_you_mean
from .storage import read_seeds

__all__ = ["Briefing", "BriefingError", "Problem", "check", "document", "export", "load", "tables"]


document = exports.json.document


def load(path: str | PathLike[str] = ".") -> Briefing:
    """The briefing of a project (a folder with `seeds/`), or of a file that `briefing export json` made.

    `briefing.get(id).record` is a record, `briefing.entries` holds all by id, `briefing.head` speaks for the whole. What
    the lock vouches for does not travel in JSON, so that evidence from a file counts as not verified. Raises
    BriefingError, whose `problems` are every fault, if there is an error; OSError if there is nothing to read.
    """
    loaded = _loaded(Path(path))
    problems = checks.check(loaded)
    if any(not problem.is_warning for problem in problems):
        raise BriefingError(problems)
    return loaded.briefing


def check(path: str | PathLike[str] = ".") -> tuple[Problem, ...]:
    """Every fault and warning of a project or an exported file; `str(problem)` is a line as `briefing check` prints.

    Of a file, the places are those that the records would have in `seeds/`. Raises BriefingError if the file is no
    export at all; OSError.
    """
    return checks.check(_loaded(Path(path)))


def export(briefing: Briefing, format: str) -> dict[str, bytes]:
    """A briefing in one of the formats of `briefing export`: path -> bytes, of one file or several.

    Raises ValueError for a format that there is not.
    """
    if format not in exports.FORMATS:
        guess = did_you_mean(format, exports.FORMATS)
        hint = f"did you mean {guess!r}?" if guess else f"there are {', '.join(exports.FORMATS)}"
        raise ValueError(f"no format {format!r}; {hint}")
    return exports.FORMATS[format].files(briefing)


def tables(briefing: Briefing) -> dict[str, list[dict[str, exports.tables.Cell]]]:
    """The tables of the CSV export, by name: each row a mapping, as `pandas.DataFrame` takes them."""
    return {
        table.name: [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]
        for table in exports.tables.build_tables(briefing)
    }


def _loaded(path: Path) -> Loaded:
    if path.is_dir():
        return _load(read_seeds(path), KINDS)
    return _load(_seeds(str(path), path.read_text(encoding="utf-8")), KINDS)


def _seeds(path: str, text: str) -> Files:
    """The files of records that an exported document would be in `seeds/`: JSON is YAML too."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise BriefingError([Problem(path, error.lineno, error.colno, Code.SYNTAX, "", error.msg)]) from error
    filed = {kind.name: kind for kind in KINDS if kind.seeds_path}
    if not isinstance(found, dict) or set(found) - set(filed):
        message = f"this is no export of a briefing: a mapping of {', '.join(filed)}"
        raise BriefingError([Problem(path, 0, 0, Code.SHAPE, "", message)])
    return {file: text.encode() for name, records in found.items() for file, text in _files(filed[name], records)}


def _files(kind: Kind, records: Any) -> Iterator[tuple[str, str]]:
    if kind.layout is not Layout.FOLDER or not isinstance(records, list):
        yield kind.seeds_path, json.dumps(records, ensure_ascii=False)
        return
    taken: set[str] = set()
    for number, record in enumerate(records, 1):
        named = record.get("id") if isinstance(record, dict) else None
        name = named if isinstance(named, str) and named not in taken else f"{number}"
        taken.add(name)
        yield kind.file_of(name), json.dumps(record, ensure_ascii=False)
