"""The server of `briefing serve`: whom it answers, and which files it serves. No engine takes part."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from generator.site.live_server import LiveServer

PAGE = "<!doctype html><body><p>One</p></body>"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    folder = tmp_path / "site"
    (folder / "actors").mkdir(parents=True)
    for path, text in {
        "index.html": PAGE,
        "actors/index.html": "Two",
        "404.html": "<p>None</p>",
        "a b.js": "1",
        ".briefing.txt": "x",
    }.items():
        (folder / path).write_text(text, "utf-8")
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    with LiveServer("127.0.0.1", 0) as server:
        server.show(folder)
        yield server


def ask(server: LiveServer, path: str, host: str | None = "localhost", method: str = "GET") -> tuple[int, str, str]:
    """Status, headers and content of an answer."""
    with socket.create_connection(server.server_address[:2], timeout=60) as connection:
        header = "" if host is None else f"Host: {host}\r\n"
        connection.sendall(f"{method} {path} HTTP/1.1\r\n{header}Connection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    head, _, content = answer.partition("\r\n\r\n")
    return int(head.split()[1]), head, content


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8000"])
def test_it_answers_for_its_own_hosts(server: LiveServer, host: str) -> None:
    assert ask(server, "/", host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example",
        "rebound.example:8000",
        "localhost:80@rebound.example",
        "localhost.example",
        "127.0.0.1.example:80",
        "",
        None,
        "[::2]",
        "0.0.0.0",
        "[::1]x",
        "localhost:80:80",
    ],
)
def test_it_answers_for_no_other_host(server: LiveServer, host: str | None) -> None:
    for path in ("/", "/.live/reload.js", "/.live/after/0", "/nowhere"):
        assert ask(server, path, host)[0] == 403


@pytest.mark.parametrize(
    "path",
    ["/a%00b.html", "/%00", "//[", "//[x]/", "//x:y/", "/../secret.html", "/actors/../../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html",
     "/.briefing.txt", "/actors", "/nowhere.html", "/index.html/", "/%ff", "/c:/index.html", "/a%5cb"],
)  # fmt: skip
def test_what_no_site_has_is_not_found(server: LiveServer, path: str) -> None:
    status, _, content = ask(server, path)
    assert (status, "<p>None</p>" in content) == (404, True)


def test_pages_have_the_script_and_other_files_are_as_they_are(server: LiveServer) -> None:
    script = '<script src="/.live/reload.js" data-version="1"></script>'
    for path in ("/", "/index.html", "/index.html?query#part"):
        status, head, content = ask(server, path)
        assert (status, content) == (200, PAGE.replace("</body>", f"{script}</body>"))
        assert "Content-Type: text/html; charset=utf-8" in head
        assert "Cache-Control: no-store" in head
    assert ask(server, "/actors/")[2] == "Two"
    assert ask(server, "/a%20b.js")[2] == "1"
    assert "location.reload" in ask(server, "/.live/reload.js")[2]
    assert ask(server, "/", method="HEAD")[::2] == (200, "")
    assert ask(server, "/", method="POST")[0] == 501


def test_a_page_hears_of_the_next_version(server: LiveServer, tmp_path: Path) -> None:
    assert ask(server, "/.live/after/0")[2] == "1"
    Timer(0.1, server.show, (None, "seeds/x.yml:1:1: <wrong>")).start()
    assert ask(server, "/.live/after/1")[2] == "2"
    status, _, content = ask(server, "/actors/")
    assert status == 200
    assert "<pre>seeds/x.yml:1:1: &lt;wrong&gt;</pre>" in content
    assert 'data-version="2"' in content
    server.show(tmp_path / "site")
    assert ask(server, "/actors/")[2] == "Two"


def test_a_page_that_is_closed_while_it_waits_is_no_error(
    server: LiveServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(server.server_address[:2]) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing resets it
        connection.sendall(b"GET /.live/after/1/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        end = time.monotonic() + 60
        while server.recent != ("index.html",) and time.monotonic() < end:
            time.sleep(0.01)
    server.show(tmp_path / "site")
    server.__exit__()
    time.sleep(0.2)  # the thread of the request answers
    assert capfd.readouterr().err == ""


def versions(server: LiveServer) -> tuple[int, int]:
    return server.version("index.html"), server.version("actors/index.html")


def test_a_page_may_be_newer_than_the_site(server: LiveServer, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert versions(server) == (1, 1)
    server.show_page(folder, "index.html", PAGE.encode())  # as it is
    assert versions(server) == (1, 1)

    Timer(0.1, server.show_page, (folder, "index.html", b"<p>New</p></body>")).start()
    assert ask(server, "/.live/after/1/")[2] == "2"
    assert ask(server, "/.live/after/0/actors/")[2] == "1"
    assert ask(server, "/")[2].startswith("<p>New</p><script")
    assert versions(server) == (2, 1)

    # The page is the same in the next site, and need not be loaded again; other pages may differ.
    (folder / "index.html").write_text("<p>New</p></body>", "utf-8")
    server.show(folder)
    assert versions(server) == (2, 3)
    server.show(folder)
    assert versions(server) == (4, 4)

    # The page differs in the next site.
    server.show_page(folder, "index.html", b"<p>Newer</p></body>")
    server.show(folder)
    assert ask(server, "/")[2].startswith("<p>New</p><script")
    assert versions(server) == (6, 6)

    # Problems replace each page; a page that was corrected brings the last site back.
    server.show(None, "wrong")
    assert server.shows_problems
    server.show_page(folder, "index.html", b"<p>Right</p></body>")
    assert not server.shows_problems
    assert ask(server, "/")[2].startswith("<p>Right</p><script")
    assert ask(server, "/actors/")[2].startswith("Two")
    assert versions(server) == (9, 8)


def test_it_knows_which_pages_were_asked_for_last(server: LiveServer) -> None:
    for path in (
        "/",
        "/a%20b.js",
        "/actors/",
        "/%ff",
        "/x%2Fy.html?z#part",
        "/.live/after/0/one.html",
        "/",
        "/.hidden.html",
    ):
        ask(server, path)
    assert server.recent == ("index.html", "one.html", "x/y.html")
