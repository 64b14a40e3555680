"""Changes: what became of the content and when, from the history of the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from ...diff import changelog
from ...formats import exports
from ...model import Briefing, Kind, Layout, Page, history
from ...records import dates, git_hosts

NEWEST = 10
"""The number of entries on the section's index; each month has a page with all of its entries."""


def _days(briefing: Briefing, entries: tuple[history.HistoryEntry, ...]) -> tuple[object, ...]:
    described = [
        (changelog.changelog_entry(briefing, entry), changelog.count_records(entry), _at_host(briefing, entry))
        for entry in entries
    ]
    return tuple((day, tuple(group)) for day, group in groupby(described, lambda one: one[0].source.day))


def _at_host(briefing: Briefing, entry: history.HistoryEntry) -> str:
    """The address of the entry's commit at the git host; empty if the briefing names no repository."""
    head = briefing.head
    return git_hosts.commit_of(head.repository, entry.commit, head.repository_host) if head.repository else ""


def _pages(briefing: Briefing) -> Iterator[Page]:
    entries = briefing.history.entries
    months = tuple((month, tuple(group)) for month, group in groupby(entries, lambda entry: entry.month))
    context = {
        "days": _days(briefing, entries[:NEWEST]),
        "months": tuple((month, f"{history.SECTION}/{month}.md", len(found)) for month, found in months),
        "feed": exports.atom.address(briefing),
        "since": briefing.history.since,
    }
    template = "kinds/changes/index.md.j2"
    yield Page(KIND.index, KIND.title, template, KIND.blurb, kind=KIND, context=context, is_found=False)
    for month, found in months:
        yield _month(briefing, month, found)


def _month(briefing: Briefing, month: str, entries: tuple[history.HistoryEntry, ...]) -> Page:
    context = {"month": month, "days": _days(briefing, entries), "index": KIND.index}
    path, template = f"{history.SECTION}/{month}.md", "kinds/changes/month.md.j2"
    return Page(
        path,
        f"{KIND.title}: {dates.parse(month).words}",
        template,
        KIND.blurb,
        kind=KIND,
        context=context,
        is_found=False,
    )


def _files(briefing: Briefing) -> Mapping[str, str]:
    path = exports.atom.address(briefing)
    return {path: exports.atom.write(briefing)} if path else {}


KIND = Kind(
    name="changes",
    one="change",
    title="Changes",
    blurb="What changed in the content, and when.",
    layout=Layout.NONE,
    section=history.SECTION,
    pages=_pages,
    files=_files,
)
