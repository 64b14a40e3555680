"""A real Chromium, and a web server for a folder: what the browser tests and the pictures are made with."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_TEXTS = (".css", ".html", ".js", ".json", ".svg", ".xml")
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-features=RenderDocument,SpareRendererForSitePerProcess",  # a page loads in three quarters of the time
    "--js-flags=--max-optimized-bytecode-size=0",  # scripts run once or twice, and optimizing them takes an eighth of the time
)  # fmt: skip


def executable() -> str:
    """The browser that `tests/support/browser.sh` finds, looked for in the same places."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [*filter(None, map(shutil.which, _NAMES)), *filter(os.path.exists, _APPLICATIONS)]
    if not found:
        raise RuntimeError("no Chromium or Chrome was found; tests/support/browser.sh says how to get one")
    return found[0]


def all_found(page: Page) -> None:
    """Waits until the listed results are those of the whole query that was typed, not of its first letters."""
    current = page.locator(".md-search-result:not([aria-busy]) .md-search-result__link")
    current.first.wait_for(state="attached", timeout=20_000)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser with a fresh profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), headless=True, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True)
class Visit:
    """A page in a fresh context, what it asked for outside its site, and what its scripts complained of."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def visit(browser: Browser, site: str, **options: Any) -> Iterator[Visit]:
    """Opens a page of the site at this address; at the end it must have asked for nothing else, and not complained.

    The browser's flags keep other hosts out of its reach.
    """
    within = site[: site.rindex("/") + 1]
    context = browser.new_context(**options)
    seen = Visit(context.new_page())

    def asked(url: str) -> None:
        if not url.startswith((within, "data:", "blob:", "about:")):
            seen.elsewhere.append(url)

    context.on("request", lambda request: asked(request.url))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("console", lambda said: seen.complaints.append(said.text) if said.type == "error" else None)
    try:
        yield seen
        assert not seen.elsewhere, f"asked for {seen.elsewhere}"
        assert not seen.complaints, f"complained: {seen.complaints}"
    finally:
        context.close()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # a connection serves for many requests

    def handle(self) -> None:
        with suppress(ConnectionError):  # the browser was closed
            super().handle()

    def log_message(self, *_: object) -> None:
        pass


@cache
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


class _Host(_Quiet):
    """As a host on the web answers: text is compressed."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.suffix not in _TEXTS or not file.is_file():
            return super().do_GET()
        content = _compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    """Runs a web server of this machine until the block ends; its address."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def served(folder: Path, like_a_host: bool = False) -> Iterator[str]:
    """The address of the folder on a web server of this machine."""
    handler = partial(_Host if like_a_host else _Quiet, directory=str(folder))
    with running(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield address
