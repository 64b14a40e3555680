"""The formats in which data comes in, one module each, listed in a table: each makes drafts of records, none invents evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...model import Kind
from . import csv, ftm, stix
from .found import Draft, Files, Found, Passed, gathered

__all__ = ["IMPORTS", "Draft", "Files", "Found", "Import", "Passed", "gathered"]


@dataclass(frozen=True)
class Import:
    """One format: its name, what it is, and its reader, which never raises; `is_folder` says that it may be several files."""

    name: str
    about: str
    read: Callable[[Files, tuple[Kind, ...]], Found]
    is_folder: bool = False


IMPORTS = {
    one.name: one
    for one in (
        Import("stix", "a STIX 2.1 bundle", stix.read),
        Import("ftm", "FollowTheMoney entities, one a line", ftm.read),
        Import(
            "csv", "a table, or a folder of tables, as `briefing export csv` writes them or by hand", csv.read, True
        ),
    )
}
