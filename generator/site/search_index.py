"""The search index of a built site: our own or Pagefind's.

Our own search loads all texts, which the engine writes into `search/search_index.json`; it works from `file://` too.
Pagefind loads the parts that a query needs. It gets the same texts as pages of their own.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .engines import EngineError
from .sharding import WHOLE_SITE, Shard

SEARCHES = ("theme", "pagefind")
FULL_TEXT_MAX_PAGES = 2000
"""The number of pages up to which our index has whole texts.

Beyond, it has titles and excerpts.
"""
EXCERPT_LENGTH = 200
"""The length of an excerpt from a section's text, in characters, at most."""
COMMON_HEADING = 5
"""A heading that occurs so often is part of the frame; its sections are left out."""
INDEX = "search/search_index.json"
DOCUMENTS = "search/documents.js"
"""The texts of our index: a script, so that it loads from `file://` too."""
BUNDLE = "pagefind"
"""The folder of Pagefind's index in the site."""
_UNUSED_FILES = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""Files that Pagefind writes for pages without a search box of their own."""
_TAG = re.compile(r"<sup>[^<]*</sup>|<[^>]*>")
"""A tag, or the mark of a note."""
_REDIRECT = 'http-equiv="refresh"'
_LOADER_SCRIPT = "lazy-search.js"
Entry = Mapping[str, Any]
"""A section in the engine's index: `location`, `title` and `text` (HTML), `boost`.

In our index they are plain text, and a section may have `names` and `quotes`.
"""


@dataclass(frozen=True)
class RecordTerms:
    """The names and quotations that find a record besides its section's text."""

    names: Sequence[str]
    quotes: Sequence[str]


Terms = Mapping[str, RecordTerms]
"""The terms of each record by its address in the site: "timeline/index.html#one"."""


def require_search(search: str) -> None:
    """Raises EngineError, with the command to install it, if the search is missing."""
    if search == "pagefind" and find_spec("pagefind") is None:
        raise EngineError('pagefind is not installed; install it with: pip install "briefing-site[hosted-search]"')


def write_index(site: Path, search: str, terms: Terms, shard: Shard, offline: bool) -> None:
    """Prepares a built site's search, one of `SEARCHES`. Raises EngineError."""
    if search == "pagefind":
        write_pagefind_index(site, terms, shard)
    else:
        split_index(site, terms, shard, offline=offline)


def split_index(
    site: Path,
    terms: Terms,
    shard: Shard = WHOLE_SITE,
    max_pages: int = FULL_TEXT_MAX_PAGES,
    offline: bool = False,
) -> None:
    """Splits the texts of the engine's index from its settings.

    A page loads the texts when its search is opened. With more than `max_pages` pages, only excerpts are left: a
    browser takes a minute for the whole texts of 10,000 pages. A site whose pages lack the script that loads the
    texts, or of an engine with another search, is left unchanged.
    """
    pages = (page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    any_page = next((page for page in pages if _REDIRECT not in page), "")
    if not (site / INDEX).is_file() or _LOADER_SCRIPT not in any_page:
        return
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    docs = index["docs"]
    docs.reverse()
    plain = (_as_plain_text(docs.pop()) for _ in range(len(docs)))  # so that no text is in memory twice
    entries = list(add_terms(plain, terms))
    if len({_page_path(entry) for entry in entries}) > max_pages // shard.count:
        entries = list(shorten(entries))
    file = site / _documents(shard)
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"var __documents = {_json(entries)}\n", encoding="utf-8")
    config = {**index["config"], "documents": [_documents(one) for one in shard.all]}
    _write_settings(site, config)
    if offline:  # a script, because `file://` loads no JSON
        (site / INDEX).with_suffix(".js").write_text(f"var __index = {_settings_text(config)}", encoding="utf-8")


def _documents(shard: Shard) -> str:
    return f"{shard.unique_name(DOCUMENTS.removesuffix('.js'))}.js"


def _as_plain_text(entry: Entry) -> Entry:
    return {**entry, **{key: " ".join(unescape(_TAG.sub(" ", entry[key])).split()) for key in ("title", "text")}}


def add_terms(entries: Iterable[Entry], terms: Terms) -> Iterator[Entry]:
    """Yields the entries with the names and quotations of their records.

    A record whose anchor is no heading has no section of its own: its page gets the quotations.
    """
    entries = list(entries)
    # A long index is paginated: its records keep their addresses, and their sections are on other pages.
    sections = {location.partition("#")[2]: location for location in (entry["location"] for entry in entries)}
    names: dict[str, list[str]] = {}
    quotes: dict[str, list[str]] = {}
    locations = {entry["location"] for entry in entries}
    for address, record in terms.items():
        path, _, anchor = address.partition("#")
        location = address if address in locations else sections.get(anchor, "") if anchor else ""
        if location:
            names[location] = [*record.names]
        if record.quotes:
            quotes.setdefault(location or path, []).extend(record.quotes)
    for entry in entries:
        found = {"names": names.get(entry["location"]), "quotes": quotes.get(entry["location"])}
        yield {**entry, **{key: list(dict.fromkeys(texts)) for key, texts in found.items() if texts is not None}}


def shorten(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yields the entries with excerpts, without sections under common headings."""
    titles = Counter(entry["title"] for entry in entries if "#" in entry["location"])
    for entry in entries:
        if "#" not in entry["location"] or titles[entry["title"]] < COMMON_HEADING:
            text = entry["text"]
            short = text if len(text) <= EXCERPT_LENGTH else text[:EXCERPT_LENGTH].rpartition(" ")[0] + " …"
            yield {**entry, "text": short}


def _page_path(entry: Entry) -> str:
    return str(entry["location"]).partition("#")[0]


def _write_settings(site: Path, config: Mapping[str, Any]) -> None:
    """Writes the index without texts."""
    (site / INDEX).write_text(_settings_text(config), encoding="utf-8")


def _settings_text(config: Mapping[str, Any]) -> str:
    return _json({"config": config, "docs": []})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_pagefind_index(site: Path, terms: Terms, shard: Shard = WHOLE_SITE) -> None:
    """Replaces the engine's index by Pagefind's. Raises EngineError.

    Each shard of a site has an index of its own; the search uses all of them.
    """
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    with TemporaryDirectory() as name:
        for path, html in _search_pages(add_terms(index["docs"], terms), index["config"]["lang"][0]):
            page = Path(name) / path
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(html, encoding="utf-8")
        _run_pagefind(Path(name), site / shard.unique_name(BUNDLE), index["config"]["lang"][0])
    for pattern in _UNUSED_FILES:
        for file in (site / shard.unique_name(BUNDLE)).glob(pattern):
            file.unlink()
    _write_settings(site, {**index["config"], "bundles": [one.unique_name(BUNDLE) for one in shard.all]})


def _run_pagefind(pages: Path, bundle: Path, language: str) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(bundle.resolve())]
    command += ["--keep-index-url", "--force-language", language, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EngineError(done.stdout + done.stderr)


def _search_pages(entries: Iterable[Entry], language: str) -> Iterable[tuple[str, str]]:
    """Yields the path of each page, and its texts as HTML for Pagefind."""
    for path, sections in groupby(entries, _page_path):
        yield path, _page(tuple(sections), language)


def _page(sections: Sequence[Entry], language: str) -> str:
    weight = sections[0].get("boost", 1)
    body = "\n".join(_section(entry) for entry in sections)
    return (
        f'<html lang="{escape(language)}"><body data-pagefind-body data-pagefind-weight="{weight}">{body}</body></html>'
    )


def _section(entry: Entry) -> str:
    anchor = entry["location"].partition("#")[2]
    head = f'<h2 id="{escape(anchor)}">{entry["title"]}</h2>' if anchor else f"<h1>{entry['title']}</h1>"
    terms = escape(" · ".join((*entry.get("names", ()), *entry.get("quotes", ()))))
    return f"{head}\n<div>{entry['text']} {terms}</div>"
