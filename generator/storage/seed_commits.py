"""The commits that changed `seeds/`, the newest first, each with the files that it changed, as they were and as they became."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

from ..loading import Files, seed_paths, yaml_reader
from .git import GitError, blobs, git
from .seed_files import is_passed_over

MOST = 2000
"""So many commits are read; what is older is not told."""
_FILES = (b"100644", b"100755", b"100664")


@dataclass(frozen=True)
class Commit:
    """A commit of the line that was published: its full name, its time (seconds since 1970, UTC), author and message."""

    name: str
    seconds: int
    author: str
    is_merge: bool
    message: str


@dataclass(frozen=True)
class Line:
    """The commits of a folder's current revision that changed its `seeds/`, the newest first.

    The line follows the first parent, so that a merge is one step, the sum of what it brought. `place` is the folder's path
    in the repository. `is_cut` says that the last commit is not the beginning: what it changed can't be known, because what was
    before it is not here (a shallow clone), or not read (beyond `MOST`). `absent` says why there is none.
    """

    root: Path
    place: str = ""
    commits: tuple[Commit, ...] = ()
    is_cut: bool = False
    absent: str = ""


@dataclass(frozen=True)
class Step:
    """A commit with the files it changed: path under the root -> content, before and after."""

    commit: Commit
    before: Files
    after: Files


def line(root: Path) -> Line:
    """The commits of the folder `root`, without their files. Never raises because of git: `absent` says what it said."""
    try:
        told = os.fsdecode(git(root, "rev-parse", "--show-prefix", "--is-shallow-repository", "HEAD"))
        place, shallow, head = told.removesuffix("\n").rsplit("\n", 2)
        return (_read if shallow == "true" else _kept)(root, place, head, shallow == "true")
    except GitError as error:
        return Line(root, absent="there is no commit yet" if "argument 'HEAD'" in str(error) else str(error))
    except OSError as error:
        return Line(root, absent=str(error))


def _read(root: Path, place: str, head: str, is_shallow: bool) -> Line:
    wanted = ("rev-list", "--first-parent", "--no-commit-header", f"--max-count={MOST + 1}", "--encoding=UTF-8")
    told = git(root, *wanted, "--format=%H%x00%ct%x00%ae%x00%P%x00%B%x00", head, "--", f"{seed_paths.SEEDS}/")
    commits = tuple(_commits(told))
    if not commits:
        return Line(root, absent="no commit of this repository holds the seeds")
    is_cut = len(commits) > MOST or (is_shallow and _is_edge(root, commits[-1]))
    return Line(root, place, commits[:MOST], is_cut)


_kept = lru_cache(maxsize=2)(_read)
"""A whole repository tells of the same commit always the same; a shallow one may be deepened."""


def _commits(told: bytes) -> Iterator[Commit]:
    fields = told.decode("utf-8", "replace").split("\0")
    for at in range(0, len(fields) - 1, 5):
        name, seconds, author, parents, message = fields[at : at + 5]
        yield Commit(name.strip(), int(seconds), author, " " in parents, message.strip())


def _is_edge(root: Path, oldest: Commit) -> bool:
    """Whether a shallow clone ends at this commit: it has parents, but they are not here."""
    told = git(root, "rev-list", "--no-commit-header", "--max-count=1", "--format=%P", oldest.name).strip()
    written = git(root, "cat-file", "commit", oldest.name).partition(b"\n\n")[0]
    return not told and b"\nparent " in written


def steps(line: Line) -> tuple[Step, ...]:
    """The commits with the files that they changed. Raises GitError or OSError."""
    if not line.commits:
        return ()
    changed = [*_between(line), _whole(line)]
    names = dict.fromkeys(name for both in changed for side in both for name in side.values())
    known = dict(zip(names, blobs(line.root, list(names), yaml_reader.MAX_BYTES + 1), strict=True))

    def filled(side: Mapping[str, str]) -> Files:
        return {path: known[name] for path, name in sorted(side.items())}

    pairs = zip(line.commits, changed, strict=True)
    return tuple(Step(commit, filled(before), filled(after)) for commit, (before, after) in pairs)


_Sides = tuple[dict[str, str], dict[str, str]]


def _between(line: Line) -> Iterator[_Sides]:
    """For each commit but the oldest, path -> name of the blob of what differs from the one before it."""
    given = "".join(f"{new.name} {old.name}\n" for new, old in pairwise(line.commits)).encode()
    how = ("diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--", f"{seed_paths.SEEDS}/")
    words = iter(git(line.root, *how, given=given).split(b"\0"))
    found: dict[str, _Sides] = {}
    sides: _Sides = ({}, {})
    for word in words:
        if not word.startswith(b":"):
            sides = found.setdefault(word.decode("ascii"), ({}, {}))
            continue
        old_mode, new_mode, old, new, _ = word[1:].split(b" ")
        path = _inside(next(words), line.place)
        for side, mode, name in zip(sides, (old_mode, new_mode), (old, new), strict=True):
            if path and mode in _FILES:
                side[path] = name.decode("ascii")
    return (found.get(commit.name, ({}, {})) for commit in line.commits[:-1])


def _whole(line: Line) -> _Sides:
    """All files of the oldest commit as new."""
    listed = git(
        line.root, "ls-tree", "-r", "-z", "--full-tree", line.commits[-1].name, "--", f"{line.place}{seed_paths.SEEDS}/"
    )
    return {}, dict(_entries(filter(None, listed.split(b"\0")), line.place))


def _entries(lines: Iterable[bytes], place: str) -> Iterator[tuple[str, str]]:
    for entry in lines:
        head, _, path = entry.partition(b"\t")
        mode, _, name = head.split(b" ")
        inside = _inside(path, place)
        if inside and mode in _FILES:
            yield inside, name.decode("ascii")


def _inside(path: bytes, place: str) -> str | None:
    """The path under the root; None if nothing of the data lies there."""
    inside = os.fsdecode(path).removeprefix(place)
    return None if any(map(is_passed_over, PurePosixPath(inside).parts)) else inside
