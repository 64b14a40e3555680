"""Whether a folder stands as the last run left it: then there is nothing to generate, and not even the models are imported.

The note of a run, in `.cache/briefing/`, is a digest of all that pages follow from (each file of `seeds/`, the revision
whose history is told, the generator's own files, Python and what is installed beside it) and of how each file under `docs/` stood when the run was done: its size,
its number and its times. It may be deleted at any time; whatever is not plain makes a full run.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from .git import GitError, git

FOLDER = ".cache/briefing"
_NOTE = f"{FOLDER}/generated.json"


def unchanged(root: Path) -> int | None:
    """How many pages and files the last run left, if nothing has changed since; None if something may have."""
    try:
        note = json.loads((root / _NOTE).read_bytes())
        revision = revision_of(root)
        may_deepen = revision.startswith("true")  # a shallow clone: more of its history may have come
        if (
            not may_deepen
            and note["inputs"] == _inputs(_seeds(root), revision)
            and note["outputs"] == _outputs(root / "docs")
        ):
            return int(note["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def revision_of(root: Path) -> str:
    """The commit whose history the pages tell, and whether there is more of it than is here; empty without git."""
    try:
        return git(root, "rev-parse", "--is-shallow-repository", "HEAD").decode("ascii", "replace")
    except (GitError, OSError):
        return ""


def note(root: Path, seeds: Mapping[str, object], revision: str, pages: int) -> None:
    """Notes that `docs/` is what follows from `seeds`, path -> bytes, and from the history up to `revision`, as they were read.

    A folder that can't be written has no note, and neither has a run of a program that changed in the meantime.
    """
    texts = {path: text for path, text in seeds.items() if isinstance(text, bytes)}
    if len(texts) < len(seeds) or not running():
        return
    try:
        found = {"inputs": _inputs(texts, revision), "outputs": _outputs(root / "docs"), "pages": pages}
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        beside = root / f"{_NOTE}.new"
        beside.write_text(json.dumps(found), encoding="utf-8")
        beside.replace(root / _NOTE)
    except OSError:
        pass


def forget(root: Path) -> None:
    """Removes what runs have noted."""
    for note_ in ("generated.json", "pages.json"):
        (root / FOLDER / note_).unlink(missing_ok=True)
    for folder in (root / FOLDER, (root / FOLDER).parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _inputs(seeds: Mapping[str, bytes], revision: str) -> str:
    """A digest of the seeds, of the history's end and of everything that makes pages of them."""
    return _digest((revision, program()), seeds)


def running() -> str:
    """A digest of the program that this process runs; empty if its files are no longer those that it was started from.

    A live server goes on when they change: what its pages are made by can't be told then.
    """
    return _STARTED if _STARTED and _program() == _STARTED else ""


def _program() -> str:
    """The digest of the program as its files are now; empty if that can't be told."""
    try:
        return program()
    except OSError:
        return ""


def program() -> str:
    """A digest of the generator as its files are, of Python, and of what is installed beside it. Raises OSError."""
    files = _files(Path(__file__).parent, lambda name: name == "__pycache__")
    return _digest((sys.version, *_installed()), files)


def _digest(words: tuple[str, ...], files: Mapping[str, bytes]) -> str:
    found = sha256(repr(words).encode())
    for path in sorted(files):
        found.update(repr((path, len(files[path]))).encode())
        found.update(files[path])
    return found.hexdigest()


def _installed() -> list[str]:
    """The names and versions of the packages that are installed where pydantic is."""
    spec = find_spec("pydantic")
    folder = Path(spec.origin).parent.parent if spec and spec.origin else Path(__file__).parent
    return sorted(path.name for path in folder.glob("*.dist-info"))


def _seeds(root: Path) -> dict[str, bytes]:
    files = _files(root / "seeds", lambda name: name.startswith(".") or name.endswith("~"))
    return {f"seeds/{path}": text for path, text in files.items()}


def _files(folder: Path, passed_over: Callable[[str], bool]) -> dict[str, bytes]:
    """The plain files in a folder and in its folders: path -> bytes. Raises OSError for what is neither file nor folder."""
    paths = (Path(entry.path) for entry in _entries(folder, passed_over))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _outputs(docs: Path) -> str:
    """A digest of how each file under `docs/` stands. Whoever writes one changes its times, or its number."""
    found = sha256()
    for entry in sorted(_entries(docs, lambda _: False), key=lambda entry: entry.path):
        stat = entry.stat(follow_symlinks=False)
        path = os.path.relpath(entry.path, docs)
        found.update(repr((path, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns)).encode())
    return found.hexdigest()


def _entries(folder: Path | str, passed_over: Callable[[str], bool]) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if passed_over(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, passed_over)
            elif entry.is_file(follow_symlinks=False):
                yield entry
            else:
                raise OSError(f"{entry.path} is neither a file nor a folder")


_STARTED = _program()
