"""The base class of the kinds of record, each a section of the site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ..problems import Finding
from ..records import Record
from .page import Page

if TYPE_CHECKING:
    from .briefing import Briefing
    from .entry import Entry


class Layout(StrEnum):
    """The ways in which a kind's records lie in `seeds/`."""

    ONE = "one"  # a single record in <name>.yml
    FOLDER = "folder"  # one file per record, <name>/<id>.yml
    LIST = "list"  # all records in one file, <name>.yml
    NESTED = "nested"  # inside the records of other kinds
    NONE = "none"  # a section of pages without records


class EntityMapping(Protocol):
    """A translation between records and the entities of other tools."""

    def to_entity(self, entry: Entry) -> Any:
        """Returns the entity of a record."""

    def to_data(self, entity: Any) -> Mapping[str, Any] | None:
        """Returns the plain data of a record; None for an entity of another kind."""


class Kind:
    """A kind of record and its section of the site.

    Subclass it in a folder of `kinds/`: set the attributes that describe the kind and
    override the methods in which it differs. `kinds.KINDS` lists one instance of each
    kind in reading order. A kind is immutable, and its methods are pure functions.
    """

    name: ClassVar[str]
    """The file or folder in `seeds/`, the folder of templates, the key in exports."""
    singular: ClassVar[str]
    """The word for one record."""
    title: ClassVar[str]
    """The title of the section."""
    description: ClassVar[str]
    """A sentence about the section, for its index page and the home page."""
    layout: ClassVar[Layout]
    """The form of the records in `seeds/`."""
    section: ClassVar[str] = ""
    """The folder of the pages under `docs/`; empty for the home page."""
    record: ClassVar[type[Record]] = Record
    """The model of a record."""
    has_pages: ClassVar[bool] = False
    """True if each record has a page; else it is an anchor on the index page."""
    must_be_referenced: ClassVar[bool] = False
    """True if the check warns of records that no other record refers to."""
    backlinks_heading: ClassVar[str] = ""
    """The heading above this kind's records on the page of a record they refer to."""
    search_boost: ClassVar[float] = 1
    """The weight in search: above 1 for pages of records, below 1 for all pages."""
    unseen_fields: ClassVar[Collection[str]] = ()
    """The fields that no page shows, whose changes are none to readers."""
    renders_last: ClassVar[bool] = False
    """True if the pages list downloads made of all pages; see `with_bundles`."""

    @cached_property
    def entity_map(self) -> EntityMapping | None:
        """The table that translates records to entities of `formats.interchange` and back."""
        return None

    def heading(self, briefing: Briefing, record: Any) -> str:
        """Returns the name of a record in links."""
        return str(record.heading)

    def sort_key(self, record: Any) -> Any:
        """Returns the key for the order of lists on other pages."""
        return 0

    def without_page(self, records: Mapping[str, tuple[Record, ...]]) -> Collection[str]:
        """Returns the ids of the records that have an entry on the index, and no page.

        `records` are those of the briefing by kind. It is asked only if `has_pages`.
        """
        return ()

    def pages(self, briefing: Briefing) -> Iterable[Page]:
        """Returns the pages of the section: its index first, then those of its records."""
        return ()

    def files(self, briefing: Briefing) -> Mapping[str, str | bytes]:
        """Returns further files of the section: path under `docs/` -> content."""
        return {}

    def panel(self, briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
        """Returns what this kind adds to the end of any page: a template and its context."""
        return None

    def cited_paragraph(self, record: Any, path: tuple[str | int, ...]) -> tuple[str, int] | None:
        """Returns the first paragraph that the field at `path` is based on, by its source.

        It is that of the innermost part with evidence, or None.
        """
        found, here = None, record
        for step in (None, *path):
            if step is not None:
                here = here[step] if isinstance(step, int) else getattr(here, step, None)
            evidence = getattr(here, "evidence", ())
            found = (evidence[0].source, evidence[0].paragraph) if evidence else found
        return found

    def section_names(self) -> Mapping[str, Sequence[str]]:
        """Returns what else finds sections of the index page in search: anchor -> names."""
        return {}

    def check(self, briefing: Briefing) -> Iterable[Finding]:
        """Returns the problems that no model of a single record can find."""
        return ()

    def with_bundles(self, bundles: Mapping[str, bytes]) -> Kind:
        """Returns this kind with the downloads that its pages list: name -> bytes."""
        return self

    def to_entity(self, briefing: Briefing, entry: Entry) -> Any:
        """Returns the entity of a record for other tools; None if there is none."""
        return self.entity_map.to_entity(entry) if self.entity_map else None

    def from_entity(self, entity: Any) -> Mapping[str, Any] | None:
        """Returns the plain data of a record for an entity; None if it is of another kind.

        The data has no id, and its references are still the other tool's.
        """
        return self.entity_map.to_data(entity) if self.entity_map else None

    @property
    def index_path(self) -> str:
        """The path of the section's index page under `docs/`."""
        return f"{self.section}/index.md" if self.section else "index.md"

    @property
    def seeds_path(self) -> str:
        """The path of the records: a folder with a slash at its end, or a file.

        It is empty if the records have no files of their own.
        """
        if self.layout in (Layout.NESTED, Layout.NONE):
            return ""
        return f"seeds/{self.name}/" if self.layout is Layout.FOLDER else f"seeds/{self.name}.yml"

    def file_of(self, record_id: str) -> str:
        """Returns the path of the file that holds the record with this id."""
        return f"{self.seeds_path}{record_id}.yml" if self.layout is Layout.FOLDER else self.seeds_path

    def record_path(self, record_id: str) -> str:
        """Returns a record's path under `docs/`: its page, or an anchor on the index."""
        return f"{self.section}/{record_id}.md" if self.has_pages else self.index_anchor(record_id)

    def index_anchor(self, record_id: str) -> str:
        """Returns the path of a record's entry on the index page."""
        return f"{self.index_path}#{record_id}" if self.section else self.index_path

    def index_page(
        self,
        context: Mapping[str, Any],
        template: str = "index.md.j2",
        *,
        is_wide: bool = False,
        is_flat: bool = False,
        is_searchable: bool = True,
    ) -> Page:
        """Returns the section's index page; the template is one of the kind's folder."""
        return Page(
            self.index_path,
            self.title,
            self._template(template),
            self.description,
            kind=self,
            is_wide=is_wide,
            is_flat=is_flat,
            context=context,
            is_searchable=is_searchable,
        )

    def part_page(
        self,
        path: str,
        name: str,
        template: str,
        context: Mapping[str, Any],
        *,
        is_wide: bool = False,
        is_flat: bool = False,
    ) -> Page:
        """Returns a page with a part of a long index; `name` ends its title."""
        title = f"{self.title}: {name}"
        template = self._template(template)
        return Page(path, title, template, f"{title}.", is_wide=is_wide, is_flat=is_flat, context=context)

    def record_page(self, record: Record, summary: str, context: Mapping[str, Any] | None = None) -> Page:
        """Returns the page of a record, from the kind's `page.md.j2`."""
        path, template = self.record_path(record.id), self._template("page.md.j2")
        return Page(path, record.heading, template, summary, record, self, context=context or {})

    def _template(self, name: str) -> str:
        return f"kinds/{self.name}/{name}"
