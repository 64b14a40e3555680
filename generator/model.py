"""What a briefing is made of: evidence, kinds, pages, and the briefing itself. Frozen data, no input or output."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, wraps
from typing import Annotated, Any, TypeVar

from pydantic import Field

from .errors import Code
from .history import History
from .lock import Lock
from .parts import (
    ID_PATTERN,
    REFERENCE,
    Basis,
    Data,
    Date,
    FieldOf,
    Id,
    Language,
    Line,
    Meaning,
    Path,
    Prose,
    Record,
    Ref,
    RefTo,
    Url,
    Verbatim,
    Wikidata,
    fields,
    inner,
    is_edtf,
    part_type,
    parts,
    refs,
    refs_in_data,
)

__all__ = [
    "ID_PATTERN",
    "REFERENCE",
    "Backlink",
    "Basis",
    "Briefing",
    "Claim",
    "Data",
    "Date",
    "Entry",
    "Evidence",
    "Evidenced",
    "FieldOf",
    "Finding",
    "Id",
    "Kind",
    "Language",
    "Layout",
    "Line",
    "Meaning",
    "Page",
    "Panel",
    "Path",
    "Prose",
    "Record",
    "Ref",
    "RefTo",
    "Remark",
    "Supported",
    "Url",
    "Verbatim",
    "Wikidata",
    "evidence_in",
    "fields",
    "inner",
    "is_edtf",
    "once",
    "part_type",
    "parts",
    "refs",
    "refs_in_data",
]


class Evidence(Data):
    """Where a source says it; field names of the W3C TextQuoteSelector (Web Annotation Data Model, 2017)."""

    source: Ref["sources"] = Field(description="The id of the source.")
    paragraph: int = Field(strict=True, ge=1, description="The number of the source's paragraph, counted from 1.")
    exact: Line | None = Field(None, description="A short quotation of 3 to 12 words, as it stands in the paragraph.")
    prefix: Line | None = Field(None, description="The words just before, if `exact` occurs more than once.")
    suffix: Line | None = Field(None, description="The words just after, if `exact` occurs more than once.")


Evidenced = Annotated[
    tuple[Evidence, ...], Field(min_length=1, description="Where the source says it: at least one paragraph.")
]
Supported = Annotated[
    tuple[Evidence, ...], Field(description="Where the source says it; without any it is marked as the editor's.")
]


class Claim(Data):
    """A sentence that rests on the source."""

    text: Line = Field(description="One sentence in our own words.")
    evidence: Evidenced


class Remark(Data):
    """A sentence of the editor's, which may rest on the source."""

    text: Line = Field(description="One sentence in our own words.")
    evidence: Supported = ()


class Layout(StrEnum):
    """How a kind's records lie in `seeds/`."""

    ONE = "one"  # a single record in <file>.yml
    FOLDER = "folder"  # one file a record, <folder>/<id>.yml
    LIST = "list"  # all records in one file, a list
    NESTED = "nested"  # inside the records of other kinds
    NONE = "none"  # a section of pages without records


@dataclass(frozen=True)
class Finding:
    """A fault that a check found, before its place in the file is looked up: in record `id`, at `path`."""

    id: str
    path: Path
    code: Code
    message: str


@dataclass(frozen=True)
class Page:
    """One page to be written: its path under `docs/`, the template to render, and what the template is given.

    A wide page has no pages beside it, so that the sidebar would be empty. What is not to be found is left out of search.
    """

    path: str
    title: str
    template: str
    summary: str = ""
    record: Record | None = None
    kind: Kind | None = None
    is_wide: bool = False
    context: Mapping[str, Any] = field(default_factory=dict)
    is_found: bool = True

    @property
    def search(self) -> str:
        """What search is told of it, as the theme's front matter has it: the pages of records come first, reference last."""
        if not self.is_found:
            return "exclude: true"
        weight = self.kind.weight if self.kind else 1
        is_index = self.kind is not None and self.kind.has_pages and self.record is None
        is_plain = weight == 1 or (weight > 1 and is_index)
        return "" if is_plain else f"boost: {weight}"


@dataclass(frozen=True)
class Panel:
    """What a kind adds at the end of other kinds' pages: the template to render, and what it is given."""

    template: str
    context: Mapping[str, Any]


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
    `from_thing` gives plain data of such a record for a thing of another tool, ids and references still the other tool's; None
    for what is of another kind. `is_last` says that its pages tell of what is made of all pages, and so are rendered after that. `panel` gives what it adds to any page's end. `weight` says how much its records'
    pages count in search, or all its pages where that is less than 1. `thing` tells what a record is to other tools (see `exchange`).
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
    panel: Callable[[Briefing, Page], Panel | None] = lambda *_: None
    weight: float = 1
    thing: Callable[[Entry, Any], Any] = lambda *_: None
    is_last: bool = False
    from_thing: Callable[[Any], Mapping[str, Any] | None] = lambda _: None

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


@dataclass(frozen=True)
class Entry:
    """A record in its place: its kind, the top-level record that holds it, and the path inside that."""

    record: Record
    kind: Kind
    owner: Record
    owner_kind: Kind
    path: Path = ()

    @cached_property
    def address(self) -> str:
        """Where the site shows it: a path under `docs/`, with an anchor where it has no page of its own."""
        if self.owner_kind.has_pages:
            page = f"{self.owner_kind.section}/{self.owner.id}.md"
            return page if self.record is self.owner else f"{page}#{self.record.id}"
        return self.owner_kind.index if not self.owner_kind.section else f"{self.owner_kind.index}#{self.record.id}"


@dataclass(frozen=True)
class Backlink:
    """`entry` refers to a record by the field at `path` (within the entry's top-level record)."""

    entry: Entry
    path: Path


R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class Briefing:
    """All records of a briefing, by kind, in the order they are shown; the lock; the history; what follows from them."""

    kinds: tuple[Kind, ...]
    records: Mapping[str, tuple[Record, ...]]
    lock: Lock = field(default_factory=Lock)
    history: History = field(default_factory=History)
    wholes: Mapping[str, bytes] = field(default_factory=dict)
    """What was made of all pages, by its name among the offers."""

    @cached_property
    def _made(self) -> dict[object, Any]:
        return {}

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this briefing: for what follows from it and is needed again."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def of(self, record: type[R]) -> tuple[R, ...]:
        """The top-level records of one kind, in the order of their ids or of their list."""
        return self.records.get(record.KIND, ())  # type: ignore[return-value]

    @cached_property
    def head(self) -> Any:
        """The record that speaks for the whole, of the kind with a single record; None while there is none."""
        heads = (self.all(kind) for kind in self.kinds if kind.layout is Layout.ONE)
        return next((records[0] for records in heads if records), None)

    def all(self, kind: Kind) -> tuple[Record, ...]:
        return self.records.get(kind.name, ())

    @cached_property
    def by_name(self) -> Mapping[str, Kind]:
        return {kind.name: kind for kind in self.kinds}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every record by its id, nested ones too."""
        found: dict[str, Entry] = {}
        for kind in self.kinds:
            for owner in self.all(kind):
                for path, part in parts(owner):
                    if isinstance(part, Record):
                        found.setdefault(part.id, Entry(part, self.by_name[part.KIND], owner, kind, path))
        return found

    def get(self, record_id: str) -> Entry:
        """The record with this id. Raises KeyError if there is none."""
        return self.entries[record_id]

    @cached_property
    def references(self) -> tuple[tuple[Entry, Path, RefTo, str], ...]:
        """Every reference: the entry whose record makes it, its path there, the kinds that it may name, the id."""
        return tuple((entry, *reference) for entry in self.entries.values() for reference in refs(entry.record))

    @cached_property
    def evidence(self) -> tuple[tuple[Entry, Path, Evidence], ...]:
        """Every piece of evidence: the entry whose record holds it, its path there."""
        return tuple((entry, *piece) for entry in self.entries.values() for piece in evidence_in(entry.record))

    @cached_property
    def _backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        found: dict[str, list[Backlink]] = {}
        for entry, path, _, target in self.references:
            found.setdefault(target, []).append(Backlink(entry, path))
        return {target: tuple(links) for target, links in found.items()}

    def appears_in(self, record_id: str, besides: Collection[str] = ()) -> tuple[tuple[Kind, tuple[Entry, ...]], ...]:
        """What refers to this record from outside it, by kind in the order of the kinds, each record once.

        `besides` are the ids of records that the page names elsewhere.
        """
        groups: dict[str, dict[str, Entry]] = {}
        for link in self.backlinks(record_id):
            if link.entry.owner.id != record_id and link.entry.record.id not in besides:
                groups.setdefault(link.entry.kind.name, {})[link.entry.record.id] = link.entry
        return tuple(
            (kind, tuple(sorted(groups[kind.name].values(), key=lambda entry: kind.order(entry.record))))
            for kind in self.kinds
            if kind.name in groups
        )

    @cached_property
    def resting_on(self) -> Mapping[tuple[str, int], tuple[Entry, ...]]:
        """What rests on each paragraph: (source id, paragraph number) -> records in the order of the kinds."""
        found: dict[tuple[str, int], dict[str, Entry]] = {}
        for entry, _, said in self.evidence:
            found.setdefault((said.source, said.paragraph), {})[entry.record.id] = entry
        return {place: tuple(entries.values()) for place, entries in found.items()}

    @cached_property
    def holders(self) -> Mapping[Evidence, tuple[str, ...]]:
        """The ids of the records that hold each piece of evidence, equal ones taken together."""
        found: dict[Evidence, dict[str, None]] = {}
        for entry, _, said in self.evidence:
            found.setdefault(said, {})[entry.record.id] = None
        return {said: tuple(ids) for said, ids in found.items()}

    @cached_property
    def evidence_by_source(self) -> Mapping[str, tuple[tuple[str, Path, Evidence], ...]]:
        """Every piece of evidence by the source it names: the record's id, the path in it, the evidence."""
        found: dict[str, list[tuple[str, Path, Evidence]]] = {}
        for entry, path, said in self.evidence:
            found.setdefault(said.source, []).append((entry.record.id, path, said))
        return {source: tuple(pieces) for source, pieces in found.items()}

    def stands_in(self, record: Record) -> tuple[tuple[Entry, tuple[int, ...]], ...]:
        """Where a record and what is nested in it stand: each source with its paragraphs' numbers."""
        found: dict[str, set[int]] = {}
        for _, evidence in evidence_in(record, into_records=True):
            found.setdefault(evidence.source, set()).add(evidence.paragraph)
        return tuple((self.get(source), tuple(sorted(found[source]))) for source in sorted(found))

    def is_used(self, record_id: str) -> bool:
        """Whether another record refers to this one."""
        return any(link.entry.owner.id != record_id for link in self.backlinks(record_id))

    def backlinks(self, record_id: str) -> tuple[Backlink, ...]:
        """What refers to this record, in the order of the kinds; each referring field once."""
        return self._backlinks.get(record_id, ())


def once(work: Callable[[Briefing, Record], T]) -> Callable[[Briefing, Record], T]:
    """What follows from a briefing and one of its records, worked out once: pages ask for it again and again."""

    @wraps(work)
    def kept(briefing: Briefing, record: Record) -> T:
        return briefing.once((work, record.id), lambda: work(briefing, record))

    return kept


def evidence_in(record: Record, into_records: bool = False) -> Iterator[tuple[Path, Evidence]]:
    """Every piece of evidence in a record, with its path."""
    for path, part in parts(record, into_records=into_records):
        if isinstance(part, Evidence):
            yield path, part
