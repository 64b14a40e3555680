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
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, ViewportSize, sync_playwright

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
    """A page, what it asked for outside its site, and what its scripts complained of."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


_PAGES: WeakKeyDictionary[Browser, dict[str, Page]] = WeakKeyDictionary()
"""The pages that can be visited with again, by the scheme of their site and the options of their contexts.

A new one takes as long as a load.
"""
_VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
"""Playwright's own."""
_CLEAR = "try { localStorage.clear(); sessionStorage.clear() } catch {}"


@contextmanager
def visit(browser: Browser, site: str, **options: Any) -> Iterator[Visit]:
    """Opens a page for the site at this address; at the end it must have asked for nothing else, and not complained.

    The browser's flags keep other hosts out of its reach. The options are those of a context.
    """
    within = site[: site.rindex("/") + 1]

    def asked(request: Request) -> None:
        if not request.url.startswith((within, "data:", "blob:", "about:")):
            seen.elsewhere.append(request.url)

    def failed(error: Error) -> None:
        seen.complaints.append(str(error))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.complaints.append(message.text)

    with page_for(browser, site, **options) as page:
        seen = Visit(page)
        page.context.on("request", asked)
        page.on("pageerror", failed)
        page.on("console", said)
        yield seen
        assert not seen.elsewhere, f"asked for {seen.elsewhere}"
        assert not seen.complaints, f"complained: {seen.complaints}"
        page.context.remove_listener("request", asked)
        page.remove_listener("pageerror", failed)
        page.remove_listener("console", said)


@contextmanager
def page_for(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    """A page for the site at this address, perhaps that of an earlier block with the same options of its context.

    What the earlier block stored, showed, chose or permitted is undone. A block that adds a script or a route closes the
    page, which then is not used again.
    """
    pages, use = _PAGES.setdefault(browser, {}), f"{site.partition(':')[0]} {options}"
    page = pages.pop(use, None) or browser.new_context(**options).new_page()
    try:
        yield page
    except BaseException:
        page.context.close()
        raise
    if page.is_closed():
        page.context.close()
        return
    page.evaluate(_CLEAR)
    page.context.clear_cookies()
    page.context.clear_permissions()
    page.context.grant_permissions(options.get("permissions", []))
    page.goto("about:blank")
    page.mouse.move(-1, -1)
    page.emulate_media(media="null", color_scheme=options.get("color_scheme", "light"))
    if page.viewport_size != (viewport := options.get("viewport", _VIEWPORT)):
        page.set_viewport_size(viewport)
    pages[use] = page


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
