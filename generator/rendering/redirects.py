"""Pages that lead from the former address of a record to its present one.

They are plain HTML, which every engine copies as it is: they work without a script and from a folder, and neither the
search nor the sitemap lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from posixpath import relpath

from markupsafe import Markup

from ..model import Briefing, indexes
from ..records import Record
from ..text import urls, whitespace

_SCRIPT = "assets/javascripts/redirect.js"
"""Follows the link without waiting, with the anchor of the address."""


def redirect_pages(briefing: Briefing) -> Mapping[str, str]:
    """Returns a page for each former id of a record of a kind with pages.

    A record with an entry on the index gets one for its own id too: it may have had a page. The result maps paths under
    `docs/` to HTML. Records of other kinds have an anchor for each former id beside their own.
    """
    owners = [entry for entry in briefing.entries.values() if entry.kind.has_pages and entry.record is entry.owner]
    former = [(one, entry) for entry in owners for one in entry.record.former_ids]
    former += [(entry.record.id, entry) for entry in owners if not entry.owner_has_page]
    return {_html_path(entry.kind.record_path(one)): _redirect_page(briefing, entry) for one, entry in former}


def former_anchors(record: Record) -> Markup:
    """Returns an anchor for each former id of a record, to be written beside its own."""
    return Markup("").join(Markup('<span id="{}"></span>').format(one) for one in record.former_ids)


def _redirect_page(briefing: Briefing, entry: indexes.Entry) -> str:
    title = escape(whitespace.collapse(entry.kind.heading(briefing, entry.record)))
    folder = entry.address.rpartition("/")[0]
    target = relpath(_html_path(entry.address), folder)
    published = urls.published_url(getattr(briefing.head, "site_url", None) or "", entry.address)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title}: moved</title>
<link rel="canonical" href="{escape(published or target)}">
<script src="{relpath(_SCRIPT, folder)}" data-target="{target}"></script>
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<p>This page has moved: <a href="{target}">{title}</a></p>
</body>
</html>
"""


def _html_path(path: str) -> str:
    return path.replace(".md", ".html", 1)
