"""The only writer of pages and of the lock: makes the folders it owns under `docs/` hold exactly the pages it is given.

All that has changed is first written beside the pages, in `docs/.briefing-new`, which no engine publishes; only then is
each page replaced in one step. So a full disk leaves every old page, and a run that is killed leaves of each page the old
or the new one. A page that has not changed is not touched, so that a watching server does not rebuild.

What lacks the mark of a generated page is never overwritten or deleted; files that can't bear the mark (data) are known
by their digest in `docs/.generated.json`, which holds the old and the new one while they are being replaced.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from ..model import Page
from ..problems import BriefingError, Code, Problem

Text = str | bytes
LEDGER = ".generated.json"
STAGE = ".briefing-new"
_FIRST_BYTES = f"---\n{Page.GENERATED_MARK}".encode()


@dataclass(frozen=True)
class Written:
    """What a run did, as counts of pages and files."""

    changed: int
    removed: int
    unchanged: int


def write(docs: Path, texts: Mapping[str, Text], folders: Iterable[str]) -> Written:
    """Writes `texts` (path under `docs` -> text or bytes) and removes what else was generated in `folders`.

    Raises BriefingError, before anything is written, if a file that is not ours stands in the way; OSError. Two runs
    at once need turns.turn().
    """
    ledger = _read_ledger(docs)
    changed = {path: text for path, text in texts.items() if not _holds(docs / path, _bytes(text))}
    _refuse_others(docs, texts, changed, ledger)
    remove_folder(docs / STAGE)  # of a run that was killed
    stale = sorted(_generated(docs, folders, ledger) - set(texts))
    digests = {path: _digest(_bytes(texts[path])) for path in sorted(texts) if not path.endswith(".md")}
    between = {path: f"{ledger.get(path, '')} {digests.get(path, '')}".strip() for path in sorted({*ledger, *digests})}
    if changed or stale or ledger != digests:
        try:
            place = _staged(docs, {**changed, STAGE: _ledger(between), LEDGER: _ledger(digests)})
            place(STAGE, LEDGER)
            for path in changed:
                place(path, path)
            _remove(docs, stale)
            place(LEDGER, LEDGER)
        finally:
            remove_folder(docs / STAGE)
    return Written(len(changed), len(stale), len(texts) - len(changed))


def replace(file: Path, content: bytes) -> bool:
    """Writes a file in one step: whoever reads it, whatever happens, it is the old or the new one.

    False if it held the content already. Raises OSError.
    """
    if _holds(file, content):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".briefing-{file.name}")
    try:
        _fill(beside, content, file)
        if file.exists():
            shutil.copymode(file, beside)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return True


def remove_folder(folder: Path) -> None:
    """Removes a folder of ours, if it is there; of a symbolic link only the link."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _bytes(text: Text) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _ledger(digests: Mapping[str, str]) -> str:
    return json.dumps(digests, indent=2, sort_keys=True) + "\n"


def _read_ledger(docs: Path) -> Mapping[str, str]:
    """Path -> the digests, one or two, of what was generated there."""
    try:
        ledger = json.loads((docs / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {path: str(digests) for path, digests in ledger.items()} if isinstance(ledger, dict) else {}


def _holds(file: Path, content: bytes) -> bool:
    return not file.is_symlink() and file.is_file() and file.read_bytes() == content


def _insider(docs: Path) -> Callable[[Path], bool]:
    """Tells whether a file lies under `docs`, its folder's symbolic links and `..` followed."""
    root = docs.resolve()
    inside = cache(lambda folder: folder.resolve().is_relative_to(root))
    return lambda file: inside(file.parent)


def _is_ours(file: Path, digests: str) -> bool:
    """Whether a file bears the mark, or is, byte for byte, what a run wrote or was about to write."""
    if file.is_symlink() or not file.is_file():
        return False
    if file.suffix != ".md":
        return _digest(file.read_bytes()) in digests.split()
    with file.open("rb") as page:
        return page.read(len(_FIRST_BYTES)) == _FIRST_BYTES


def _refuse_others(docs: Path, paths: Iterable[str], changed: Container[str], ledger: Mapping[str, str]) -> None:
    problems = []
    is_inside = _insider(docs)
    for path in paths:
        file = docs / path
        if not is_inside(file):
            message = "a page is to be generated here, but the path leads out of docs/; replace the link by a folder"
        elif path not in changed or not (file.exists() or file.is_symlink()) or _is_ours(file, ledger.get(path, "")):
            continue
        else:
            message = "a page is to be generated here, but this file was not; move it away or delete it"
        problems.append(Problem(f"docs/{path}", 0, 0, Code.NOT_GENERATED, "", message))
    if problems:
        raise BriefingError(problems)


def _generated(docs: Path, folders: Iterable[str], ledger: Mapping[str, str]) -> set[str]:
    """The paths of what earlier runs generated in the folders that are ours."""
    candidates = set(ledger)
    for folder in folders:
        pattern = f"{folder}/**/*.md" if folder else "*.md"
        candidates.update(file.relative_to(docs).as_posix() for file in docs.glob(pattern))
    is_inside = _insider(docs)
    return {path for path in candidates if is_inside(docs / path) and _is_ours(docs / path, ledger.get(path, ""))}


def _staged(docs: Path, contents: Mapping[str, Text]) -> Callable[[str, str], None]:
    """Writes the contents beside the pages; what it gives puts one of them in its place."""
    files = {path: docs / STAGE / str(number) for number, path in enumerate(contents)}
    (docs / STAGE).mkdir(parents=True)
    for folder in dict.fromkeys((docs / path).parent for path in contents):
        folder.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        _fill(files[path], _bytes(content), docs / path)

    def place(path: str, target: str) -> None:
        files[path].replace(docs / target)

    return place


def _fill(file: Path, content: bytes, shown: Path) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:  # a full disk does not say which file it had no room for
        raise OSError(error.errno, error.strerror, str(shown)) from error


def _remove(docs: Path, stale: Iterable[str]) -> None:
    for path in stale:
        (docs / path).unlink()
        folder = (docs / path).parent
        while folder != docs and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
