"""The search of a large site, in real Chromium: the bytes it loads before the first result, and its time.

PYTHONPATH=tests python benchmarks/search.py [PAGES] [theme|file://|pagefind ...]
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from generator.pipeline import build
from generator.site.engine_run import BuildOptions
from generator.site.search_index import DOCUMENTS, INDEX, write_index
from generator.site.sharding import WHOLE_SITE
from support.browsers import chromium, served

ROOT = Path(__file__).resolve().parent.parent
QUERIES = (
    "Shoigu", "sanctions", "North Korea", "Kim Jong Un", "munitions", "DPRK", "missile defence", "who raises it", "expected", "Everard",
    "nuclear submarine", "White House", "price for ties", "th", "satellite", "2023", "unreliable", "hermit kingdom", "U.S. officials", "Pyongyang",
)  # fmt: skip
BETWEEN_KEYS = 60
"""Milliseconds from key to key: a fast typist."""
LIMIT = 500
"""Milliseconds from the last key in which results shall stand there, the first ones of a visit too, when Pagefind searches."""
BYTES = 300_000
"""The bytes that a hosted search by Pagefind may load before the first result, over the wire."""
OPENING = 3_000_000
"""The bytes that opening a page may load, uncompressed: from `file://` nothing is compressed."""
PATIENCE = 600_000
WATCH = """() => {
    const list = document.querySelector(".md-search-result__list")
    const marks = window.marks = { key: 0, shown: 0 }
    addEventListener("keyup", event => { marks.key = event.timeStamp }, true)
    new MutationObserver(() => { marks.shown = performance.now() }).observe(list, { childList: true })
}"""
SETTLED = """() => new Promise(done => {
    const look = () => marks.shown > marks.key && performance.now() - marks.shown > 300
        ? done(marks.shown - marks.key) : setTimeout(look, 50)
    look()
})"""


@dataclass(frozen=True)
class Found:
    """Measured bytes of opening a page and of the first search, and milliseconds that a reader waits.

    The first results count from opening the search, without the time to type; the others from the last key.
    """

    opening: int
    searching: int
    first: float
    others: list[float]


def site(folder: Path, pages: int, way: str) -> tuple[Path, int]:
    """The first article's site, its search index grown to so many pages; gives its folder and the index's bytes.

    Each copy of the article has names of its own, so that there are as many different words as in different articles.
    """
    for name in ("mkdocs.yml", "seeds"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, _made(folder / name))
    search = "pagefind" if way == "pagefind" else "theme"
    theme = build(folder, BuildOptions(offline=way == "file://")).parent
    index = json.loads((theme / INDEX).read_text(encoding="utf-8"))
    first = json.loads((theme / DOCUMENTS).read_text(encoding="utf-8").removeprefix("var __documents = "))
    del index["config"]["documents"]
    index["docs"] = list(_grown(first, pages))
    built = theme if search == "theme" else build(folder, BuildOptions(search=search)).parent
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (built / INDEX).write_text(text, encoding="utf-8")
    write_index(built, search, {}, WHOLE_SITE, offline=way == "file://")
    return built, len(text.encode())


def _grown(first: list[dict[str, Any]], pages: int) -> Iterator[dict[str, Any]]:
    seen: set[tuple[int, str]] = set()
    for number in range(pages):
        for entry in first:
            seen.add((number, entry["location"].partition("#")[0]))
            if len(seen) > pages:
                return
            yield _copied(entry, number) if number else entry


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _copied(entry: dict[str, Any], number: int) -> dict[str, Any]:
    ending = "".join(("ba", "do", "ke", "li", "mu")[int(digit) % 5] for digit in str(number))
    changed = {key: re.sub(r"\b([A-Z][a-z]{3,})\b", rf"\1{ending}", entry[key]) for key in ("title", "text")}
    return {**entry, **changed, "location": f"{number}/{entry['location']}"}


@contextmanager
def opened(folder: Path, way: str) -> Iterator[str]:
    """The address of the site's first page, on a host that compresses, or as a file."""
    if way == "file://":
        yield (folder / "index.html").as_uri()
        return
    with served(folder, like_a_host=True) as address:
        yield f"{address}index.html"


def measured(browser: Browser, folder: Path, way: str) -> Found:
    """A first visit with an empty cache: the page, the first search, and the others after it."""
    context = browser.new_context()
    page = context.new_page()
    loaded: list[int] = []
    page.on("requestfinished", lambda request: loaded.append(_size(request, folder, way)))
    with opened(folder, way) as address:
        page.goto(address, wait_until="networkidle")
        opening = sum(loaded)
        loaded.clear()
        page.evaluate(WATCH)
        begun = page.evaluate("performance.now()")
        ask(page, QUERIES[0])
        page.wait_for_selector(".md-search-result__item", timeout=PATIENCE)
        first = page.evaluate("marks.shown") - begun - BETWEEN_KEYS * len(QUERIES[0])
        searching = sum(loaded)
        page.evaluate(SETTLED)
        others = []
        for query in QUERIES[1:]:
            ask(page, query)
            others.append(page.evaluate(SETTLED))
    context.close()
    return Found(opening, searching, first, others)


def _size(request: Any, folder: Path, way: str) -> int:
    """The size of a file: over the wire if there is one."""
    if way != "file://":
        return int(request.sizes()["responseBodySize"])
    path = folder / request.url.partition(folder.as_uri() + "/")[2].partition("?")[0]
    return path.stat().st_size if path.is_file() else 0


def ask(page: Page, query: str) -> None:
    page.locator("[data-md-component=search-query]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(query, delay=BETWEEN_KEYS)


def main() -> int:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    faults = []
    print(f"{pages} pages, {len(QUERIES)} queries, {BETWEEN_KEYS} ms from key to key")
    for way in sys.argv[2:] or ("theme", "file://", "pagefind"):
        with tempfile.TemporaryDirectory() as name, chromium() as browser:
            folder, index = site(Path(name), pages, way)
            found = measured(browser, folder, way)
        print(
            f"{way:8} index {index / 1e6:.1f} MB, opening a page {found.opening / 1e3:.0f} kB, then until the first result "
            f"{found.searching / 1e3:.0f} kB and {found.first:.0f} ms; others median {statistics.median(found.others):.0f} ms, "
            f"slowest {max(found.others):.0f} ms, {sum(one > LIMIT for one in found.others)} over {LIMIT} ms",
            flush=True,
        )
        if found.opening > OPENING:
            faults.append(f"{way}: opening a page loads more than {OPENING / 1e6:.0f} MB")
        if way == "pagefind" and found.searching > BYTES:
            faults.append(f"{way}: more than {BYTES / 1e3:.0f} kB before the first result")
        if way == "pagefind" and max(found.first, *found.others) > LIMIT:
            faults.append(f"{way}: more than {LIMIT} ms to a result")
    print("\n".join(faults) or "within every limit")
    return min(len(faults), 1)


if __name__ == "__main__":
    sys.exit(main())
