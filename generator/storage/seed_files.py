"""The only reader: a folder's `seeds/`, or all of its text files, as a mapping from path to content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..loading import Files, UnreadableFile, seed_paths, yaml_reader
from ..problems import Code
from .git import GitError, git

LINK = UnreadableFile(Code.STRAY_FILE, "this is a symbolic link, which is not followed; put here what it points to")
_NO_FOLDER = UnreadableFile(Code.STRAY_FILE, "this must be a folder, with the records in it")
NO_FILE = UnreadableFile(Code.STRAY_FILE, "this must be a plain text file with a record in it")


def read_seeds(root: Path) -> Files:
    """Every file under `root/seeds/` by its path from `root`, with `/` between folders.

    Hidden files and editors' back-ups (`x.yml~`) are left out. What can't be read (a symbolic link, a device, a file
    without permission) stands as `UnreadableFile`, so that the loader reports it. A file over the size limit is read only so
    far that the loader can tell.
    """
    seeds = root / seed_paths.SEEDS
    if seeds.is_symlink():
        return {seed_paths.SEEDS: LINK}
    if seeds.exists() and not seeds.is_dir():
        return {seed_paths.SEEDS: _NO_FOLDER}
    return {path.relative_to(root).as_posix(): text for path, text in _inside(seeds)} if seeds.exists() else {}


def _inside(folder: Path) -> Iterator[tuple[Path, bytes | UnreadableFile]]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield folder, _refused(error)
        return
    for path in paths:
        if is_passed_over(path.name):
            continue
        if path.is_symlink():
            yield path, LINK
        elif path.is_dir() and path.suffix != ".yml":
            yield from _inside(path)
        else:
            yield path, _text(path) if path.is_file() else NO_FILE


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is none of the data: hidden, or an editor's back-up."""
    return name.startswith(".") or name.endswith("~")


def _text(path: Path) -> bytes | UnreadableFile:
    try:
        if path.stat().st_size <= yaml_reader.MAX_BYTES:
            return path.read_bytes()
        with path.open("rb") as file:
            return file.read(yaml_reader.MAX_BYTES + 1)
    except OSError as error:
        return _refused(error)


def _refused(error: OSError) -> UnreadableFile:
    return UnreadableFile(
        Code.UNREADABLE, f"the system does not let this be read ({error.strerror}); check its permissions"
    )


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
    try:
        listed = git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except (OSError, GitError):
        return None
    return [name for name in dict.fromkeys(listed.decode("utf-8", "surrogateescape").split("\0")) if name]


def _walked(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if not any(part.startswith(".") for part in inside.parts) and inside.parts[0] != "texts":
            yield inside.as_posix()
