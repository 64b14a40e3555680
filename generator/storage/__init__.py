"""Reads and writes the project folder: seeds, git history, pages, the built site.

Other packages take and return texts; only `site` and the commands touch the disk too.
"""

from .project_lock import project_lock
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
