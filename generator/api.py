"""Functions for notebooks and scripts: load a briefing, check it, export it.

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
from .storage import atomic_files, read_seeds

__all__ = ["Briefing", "BriefingError", "Problem", "check", "document", "export", "load", "tables"]

_MAX_BYTES = 100_000_000
"""The size of an exported file that is read."""
document = exports.json.document
"""Returns a briefing as the data of its JSON export."""


def load(path: str | PathLike[str] = ".") -> Briefing:
    """Loads the briefing of a project folder or of a file from `briefing export json`.

    A project folder contains `seeds/`. `briefing.get(id).record` is a record, `briefing.entries` has all entries by id,
    `briefing.head` is the record of the briefing itself. JSON does not contain the lock, so evidence from a file counts
    as not verified. Raises BriefingError with all `problems` if one of them is an error; OSError.
    """
    loaded = _loaded(Path(path))
    problems = checks.find_problems(loaded)
    if any(not problem.is_warning for problem in problems):
        raise BriefingError(problems)
    return loaded.briefing


def check(path: str | PathLike[str] = ".") -> tuple[Problem, ...]:
    """Returns all errors and warnings of a project folder or an exported file.

    `str(problem)` is the line that `briefing check` prints. The places in a file are those that its records would have
    in `seeds/`. Raises BriefingError if the file is not an export; OSError.
    """
    return checks.find_problems(_loaded(Path(path)))


def export(briefing: Briefing, format: str) -> dict[str, bytes]:
    """Exports a briefing in a data format: path -> bytes of each file.

    Raises ValueError for an unknown format.
    """
    if format not in exports.FORMATS:
        guess = did_you_mean(format, exports.FORMATS)
        hint = f"did you mean {guess!r}?" if guess else f"the formats are {', '.join(exports.FORMATS)}"
        raise ValueError(f"no format {format!r}; {hint}")
    return exports.FORMATS[format].files(briefing)


def tables(briefing: Briefing) -> dict[str, list[dict[str, exports.tables.Cell]]]:
    """Returns the tables of the CSV export, by name.

    Each row is a mapping from column to cell, as `pandas.DataFrame` takes it.
    """
    return {
        table.name: [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]
        for table in exports.tables.build_tables(briefing)
    }


def _loaded(path: Path) -> Loaded:
    if path.is_dir():
        return _load(read_seeds(path), KINDS)
    return _load(_seeds(str(path), atomic_files.read_start(path, _MAX_BYTES)), KINDS)


def _seeds(path: str, raw: bytes) -> Files:
    """Converts an exported document to the texts of seed files; JSON is YAML."""
    found = _parse(path, raw)
    filed = {kind.name: kind for kind in KINDS if kind.seeds_path}
    if not isinstance(found, dict) or set(found) - set(filed):
        message = f"this is not an export of a briefing: a mapping of {', '.join(filed)}"
        raise BriefingError([Problem(path, 0, 0, Code.SHAPE, "", message)])
    files = (file for name, records in found.items() for file in _files(filed[name], records))
    return {file: text.encode("utf-8", "surrogatepass") for file, text in files}


def _parse(path: str, raw: bytes) -> Any:
    """Returns the data of a JSON file. Raises BriefingError."""
    place, code = (0, 0), Code.TOO_LARGE
    try:
        if len(raw) <= _MAX_BYTES:
            return json.loads(raw.decode("utf-8-sig"))
        message = f"the file is larger than {_MAX_BYTES // 1_000_000} MB"
    except json.JSONDecodeError as error:
        place, code, message = (error.lineno, error.colno), Code.SYNTAX, error.msg
    except UnicodeDecodeError as error:
        code, message = Code.CHARACTER, f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"
    except RecursionError:
        message = "is nested too deep; check its brackets"
    except ValueError:
        message = "holds a number with too many digits"
    raise BriefingError([Problem(path, *place, code, "", message)])


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
