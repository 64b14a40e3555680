"""Reads the seeds of a folder, or of the same folder at a git revision."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from ..loading import Files, UnreadableFile, seed_paths, yaml_reader
from .git import GitError, path_in_repository, read_blobs, run_git
from .seed_files import LINK, NO_FILE, is_leftover, read_seeds

WORKING_TREE = "working tree"
"""The name of the folder as it is now, beside the names of git's revisions."""


class RevisionError(Exception):
    """A revision or folder can't be read; the message names it and gives the reason."""


def read_revision(root: Path, revision: str | None) -> Files:
    """Reads the seeds of `root` (None), of `root` at a revision, or of another folder.

    A name that git knows is a revision, so that no folder can pass for a branch; `./name` is always a folder.
    Raises RevisionError or OSError.
    """
    try:
        return _read_revision(root, revision)
    except GitError as error:
        instead = "; without it, two folders can be compared" if error.is_absent else ""
        raise RevisionError(f"{error}{instead}") from error


def _read_revision(root: Path, revision: str | None) -> Files:
    if revision is None:
        return _require_seeds(read_seeds(root), f"{root}")
    is_folder = revision.startswith((".", "/")) or revision.endswith("/")
    commit = None if is_folder else _find_commit(root, revision)
    if commit:
        return _require_seeds(_read_commit(root, commit), revision)
    if Path(revision).is_dir():
        return _require_seeds(read_seeds(Path(revision)), revision)
    if is_folder:
        raise RevisionError(f"there is no folder {revision!r}")
    path_in_repository(root)  # raises GitError if there is no repository to know the name
    raise RevisionError(f"{revision!r} is neither a revision that git knows here nor a folder")


def _require_seeds(files: Files, revision: str) -> Files:
    if not files:
        raise RevisionError(f"there are no seeds in {revision!r}: no file in the folder seeds/ under the root")
    return files


def _find_commit(root: Path, revision: str) -> str | None:
    """Returns the full hash of a revision's commit, or None if git knows none here."""
    if revision.startswith("-") or not revision.isprintable():
        return None
    try:
        found = run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        return None
    return found.decode("ascii", "replace").strip()


def _read_commit(root: Path, commit: str) -> Files:
    """Reads what `read_seeds` would find if the commit were checked out."""
    prefix = path_in_repository(root)
    listed = run_git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{prefix}{seed_paths.SEEDS}/")
    found: dict[str, bytes | UnreadableFile] = {}
    blobs: list[tuple[str, str]] = []
    for line in filter(None, listed.split(b"\0")):
        head, _, path = line.partition(b"\t")
        mode, kind, name = head.decode("ascii").split()
        inside = PurePosixPath(os.fsdecode(path).removeprefix(prefix))
        folder = next((one for one in inside.parents if one.suffix == ".yml"), None)
        if kind != "blob" or any(is_leftover(part) for part in inside.parts):
            continue
        if folder or mode == "120000":
            found[str(folder or inside)] = NO_FILE if folder else LINK
        else:
            blobs.append((str(inside), name))
    contents = read_blobs(root, [name for _, name in blobs], yaml_reader.MAX_BYTES + 1)
    found |= zip((inside for inside, _ in blobs), contents, strict=True)
    return dict(sorted(found.items()))
