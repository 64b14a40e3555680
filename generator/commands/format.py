"""Brings the files of records into their form, each in one step; what has a fault of its own is left alone and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..authoring import format_yaml
from ..kinds import KINDS
from ..loading import UnreadableFile, checks, load, seed_paths, yaml_reader
from ..model import Kind, lockfile
from ..problems import Problem
from ..storage import atomic_files, read_seeds


@dataclass(frozen=True)
class Tidied:
    """The paths of the files that were not in their form, how many were, and the faults of those left alone."""

    changed: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]


def in_form(path: str, raw: bytes | UnreadableFile, kinds: tuple[Kind, ...]) -> bytes | tuple[Problem, ...]:
    """The file in its form, or the faults that this file alone has; `path` is as in `seeds/actors/x.yml`."""
    files = {path: raw}
    problems = [problem for problem in load(files, kinds).problems if problem.path == path]
    kind = seed_paths.kind_of(path, kinds)
    if problems or kind is None or isinstance(raw, UnreadableFile):
        return checks.with_lines(files, problems)
    return format_yaml(raw, kind.record)


def tidy(root: Path, chosen: Iterable[Path] = (), only_look: bool = False) -> Tidied:
    """Brings the files under `root/seeds` into their form: all of them, or those chosen and those in chosen folders.

    With `only_look` nothing is written. Raises ValueError if something chosen does not lie in seeds/; OSError.
    """
    wanted = tuple(_path(root, one) for one in chosen)
    changed: list[str] = []
    problems: list[Problem] = []
    unchanged = 0
    for path, raw in sorted(read_seeds(root).items()):
        if path == lockfile.PATH or (wanted and not any(f"{path}/".startswith(f"{one}/") for one in wanted)):
            continue
        if isinstance(raw, bytes) and len(raw) <= yaml_reader.MAX_BYTES:
            raw = (root / path).read_bytes()  # an editor may have saved it while others were gone through
        form = in_form(path, raw, KINDS)
        if isinstance(form, tuple):
            problems += form
        elif form == raw:
            unchanged += 1
        else:
            changed.append(path)
            if not only_look:
                atomic_files.replace_file(root / path, form)
    return Tidied(tuple(changed), unchanged, tuple(sorted(problems)))


def _path(root: Path, file: Path) -> str:
    """The path of a file or folder from `root`, with `/` between folders; no link in its own name is followed."""
    whole = file.parent.resolve() / file.name if file.name not in ("", "..") else file.resolve()
    seeds = root.resolve() / "seeds"
    if not whole.is_relative_to(seeds):
        raise ValueError(f"{str(file)!r} does not lie in {str(root / 'seeds')!r}")
    return whole.relative_to(root.resolve()).as_posix()
