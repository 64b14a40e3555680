"""The history of the content as an Atom feed (RFC 4287): an entry a step, readable without following its link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import urlsplit

from ...diff import change_phrases, changelog
from ...model import Briefing, history
from ...text import markdown_escaping, urls

NEWEST = 50
"""So many steps are in the feed; a reader fetches it whole each time."""
_TAGS = {change_phrases.Part.OLD: "del", change_phrases.Part.NEW: "ins"}


def address(briefing: Briefing) -> str:
    """The path of the feed under `docs/`; empty if there is none: it needs a history, and an address of the site."""
    is_published = str(briefing.head.site_url or "").startswith("http")
    return f"{history.SECTION}/feed.xml" if briefing.history.steps and is_published else ""


def lacking(briefing: Briefing) -> str:
    """What a feed lacks, in words; empty if there is one."""
    if not str(briefing.head.site_url or "").startswith("http"):
        return "a feed names addresses: say in `site_url` where the site is published"
    return (
        "" if briefing.history.steps else f"a feed tells the history: {briefing.history.absent or 'there is none yet'}"
    )


def write(briefing: Briefing) -> str:
    """The feed as UTF-8 text. The entries' ids are tag URIs (RFC 4151) of the site's host, the step's day and its commit.

    An empty text where there is no feed: no id and no link can be made without the site's address.
    """
    if not address(briefing):
        return ""
    head, steps = briefing.head, briefing.history.steps[:NEWEST]
    site = urls.target(head.site_url)
    here = _text(urls.published(site, address(briefing)))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_text(head.language)}">',
        f"  <id>{here}</id>",
        f"  <title>{_text(f'{head.title}: changes')}</title>",
        f"  <updated>{max(step.moment for step in steps)}</updated>",
        f"  <author><name>{_text(head.title)}</name></author>",
        f'  <link rel="self" type="application/atom+xml" href="{here}"/>',
        f'  <link rel="alternate" type="text/html" href="{_text(urls.published(site, f"{history.SECTION}/index.md"))}"/>',
        *(line for step in steps for line in _entry(briefing, site, step)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(briefing: Briefing, site: str, step: history.Step) -> Iterator[str]:
    yield "  <entry>"
    yield f"    <id>{_tag(site, step.day, step.commit)}</id>"
    yield f"    <title>{_text(_title(step))}</title>"
    yield f"    <updated>{step.moment}</updated>"
    yield f'    <link rel="alternate" type="text/html" href="{_text(urls.published(site, step.address))}"/>'
    yield f'    <content type="html">{_text("".join(_content(briefing, site, step)))}</content>'
    yield "  </entry>"


def _tag(site: str, day: str, name: str) -> str:
    host = urlsplit(site).hostname or ""
    return f"tag:{_text(host)},{day}:{history.SECTION}/{_text(name)}"


def _title(step: history.Step) -> str:
    return markdown_escaping.fold(step.subject) or (
        "The briefing begins" if step.is_first else f"Changed: {_counted(step)}"
    )


def _counted(step: history.Step) -> str:
    return ", ".join(f"{number} {one}{'s' * (number != 1)}" for one, number in changelog.counts(step))


def _content(briefing: Briefing, site: str, step: history.Step) -> Iterator[str]:
    if step.is_first:
        yield f"<p>{escape(f'The briefing begins, with {_counted(step)}.')}</p>"
        return
    found = changelog.telling(briefing, step)
    for one, rows in found.new:
        yield _list(f"New {one}{'s' * (len(rows) != 1)}", rows, site)
    yield _list("Removed", found.gone, site)
    yield _list("Changed", found.changed, site)
    yield _list("Also revised", found.small, site)


def _list(heading: str, rows: Iterable[changelog.Row], site: str) -> str:
    items = "".join(f"<li>{_row(row, site)}</li>" for row in rows)
    return f"<p>{escape(heading)}:</p><ul>{items}</ul>" if items else ""


def _row(row: changelog.Row, site: str) -> str:
    name = f"{escape(row.one)} {escape(row.title)}"
    if row.entry:
        name = f'{escape(row.one)} <a href="{escape(urls.published(site, row.entry.address))}">{escape(row.title)}</a>'
    told = "; ".join("".join(map(_bit, bits)) for bits in row.told)
    return f"{name}: {told}" if told else name


def _bit(bit: change_phrases.Bit) -> str:
    text = escape(bit.text.replace("->", "→") if bit.part is change_phrases.Part.OURS else bit.text)
    return f"<{_TAGS[bit.part]}>{text}</{_TAGS[bit.part]}>" if bit.part in _TAGS else (text or " ")


def _text(text: str) -> str:
    """The text for an element or an attribute, on one line; what XML 1.0 can't hold is not in it."""
    return escape(markdown_escaping.fold(text))
