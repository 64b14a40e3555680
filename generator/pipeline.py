"""From a folder to its site: reads, checks, renders, writes, and has the engine build."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .diff import build_history
from .formats import downloads, editions
from .kinds import KINDS, SECTIONS
from .loading import Files, Loaded, checks, load, yaml_reader
from .model import Briefing, Kind
from .problems import BriefingError, Problem
from .rendering import render, social_preview
from .site import engine_run, engines, search_index, sharding
from .storage import page_writer, project_lock, read_seeds, seed_commits, site_publisher

FEW_PAGES = 200
"""Up to so many pages a section's records stand in the sidebar; beyond, only the sections do."""
STYLE = "docs/assets/stylesheets/briefing.css"
"""The site's own style sheet, which the editions on a screen share."""


def checked(root: Path, to_publish: bool = False) -> tuple[Loaded, tuple[Problem, ...]]:
    """What lies under `root/seeds`, and every problem of it; with `to_publish` also whatever is a draft."""
    loaded, problems = _checked(read_seeds(root))
    unfit = checks.with_lines(loaded.files, checks.unpublishable(loaded)) if to_publish else ()
    return loaded, tuple(sorted((*problems, *unfit)))


def _checked(files: Files) -> tuple[Loaded, tuple[Problem, ...]]:
    with gathering():
        loaded = load(files, KINDS)
        return loaded, checks.check(loaded)


@contextmanager
def gathering() -> Iterator[None]:
    """While much is made and little let go: Python does not go through all of it for circles of garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def settled() -> Iterator[None]:
    """While pages are made of what was loaded, which stays: Python looks for circles of garbage only among what is new."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def briefing_in(root: Path) -> tuple[Briefing, tuple[Problem, ...]]:
    """The briefing under `root` and its warnings. Raises BriefingError with all problems if there is an error."""
    return _sound(read_seeds(root))


def _sound(files: Files) -> tuple[Briefing, tuple[Problem, ...]]:
    loaded, problems = _checked(files)
    if any(not problem.is_warning for problem in problems):
        raise BriefingError(problems)
    return loaded.briefing, problems


def with_history(root: Path, briefing: Briefing) -> Briefing:
    """The briefing with what git knows of its content's changes; where that is nothing, `history.missing_reason` says why."""
    return replace(briefing, history=build_history(seed_commits.line(root), KINDS))


def generate(root: Path, whole: bool = True) -> tuple[Briefing, page_writer.Written]:
    """Brings `root/docs` up to date with `root/seeds`, without the editions if it is not to be `whole`.

    Raises BriefingError or MissingExtraError, with nothing written, if it can't.
    """
    with project_lock.turn(root):
        done = _generated(root, whole)
        return done.briefing, done.written


@dataclass(frozen=True)
class _Generated:
    """What a run wrote, and what it was made of."""

    briefing: Briefing
    texts: Mapping[str, str | bytes]
    editions: Mapping[str, bytes]
    written: page_writer.Written


def _generated(root: Path, whole: bool = True) -> _Generated:
    briefing = with_history(root, briefing_in(root)[0])
    with settled():
        rendered = render(briefing)
    texts = {**rendered, **social_preview.pictures(briefing)}
    offered = [name for name in editions.EDITIONS if whole and name in briefing.head.downloads]
    return _put(root, briefing, texts, write_editions(root, briefing, texts, offered))


def _put(
    root: Path,
    briefing: Briefing,
    texts: Mapping[str, str | bytes],
    made: Mapping[str, bytes],
) -> _Generated:
    """Writes the pages; those that list the editions are rendered with them."""
    if made:
        last = (kind.with_bundles(made) for kind in briefing.kinds if kind.renders_last)
        texts = {**texts, **render(briefing, last)}
    written = page_writer.write(root / "docs", texts, SECTIONS)
    return _Generated(briefing, texts, made, written)


def write_editions(
    root: Path, briefing: Briefing, texts: Mapping[str, str | bytes], names: Iterable[str]
) -> dict[str, bytes]:
    """Editions of the pages, by their names."""
    if not names:
        return {}
    sheet = root / STYLE
    style = sheet.read_text("utf-8") if sheet.is_file() else ""
    whole = editions.build_book(briefing, texts)
    return {name: editions.EDITIONS[name].write(whole, style) for name in names}


def clean(root: Path) -> int:
    """Removes what was generated and built under `root`, and nothing else; gives the number of pages and files."""
    with project_lock.turn(root):
        written = page_writer.write(root / "docs", {}, SECTIONS)
        (root / "docs" / page_writer.LEDGER).unlink(missing_ok=True)
        engine_run.clear_cache(root)
        many = root / "offline", root / "shares"
        for folder in [root / "site", *(path for one in many for path in one.glob("*") if path.is_dir())]:
            site_publisher.remove(folder)
        for folder in many:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    return written.removed


def navigation(nav: Sequence[Any], briefing: Briefing) -> list[Any]:
    """The nav of `mkdocs.yml` with the pages of each section's records added, while there are few pages."""
    if sum(len(briefing.of_kind(kind)) for kind in briefing.kinds if kind.has_pages) > FEW_PAGES:
        return list(nav)
    sections = {
        kind.index_path: (kind, [page.path for page in kind.pages(briefing) if page.kind])
        for kind in briefing.kinds
        if kind.has_pages
    }
    if sum(len(pages) for _, pages in sections.values()) > FEW_PAGES:
        return list(nav)
    return [_expanded(item, sections) for item in nav]


def _expanded(item: Any, sections: Mapping[str, tuple[Kind, list[str]]]) -> Any:
    """A nav item with its section's pages; an index that bears no title in the nav gets its kind's."""
    if isinstance(item, list):
        return [_expanded(inner, sections) for inner in item]
    if isinstance(item, dict):
        return {
            title: sections[target][1]
            if isinstance(target, str) and target in sections
            else _expanded(target, sections)
            for title, target in item.items()
        }
    return {sections[item][0].title: sections[item][1]} if item in sections else item


def build(
    root: Path,
    offline: bool = False,
    engine: str = "mkdocs",
    tell: Callable[[str], None] | None = None,
    *,
    search: str = "theme",
    share: sharding.Share = sharding.WHOLE,
    quick: bool = True,
) -> Path:
    """Generates and builds the site; gives the page to open. Raises BriefingError, EngineError or OSError.

    `tell` is given how far the engine is, in words, if it builds many pages. `quick` lets the engine take over what an
    earlier build made of the same things.

    Offline, the folder `offline/<id>` and a zip of it beside it hold a site that works from `file://`. Until all is
    built the last site stays as it is. A share of the pages is built into a folder of its own.
    """
    engines.installed(engine)
    search_index.available(search)
    with project_lock.turn(root) as held:
        done = _generated(root)
        head = done.briefing.head
        nav = navigation(_nav_in(root), done.briefing)
        name = f"offline/{head.id}" if offline else "site" if share.is_whole else share.folder
        telling = tell if engine_run.pages_of(root) > FEW_PAGES else None
        building = engine_run.Building(root, engine, nav, held, telling, quick)
        with site_publisher.fresh(root, name, zipped=offline) as folder:
            if downloads.OFFLINE in head.downloads and not offline:
                archive = _packed(folder.with_name(head.id), building)
                _put(root, done.briefing, done.texts, {**done.editions, downloads.OFFLINE: archive})
            building.into(folder, offline, search, share)
    return root / name / "index.html"


def _packed(folder: Path, building: engine_run.Building) -> bytes:
    """The zip of the offline site, as `build --offline` makes it, which has itself not in it."""
    building.into(folder, offline=True)
    archive = folder.with_name(f"{folder.name}.zip")
    site_publisher.pack(folder, archive)
    page_writer.remove_folder(folder)
    return archive.read_bytes()


def _engine(root: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(root / "mkdocs.yml")]


def _nav_in(root: Path) -> list[Any]:
    """The nav of `mkdocs.yml`, whatever else stands there that only an engine understands."""
    document = yaml_reader.read((root / "mkdocs.yml").read_bytes())
    nav = document.data.get("nav") if isinstance(document.data, dict) else None
    return nav if isinstance(nav, list) else []


def serve(root: Path, address: str) -> int:
    """Serves the site and rebuilds it when a record is saved; returns the engine's exit code.

    Where the system can, the engine takes this process's place, so that whoever ends the one ends the other.
    """
    command = _engine(root, "serve", "--livereload", "--dev-addr", address)
    if os.name == "posix":
        os.execve(command[0], command, engine_run.environment())
    return subprocess.run(command, env=engine_run.environment(), check=False).returncode
