"""The pages of the changelog: the latest changes, and a page for each month."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ...diff import changelog
from ...formats import exports
from ...model import Briefing, Kind, Page, history
from ...records import dates, git_hosts

NEWEST = 10
"""The number of entries on the index; the page of a month has all of its own."""


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the index, then a page for each month."""
    entries = changelog.reader_history(briefing).entries
    months = tuple((month, tuple(group)) for month, group in groupby(entries, lambda entry: entry.month))
    context = {
        "days": _days(briefing, entries[:NEWEST]),
        "months": tuple((month, _path_of(month), len(found)) for month, found in months),
        "feed": exports.atom.feed_path(briefing),
        "since": briefing.history.since,
    }
    yield kind.index_page(context, is_searchable=False)
    for month, found in months:
        title, template = f"{kind.title}: {dates.parse(month).words}", "kinds/changes/month.md.j2"
        context = {"month": month, "days": _days(briefing, found), "index": kind.index_path}
        yield Page(_path_of(month), title, template, kind.description, kind=kind, context=context, is_searchable=False)


def _path_of(month: str) -> str:
    return f"{history.SECTION}/{month}.md"


def _days(briefing: Briefing, entries: tuple[history.HistoryEntry, ...]) -> tuple[object, ...]:
    """Returns the entries by day, each with its counts and the URL of its commit."""
    described = [
        (changelog.changelog_entry(briefing, entry), changelog.count_records(entry), _commit_url(briefing, entry))
        for entry in entries
    ]
    return tuple((day, tuple(group)) for day, group in groupby(described, lambda one: one[0].source.day))


def _commit_url(briefing: Briefing, entry: history.HistoryEntry) -> str:
    """Returns the URL of a commit at the git host; empty without a repository."""
    head = briefing.head
    return git_hosts.commit_url(head.repository, entry.commit, head.repository_host) if head.repository else ""
