"""The import formats, one module each, listed in a table.

Each reader makes drafts of records from files of another tool; none invents evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import csv, ftm, stix
from .csv import known_columns
from .read_result import Draft, Files, ReadResult, Skipped, group_skipped

__all__ = ["IMPORTS", "Draft", "Files", "Import", "ReadResult", "Skipped", "group_skipped", "known_columns"]


@dataclass(frozen=True)
class Import:
    """An import format: its name, a description, and its reader, which never raises.

    `is_table` says that a folder of several files may be read, and that their columns may be renamed.
    """

    name: str
    description: str
    read: Callable[..., ReadResult]
    is_table: bool = False


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
