"""Reads and writes the project folder: seeds, git history, pages, the built site.

Outside the pipeline and the commands, only this package touches the disk.
"""

from . import page_writer, project_lock, seed_commits, seed_revisions, site_publisher
from .git import GitError
from .seed_files import read_repository, read_seeds

__all__ = [
    "GitError",
    "page_writer",
    "project_lock",
    "read_repository",
    "read_seeds",
    "seed_commits",
    "seed_revisions",
    "site_publisher",
]
