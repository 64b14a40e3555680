"""Links and addresses as one page needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from ..model import Briefing, indexes
from ..records import Record, fields, git_hosts
from ..text import markdown_escaping, sentences, urls
from .environment import chip

_DRAFT = Markup(" ") + chip("draft", "warn")
_SUPERSEDED = Markup(" ") + chip("superseded", "mut")
_RETRACTED = Markup(" ") + chip("retracted", "bad")


@indexes.memoize
def _headings(briefing: Briefing) -> Mapping[str, Markup]:
    """Returns the heading of each record as Markdown, by id."""
    return {
        entry.record.id: markdown_escaping.escape(entry.kind.heading(briefing, entry.record))
        for entry in briefing.entries.values()
    }


class Links:
    """Links from the page at `path`, a path under `docs/`."""

    def __init__(self, briefing: Briefing, path: str) -> None:
        self._briefing = briefing
        self._path = path
        self._headings = _headings(briefing)
        self._sources = indexes.sources(briefing)

    def variables(self) -> dict[str, Any]:
        """Returns the functions that every template is given.

        Templates of list items and footnotes get nothing else of their page.
        """
        return {
            "entry": self.entry,
            "link": self.link,
            "href": self.href,
            "source_name": self.source_name,
            "several_sources": self._sources.are_several,
            "retracted_mark": self.retracted_mark,
            "accounts": indexes.sources(self._briefing).accounts,
            "agreement_mark": self.agreement_mark,
            "current": indexes.successions(self._briefing).current,
            "said_on": indexes.sources(self._briefing).said_on,
            "superseded_mark": self.superseded_mark,
            "views": self.views,
            "age_note": self.age_note,
            "named_sources": self.named_sources,
            "the_source": "the sources" if self._sources.are_several else "the source",
        }

    def entry(self, record: Record | str) -> indexes.Entry:
        """Returns the entry of a record or of its id."""
        return self._briefing.get(record if isinstance(record, str) else record.id)

    def href(self, target: str) -> Markup:
        """Returns the relative path to another page under `docs/`."""
        return markdown_escaping.relative_link(target, self._path)

    def link(self, record: Record | str, text: str | None = None) -> Markup:
        """Returns a link to a record, or its bare text on the record's own page.

        Without a text it is the record's heading, and a draft is marked.
        """
        entry = self.entry(record)
        label = self._headings[entry.record.id] if text is None else markdown_escaping.escape(text)
        if entry.address == self._path:
            return label
        mark = _DRAFT if text is None and entry.record.draft else ""
        return Markup(f"[{label}]({self.href(entry.address)}){mark}")

    def source_name(self, source_id: str) -> str:
        """Returns the name of a source in notes and lists."""
        return self._sources.names[source_id]

    def named_sources(self, evidence: Iterable[fields.Evidence]) -> str:
        """Returns "the source", or with several the names of those cited.

        Copies of one that is cited and retracted sources are left out, unless nothing else is cited.
        """
        known = self._sources
        cited = [*dict.fromkeys(one.source for one in evidence)]
        counted = [one for one in cited if not known.retracted(one) and not {*known.chain(one)[1:]} & {*cited}]
        names = [known.names[one] for one in counted or cited]
        return sentences.join_words(names) if known.are_several and names else "the source"

    def retracted_mark(self, source_id: str) -> Markup:
        """Returns a label if a source is retracted, or is derived from a retracted one."""
        return _RETRACTED if self._sources.retracted(source_id) else Markup("")

    def agreement_mark(self, part: fields.Data) -> Markup:
        """Returns a label if a part is disputed, or independent sources agree."""
        if getattr(part, "disputed", None):
            return Markup(" ") + chip("disputed", "warn")
        number = len(self._sources.agreeing(indexes.cited_evidence(part)))
        return Markup(" ") + chip(f"{number} sources agree", "ok") if number > 1 else Markup("")

    def superseded_mark(self, part: fields.Data) -> Markup:
        """Returns a label if a later view replaces a part."""
        return _SUPERSEDED if indexes.successions(self._briefing).is_superseded(part) else Markup("")

    def views(self, part: fields.Data) -> tuple[tuple[str, fields.Data], ...]:
        """Returns the views of the same thing over time, with their dates in words.

        They are in the order of time; there are none if the part is the only one.
        """
        line = indexes.successions(self._briefing).line(part)
        return tuple((self._view_date(one), one) for one in line) if len(line) > 1 else ()

    def _view_date(self, part: Any) -> str:
        when = self._sources.view_date(part)
        return when.adverb if when else "at an unknown time"

    def age_note(self, record: Record, part: fields.Data | None = None) -> str:
        """Returns the age of a record or part that is older than the newest source."""
        known = self._sources
        if indexes.successions(self._briefing).is_superseded(part or record):
            return ""
        evidence = [one for _, one in indexes.cited_with_parts(self._briefing, record, part or record)]
        latest = known.newest_of(evidence)
        if latest is None or not known.is_outdated(evidence):
            return ""
        newest = max(known.newest, key=lambda one: known.issued(one).latest)
        return f"as of {known.issued(latest).words}; the newest source is of {known.issued(newest).words}"

    def published_url(self) -> str:
        """Returns the address of the published page; empty without a `site_url`."""
        head = self._briefing.head
        return urls.published_url(head.site_url, self._path) if head and head.site_url else ""

    def seed_file(self, record: Record) -> str:
        """Returns the file under `seeds/` that holds a record."""
        entry = self.entry(record)
        return entry.owner_kind.file_of(entry.owner.id)

    def edit_url(self, path: str) -> str:
        """Returns the address to edit a file under `seeds/`, or to see a folder.

        It is empty if the briefing names no repository.
        """
        head = self._briefing.head
        if head is None or not head.repository:
            return ""
        return git_hosts.edit_url(head.repository, path, head.repository_branch, head.repository_host)
