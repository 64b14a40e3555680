"""A web server for a site that is built again and again: it serves the newest.

It answers only for its own hosts, which the server of MkDocs has no setting for. Each page gets a script that asks for the next version, and loads the page again when there is one.
"""

from __future__ import annotations

import mimetypes
import re
import socket
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import unquote, urlsplit

from .configuration import THEME

LOCAL_HOSTS = frozenset(("localhost", "127.0.0.1", "[::1]"))
_OWN = "/.live/"
"""The addresses of the server itself; no site has hidden files."""
_PATIENCE = 10
"""Seconds after which a page that asks for the next version gets the current one."""
_POLLING = 0.05
"""Seconds between two looks whether the server is to end."""
_SCRIPT = """const version = document.currentScript.dataset.version;
async function next() {
  if (document.hidden) await new Promise(done => document.addEventListener("visibilitychange", done, { once: true }));
  try {
    const answer = await fetch("/.live/after/" + version);
    if ((await answer.text()) !== version) return location.reload();
  } catch {
    await new Promise(done => setTimeout(done, 1000));
  }
  next();
}
next();
"""
_TYPES = mimetypes.MimeTypes()


class LiveServer(ThreadingHTTPServer):
    """A server for `localhost` and the given host, to be used as a context.

    Raises OSError if the address can't be used. Until there is a site, requests wait.
    """

    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.hosts = LOCAL_HOSTS | {f"[{host}]" if ":" in host else host.lower()}
        self.version = 0
        self.folder: Path | None = None
        self.problems = ""
        self.has_changed = Condition()
        super().__init__((host, port), _Handler)
        Thread(target=self.serve_forever, args=[_POLLING], daemon=True).start()

    def show(self, folder: Path | None, problems: str = "") -> None:
        """Serves the site in a folder, or the problems on each page."""
        with self.has_changed:
            self.folder, self.problems = folder, problems
            self.version += 1
            self.has_changed.notify_all()

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: LiveServer
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Answers a request.

        Refuses one that a page of another site may have sent (DNS rebinding).
        """
        if _host(self.headers.get("Host", "")) not in self.server.hosts:
            self._answer(HTTPStatus.FORBIDDEN, "text/plain", b"this server answers only for its own address\n")
            return
        path = _path(self.path)
        if path.startswith(f"{_OWN}after/"):
            self._answer_version(path.rpartition("/")[2])
        elif path == f"{_OWN}reload.js":
            self._answer(HTTPStatus.OK, "text/javascript", _SCRIPT.encode())
        else:
            self._answer_page(path)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def _answer_version(self, known: str) -> None:
        with self.server.has_changed:
            self.server.has_changed.wait_for(lambda: str(self.server.version) != known, _PATIENCE)
            version = self.server.version
        self._answer(HTTPStatus.OK, "text/plain", str(version).encode())

    def _answer_page(self, path: str) -> None:
        with self.server.has_changed:
            self.server.has_changed.wait_for(lambda: self.server.version)
            folder, problems, version = self.server.folder, self.server.problems, self.server.version
        if folder is None:
            self._answer(HTTPStatus.OK, "text/html", _with_script(problems_page(problems), version))
            return
        status = HTTPStatus.OK
        try:
            file = _find_file(folder, unquote(path, errors="strict"))
            content = file.read_bytes()
        except (OSError, ValueError):
            status, file = HTTPStatus.NOT_FOUND, folder / "404.html"
            content = file.read_bytes() if file.is_file() else b"404\n"
        media_type = _TYPES.guess_type(file.name)[0] or "application/octet-stream"
        self._answer(status, media_type, _with_script(content, version) if media_type == "text/html" else content)

    def _answer(self, status: HTTPStatus, media_type: str, content: bytes) -> None:
        self.send_response(status)
        is_text = media_type.startswith("text/") or media_type.endswith(("json", "xml"))
        self.send_header("Content-Type", f"{media_type}; charset=utf-8" if is_text else media_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Prints nothing: the command prints what was built."""


def _host(header: str) -> str:
    """Returns the host of a `Host` header without its port."""
    return re.sub(r":[0-9]*\Z", "", header.lower())


def _path(target: str) -> str:
    """Returns the path of a request's target; of one that is no address, nothing."""
    try:
        return urlsplit(target).path
    except ValueError:
        return ""


def _find_file(folder: Path, path: str) -> Path:
    """Returns the file at a path. Raises ValueError for one that no site has."""
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or {*"\0\\:"} & {*part} for part in parts):
        raise ValueError(path)
    return folder.joinpath(*parts, *(["index.html"] if path.endswith("/") else []))


def _with_script(page: bytes, version: int) -> bytes:
    script = f'<script src="{_OWN}reload.js" data-version="{version}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page


def problems_page(problems: str) -> bytes:
    """Returns the page that shows problems of the data."""
    template = (THEME / "problems.html").read_text(encoding="utf-8").partition("-#}\n")[2]
    return template.replace("{{ config.extra.problems | e }}", escape(problems)).encode()
