"""The only reader: a folder's `seeds/`, now or at a git revision, as a mapping from path to bytes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .yamltext import MAX_BYTES

WORKING_TREE = "working tree"


class SourceError(Exception):
    """A revision or folder can't be read; the message says which and why."""


def read_seeds(root: Path) -> dict[str, bytes]:
    """Every file under `root/seeds/` by its path from `root`, with `/` between folders; hidden files are left out.

    Symbolic links are not followed: their path is given without a text, so that the loader reports them as stray.
    A file over the size limit is read only so far that the loader can tell. Raises OSError.
    """
    found: dict[str, bytes] = {}
    seeds = root / "seeds"
    for path in sorted(seeds.rglob("*")):
        inside = path.relative_to(root)
        if any(part.startswith(".") for part in inside.parts):
            continue
        name = inside.as_posix()
        if path.is_symlink():
            found[_link(name)] = b""
        elif path.is_file():
            with path.open("rb") as file:
                found[name] = file.read(MAX_BYTES + 1)
    return found


def read_side(root: Path, side: str | None) -> dict[str, bytes]:
    """The seeds of one side of a comparison: the folder `root` if None, a git revision of it, or another folder.

    A name that git knows as a revision is one, so that no folder can pass for a branch; `./name` is always a folder.
    Raises SourceError or OSError.
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
        raise SourceError(f"there is no folder {side!r}")
    _prefix(root)
    raise SourceError(f"{side!r} is neither a revision that git knows here nor a folder")


def _not_empty(files: dict[str, bytes], side: str) -> dict[str, bytes]:
    if not files:
        raise SourceError(f"there are no seeds in {side!r}: no file in the folder seeds/ under the root")
    return files


def _commit(root: Path, revision: str) -> str | None:
    """The full name of the commit that a revision means, or None if git knows none here."""
    if revision.startswith("-") or not revision.isprintable():
        return None
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except SourceError:
        return None
    return found.decode("ascii", "replace").strip()


def _prefix(root: Path) -> str:
    """The path of `root` within its repository, with a slash at its end; empty at the top. Raises SourceError."""
    return os.fsdecode(_git(root, "rev-parse", "--show-prefix")).removesuffix("\n")


def _read_commit(root: Path, commit: str) -> dict[str, bytes]:
    """What `read_seeds` would find if the commit were checked out; nothing is."""
    prefix = _prefix(root)
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{prefix}seeds/")
    found: dict[str, bytes] = {}
    wanted: list[tuple[str, str]] = []
    for line in filter(None, listed.split(b"\0")):
        head, _, path = line.partition(b"\t")
        mode, kind, name = head.decode("ascii").split()
        inside = os.fsdecode(path).removeprefix(prefix)
        if kind != "blob" or any(part.startswith(".") for part in inside.split("/")):
            continue
        if mode == "120000":
            found[_link(inside)] = b""
        else:
            wanted.append((inside, name))
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
    """What git prints, never through a shell, without its fetching or writing. Raises SourceError with what it says."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    environment |= {"GIT_LITERAL_PATHSPECS": "1", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, input=given, env=environment, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise SourceError("git is not installed; without it, two folders can be compared") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ") or "git gives no reason"
        if "not a git repository" in said:
            raise SourceError(f"{str(root)!r} is in no git repository; without one, two folders can be compared")
        raise SourceError(f"git can't read this: {said}")
    return done.stdout


def _link(name: str) -> str:
    return f"{name} (a symbolic link)"
