"""A kind of record: its section of the site, its pages, its checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ..problems import Finding
from ..records import Record
from .page import Page

if TYPE_CHECKING:
    from .briefing import Briefing, Entry


class Layout(StrEnum):
    """How a kind's records lie in `seeds/`."""

    ONE = "one"  # a single record in <file>.yml
    FOLDER = "folder"  # one file a record, <folder>/<id>.yml
    LIST = "list"  # all records in one file, a list
    NESTED = "nested"  # inside the records of other kinds
    NONE = "none"  # a section of pages without records


def _heading(_: Briefing, record: Record) -> str:
    return record.heading


def _nothing(_: Briefing) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Kind:
    """A kind of record and its section of the site; `kinds.KINDS` lists them all, in reading order.

    `name` is the folder under `seeds/` and the key in exports, `one` the word for a single record. `section` is the
    folder under `docs/`, `appears_as` the heading over its records on the page of a record they refer to. `has_pages`
    says whether each record has a page of its own; otherwise it is an anchor on the section's index. `heading` gives a record's name in links,
    `order` the key by which records stand in lists on other pages (as they come, without one). `must_be_used` warns of records that nothing refers to.
    `from_entity` gives plain data of such a record for an entity of another tool, ids and references still the other tool's; None
    for what is of another kind. `is_last` says that its pages tell of what is made of all pages, and so are rendered after that. `panel` gives what it adds to any page's end. `weight` says how much its records'
    pages count in search, or all its pages where that is less than 1. `to_entity` gives the entity that a record is to other tools (see `interchange`).
    """

    name: str
    one: str
    title: str
    blurb: str
    layout: Layout
    section: str
    record: type[Record] = Record
    appears_as: str = ""
    has_pages: bool = False
    must_be_used: bool = False
    heading: Callable[[Briefing, Any], str] = _heading
    order: Callable[[Any], Any] = lambda _: 0
    pages: Callable[[Briefing], Iterable[Page]] = _nothing
    check: Callable[[Briefing], Iterable[Finding]] = _nothing
    files: Callable[[Briefing], Mapping[str, str | bytes]] = lambda _: {}
    panel: Callable[[Briefing, Page], tuple[str, Mapping[str, Any]] | None] = lambda *_: None
    weight: float = 1
    to_entity: Callable[[Entry, Any], Any] = lambda *_: None
    is_last: bool = False
    from_entity: Callable[[Any], Mapping[str, Any] | None] = lambda _: None

    @property
    def index(self) -> str:
        """The path of the section's index page under `docs/`."""
        return f"{self.section}/index.md" if self.section else "index.md"

    @property
    def seeds_path(self) -> str:
        """Where its records lie in `seeds/`: a folder with a slash at its end, or a file; empty if nowhere."""
        if self.layout in (Layout.NESTED, Layout.NONE):
            return ""
        return f"seeds/{self.name}/" if self.layout is Layout.FOLDER else f"seeds/{self.name}.yml"

    def file_of(self, record_id: str) -> str:
        """The file that holds the record with this id."""
        return f"{self.seeds_path}{record_id}.yml" if self.layout is Layout.FOLDER else self.seeds_path
