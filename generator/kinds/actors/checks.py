"""The checks of the actors."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing
from ...problems import Code, Finding, quote_value
from ...records import Record
from ...text import whitespace


def check_names(briefing: Briefing) -> Iterator[Finding]:
    """Yields each actor or expert with the name of another.

    Capitals, spaces, accents and characters that show nothing make no difference.
    """
    named: dict[str, Record] = {}
    for one in (*briefing.records.get("actors", ()), *briefing.records.get("experts", ())):
        first = named.setdefault(whitespace.fold_accents(one.heading), one)
        if first is not one:
            file = briefing.kinds_by_name[first.KIND].file_of(first.id)
            message = (
                f"{file} has the name {quote_value(first.heading)} too; keep one record if they are the same, otherwise add to "
                "the names what distinguishes them"
            )
            yield Finding(one.id, ("name",), Code.SAME_NAME, message)
