"""The briefing as frozen data: its kinds, records, pages, lock and history.

References and evidence are in `indexes`; nothing here reads or writes a file.
"""

from . import content_changes, history, indexes, lockfile
from .briefing import Briefing
from .kind import Kind, Layout
from .page import Page

__all__ = [
    "Briefing",
    "Kind",
    "Layout",
    "Page",
    "content_changes",
    "history",
    "indexes",
    "lockfile",
]
