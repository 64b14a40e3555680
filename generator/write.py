"""The only writer of pages and of the lock: makes the folders it owns under `docs/` hold exactly the pages it is given.

A page that has not changed is not touched, so that a watching server does not rebuild; a changed one is replaced in
one step, so that a reader never sees half a page. What lacks the mark of a generated page is never overwritten or
deleted; files that can't bear the mark (data) are known by their digest in `docs/.generated.json`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .errors import BriefingError, Code, Problem
from .render import MARK

LEDGER = ".generated.json"
_TEMPORARY = ".briefing-"


@dataclass(frozen=True)
class Written:
    """What a run did, as counts of pages and files."""

    changed: int
    removed: int
    unchanged: int


def write(docs: Path, texts: Mapping[str, str], folders: Iterable[str]) -> Written:
    """Writes `texts` (path under `docs` -> text) and removes what else was generated in `folders`.

    Raises BriefingError, before anything is written, if a file that is not ours stands in the way; OSError.
    """
    ledger = _read_ledger(docs)
    contents = {path: text.encode() for path, text in texts.items()}
    _refuse_others(docs, contents, ledger)
    stale = sorted(_generated(docs, folders, ledger) - set(contents))
    changed = 0
    for path, content in contents.items():
        changed += replace(docs / path, content)
    for path in stale:
        (docs / path).unlink()
        _remove_empty(docs, (docs / path).parent)
    unmarked = {path: _digest(content) for path, content in sorted(contents.items()) if not path.endswith(".md")}
    replace(docs / LEDGER, (json.dumps(unmarked, indent=2) + "\n").encode())
    return Written(changed, len(stale), len(contents) - changed)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _read_ledger(docs: Path) -> Mapping[str, str]:
    try:
        ledger = json.loads((docs / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return ledger if isinstance(ledger, dict) else {}


def _is_ours(docs: Path, path: str, ledger: Mapping[str, str]) -> bool:
    """Whether the file at `path` bears the mark, or is, byte for byte, what the last run wrote."""
    file = docs / path
    if file.is_symlink() or not file.is_file():
        return False
    if not path.endswith(".md"):
        return ledger.get(path) == _digest(file.read_bytes())
    with file.open("rb") as page:
        return f"\n{MARK}".encode() in page.read(200)


def _refuse_others(docs: Path, contents: Mapping[str, bytes], ledger: Mapping[str, str]) -> None:
    problems = []
    for path, content in contents.items():
        file = docs / path
        outside = not file.parent.resolve().is_relative_to(docs.resolve())
        same = not outside and file.is_file() and not file.is_symlink() and file.read_bytes() == content
        if outside or ((file.exists() or file.is_symlink()) and not same and not _is_ours(docs, path, ledger)):
            message = "a page is to be generated here, but this file was not; move it away or delete it"
            problems.append(Problem(f"docs/{path}", 0, 0, Code.NOT_GENERATED, "", message))
    if problems:
        raise BriefingError(problems)


def _generated(docs: Path, folders: Iterable[str], ledger: Mapping[str, str]) -> set[str]:
    """The paths of what earlier runs generated in the folders that are ours."""
    candidates = {path for path in ledger if (docs / path).resolve().is_relative_to(docs.resolve())}
    for folder in folders:
        pattern = f"{folder}/**/*.md" if folder else "*.md"
        candidates.update(file.relative_to(docs).as_posix() for file in docs.glob(pattern))
    return {path for path in candidates if _is_ours(docs, path, ledger)}


def replace(file: Path, content: bytes) -> bool:
    """Puts the content in place in one step; False if it stood there already. Raises OSError."""
    if file.is_file() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"{_TEMPORARY}{os.getpid()}-{file.name}")
    try:
        temporary.write_bytes(content)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _remove_empty(docs: Path, folder: Path) -> None:
    while folder != docs and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
