"""WCAG 2.2 AA as far as axe-core sees it: no violation on any kind of page, light and dark, wide and narrow."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import axe_playwright_python
import pytest
from conftest import EXAMPLES, briefing
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VIEWS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]
SECTIONS = "actors experts timeline risks relations questions sources glossary method data".split()
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.html.slice(0, 200)}`))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module", params=["first article", "strait"])
def served(request: pytest.FixtureRequest, project_with: Callable[[Path], Path]) -> Iterator[tuple[Path, str]]:
    """A built site, and the address at which it is served."""
    if request.param == "strait":
        root = project_with(EXAMPLES / "strait" / "seeds")
        done = briefing(root, "build")
        assert done.returncode == 0, done.stdout + done.stderr
        site = root / "site"
    else:
        site = request.getfixturevalue("hosted_site")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield site, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _one_of_each(site: Path) -> Iterator[str]:
    """The home page, each section's index and its first page, a hand-written page, and the one for what is not there."""
    yield from ("/", "/about/", "/404.html")
    for section in SECTIONS:
        yield f"/{section}/"
        inner = sorted(page.parent.name for page in (site / section).glob("*/index.html"))
        yield from (f"/{section}/{name}/" for name in inner[:1])


def _violations(page: Page, where: str) -> list[str]:
    return [f"{where}: {found}" for found in page.evaluate(RUN)]


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_axe_finds_nothing(browser: Browser, served: tuple[Path, str], scheme: str, width: int) -> None:
    site, address = served
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", service_workers="block"
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    found = []
    for path in _one_of_each(site):
        page.goto(address + path)
        found += _violations(page, path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{path}: {wide} pixels wide"] if wide > width else []
    context.close()
    assert found == []
