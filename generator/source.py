"""The only reader: a folder's `seeds/`, or all of its text files, as a mapping from path to content."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from .yamltext import MAX_BYTES


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
            found[f"{name} (a symbolic link)"] = b""
        elif path.is_file():
            with path.open("rb") as file:
                found[name] = file.read(MAX_BYTES + 1)
    return found


def read_repository(root: Path, but: Iterable[Path] = ()) -> Iterator[tuple[str, str]]:
    """Every text file of a folder, by its path from there: those that git does not ignore, or all if there is no git.

    Without git, hidden folders are left out, and `texts/`, where sources' texts may lie. `but` are files to leave out.
    What is not UTF-8 is read as far as it is; a file with a NUL byte is no text. Raises OSError.
    """
    left_out = {path.resolve() for path in but}
    listed = _listed_by_git(root)
    for name in sorted(_walked(root) if listed is None else listed):
        path = root / name
        if path.is_file() and not path.is_symlink() and path.resolve() not in left_out:
            content = path.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8-sig", "replace")


def _listed_by_git(root: Path) -> list[str] | None:
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [name for name in dict.fromkeys(done.stdout.decode("utf-8", "surrogateescape").split("\0")) if name]


def _walked(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if not any(part.startswith(".") for part in inside.parts) and inside.parts[0] != "texts":
            yield inside.as_posix()
