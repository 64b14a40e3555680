"""The live site: saving a record refreshes the page, a fault is shown and survived, and nothing rebuilds for ever.

SAVES is the number of random saves whose served pages are compared with a build from nothing.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from threading import Event
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from generator import pipeline
from generator.commands.live_renderer import LiveRenderer
from generator.commands.live_site import LiveSite
from generator.problems import BriefingError, Problem
from generator.site.engine_run import BuildOptions
from generator.site.live_server import LiveServer
from generator.storage.site_publisher import MANIFEST
from support.browsers import visit
from support.forks import files
from support.project import EXAMPLES, ROOT

RECORD = "seeds/actors/harbour-company.yml"
PATIENCE = 60  # seconds to wait for what must come
QUIET = 4  # seconds in which nothing may come: polling for changes takes half a second


def save(file: Path, text: str) -> None:
    """Saves a file in one step, as editors do: a server that reads it in that moment must not see an empty one."""
    new = file.with_name(f".briefing-{file.name}")
    new.write_text(text, "utf-8")
    new.replace(file)


@dataclass(frozen=True)
class Live:
    """A running server: its address, the project it serves, and what it has printed."""

    address: str
    root: Path
    log: Path

    def page(self, path: str = "actors/harbour-company.html") -> str:
        with urlopen(f"{self.address}{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def save(self, change: Callable[[str], str]) -> None:
        file = self.root / RECORD
        save(file, change(file.read_text("utf-8")))

    def epoch(self, path: str = "actors/harbour-company.html") -> int:
        """The version that a page opened now waits to be replaced."""
        found = re.search(r"livereload\((\d+),", self.page(path))
        assert found
        return int(found[1])

    def next_epoch(self, epoch: int, seconds: float = PATIENCE) -> int | None:
        """Waits, as a page does, until there is a newer version than `epoch`; None if there is none in time."""
        try:
            with urlopen(f"{self.address}livereload/{epoch}/1", timeout=seconds) as answer:
                return int(answer.read())
        except TimeoutError:
            return None

    def printed(self, words: str) -> bool:
        """Waits until the server has printed the words."""
        end = time.monotonic() + PATIENCE
        while words not in self.log.read_text("utf-8") and time.monotonic() < end:
            time.sleep(0.05)
        return words in self.log.read_text("utf-8")

    def builds(self) -> int:
        return self.log.read_text("utf-8").count("Building documentation")

    def is_building(self) -> bool:
        """True from the beginning of a build of MkDocs until readers' pages are told of it."""
        return self.builds() > self.log.read_text("utf-8").count("Reloading browsers") + 1


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(root: Path, arguments: list[str], port: int, first: str = "actors/harbour-company.html") -> Iterator[Live]:
    """Runs a server until the block ends; its first page is there when the block begins."""
    live = Live(f"http://127.0.0.1:{port}/", root, root / "log.txt")
    with live.log.open("w") as log:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", *arguments]
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        end = time.monotonic() + PATIENCE
        while server.poll() is None and time.monotonic() < end:
            try:
                live.page(first)
                break
            except URLError:
                time.sleep(0.05)
        yield live
        assert server.poll() is None, live.log.read_text("utf-8")
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # asked to end, it would wait a minute for the readers of its pages
        server.wait()


@pytest.fixture
def live(project_with: Callable[[Path], Path]) -> Iterator[Live]:
    root, port = project_with(EXAMPLES / "minimal" / "seeds"), free_port()
    with running(root, ["mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"], port) as live:
        yield live


def settled(live: Live, epoch: int) -> int:
    """The version after which no further one comes by itself."""
    for _ in range(12):
        newer = live.next_epoch(epoch, QUIET)
        if newer in (None, epoch) and not live.is_building():
            return epoch
        epoch = newer or epoch
    raise AssertionError(f"it goes on building: {live.log.read_text('utf-8')}")


def test_saving_a_record_refreshes_the_page(live: Live) -> None:
    assert "Quayside" not in live.page()
    epoch = settled(live, live.epoch())
    live.save(lambda text: text.replace("name: ", "name: Quayside "))
    assert live.next_epoch(epoch)
    assert "Quayside" in live.page()

    # The pages were written into a folder that is watched: that must come to rest, and a save without a change too.
    epoch, builds = settled(live, live.epoch()), live.builds()
    live.save(str)
    epoch = settled(live, epoch)
    assert live.builds() <= builds + 1

    # The page shows the problems where it was, and is there again once they are corrected.
    live.save(lambda text: text.replace("kind: ", "kind: un"))
    assert live.next_epoch(epoch)
    shown = f"{RECORD}:2:7: E014 actor harbour-company: kind can't be"
    assert shown in unescape(live.page())
    assert live.printed(shown)
    epoch = settled(live, live.epoch())
    live.save(lambda text: text.replace("kind: un", "kind: ").replace("Quayside", "Lighthouse"))
    assert live.next_epoch(epoch)
    assert "Lighthouse" in live.page()
    assert "E014" not in live.page()


# briefing serve


def version(address: str, path: str = "index.html") -> tuple[str, str]:
    """A page as `briefing serve` shows it, and its version."""
    with urlopen(f"{address}{path}", timeout=PATIENCE) as answer:
        text = str(answer.read().decode())
    found = re.search(r'<script src="/.live/reload.js" data-version="(\d+)"></script>', text)
    assert found, text
    return text.replace(found[0], ""), found[1]


def next_version(address: str, known: str) -> None:
    """Waits, as a page does, until there is a newer version."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urlopen(f"{address}.live/after/{known}", timeout=PATIENCE) as answer:
            if answer.read().decode() != known:
                return
    raise AssertionError("no newer version")


@pytest.mark.slow
def test_briefing_serve_shows_problems_until_they_are_corrected(project_with: Callable[[Path], Path]) -> None:
    root, port = project_with(EXAMPLES / "minimal" / "seeds"), free_port()
    file = root / RECORD
    text = file.read_text("utf-8")
    file.write_text(text.replace("kind: ", "kind: un") + "colour: <script>alert(1)</script>\n", "utf-8")
    arguments = ["generator", "serve", "--address", f"127.0.0.1:{port}"]
    with running(root, arguments, port, "index.html") as live:
        home, known = version(live.address)
        assert re.findall(r"E\d+", home) == ["E014", "E011"]
        assert "colour: &lt;script&gt;alert(1)&lt;/script&gt;" in home
        assert "<script>alert(1)" not in home
        save(file, text)
        next_version(live.address, known)
        assert "Harbour" in version(live.address)[0]
        assert "unsafe-inline" not in version(live.address)[0]
        with pytest.raises(HTTPError, match="403"):
            urlopen(Request(live.address, headers={"Host": "rebound.example"}), timeout=PATIENCE)


CHOICES = random.Random(2023)
SAVES = int(os.environ.get("SAVES", "6"))


def edit_texts(root: Path) -> None:
    file = CHOICES.choice(sorted((root / "seeds").rglob("*.yml")))
    lines = file.read_text("utf-8").split("\n")
    found = [n for n, line in enumerate(lines) if re.match(r"\s*(- )?(summary|title|text|name|bottom_line): \w", line)]
    if found:
        lines[CHOICES.choice(found)] += f" word{CHOICES.randrange(1000)}"
    file.write_text("\n".join(lines), "utf-8")


def rename(root: Path) -> None:
    file = CHOICES.choice(sorted((root / "seeds/actors").glob("*.yml")))
    old, new = file.stem, f"{file.stem.split('-n')[0]}-n{CHOICES.randrange(100)}"
    for one in (root / "seeds").rglob("*.yml"):
        one.write_text(re.sub(rf"(?<![\w-]){old}(?![\w-])", new, one.read_text("utf-8")), "utf-8")
    file.rename(file.with_stem(new))


def break_file(root: Path) -> None:
    file = CHOICES.choice(sorted((root / "seeds").rglob("*.yml")))
    broken.append((file, file.read_bytes()))
    if CHOICES.random() < 0.5:
        file.write_bytes(file.read_bytes() + b"unknown: x\n")
    else:
        file.unlink()


def add_page(root: Path) -> None:
    (root / "docs" / f"mine{CHOICES.randrange(3)}.md").write_text(f"# Mine {CHOICES.randrange(1000)}\n", "utf-8")


broken: list[tuple[Path, bytes]] = []


def outcome(build: Callable[[], Path | None]) -> Path | tuple[Problem, ...] | None:
    try:
        return build()
    except BriefingError as error:
        return error.problems


@pytest.mark.slow
def test_after_random_saves_the_served_pages_are_those_of_a_build_from_nothing(
    project_with: Callable[[Path], Path], tmp_path: Path
) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    with LiveServer("127.0.0.1", 0) as server, LiveSite(root, tmp_path / "live", server, Event()) as site:
        (tmp_path / "live").mkdir()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        server.show(site.update())
        for save in range(SAVES):
            if broken:
                file, content = broken.pop()
                file.write_bytes(content)
            for change in CHOICES.choices((edit_texts, rename, break_file, add_page), k=CHOICES.choice((1, 1, 2))):
                change(root)
                if broken:
                    break
            fresh = tmp_path / f"fresh{save}"
            shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".cache"))
            found = outcome(site.update)
            expected = outcome(lambda fresh=fresh: pipeline.build(fresh, BuildOptions(use_cache=False)))
            if found is None:
                continue  # the change changed nothing
            assert isinstance(found, Path) == isinstance(expected, Path)
            if not isinstance(found, Path):
                assert found == expected
                continue
            assert site.update() is None
            server.show(found)
            expected = {path: content for path, content in files(fresh / "site").items() if path != MANIFEST}
            assert files(found) == expected
            path = CHOICES.choice(sorted(path for path in expected if path.endswith(".html")))
            assert version(address, path)[0].encode() == expected[path]
            shutil.rmtree(fresh)


@pytest.mark.slow
def test_the_pages_that_were_asked_for_last_are_shown_before_the_site_is_built(
    project_with: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    file = root / RECORD
    text = file.read_text("utf-8")
    shown: list[tuple[str, str]] = []
    render = LiveRenderer.render

    def check_before_render(*arguments: object) -> object:
        shown.append(version(address, "actors/harbour-company.html"))
        return render(*arguments)

    changed = Event()
    with LiveServer("127.0.0.1", 0) as server, LiveSite(root, tmp_path, server, changed) as site:
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        server.show(first := site.update())
        assert version(address, "actors/harbour-company.html")[1] == "1"
        monkeypatch.setattr(LiveRenderer, "render", check_before_render)

        file.write_text(text.replace("summary: ", "summary: Quayside. "), "utf-8")
        server.show(second := site.update())
        page, known = shown[-1]
        assert "Quayside." in page
        assert "Quayside." not in (first / "actors/harbour-company.html").read_text("utf-8")
        assert version(address, "actors/harbour-company.html") == (page, known)
        assert page == (second / "actors/harbour-company.html").read_text("utf-8")

        # After problems, the page that is corrected comes back at once, even if it is as it was.
        file.write_text(text.replace("kind: ", "kind: un"), "utf-8")
        with pytest.raises(BriefingError):
            site.update()
        server.show(None, "problems")
        file.write_text(text.replace("summary: ", "summary: Quayside. "), "utf-8")
        server.show(site.update())
        assert shown[-1][0] == page

        # A save while pages are rendered stops the build, and the next build renders the new state.
        file.write_text(text.replace("summary: ", "summary: Seaside. "), "utf-8")

        def save_before_render(*arguments: object) -> object:
            monkeypatch.setattr(LiveRenderer, "render", render)
            file.write_text(text.replace("summary: ", "summary: Lakeside. "), "utf-8")
            changed.set()
            return render(*arguments)

        monkeypatch.setattr(LiveRenderer, "render", save_before_render)
        assert site.update() is None
        assert changed.is_set()
        changed.clear()
        assert "Seaside." in version(address, "actors/harbour-company.html")[0]
        found = site.update()
        assert found
        assert "Lakeside." in version(address, "actors/harbour-company.html")[0]
        assert "Lakeside." in (found / "actors/harbour-company.html").read_text("utf-8")
        assert site.update() is None


def test_an_open_page_loads_again_once_for_a_save(project_with: Callable[[Path], Path], browser: Browser) -> None:
    root, port = project_with(EXAMPLES / "minimal" / "seeds"), free_port()
    loads: list[str] = []
    with (
        running(root, ["generator", "serve", "--address", f"127.0.0.1:{port}"], port) as live,
        visit(browser, live.address) as seen,
    ):
        seen.page.goto(f"{live.address}actors/harbour-company.html")
        _, known = version(live.address)
        seen.page.on("load", lambda page: loads.append(page.url))
        live.save(lambda text: text.replace("summary: ", "summary: Quayside. "))
        seen.page.get_by_text("Quayside.").first.wait_for(state="attached")
        next_version(live.address, known)  # the whole site
        seen.page.wait_for_timeout(1000)
        assert len(loads) == 1

        live.save(lambda text: text.replace("kind: ", "kind: un"))
        seen.page.get_by_text("E014").first.wait_for()
        live.save(lambda text: text.replace("kind: un", "kind: ").replace("Quayside", "Seaside"))
        seen.page.get_by_text("Seaside.").first.wait_for(state="attached")
