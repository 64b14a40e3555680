"""The briefing as frozen data: its kinds, records, pages, lock and history.

Nothing here reads or writes a file.
"""

from . import content_changes, evidence_status, history, lockfile
from .briefing import Briefing, Entry
from .kind import Kind, Layout
from .page import Page

__all__ = [
    "Briefing",
    "Entry",
    "Kind",
    "Layout",
    "Page",
    "content_changes",
    "evidence_status",
    "history",
    "lockfile",
]
