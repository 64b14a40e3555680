"""Writes the generated pages into `docs/` and removes those that are stale.

Changed pages are first written to `docs/.briefing-new`, which no engine publishes; then each page is replaced in one
step. So a full disk leaves all old pages, and after a killed run each page is the old one or the new one. A page that
did not change is not touched, so that a watching server does not rebuild it.

A page without the mark of generated pages is never overwritten or deleted. Data files have no room for a mark: they are
recognised by their digest in the manifest `docs/.generated.json`, which holds the old and the new digest while files
are being replaced.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from ..problems import BriefingError, Code, Problem
from .atomic_files import has_content, open_plain, read_start, remove_folder, replace_file, walk, write_bytes

Text = str | bytes
MANIFEST = ".generated.json"
STAGE = ".briefing-new"
_MANIFEST_MAX = 50_000_000  # bytes; a larger one counts as broken
_PATH_MAX = 1000  # bytes; systems have no longer ones below a project
_IGNORE_MARK = "# briefing generates these files and this list. Remove this line to keep a list of your own.\n"


@dataclass(frozen=True)
class WriteCounts:
    """The numbers of pages and files that a run wrote, removed, and did not touch."""

    changed: int
    removed: int
    unchanged: int


def write(docs: Path, texts: Mapping[str, Text], folders: Iterable[str]) -> WriteCounts:
    """Writes `texts`, and removes all other generated pages from `folders`.

    `texts` are contents by their paths under `docs`. The caller must hold the project lock. Raises OSError;
    BriefingError, before anything is written, if a file that was not generated is in the way.
    """
    manifest = _read_manifest(docs)
    changed = {path: text for path, text in texts.items() if not has_content(docs / path, _encode(text))}
    _refuse_foreign_files(docs, texts, changed, manifest)
    remove_folder(docs / STAGE)  # a killed run may have left it
    stale = sorted(_find_stale(docs, folders, manifest, texts))
    digests = {path: _digest(_encode(texts[path])) for path in sorted(texts) if not path.endswith(".md")}
    paths = sorted({*manifest, *digests})
    both = {path: f"{manifest.get(path, '')} {digests.get(path, '')}".strip() for path in paths}
    if changed or stale or manifest != digests:
        try:
            replace = _stage(docs, {**changed, STAGE: _format_manifest(both), MANIFEST: _format_manifest(digests)})
            replace(STAGE, MANIFEST)
            for path in changed:
                replace(path, path)
            _remove_pages(docs, stale)
            replace(MANIFEST, MANIFEST)
        finally:
            remove_folder(docs / STAGE)
    return WriteCounts(len(changed), len(stale), len(texts) - len(changed))


def ignore_list(folders: Iterable[str]) -> str:
    """Returns `docs/.gitignore`, which makes git ignore all that is generated.

    It is part of the project, so that `docs/` is there in a new clone: engines need it.
    """
    return "".join([_IGNORE_MARK, *(f"/{path}\n" for path in generated_paths(folders))])


def generated_paths(folders: Iterable[str]) -> tuple[str, ...]:
    """Returns the generated paths under `docs/`; those of folders end with "/"."""
    files = (MANIFEST, "icon.png", "index.md", "preview.png", f"{STAGE}/")
    return (*files, *(f"{one}/" for one in sorted(folders) if one))


def write_ignore_list(docs: Path, folders: Iterable[str]) -> None:
    """Writes `docs/.gitignore`, unless the user has another. Raises OSError."""
    file, content = docs / ".gitignore", ignore_list(folders).encode()
    if not file.exists() or read_start(file, len(_IGNORE_MARK)).startswith(_IGNORE_MARK.encode()):
        replace_file(file, content)


def clear(docs: Path, folders: Iterable[str]) -> int:
    """Removes all generated pages and the manifest; returns the number of files.

    Raises OSError.
    """
    removed = write(docs, {}, folders).removed
    (docs / MANIFEST).unlink(missing_ok=True)
    return removed


def _encode(text: Text) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _format_manifest(digests: Mapping[str, str]) -> str:
    return json.dumps(digests, indent=2, sort_keys=True) + "\n"


def _read_manifest(docs: Path) -> Mapping[str, str]:
    """Reads the manifest: path -> one or two digests, separated by a space.

    A broken manifest counts as empty.
    """
    try:
        manifest = json.loads(read_start(docs / MANIFEST, _MANIFEST_MAX)[:_MANIFEST_MAX])
    except (OSError, ValueError, RecursionError):
        return {}
    items = manifest.items() if isinstance(manifest, dict) else ()
    return {path: str(digests) for path, digests in items if _is_path(path)}


def _is_path(text: str) -> bool:
    """Returns whether a text of the manifest can be the path of a file."""
    return (
        text.isprintable()
        and len(text.encode()) <= _PATH_MAX
        and all(len(part.encode()) <= 255 for part in text.split("/"))
    )


def _inside_test(docs: Path) -> Callable[[Path], bool]:
    """Returns a test for files under `docs` that follows `..` and folders' links."""
    root = docs.resolve()
    is_inside = cache(lambda folder: folder.resolve().is_relative_to(root))
    return lambda file: is_inside(file.parent)


def _is_generated(file: Path, digests: str) -> bool:
    """Returns whether a page has the mark, or a data file has one of these digests."""
    if file.is_symlink() or not file.is_file():
        return False
    if file.suffix != ".md":
        with open_plain(file) as opened:
            return file_digest(opened, "sha256").hexdigest() in digests.split()
    from ..model import Page  # imported here, because a check of the folder needs no records

    first = f"---\n{Page.GENERATED_MARK}".encode()
    return read_start(file, len(first)).startswith(first)


def _refuse_foreign_files(
    docs: Path, paths: Iterable[str], changed: Container[str], manifest: Mapping[str, str]
) -> None:
    problems = []
    is_inside = _inside_test(docs)
    for path in paths:
        file = docs / path
        if not is_inside(file):
            message = "a page is to be generated here, but the path leads out of docs/; replace the link by a folder"
        elif (
            path not in changed
            or not (file.exists() or file.is_symlink())
            or _is_generated(file, manifest.get(path, ""))
        ):
            continue
        else:
            message = "a page is to be generated here, but this file was not; move it away or delete it"
        problems.append(Problem(f"docs/{path}", 0, 0, Code.NOT_GENERATED, "", message))
    if problems:
        raise BriefingError(problems)


def _find_stale(
    docs: Path, folders: Iterable[str], manifest: Mapping[str, str], texts: Container[str]
) -> Iterator[str]:
    """Yields the paths of generated files in the folders, other than `texts`."""
    candidates = set(manifest)
    for folder in folders:
        found = walk(docs / folder) if folder else docs.glob("*.md")
        candidates.update(Path(file).relative_to(docs).as_posix() for file in found if file.name.endswith(".md"))
    is_inside = _inside_test(docs)
    for path in candidates:
        if path not in texts and is_inside(docs / path) and _is_generated(docs / path, manifest.get(path, "")):
            yield path


def _stage(docs: Path, contents: Mapping[str, Text]) -> Callable[[str, str], None]:
    """Writes the contents to the stage.

    Returns a function that moves one of them to a path under `docs`.
    """
    files = {path: docs / STAGE / str(number) for number, path in enumerate(contents)}
    (docs / STAGE).mkdir(parents=True)
    for folder in dict.fromkeys((docs / path).parent for path in contents):
        folder.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        write_bytes(files[path], _encode(content), docs / path)

    def replace(path: str, target: str) -> None:
        files[path].replace(docs / target)

    return replace


def _remove_pages(docs: Path, stale: Iterable[str]) -> None:
    for path in stale:
        (docs / path).unlink()
        folder = (docs / path).parent
        while folder != docs and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
