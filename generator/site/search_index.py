"""The search of a built site: the theme's, which loads one index whole, or Pagefind's, which loads what a query needs.

The engine writes what the theme's search knows of each section into `search/search_index.json`. Pagefind is given the
same texts as pages of their own, so that both find the same. From `file://` only the theme's works.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .engines import EngineError
from .sharding import WHOLE, Share

SEARCHES = ("theme", "pagefind")
LARGE = 2000
"""Of more pages than this the theme's search knows only titles and beginnings; Pagefind knows all."""
BEGINNING = 200
"""So many characters of a section's text, at most, are its beginning."""
SHARED = 5
"""A heading that stands so many times, or more often, is of the frame, and tells nothing of what is below it."""
INDEX = "search/search_index.json"
DOCUMENTS = "search/documents.js"
"""The texts of the theme's index, once they are set apart: a script, so that they load from `file://` too."""
BUNDLE = "pagefind"
"""Where Pagefind's index lies in the site."""
_NEEDLESS = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""What Pagefind writes for pages that have no search box of their own."""
_TAG = re.compile(r"<[^>]*>")
_LOADER = "lazy-search.js"
Entry = Mapping[str, Any]
"""A section as the theme's index has it: its location, title and text, the last two as HTML, and how much it counts."""


def available(search: str) -> None:
    """Raises EngineError, with how to get it, if this search is not there."""
    if search == "pagefind" and find_spec("pagefind") is None:
        raise EngineError('pagefind is not installed; install it with: pip install "briefing-site[hosted-search]"')


def set_apart(site: Path, share: Share = WHOLE, large: int = LARGE) -> None:
    """Parts the texts of the theme's index from its settings, so that a page loads them when its search is opened.

    Of more than `large` pages only the beginnings are kept: a browser takes a minute to take in the whole of 10,000.
    A site whose pages lack the script that loads them then, or of an engine with another search, is left as it is.
    """
    any_page = next(site.rglob("*.html"), None)
    if not (site / INDEX).is_file() or any_page is None or _LOADER not in any_page.read_text(encoding="utf-8"):
        return
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    entries = index["docs"]
    if len({_page_of(entry) for entry in entries}) > large // share.of:
        entries = list(beginnings(entries))
    file = site / _documents(share)
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"var __documents = {_json(entries)}\n", encoding="utf-8")
    _write(site, {**index["config"], "documents": [_documents(one) for one in share.all]})


def _documents(share: Share) -> str:
    return f"{share.named(DOCUMENTS.removesuffix('.js'))}.js"


def beginnings(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries with their texts' beginnings, without the sections under headings of the frame."""
    titles = Counter(entry["title"] for entry in entries if "#" in entry["location"])
    for entry in entries:
        if "#" not in entry["location"] or titles[entry["title"]] < SHARED:
            text = " ".join(_TAG.sub(" ", entry["text"]).split())
            short = text if len(text) <= BEGINNING else text[:BEGINNING].rpartition(" ")[0] + " …"
            yield {**entry, "text": short}


def _page_of(entry: Entry) -> str:
    return str(entry["location"]).partition("#")[0]


def _write(site: Path, config: Mapping[str, Any]) -> None:
    """Writes the index without texts, as JSON, and for `file://` as a script where the engine has made one."""
    text = _json({"config": config, "docs": []})
    (site / INDEX).write_text(text, encoding="utf-8")
    script = (site / INDEX).with_suffix(".js")
    if script.is_file():
        script.write_text(f"var __index = {text}", encoding="utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pagefind(site: Path, share: Share = WHOLE) -> None:
    """Writes Pagefind's index of a site in place of the theme's. Raises EngineError.

    Each share of a site has an index of its own, and the search looks in those of all.
    """
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    with TemporaryDirectory() as name:
        for path, html in _pages(index["docs"], index["config"]["lang"][0]):
            page = Path(name) / path
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(html, encoding="utf-8")
        _run(Path(name), site / share.named(BUNDLE), index["config"]["lang"][0])
    for needless in _NEEDLESS:
        for file in (site / share.named(BUNDLE)).glob(needless):
            file.unlink()
    _write(site, {**index["config"], "bundles": [one.named(BUNDLE) for one in share.all]})


def _run(pages: Path, bundle: Path, language: str) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(bundle.resolve())]
    command += ["--keep-index-url", "--force-language", language, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EngineError(done.stdout + done.stderr)


def _pages(entries: Iterable[Entry], language: str) -> Iterable[tuple[str, str]]:
    """Each page's path, and what is to be found on it as HTML."""
    for path, sections in groupby(entries, _page_of):
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
    return f"{head}\n<div>{entry['text']}</div>"
