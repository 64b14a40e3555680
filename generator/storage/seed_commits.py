"""Reads the commits that changed `seeds/`, with their files before and after."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

from ..loading import Files, seed_paths, yaml_reader
from .git import GitError, read_blobs, require_repository, run_git
from .seed_files import is_leftover

MAX_COMMITS = 2000
"""The number of commits that are read at most; older ones are left out."""
_FILE_MODES = (b"100644", b"100755", b"100664")


@dataclass(frozen=True)
class Commit:
    """A commit; its `name` is its full hash, `seconds` are since 1970 in UTC.

    `author` is an address.
    """

    name: str
    seconds: int
    author: str
    is_merge: bool
    message: str


@dataclass(frozen=True)
class CommitChange:
    """A commit with the files of records it changed: path under the root -> content.

    Changes of equal commits are equal: the hash of a commit determines its files.
    """

    commit: Commit
    before: Files = field(compare=False)
    after: Files = field(compare=False)


@dataclass(frozen=True)
class CommitRange:
    """The commits that changed the `seeds/` of a project folder, newest first.

    The range follows first parents, so a merge is one change: the sum of its branch. `is_cut` means that the last
    commit is not the first of the history: the files before it are unknown, because the clone is shallow or the range
    is longer than `MAX_COMMITS`. `missing_reason` is the reason why there are no commits.
    """

    root: Path
    changes: tuple[CommitChange, ...] = ()
    is_cut: bool = False
    missing_reason: str = ""


def read_commits(root: Path) -> CommitRange:
    """Reads the commits of the current revision of `root`.

    Does not raise an error of git: `missing_reason` holds it.
    """
    try:
        prefix, shallow, head = _ask_revision(root)
        commits = _list_commits(root, head)
        if not commits:
            return CommitRange(root, missing_reason="no commit of this repository holds the seeds")
        is_cut = len(commits) > MAX_COMMITS or (shallow == "true" and _is_shallow_end(root, commits[-1]))
        return CommitRange(root, _read_changes(root, prefix, commits[:MAX_COMMITS]), is_cut)
    except GitError as error:
        return CommitRange(
            root, missing_reason="there is no commit yet" if "argument 'HEAD'" in str(error) else str(error)
        )
    except OSError as error:
        return CommitRange(root, missing_reason=str(error))


def describe_revision(root: Path) -> str:
    """Returns a text that is another one if the commits are other ones."""
    try:
        return "\n".join(_ask_revision(root))
    except (GitError, OSError) as error:
        return str(error)


def _ask_revision(root: Path) -> tuple[str, str, str]:
    """Returns the path in the repository, "true" for a shallow clone, the commit.

    Raises GitError or OSError.
    """
    require_repository(root)
    output = os.fsdecode(run_git(root, "rev-parse", "--show-prefix", "--is-shallow-repository", "HEAD"))
    prefix, shallow, head = output.removesuffix("\n").rsplit("\n", 2)
    return prefix, shallow, head


def _list_commits(root: Path, head: str) -> tuple[Commit, ...]:
    options = ("--first-parent", "--no-commit-header", f"--max-count={MAX_COMMITS + 1}", "--encoding=UTF-8")
    fields = "--format=%H%x00%ct%x00%ae%x00%P%x00%B%x00"
    return tuple(_parse_commits(run_git(root, "rev-list", *options, fields, head, "--", f"{seed_paths.SEEDS}/")))


def _parse_commits(output: bytes) -> Iterator[Commit]:
    fields = output.decode("utf-8", "replace").split("\0")
    for at in range(0, len(fields) - 1, 5):
        name, seconds, author, parents, message = fields[at : at + 5]
        if not seconds.lstrip("-").isdecimal():
            raise GitError(f"the commit {name.strip()[:12]} has no valid date")
        yield Commit(name.strip(), int(seconds), author, " " in parents, message.strip())


def _is_shallow_end(root: Path, oldest: Commit) -> bool:
    """Returns whether a shallow clone ends at this commit and lacks its parents."""
    parents = run_git(root, "rev-list", "--no-commit-header", "--max-count=1", "--format=%P", oldest.name).strip()
    header = run_git(root, "cat-file", "commit", oldest.name).partition(b"\n\n")[0]
    return not parents and b"\nparent " in header


@lru_cache(maxsize=1)
def _read_changes(root: Path, prefix: str, commits: tuple[Commit, ...]) -> tuple[CommitChange, ...]:
    """Reads the changed files of commits. Raises GitError or OSError.

    Cached, because `briefing serve` asks for the same commits after each edit. `prefix` is the root's path in the
    repository.
    """
    changed = [*_changed_blobs(root, prefix, commits), ({}, _all_blobs(root, prefix, commits[-1]))]
    names = list(dict.fromkeys(name for both in changed for blobs in both for name in blobs.values()))
    contents = dict(zip(names, read_blobs(root, names, yaml_reader.MAX_BYTES + 1), strict=True))

    def files(blobs: Mapping[str, str]) -> Files:
        return {path: contents[name] for path, name in sorted(blobs.items())}

    pairs = zip(commits, changed, strict=True)
    return tuple(CommitChange(commit, files(before), files(after)) for commit, (before, after) in pairs)


_Blobs = dict[str, str]
"""Path under the root -> name of the blob."""


def _changed_blobs(root: Path, prefix: str, commits: tuple[Commit, ...]) -> Iterator[tuple[_Blobs, _Blobs]]:
    """Yields the blobs that each commit but the oldest changed, before and after."""
    given = "".join(f"{new.name} {old.name}\n" for new, old in pairwise(commits)).encode()
    options = ("--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--", f"{seed_paths.SEEDS}/")
    words = iter(run_git(root, "diff-tree", *options, given=given).split(b"\0"))
    found: dict[str, tuple[_Blobs, _Blobs]] = {}
    both: tuple[_Blobs, _Blobs] = ({}, {})
    for word in words:
        if not word.startswith(b":"):
            both = found.setdefault(word.decode("ascii"), ({}, {}))
            continue
        old_mode, new_mode, old, new, _ = word[1:].split(b" ")
        path = _path_in_root(next(words), prefix)
        for blobs, mode, name in zip(both, (old_mode, new_mode), (old, new), strict=True):
            if path and mode in _FILE_MODES:
                blobs[path] = name.decode("ascii")
    return (found.get(commit.name, ({}, {})) for commit in commits[:-1])


def _all_blobs(root: Path, prefix: str, commit: Commit) -> _Blobs:
    output = run_git(root, "ls-tree", "-r", "-z", "--full-tree", commit.name, "--", f"{prefix}{seed_paths.SEEDS}/")
    return dict(_parse_tree(filter(None, output.split(b"\0")), prefix))


def _parse_tree(lines: Iterable[bytes], prefix: str) -> Iterator[tuple[str, str]]:
    for line in lines:
        head, _, path = line.partition(b"\t")
        mode, _, name = head.split(b" ")
        inside = _path_in_root(path, prefix)
        if inside and mode in _FILE_MODES:
            yield inside, name.decode("ascii")


def _path_in_root(path: bytes, prefix: str) -> str | None:
    """Returns the path under the root; None for a file without records."""
    from ..model import lockfile

    inside = os.fsdecode(path).removeprefix(prefix)
    return None if inside == lockfile.PATH or any(map(is_leftover, PurePosixPath(inside).parts)) else inside
