"""Reads and writes the project folder: seeds, git history, pages, the built site.

Other packages take and return texts; only `site` and the commands touch the disk too.
"""

from typing import TYPE_CHECKING, Any

from .project_lock import project_lock

if TYPE_CHECKING:
    from .seed_files import read_seeds

__all__ = [
    "atomic_files",
    "page_writer",
    "project_lock",
    "read_seeds",
    "repository",
    "seed_commits",
    "seed_revisions",
    "site_publisher",
]


def __getattr__(name: str) -> Any:
    """Imports the reader of seeds when it is used, because an engine reads none."""
    if name == "read_seeds":
        from .seed_files import read_seeds

        return read_seeds
    raise AttributeError(name)
