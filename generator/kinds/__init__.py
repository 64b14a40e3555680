"""The kinds of record and page, in reading order.

A new kind is one folder and one line in `KINDS`.
"""

from __future__ import annotations

from importlib import import_module

from ..model import Kind, Layout
from ..problems import did_you_mean, quote_value
from ..records import fields

__all__ = ["KINDS", "SECTIONS", "find_kind"]

KINDS: tuple[Kind, ...] = tuple(
    import_module(f"{__name__}.{folder}").KIND
    for folder in (
        "briefing",
        "sources",
        "actors",
        "experts",
        "statements",
        "events",
        "risks",
        "relations",
        "questions",
        "glossary",
        "brief",
        "trust",
        "method",
        "data",
        "changes",
        "about",
        "landing",
    )
)
SECTIONS = tuple(kind.section for kind in KINDS)
"""The folders under `docs/` that hold the pages of each kind."""


def find_kind(word: str) -> Kind:
    """Returns the kind of that name whose records have files.

    Raises ValueError, which suggests another name.
    """
    filed = {kind.name: kind for kind in KINDS if kind.seeds_path}
    if word in filed:
        return filed[word]
    nested = next((kind for kind in KINDS if word in (kind.name, kind.singular) and kind.layout is Layout.NESTED), None)
    if nested:
        owners = " or ".join(
            f"seeds/{kind.name}/" for kind in filed.values() if _has_field_of(kind.record, nested.record)
        )
        raise ValueError(f"{nested.name} are nested in other records; add one to its list in a file of {owners}")
    ones = {kind.singular: kind.name for kind in filed.values()}
    guess = ones.get(word) or did_you_mean(word, filed)
    hint = f'did you mean "{guess}"? There are' if guess else "there are"
    raise ValueError(f"unknown kind {quote_value(word)}; {hint} {', '.join(filed)}")


def _has_field_of(outer: type[fields.Data], part: type[fields.Data]) -> bool:
    return any(fields.unwrap_annotation(info.annotation)[0] is part for info in outer.model_fields.values())
