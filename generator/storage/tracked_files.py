"""Finds files that git tracks and that a project's history may not hold.

A pull request could bring them: a page instead of a generated one, a cache, a hidden file beside the records.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..loading import seed_paths
from ..problems import Code, Problem
from .git import GitError, require_repository, run_git
from .page_writer import generated_paths
from .seed_files import is_leftover
from .special_files import WRITTEN_FOLDERS

_SUBMODULE = "160000"
"""The mode of a submodule in git's index."""


def find_tracked_files(root: Path, sections: Iterable[str]) -> Iterator[Problem]:
    """Yields a problem for each generated path and stray seed that git tracks.

    Without git there is none. `sections` are the folders under `docs/` that are generated.
    """
    try:
        require_repository(root)
        entries = os.fsdecode(run_git(root, "ls-files", "--stage", "-z")).split("\0")
    except (OSError, GitError):
        return
    generated = (*(f"{one}/" for one in WRITTEN_FOLDERS), *(f"docs/{one}" for one in generated_paths(sections)))
    found: Counter[str] = Counter()
    for name, mode in {entry.partition("\t")[2]: entry[:6] for entry in filter(None, entries)}.items():
        folded = name.casefold()  # some systems take both spellings for one file
        if f"{folded}/".startswith(generated):
            found.update(one for one in generated if folded == one or (one[-1] == "/" and f"{folded}/".startswith(one)))
        is_seed = f"{folded}/".startswith(f"{seed_paths.SEEDS}/") and not folded.endswith("/.gitkeep")
        if is_seed and mode == _SUBMODULE:
            message = "this is a submodule of git, whose files no review shows; put the records themselves here"
            yield Problem(name, 0, 0, Code.TRACKED_FILE, "", message)
        elif is_seed and any(map(is_leftover, name.split("/"))):
            message = "git tracks this file, which is no record: delete it"
            yield Problem(name, 0, 0, Code.TRACKED_FILE, "", message)
    for path, number in found.items():
        files = "this file" if not path.endswith("/") else f"{number} file{'s' * (number > 1)} in this folder"
        message = f"git tracks {files}, which briefing writes; run: git rm -r --cached {path.rstrip('/')}"
        yield Problem(path, 0, 0, Code.TRACKED_FILE, "", message)
