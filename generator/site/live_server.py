"""A web server for a site that is built again and again: it serves the newest.

It answers only for its own hosts, which the server of MkDocs has no setting for. Each page gets a script that asks for
the page's next version, and loads the page again when there is one. Single pages may be newer than the rest of the site.
"""

from __future__ import annotations

import mimetypes
import re
import socket
import sys
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from .configuration import THEME

LOCAL_HOSTS = frozenset(("localhost", "127.0.0.1", "[::1]"))
_OWN = "/.live/"
"""The addresses of the server itself; no site has hidden files."""
_PATIENCE = 10
"""Seconds after which a page that asks for the next version gets the current one."""
_RECENT = 3
"""The number of pages that are remembered because they were asked for last."""
_POLLING = 0.05
"""Seconds between two looks whether the server is to end."""
_SCRIPT = """const version = document.currentScript.dataset.version;
async function next() {
  if (document.hidden) await new Promise(done => document.addEventListener("visibilitychange", done, { once: true }));
  try {
    const answer = await fetch("/.live/after/" + version + location.pathname);
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
        self.recent: tuple[str, ...] = ()
        """The paths in the site of the pages that were asked for last, the newest first."""
        self._folder: Path | None = None
        self._problems = ""
        self._pages: dict[str, bytes] = {}
        """The pages that are newer than those in the folder, by path."""
        self._versions: dict[str, int] = {}
        """The versions of pages that do not have the version of the site."""
        self._site_version = self._last_version = 0
        self._has_changed = Condition()
        super().__init__((host, port), _Handler)
        Thread(target=self.serve_forever, args=[_POLLING], daemon=True).start()

    def show(self, folder: Path | None, problems: str = "") -> None:
        """Serves the site in a folder, or the problems on each page.

        All pages get a new version, but those that `show_page` showed as they are in the folder.
        """
        with self._has_changed:
            kept = [path for path, content in self._pages.items() if folder and _read(folder, path) == content]
            self._versions = {path: self._versions[path] for path in kept}
            self._folder, self._problems, self._pages = folder, problems, {}
            self._site_version = self._next_version()

    def show_page(self, folder: Path, path: str, content: bytes) -> None:
        """Serves the site in a folder, but for a page with newer content."""
        with self._has_changed:
            if self._folder is None:
                self._site_version = self._next_version()
            self._folder = folder
            if content != (self._pages.get(path) or _read(folder, path)):
                self._pages[path], self._versions[path] = content, self._next_version()

    @property
    def shows_problems(self) -> bool:
        """True if each page is replaced by the problems of the data."""
        return self._folder is None

    def _next_version(self) -> int:
        self._last_version += 1
        self._has_changed.notify_all()
        return self._last_version

    def version(self, path: str) -> int:
        """Returns the version of a page; 0 until there is a site."""
        return self._versions.get(path, self._site_version)

    def wait_for_version(self, path: str, known: str) -> int:
        """Waits for another version of a page than the known one, but not for ever.

        Returns the version.
        """
        self._remember(path)
        with self._has_changed:
            self._has_changed.wait_for(lambda: str(self.version(path)) != known, _PATIENCE)
            return self.version(path)

    def find(self, path: str) -> tuple[HTTPStatus, str, bytes, int]:
        """Waits until there is a site; returns the answer for the file at a path.

        That is the status, a name with the suffix of its type, the newest content, and the version.
        """
        self._remember(path)
        with self._has_changed:
            self._has_changed.wait_for(lambda: self._site_version)
            version = self.version(path)
            if self._folder is None:
                return HTTPStatus.OK, "problems.html", problems_page(self._problems), version
            content = self._pages.get(path) or _read(self._folder, path)
            if content is None:
                return HTTPStatus.NOT_FOUND, "404.html", _read(self._folder, "404.html") or b"404\n", version
            return HTTPStatus.OK, path, content, version

    def _remember(self, path: str) -> None:
        if path.endswith(".html"):
            with self._has_changed:
                self.recent = (path, *(one for one in self.recent if one != path))[:_RECENT]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores that a browser closed its connection, as it does with a page."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

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
            known, _, page = path.removeprefix(f"{_OWN}after/").partition("/")
            version = self.server.wait_for_version(_file_path(f"/{page}"), known)
            self._answer(HTTPStatus.OK, "text/plain", str(version).encode())
        elif path == f"{_OWN}reload.js":
            self._answer(HTTPStatus.OK, "text/javascript", _SCRIPT.encode())
        else:
            self._answer_page(path)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def _answer_page(self, path: str) -> None:
        status, name, content, version = self.server.find(_file_path(path))
        media_type = _TYPES.guess_type(name)[0] or "application/octet-stream"
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


def _file_path(path: str) -> str:
    """Returns the path of a file in the site; nothing for one that no site has."""
    try:
        path = unquote(path, errors="strict")
    except ValueError:
        return ""
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or {*"\0\\:"} & {*part} for part in parts):
        return ""
    return "/".join([*parts, *(["index.html"] if path.endswith("/") else [])])


def _read(folder: Path, path: str) -> bytes | None:
    try:
        return (folder / path).read_bytes()
    except OSError:
        return None


def _with_script(page: bytes, version: int) -> bytes:
    script = f'<script src="{_OWN}reload.js" data-version="{version}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page


def problems_page(problems: str) -> bytes:
    """Returns the page that shows problems of the data."""
    template = (THEME / "problems.html").read_text(encoding="utf-8").partition("-#}\n")[2]
    return template.replace("{{ config.extra.problems | e }}", escape(problems)).encode()
