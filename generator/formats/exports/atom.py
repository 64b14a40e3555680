"""An Atom feed (RFC 4287) of the history: one entry for each history entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import urlsplit

from ...diff import change_phrases, changelog
from ...model import Briefing, history
from ...text import urls
from ..escaping import escape_xml

MAX_ENTRIES = 50
"""The most entries in the feed, which a feed reader fetches whole each time."""
_TAGS = {change_phrases.SpanRole.OLD: "del", change_phrases.SpanRole.NEW: "ins"}


def feed_path(briefing: Briefing) -> str:
    """Returns the feed's path under `docs/`; empty if there can be no feed."""
    is_published = str(briefing.head.site_url or "").startswith("http")
    return f"{history.SECTION}/feed.xml" if changelog.reader_history(briefing).entries and is_published else ""


def unavailable_reason(briefing: Briefing) -> str:
    """Returns the reason why there can be no feed; empty if there is one."""
    if not str(briefing.head.site_url or "").startswith("http"):
        return "a feed needs the address of the site: set `site_url`"
    return (
        ""
        if changelog.reader_history(briefing).entries
        else f"a feed needs a history: {briefing.history.missing_reason or 'there is none yet'}"
    )


def write(briefing: Briefing) -> str:
    """Writes the feed; an empty text if there is none.

    The entries' ids are tag URIs (RFC 4151) of the site's host, the entry's day and its commit.
    """
    if not feed_path(briefing):
        return ""
    head, entries = briefing.head, changelog.reader_history(briefing).entries[:MAX_ENTRIES]
    site = urls.encode(head.site_url)
    here = escape_xml(urls.published_url(site, feed_path(briefing)))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape_xml(head.language)}">',
        f"  <id>{here}</id>",
        f"  <title>{escape_xml(f'{head.title}: changes')}</title>",
        f"  <updated>{max(entry.committed_at for entry in entries)}</updated>",
        *(f"  <author><name>{escape_xml(name)}</name></author>" for name in _authors(briefing)),
        *(f"  <rights>{escape_xml(text)}</rights>" for text in _rights(briefing)),
        f'  <link rel="self" type="application/atom+xml" href="{here}"/>',
        f'  <link rel="alternate" type="text/html" href="{escape_xml(urls.published_url(site, f"{history.SECTION}/index.md"))}"/>',
        *(line for entry in entries for line in _entry(briefing, site, entry)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _authors(briefing: Briefing) -> list[str]:
    """Returns the editors' names; the standard demands an author, so else the title."""
    head = briefing.head
    return [editor.name for editor in head.editors] or [head.title]


def _rights(briefing: Briefing) -> list[str]:
    licence = briefing.head.licence
    return [f"{licence.words}: {licence.url}"] if licence else []


def _entry(briefing: Briefing, site: str, entry: history.HistoryEntry) -> Iterator[str]:
    yield "  <entry>"
    yield f"    <id>{_tag_uri(site, entry.day, entry.commit)}</id>"
    yield f"    <title>{escape_xml(_title(entry))}</title>"
    yield f"    <updated>{entry.committed_at}</updated>"
    yield f'    <link rel="alternate" type="text/html" href="{escape_xml(urls.published_url(site, entry.address))}"/>'
    yield f'    <content type="html">{escape_xml("".join(_content(briefing, site, entry)))}</content>'
    yield "  </entry>"


def _tag_uri(site: str, day: str, name: str) -> str:
    host = urlsplit(site).hostname or ""
    return f"tag:{escape_xml(host)},{day}:{history.SECTION}/{escape_xml(name)}"


def _title(entry: history.HistoryEntry) -> str:
    return "The briefing begins" if entry.is_first else f"Changed: {_counted(entry) or 'the home page'}"


def _counted(entry: history.HistoryEntry) -> str:
    return ", ".join(f"{number} {noun}{'s' * (number != 1)}" for noun, number in changelog.count_records(entry))


def _content(briefing: Briefing, site: str, entry: history.HistoryEntry) -> Iterator[str]:
    if entry.is_first:
        yield f"<p>{escape(f'The briefing begins, with {_counted(entry)}.')}</p>"
        return
    found = changelog.changelog_entry(briefing, entry)
    for noun, rows in found.added:
        yield _list(f"New {noun}{'s' * (len(rows) != 1)}", rows, site)
    yield _list("Removed", found.removed, site)
    yield _list("Changed", found.changed, site)
    yield _list("Also revised", found.minor, site)


def _list(heading: str, rows: Iterable[changelog.ChangelogRow], site: str) -> str:
    items = "".join(f"<li>{_row(row, site)}</li>" for row in rows)
    return f"<p>{escape(heading)}:</p><ul>{items}</ul>" if items else ""


def _row(row: changelog.ChangelogRow, site: str) -> str:
    name = f"{escape(row.noun)} {escape(row.title)}"
    if row.entry:
        name = f'{escape(row.noun)} <a href="{escape(urls.published_url(site, row.entry.address))}">{escape(row.title)}</a>'
    changes = "; ".join("".join(map(_span, phrase)) for phrase in row.phrases)
    return f"{name}: {changes}" if changes else name


def _span(span: change_phrases.Span) -> str:
    text = escape(span.text.replace("->", "→") if span.role is change_phrases.SpanRole.OURS else span.text)
    return f"<{_TAGS[span.role]}>{text}</{_TAGS[span.role]}>" if span.role in _TAGS else (text or " ")
