"""The import formats, one module each, listed in a table.

Each reader makes drafts of records from files of another tool; none invents evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .read_result import Draft, Files, ReadResult, Skipped, group_skipped

if TYPE_CHECKING:
    from .csv import known_columns

__all__ = ["IMPORTS", "Draft", "Files", "Import", "ReadResult", "Skipped", "group_skipped", "known_columns"]


def __getattr__(name: str) -> Any:
    """Imports a module when it is used, because drafts of an article read no format."""
    if name in __all__:
        return getattr(import_module(f"{__name__}.csv"), name)
    raise AttributeError(name)


@dataclass(frozen=True)
class Import:
    """An import format: its name and description; the module of its name reads it.

    `is_table` says that a folder of several files may be read, and that their columns may be renamed.
    """

    name: str
    description: str
    is_table: bool = False

    @property
    def read(self) -> Callable[..., ReadResult]:
        """The reader, which never raises."""
        found: Callable[..., ReadResult] = import_module(f"{__name__}.{self.name}").read
        return found


IMPORTS = {
    one.name: one
    for one in (
        Import("stix", "a STIX 2.1 bundle"),
        Import("ftm", "FollowTheMoney entities, one a line"),
        Import("csv", "a table, or a folder of tables, as `briefing export csv` writes them or by hand", True),
    )
}
