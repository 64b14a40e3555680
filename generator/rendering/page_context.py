"""The values and functions that the templates of one page are given."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from ..diff import changelog
from ..formats import exports, page_data
from ..model import Briefing, Page, indexes
from ..records import Record, field_roles
from .environment import render_line, render_template
from .footnotes import Footnotes
from .links import Links
from .term_links import TermIndex, TermLinker

OPEN_FIELDS = 5
"""The number of open fields that the notice of a draft lists."""
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


class PageContext:
    """A page with its links, its footnotes and the terms that it mentions."""

    def __init__(
        self, briefing: Briefing, page: Page, previous: Page | None, following: Page | None, terms: TermIndex
    ) -> None:
        self._briefing = briefing
        self._page = page
        self._previous = previous
        self._following = following
        self._links = Links(briefing, page.path)
        self._footnotes = Footnotes(briefing, self._links)
        self._terms = TermLinker(terms, self._links, page.path)

    def render(self) -> str:
        """Returns the page's Markdown."""
        text = render_template(self._page.template, {**self.variables(), **self._page.context})
        return self._footnotes.shorten_marks(_BLANK_LINES.sub("\n\n", text).strip() + "\n")

    def variables(self) -> dict[str, Any]:
        """Returns the variables for the templates of the page and of its panels."""
        briefing, page = self._briefing, self._page
        return {
            **self._links.variables(),
            "generated_mark": Markup(Page.GENERATED_MARK),
            "head": briefing.head,
            "page": page,
            "record": page.record,
            "kind": page.kind,
            "previous_page": self._previous,
            "next_page": self._following,
            "history": changelog.reader_history(briefing),
            "feed": exports.atom.feed_path(briefing) if briefing.head else "",
            "citation_formats": tuple((name, ending) for name, (ending, _) in exports.citations.CITATIONS.items()),
            "page_data": page_data.list_paths(briefing, page) if briefing.head else {},
            "published_url": self._links.published_url(),
            "seed_file": self._links.seed_file,
            "edit_url": self._links.edit_url,
            "referenced_by": indexes.references(briefing).referenced_by,
            "open_fields": self.open_fields,
            "open_fields_max": OPEN_FIELDS,
            "unverified_evidence": indexes.evidence(briefing).unverified_count,
            "source_index": indexes.sources(briefing),
            "all_evidence": len(indexes.evidence(briefing).citations),
            "cite": self._footnotes.cite,
            "notes": self._footnotes.section,
            "lead": self._terms.lead,
            "paragraphs": self._terms.paragraphs,
            "linked_terms": self._terms.linked,
            "list_item": self.list_item,
            "panels": self.panels,
        }

    def list_item(self, entry: indexes.Entry) -> Markup:
        """Returns a record as a list item, by its kind's `list_item.md.j2`."""
        template = f"kinds/{entry.kind.name}/list_item.md.j2"
        return render_line(template, {**self._links.variables(), "record": entry.record, "owner": entry.owner})

    def open_fields(self, record: Record) -> list[str]:
        """Returns the names of the fields of a draft that are still to be filled."""
        data, kind = record.model_dump(by_alias=True), self._links.entry(record).kind
        found = field_roles.open_fields(data, kind.record, into_records=False)
        return [field_roles.path_name(one.path) for one in found]

    def panels(self) -> Markup:
        """Returns the panels that the kinds add to the end of the page."""
        found = [kind.panel(self._briefing, self._page) for kind in self._briefing.kinds]
        return Markup("\n").join(
            render_template(template, {**self.variables(), **context}) for template, context in filter(None, found)
        )
