"""How long a search takes on a large site: from the last key to the results on the screen, in real Chromium.

PYTHONPATH=tests python benchmarks/search.py [PAGES]
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from browsers import chromium, served
from playwright.sync_api import Browser, Page
from records import seeds

from generator.kinds import KINDS
from generator.load import load
from generator.render import render

ROOT = Path(__file__).resolve().parent.parent
QUERIES = (
    "ferries", "harbour council", "Varenna", "nobody", "arrears", "Lucic", "who pays for it", "pier", "islanders", "talks",
    "Kesh said", "naive", "dues since 2028", "th", "open", "actors 17", "mended", "again once", "sail", "Angstrom",
)  # fmt: skip
BETWEEN_KEYS = 60
"""Milliseconds from key to key: a fast typist."""
LIMIT = 200
"""Milliseconds in which results shall stand there."""
WATCH = """() => {
    const list = document.querySelector(".md-search-result__list")
    const marks = window.marks = { key: 0, shown: 0 }
    addEventListener("keyup", event => { marks.key = event.timeStamp }, true)
    new MutationObserver(() => requestAnimationFrame(() => { marks.shown = performance.now() })).observe(list, { childList: true })
}"""
SETTLED = """() => new Promise(done => {
    const look = () => performance.now() - Math.max(marks.key, marks.shown) > 800
        ? done(marks.shown - marks.key) : setTimeout(look, 50)
    look()
})"""


def site(folder: Path, pages: int) -> tuple[Path, int]:
    """Builds a site of about so many pages of invented records; gives its folder and the number of its pages."""
    size = pages * 3_600
    while True:
        texts = render(load(seeds(size), KINDS).briefing)
        count = sum(path.endswith(".md") for path in texts)
        if count >= pages:
            break
        size = size * pages // count + 20_000
    for path, text in texts.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    (folder / "generator").symlink_to(ROOT / "generator")  # its theme
    nav = ["index.md", *sorted(path for path in texts if path.endswith("/index.md"))]
    config = f"INHERIT: {ROOT / 'mkdocs.yml'}\nhooks: []\nwatch: []\nnav: {json.dumps(nav)}\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    environment = {**os.environ, "OFFLINE": "true", "NO_MKDOCS_2_WARNING": "1"}  # an index for either way
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, env=environment, check=True)
    return folder / "site", count


def times(browser: Browser, address: str) -> Iterator[float]:
    """Milliseconds from each query's last key to its results."""
    page = browser.new_page()
    page.goto(address)
    page.evaluate(WATCH)
    ask(page, "first")
    page.wait_for_selector(".md-search-result__item, .md-search-result__meta:text('No matching')", timeout=60_000)
    page.evaluate(SETTLED)
    for query in QUERIES:
        ask(page, query)
        yield page.evaluate(SETTLED)
    page.close()


def ask(page: Page, query: str) -> None:
    page.locator("[data-md-component=search-query]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(query, delay=BETWEEN_KEYS)


def main() -> int:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder, count = site(Path(name), pages)
        index = (folder / "search" / "search_index.json").stat().st_size
        print(
            f"{count} pages, index of {index / 1e6:.1f} MB, {len(QUERIES)} queries, {BETWEEN_KEYS} ms from key to key"
        )
        slow = 0
        with served(folder) as hosted:
            for way, address in (("hosted", f"{hosted}index.html"), ("file://", (folder / "index.html").as_uri())):
                found = sorted(times(browser, address))
                slow += sum(one > LIMIT for one in found)
                print(f"{way:8} median {statistics.median(found):.0f} ms, slowest {found[-1]:.0f} ms")
        print(f"{slow} of {2 * len(QUERIES)} took more than {LIMIT} ms")
    return min(slow, 1)


if __name__ == "__main__":
    sys.exit(main())
