"""The kinds of record and page, in the order in which they are read: a new kind is one folder and one line here."""

from __future__ import annotations

from importlib import import_module

from ..kind import Kind

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
    )
)
