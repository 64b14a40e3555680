"""The seeds of either side of a comparison: a folder's, or the same folder's at a git revision, read without a checkout."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from ..loading import Files, UnreadableFile, seed_paths, yaml_reader
from .git import GitError, blobs, git, prefix
from .seed_files import LINK, NO_FILE, is_passed_over, read_seeds

WORKING_TREE = "working tree"


class SideError(Exception):
    """A revision or folder can't be read; the message says which and why."""


def read_side(root: Path, side: str | None) -> Files:
    """The seeds of one side of a comparison: the folder `root` if None, a git revision of it, or another folder.

    A name that git knows as a revision is one, so that no folder can pass for a branch; `./name` is always a folder.
    Raises SideError or OSError.
    """
    try:
        return _read_side(root, side)
    except GitError as error:
        instead = "; without it, two folders can be compared" if error.is_absent else ""
        raise SideError(f"{error}{instead}") from error


def _read_side(root: Path, side: str | None) -> Files:
    if side is None:
        return _not_empty(read_seeds(root), f"{root}")
    is_folder = side.startswith((".", "/")) or side.endswith("/")
    commit = None if is_folder else _commit(root, side)
    if commit:
        return _not_empty(_read_commit(root, commit), side)
    if Path(side).is_dir():
        return _not_empty(read_seeds(Path(side)), side)
    if is_folder:
        raise SideError(f"there is no folder {side!r}")
    prefix(root)
    raise SideError(f"{side!r} is neither a revision that git knows here nor a folder")


def _not_empty(files: Files, side: str) -> Files:
    if not files:
        raise SideError(f"there are no seeds in {side!r}: no file in the folder seeds/ under the root")
    return files


def _commit(root: Path, revision: str) -> str | None:
    """The full name of the commit that a revision means, or None if git knows none here."""
    if revision.startswith("-") or not revision.isprintable():
        return None
    try:
        found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        return None
    return found.decode("ascii", "replace").strip()


def _read_commit(root: Path, commit: str) -> Files:
    """What `read_seeds` would find if the commit were checked out; nothing is."""
    folder_of_root = prefix(root)
    listed = git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{folder_of_root}{seed_paths.SEEDS}/")
    found: dict[str, bytes | UnreadableFile] = {}
    wanted: list[tuple[str, str]] = []
    for line in filter(None, listed.split(b"\0")):
        head, _, path = line.partition(b"\t")
        mode, kind, name = head.decode("ascii").split()
        inside = PurePosixPath(os.fsdecode(path).removeprefix(folder_of_root))
        folder = next((one for one in inside.parents if one.suffix == ".yml"), None)
        if kind != "blob" or any(is_passed_over(part) for part in inside.parts):
            continue
        if folder or mode == "120000":
            found[str(folder or inside)] = NO_FILE if folder else LINK
        else:
            wanted.append((str(inside), name))
    contents = blobs(root, [name for _, name in wanted], yaml_reader.MAX_BYTES + 1)
    found |= zip((inside for inside, _ in wanted), contents, strict=True)
    return dict(sorted(found.items()))
