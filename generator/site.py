"""From a folder to its site: reads, checks, renders, writes, and runs the engine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .check import check
from .errors import BriefingError, Problem
from .kinds import KINDS
from .load import load
from .loaded import Loaded
from .model import Briefing, Kind
from .render import render
from .source import read_seeds
from .write import Written, write

FEW_PAGES = 200
"""Up to so many pages a section's records stand in the sidebar; beyond, only the sections do."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CLOCKED = ("sitemap.xml", "sitemap.xml.gz")


class EngineError(Exception):
    """The engine failed or warned; `output` is what it printed."""

    def __init__(self, output: str) -> None:
        self.output = output
        super().__init__(output)


def checked(root: Path) -> tuple[Loaded, tuple[Problem, ...]]:
    """What lies under `root/seeds`, and every problem of it."""
    loaded = load(read_seeds(root), KINDS)
    return loaded, check(loaded)


def briefing_in(root: Path) -> tuple[Briefing, tuple[Problem, ...]]:
    """The briefing under `root` and its warnings. Raises BriefingError with all problems if there is an error."""
    loaded, problems = checked(root)
    if any(not problem.is_warning for problem in problems):
        raise BriefingError(problems)
    return loaded.briefing, problems


def generate(root: Path) -> tuple[Briefing, Written]:
    """Brings `root/docs` up to date with `root/seeds`. Raises BriefingError, with nothing written, if it can't."""
    briefing, _ = briefing_in(root)
    sections = [kind.section for kind in KINDS]
    return briefing, write(root / "docs", render(briefing), sections)


def navigation(nav: Sequence[Any], briefing: Briefing) -> list[Any]:
    """The nav of `mkdocs.yml` with the pages of each section's records added, while there are few pages."""
    sections = {
        kind.index: (kind, [page.path for page in kind.pages(briefing)]) for kind in briefing.kinds if kind.has_pages
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


def build(root: Path, offline: bool = False) -> Path:
    """Generates and builds the site; gives the page to open. Raises BriefingError, EngineError or OSError.

    Offline, the folder `offline/<id>` and a zip of it beside it hold a site that works from `file://`.
    """
    briefing, _ = generate(root)
    folder = root / "offline" / briefing.head.id if offline else root / "site"
    _run_engine(root, folder, offline)
    if offline:
        for name in _CLOCKED:
            (folder / name).unlink(missing_ok=True)
        _zip(folder)
    return folder / "index.html"


def _engine(root: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(root / "mkdocs.yml")]


def _environment() -> dict[str, str]:
    """The environment without the theme's advertisement for other engines."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def _run_engine(root: Path, folder: Path, offline: bool) -> None:
    environment = {**_environment(), "OFFLINE": "true" if offline else "false"}
    command = _engine(root, "build", "--strict", "--site-dir", str(folder.resolve()))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EngineError(done.stdout + done.stderr)


def serve(root: Path, address: str) -> int:
    """Serves the site and rebuilds it when a record is saved; returns the engine's exit code."""
    command = _engine(root, "serve", "--livereload", "--dev-addr", address)
    return subprocess.run(command, env=_environment(), check=False).returncode


def _zip(folder: Path) -> None:
    """Zips the folder, the same bytes for the same files: sorted, without times."""
    target = folder.with_name(f"{folder.name}.zip")
    temporary = target.with_suffix(".zip.part")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    shutil.move(temporary, target)
