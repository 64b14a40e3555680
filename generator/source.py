"""The only reader: a folder's `seeds/` as a mapping from path to bytes."""

from __future__ import annotations

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
