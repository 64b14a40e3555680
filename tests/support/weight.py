"""`make weight`: what each page brings over the wire at its first view, measured in Chromium, ours apart from the theme's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import material
from playwright.sync_api import Browser, Page, Response

from generator.pipeline import build
from support.browsers import chromium, served
from support.project import ROOT
from support.webpages import files_of

THEME = Path(material.__file__).parent / "templates"
MOST = 150_000
"""Bytes over the wire that a page's first view may take, apart from the theme's own files."""


@dataclass(frozen=True)
class File:
    """A fetched file: its path in the site, its bytes over the wire (compressed body) and as they are."""

    path: str
    wire: int
    raw: int

    @property
    def is_themes(self) -> bool:
        return self.path.startswith("assets/") and (THEME / self.path).is_file()


def weights(browser: Browser, site: Path, paths: Iterable[str]) -> Iterator[tuple[str, list[File]]]:
    """Yields each of these pages with what a browser without a cache fetches for it, until nothing more comes."""
    with served(site, like_a_host=True) as address:
        ahead, views = iter(paths), [_View(browser) for _ in range(8)]
        while some := list(
            islice(ahead, len(views))
        ):  # half a second without a request is waited for all of them at once
            for path, view in zip(some, views, strict=False):
                view.answers.clear()
                view.page.goto(address + path, wait_until="load")
            for path, view in zip(some, views, strict=False):
                view.page.wait_for_load_state("networkidle")
                yield path, [_file(site, answer) for answer in view.answers if answer.url.startswith("http")]
        for view in views:
            view.page.close()


class _View:
    """A page of a browser without a cache, and what it was answered."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page(viewport={"width": 390, "height": 844})
        self.page.context.new_cdp_session(self.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.answers: list[Response] = []
        self.page.on("response", lambda answer: self.answers.append(answer))


def _file(site: Path, answer: Response) -> File:
    path = urlsplit(answer.url).path.lstrip("/")
    return File(path, int(answer.headers["content-length"]), (site / path).stat().st_size)


def ours(files: list[File]) -> int:
    """Bytes over the wire apart from the theme's files."""
    return sum(file.wire for file in files if not file.is_themes)


def _line(name: str, files: list[File]) -> str:
    return f"{name:50} {sum(file.wire for file in files) / 1000:8.1f} {sum(file.raw for file in files) / 1000:8.1f}"


def main() -> None:
    """Prints kilobytes over the wire and raw: each page's own, then what every page fetches, the theme's last."""
    site = build(ROOT).parent
    with chromium() as browser:
        pages = [page.relative_to(site).as_posix() for page in files_of(site)]
        every = dict(weights(browser, site, pages))
    own = {path: [file for file in files if file.path == path] for path, files in every.items()}
    print(f"{'kB':50} {'wire':>8} {'raw':>8}")
    for path in sorted(own, key=lambda one: -ours(every[one])):
        print(_line(path, own[path]) + f"   first view without the theme {ours(every[path]) / 1000:.1f}")
    shared = {file.path: file for files in every.values() for file in files if file.path not in every}
    for path, file in sorted(shared.items(), key=lambda one: (one[1].is_themes, one[0])):
        print(_line(path, [file]) + ("   the theme's" if file.is_themes else ""))
    print(_line("the theme's files together", [file for file in shared.values() if file.is_themes]))
    heaviest = max(every, key=lambda one: ours(every[one]))
    print(
        f"The heaviest first view without the theme: {heaviest}, {ours(every[heaviest]) / 1000:.1f} kB of {MOST / 1000:.0f}"
    )


if __name__ == "__main__":
    main()
