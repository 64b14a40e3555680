"""The seeds of either side of a comparison: a folder's, or the same folder's at a git revision, read without a checkout."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from .loaded import SEEDS, Files, Unread
from .source import LINK, NO_FILE, is_passed_over, read_seeds
from .yamltext import MAX_BYTES

WORKING_TREE = "working tree"


class SideError(Exception):
    """A revision or folder can't be read; the message says which and why."""


def read_side(root: Path, side: str | None) -> Files:
    """The seeds of one side of a comparison: the folder `root` if None, a git revision of it, or another folder.

    A name that git knows as a revision is one, so that no folder can pass for a branch; `./name` is always a folder.
    Raises SideError or OSError.
    """
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
    _prefix(root)
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
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except SideError:
        return None
    return found.decode("ascii", "replace").strip()


def _prefix(root: Path) -> str:
    """The path of `root` within its repository, with a slash at its end; empty at the top. Raises SideError."""
    return os.fsdecode(_git(root, "rev-parse", "--show-prefix")).removesuffix("\n")


def _read_commit(root: Path, commit: str) -> Files:
    """What `read_seeds` would find if the commit were checked out; nothing is."""
    prefix = _prefix(root)
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{prefix}{SEEDS}/")
    found: dict[str, bytes | Unread] = {}
    wanted: list[tuple[str, str]] = []
    for line in filter(None, listed.split(b"\0")):
        head, _, path = line.partition(b"\t")
        mode, kind, name = head.decode("ascii").split()
        inside = PurePosixPath(os.fsdecode(path).removeprefix(prefix))
        folder = next((one for one in inside.parents if one.suffix == ".yml"), None)
        if kind != "blob" or any(is_passed_over(part) for part in inside.parts):
            continue
        if folder or mode == "120000":
            found[str(folder or inside)] = NO_FILE if folder else LINK
        else:
            wanted.append((str(inside), name))
    found |= zip((inside for inside, _ in wanted), _blobs(root, [name for _, name in wanted]), strict=True)
    return dict(sorted(found.items()))


def _blobs(root: Path, names: list[str]) -> list[bytes]:
    """The contents of blobs, in the order of their names, each cut where it is over the size limit."""
    answer = _git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    found, at = [], 0
    for _ in names:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[-1])
        found.append(answer[end + 1 : end + 1 + min(size, MAX_BYTES + 1)])
        at = end + 1 + size + 1
    return found


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints, never through a shell, without its fetching or writing. Raises SideError with what it says."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    environment |= {"GIT_LITERAL_PATHSPECS": "1", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, input=given, env=environment, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise SideError("git is not installed; without it, two folders can be compared") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ") or "git gives no reason"
        if "not a git repository" in said:
            raise SideError(f"{str(root)!r} is in no git repository; without one, two folders can be compared")
        raise SideError(f"git can't read this: {said}")
    return done.stdout
