"""The live site: saving a record refreshes the page, a fault is shown and survived, and nothing rebuilds for ever."""

from __future__ import annotations

import os
import re
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
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from support.commands import briefing
from support.project import EXAMPLES, ROOT

RECORD = "seeds/actors/harbour-company.yml"
PATIENCE = 60  # seconds to wait for what must come
QUIET = 4  # seconds in which nothing may come: polling for changes takes half a second


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
        file.write_text(change(file.read_text("utf-8")), "utf-8")

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
    for _ in range(4):
        newer = live.next_epoch(epoch, QUIET)
        if newer is None or newer == epoch:
            return epoch
        epoch = newer
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


def test_problems_at_the_start_are_shown_until_they_are_corrected(project_with: Callable[[Path], Path]) -> None:
    root, port = project_with(EXAMPLES / "minimal" / "seeds"), free_port()
    file = root / RECORD
    text = file.read_text("utf-8")
    file.write_text(text.replace("kind: ", "kind: un") + "colour: <script>alert(1)</script>\n", "utf-8")
    arguments = ["generator", "serve", "--address", f"127.0.0.1:{port}"]
    with running(root, arguments, port, "index.html") as live:
        home = live.page("index.html")
        assert re.findall(r"E\d+", home) == ["E014", "E011"]
        assert "colour: &lt;script&gt;alert(1)&lt;/script&gt;" in home
        assert "<script>alert(1)" not in home
        epoch = settled(live, live.epoch("index.html"))
        file.write_text(text, "utf-8")
        assert live.next_epoch(epoch)
        assert "Harbour" in live.page()


def test_the_command_becomes_the_engine_that_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine then does is tested above; the browser tests run the command itself."""

    def execve(path: str, command: list[str], environment: dict[str, str]) -> None:
        serve = ["-m", "mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:1"]
        assert command == [path, *serve, "--config-file", str(tmp_path / "mkdocs.yml")]
        assert environment["NO_MKDOCS_2_WARNING"] == "1"
        raise SystemExit(7)

    monkeypatch.setattr(os, "execve", execve)
    assert briefing(tmp_path, "serve", "--address", "127.0.0.1:1").returncode == 7
