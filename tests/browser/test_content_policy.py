"""The built site obeys its content security policy in a real browser, hosted and from file://, and the policy holds."""

from __future__ import annotations

import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.browsers import running
from support.project import EXAMPLES, ROOT, Built
from support.webpages import POLICY, WebPage, forbidden, one_of_each

STRAIT = EXAMPLES / "strait" / "seeds"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The folder on a port of its own: its address, and the paths that were asked for."""
    asked: list[str] = []

    class Noting(_Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

    handler = functools.partial(Noting, directory=str(folder))
    with running(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield address, asked


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A context of the browser that tells each breach of a policy on its console."""
    context = browser.new_context()
    context.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(`breach ${e.effectiveDirective}`))"
    )
    yield context
    context.close()


class Reader:
    """A page of the browser, what its console said and what it asked for."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"uncaught: {error}"))
        self.page.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture
def reader(context: BrowserContext) -> Iterator[Reader]:
    reader = Reader(context)
    yield reader
    reader.page.close()


@pytest.fixture
def folder(request: pytest.FixtureRequest, built_once: Callable[..., Built]) -> Path:
    """The folder of a site: of the first article or the invented example, hosted or offline."""
    name, way = request.param.split(", ")
    return built_once(ROOT / "seeds" if name == "article" else STRAIT, *(["--offline"] if way == "file" else [])).site


@pytest.fixture
def site(folder: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """A site: its folder, the address under which a reader opens it, and a page of every sort."""
    if (folder / "404.html").exists():
        with served(folder) as (address, _):
            yield folder, address, one_of_each(folder)
    else:
        yield folder, f"{folder.as_uri()}/", one_of_each(folder)


def test_what_is_forbidden_is_found() -> None:
    page = WebPage("x.html", HOSTILE.format(other="http://127.0.0.1/"))
    assert {*forbidden(page)} >= {"script", "img onerror", "style", "p style", "iframe", "object", "video", "base"}


@pytest.mark.parametrize("folder", ["article, hosted", "strait, file"], indirect=True)
def test_every_sort_of_page_works_obeys_the_policy_and_asks_no_other_host(
    site: tuple[Path, str, list[str]], reader: Reader
) -> None:
    _, address, pages = site
    assert len(pages) > 10
    for path in pages:
        answer = reader.page.goto(address + path, wait_until="load")
        assert answer is None or answer.ok, path
        expect(reader.page.locator("article h1")).to_be_visible()
        assert reader.said == [], path
    reader.page.goto(f"{address}index.html", wait_until="networkidle")
    assert reader.said == []
    assert {url for url in reader.asked if not url.startswith((address, "data:"))} == set()


@pytest.mark.parametrize("folder", ["article, hosted", "strait, file"], indirect=True)
def test_search_and_colours_work_under_the_policy(site: tuple[Path, str, list[str]], reader: Reader) -> None:
    _, address, _ = site
    page = reader.page
    page.goto(f"{address}index.html", wait_until="load")
    field = page.get_by_role("textbox", name="Search")
    field.click()
    field.press_sequentially("actors", delay=20)
    field.press("Enter")
    page.wait_for_url(lambda url: "h=actors" in url)
    body = page.locator("body")
    for scheme in ("default", "slate"):
        page.locator("form[data-palette] label:visible").click()
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
    page.goto(f"{address}index.html", wait_until="commit")
    expect(body).to_have_attribute("data-md-color-media", "(prefers-color-scheme: dark)")
    assert page.evaluate("localStorage.length") >= 1
    page.evaluate("localStorage.clear()")
    assert reader.said == []
    assert {url for url in reader.asked if not url.startswith((address, "data:"))} == set()


HOSTILE = """
<script>window.ran = "inline script"</script>
<img src="missing.png" onerror="window.ran = 'handler'">
<img src="{other}image.png">
<script src="{other}script.js"></script>
<link rel="stylesheet" href="{other}sheet.css">
<style>h1 {{ color: rgb(1, 2, 3) }}</style>
<p id="styled" style="color: rgb(1, 2, 3)">styled</p>
<iframe src="{other}frame.html"></iframe>
<object data="{other}object.html"></object>
<video src="{other}film.mp4" autoplay></video>
<a id="link" href="javascript:void (window.ran = 'link')">link</a>
<form id="form" action="{other}form"><button id="send">send</button></form>
<base href="{other}">
"""
BREACHES = {
    "base-uri",
    "form-action",
    "frame-src",
    "img-src",
    "media-src",
    "object-src",
    "script-src-attr",
    "script-src-elem",
    "style-src-attr",
    "style-src-elem",
}


@pytest.mark.parametrize("way", ["hosted", "file"])
@pytest.mark.parametrize("policy", ["kept", "taken out"])
def test_what_is_put_into_a_page_is_stopped(
    built_once: Callable[..., Built], tmp_path: Path, reader: Reader, way: str, policy: str
) -> None:
    """The same page without its policy runs and loads all that: so it is the policy that stops it."""
    folder, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    shutil.copytree(built_once(STRAIT, *(["--offline"] if way == "file" else [])).site, folder)
    elsewhere.mkdir()
    index = folder / "index.html"
    text = index.read_text(encoding="utf-8")
    if policy == "taken out":
        text = POLICY.sub("", text)
    with served(elsewhere) as (other, asked), served(folder) as (here, _):
        index.write_text(text.replace("</h1>", "</h1>" + HOSTILE.format(other=other), 1), encoding="utf-8")
        page = reader.page
        page.goto(here if way == "hosted" else index.as_uri(), wait_until="load")
        page.locator("#link").click()
        page.locator("#send").click(no_wait_after=True)
        if policy == "kept":
            page.wait_for_function("performance.now() > 0")
            assert page.evaluate("window.ran") is None
            assert page.evaluate("getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
            assert {line.split()[-1] for line in reader.said if "breach" in line} == BREACHES
            assert asked == []
        else:
            page.wait_for_url(f"{other}form*")
            assert {path.partition("?")[0] for path in asked} >= {"/image.png", "/script.js", "/frame.html", "/form"}


def test_live_reload_works_under_the_policy(project_with: Callable[[Path], Path], reader: Reader) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Quiet) as free:
        address = f"127.0.0.1:{free.server_port}"
    command = [sys.executable, "-m", "generator", "serve", "--root", str(root), "--address", address]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as server:
        try:
            assert server.stdout is not None
            assert any("Serving at" in line for line in server.stdout)
            threading.Thread(target=server.stdout.read, daemon=True).start()
            page = reader.page
            page.goto(f"http://{address}/", wait_until="load")
            record = root / "seeds" / "briefing.yml"
            before = record.read_text(encoding="utf-8")
            title = re.search(r"(?m)^title: *(.*)$", before)
            assert title is not None
            record.write_text(before.replace(title.group(), "title: Renamed while it was read"), encoding="utf-8")
            expect(page.locator("h1")).to_contain_text("Renamed while it was read", timeout=30_000)
            assert reader.said == []
        finally:
            os.killpg(server.pid, signal.SIGTERM)
