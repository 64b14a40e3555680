"""The files in `seeds/`, and the paths of the records of each kind in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import splitext
from typing import TYPE_CHECKING

from ..problems import Code, Problem, did_you_mean
from ..text import transliteration

if TYPE_CHECKING:
    from ..model import Kind

SEEDS = "seeds"
"""The folder of the data in a project."""


@dataclass(frozen=True)
class UnreadableFile:
    """Takes the place of the bytes of a file in `seeds/` that could not be read."""

    code: Code
    message: str


Files = Mapping[str, bytes | UnreadableFile]


def kind_of(path: str, kinds: Iterable[Kind]) -> Kind | None:
    """Returns the kind whose record or list of records has this path, or None."""
    from ..model import Layout

    for kind in kinds:
        if kind.layout is Layout.FOLDER:
            name = path.removeprefix(kind.seeds_path)
            if path.startswith(kind.seeds_path) and "/" not in name and name.endswith(".yml") and name[0] != ".":
                return kind
        elif path == kind.seeds_path:
            return kind
    return None


def stem(path: str) -> str:
    """Returns the name of a file without folder and ending: the record's id."""
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def stray_file_problem(path: str, kinds: Iterable[Kind]) -> Problem:
    """Returns the problem of a file that is no record's, with a guess at its place."""
    return Problem(path, 0, 0, Code.STRAY_FILE, "", f"no record belongs here; {_hint(path, tuple(kinds))}")


def _hint(path: str, kinds: tuple[Kind, ...]) -> str:
    from ..model import Layout

    _, *folders, name = path.split("/")
    if name.startswith(".git"):
        return "settings of git here change what a checkout holds: move them to the folder of the project"
    base, ending = splitext(name)
    base = base.removesuffix(".yml").removesuffix(".yaml")
    if ending.lower() not in (".yml", ".yaml", ".txt", ".json", ""):
        return "seeds/ holds only records, in files that end in .yml: move it elsewhere"
    of_files = [kind for kind in kinds if kind.layout in (Layout.ONE, Layout.LIST)]
    of_folders = {kind.name: kind for kind in kinds if kind.layout is Layout.FOLDER}
    in_list = next((kind for kind in of_files if kind.name in folders), None)
    if in_list:
        return f"each {in_list.singular} is in {in_list.seeds_path}: move it there"
    folder = did_you_mean(folders[0], of_folders, 0.7) if folders else None
    guess = (
        of_folders[folder].file_of(transliteration.suggest_id(base))
        if folder
        else did_you_mean(f"seeds/{base}.yml", [kind.seeds_path for kind in of_files], 0.8)
    )
    known = ", ".join(kind.file_of("<id>") for kind in kinds if kind.seeds_path)
    return f'move or rename it to "{guess}"' if guess else f"records are in {known}"
