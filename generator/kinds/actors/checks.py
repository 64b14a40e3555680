"""The checks of the actors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ...model import Briefing
from ...problems import Code, Finding, quote_value
from ...records import Record
from ...text import transliteration, whitespace


def check_names(briefing: Briefing) -> Iterator[Finding]:
    """Yields each actor or expert with the name of another, or an alias of it.

    Capitals, spaces, accents, punctuation and characters that show nothing make no difference; "Brekke, Anders" is "Anders
    Brekke".
    """
    everybody = [one for kind in ("actors", "experts") for one in briefing.records.get(kind, ())]
    named: dict[str, tuple[Record, str]] = {}
    aliased: dict[str, tuple[Record, str]] = {}
    for one in everybody:
        for spelling in _spellings(one.heading):
            named.setdefault(spelling, (one, one.heading))
        for name in one.other_names:
            for spelling in _spellings(name):
                aliased.setdefault(spelling, (one, name))
    for one in everybody:
        found = (known.get(spelling) for known in (named, aliased) for spelling in _spellings(one.heading))
        first, name = next((other for other in found if other and other[0] is not one), (one, ""))
        if first is not one:
            file = briefing.kinds_by_name[first.KIND].file_of(first.id)
            message = (
                f"{file} has the name {quote_value(name)} too; keep one record if they are the same, otherwise add to "
                "the names what distinguishes them"
            )
            yield Finding(one.id, ("name",), Code.SAME_NAME, message)


def _spellings(name: str) -> tuple[str, ...]:
    """Returns what a name has in common with its other spellings."""
    surname, _, given = name.partition(", ")
    forms = (name, f"{given} {surname}") if given and "," not in given else (name,)
    return tuple(_fold(whitespace.fold_accents(transliteration.to_ascii(one) or one)) for one in forms)


def _fold(name: str) -> str:
    return "".join(one for one in name if unicodedata.category(one)[0] not in "PZ") or name
