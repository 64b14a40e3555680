"""From a folder to its site: reads, checks, renders, writes, and runs the engine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .check import check, unpublishable, with_lines
from .chronicle import history
from .commits import line
from .deliver import Parcel
from .editions import EDITIONS
from .editions.book import book
from .engines import EngineError, build_command, installed
from .errors import BriefingError, Problem
from .exports import FORMATS
from .handover import GENERATED, NAVIGATION, Tell, told
from .kinds import KINDS
from .load import load
from .loaded import Files, Loaded
from .model import Briefing, Kind
from .place import fresh, remove
from .preview import pictures
from .render import render
from .source import read_seeds
from .turns import turn
from .unchanged import forget, note, revision_of
from .write import LEDGER, Written, write
from .yamltext import read

FEW_PAGES = 200
"""Up to so many pages a section's records stand in the sidebar; beyond, only the sections do."""
STYLE = "docs/assets/stylesheets/briefing.css"
"""The site's own style sheet, which the editions on a screen share."""
_HOSTED_ONLY = ("404.html", "sitemap.xml", "sitemap.xml.gz")
_NO_ROOM = re.compile(r"(?s)Traceback.*\n\w+Error: \[Errno (\d+)\] ([^\n:]*)(?:: '([^']*)')?[^\n]*\s*$")
"""An engine's traceback that ends with what the system refused: a full disk, a folder that can't be written."""


def checked(root: Path, to_publish: bool = False) -> tuple[Loaded, tuple[Problem, ...]]:
    """What lies under `root/seeds`, and every problem of it; with `to_publish` also whatever is a draft."""
    loaded, problems = _checked(read_seeds(root))
    unfit = with_lines(loaded.files, unpublishable(loaded)) if to_publish else ()
    return loaded, tuple(sorted((*problems, *unfit)))


def _checked(files: Files) -> tuple[Loaded, tuple[Problem, ...]]:
    loaded = load(files, KINDS)
    return loaded, check(loaded)


def briefing_in(root: Path) -> tuple[Briefing, tuple[Problem, ...]]:
    """The briefing under `root` and its warnings. Raises BriefingError with all problems if there is an error."""
    return _sound(read_seeds(root))


def _sound(files: Files) -> tuple[Briefing, tuple[Problem, ...]]:
    loaded, problems = _checked(files)
    if any(not problem.is_warning for problem in problems):
        raise BriefingError(problems)
    return loaded.briefing, problems


def with_history(root: Path, briefing: Briefing) -> Briefing:
    """The briefing with what git knows of its content's changes; where that is nothing, `history.absent` says why."""
    return replace(briefing, history=history(line(root), KINDS))


def generate(root: Path) -> tuple[Briefing, Written]:
    """Brings `root/docs` up to date with `root/seeds`. Raises BriefingError, with nothing written, if it can't."""
    with turn(root):
        return _generated(root)


def _generated(root: Path) -> tuple[Briefing, Written]:
    files, revision = read_seeds(root), revision_of(root)
    briefing = with_history(root, _sound(files)[0])
    written = write(root / "docs", {**render(briefing), **pictures(briefing)}, _sections())
    note(root, files, revision, written.changed + written.unchanged)
    return briefing, written


def _sections() -> list[str]:
    return [kind.section for kind in KINDS]


def export(root: Path, format: str) -> Parcel:
    """The briefing under `root` in a format or an edition. Raises BriefingError, MissingExtraError."""
    briefing, _ = briefing_in(root)
    if format in FORMATS:
        return Parcel(format, FORMATS[format].file, FORMATS[format].files(briefing))
    edition = EDITIONS[format]
    briefing = with_history(root, briefing)
    style = root / STYLE
    content = edition.write(book(briefing, render(briefing)), style.read_text("utf-8") if style.is_file() else "")
    return Parcel(format, edition.file, {edition.file: content})


def clean(root: Path) -> int:
    """Removes what was generated and built under `root`, and nothing else; gives the number of pages and files."""
    with turn(root):
        written = write(root / "docs", {}, _sections())
        (root / "docs" / LEDGER).unlink(missing_ok=True)
        forget(root)
        offline = root / "offline"
        for folder in [root / "site", *(path for path in offline.glob("*") if path.is_dir())]:
            remove(folder)
        if offline.is_dir() and not any(offline.iterdir()):
            offline.rmdir()
    return written.removed


def navigation(nav: Sequence[Any], briefing: Briefing) -> list[Any]:
    """The nav of `mkdocs.yml` with the pages of each section's records added, while there are few pages."""
    if sum(len(briefing.all(kind)) for kind in briefing.kinds if kind.has_pages) > FEW_PAGES:
        return list(nav)
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


def build(root: Path, offline: bool = False, engine: str = "mkdocs", tell: Tell | None = None) -> Path:
    """Generates and builds the site; gives the page to open. Raises BriefingError, EngineError or OSError.

    `tell` is given how far the engine is, in words, if it builds many pages.

    Offline, the folder `offline/<id>` and a zip of it beside it hold a site that works from `file://`. Until all is
    built the last site stays as it is.
    """
    installed(engine)
    with turn(root) as held:
        briefing, _ = _generated(root)
        nav = navigation(_nav_in(root), briefing)
        name = f"offline/{briefing.head.id}" if offline else "site"
        with fresh(root, name, zipped=offline) as folder:
            with build_command(engine, root, folder, nav) as command:
                _run_engine(command, root, folder, offline, held, nav, tell)
            if offline:
                for file in _HOSTED_ONLY:
                    (folder / file).unlink(missing_ok=True)
    return root / name / "index.html"


def _engine(root: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(root / "mkdocs.yml")]


def _environment() -> dict[str, str]:
    """The environment without the theme's advertisement for other engines."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def _nav_in(root: Path) -> list[Any]:
    """The nav of `mkdocs.yml`, whatever else stands there that only an engine understands."""
    document = read((root / "mkdocs.yml").read_bytes())
    nav = document.data.get("nav") if isinstance(document.data, dict) else None
    return nav if isinstance(nav, list) else []


def _run_engine(
    command: Sequence[str],
    root: Path,
    folder: Path,
    offline: bool,
    held: tuple[int, ...],
    nav: list[Any],
    tell: Tell | None,
) -> None:
    """Builds into `folder`. The engine inherits what holds the turn: it may outlive a killed run, the turn with it."""
    environment = {
        **_environment(),
        "OFFLINE": "true" if offline else "false",
        GENERATED: str(root.resolve()),
        NAVIGATION: json.dumps(nav),
    }
    pages = sum(1 for _ in (root / "docs").rglob("*.md"))
    with told(tell if pages > FEW_PAGES else None, pages) as (variables, pipe):
        environment |= variables
        inherited = (*held, *pipe)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, pass_fds=inherited)
    if done.returncode:
        output = done.stdout + done.stderr
        refused = _NO_ROOM.search(output)
        if refused:
            raise OSError(int(refused[1]), refused[2], refused[3] or str(folder))
        raise EngineError(output)


def serve(root: Path, address: str) -> int:
    """Serves the site and rebuilds it when a record is saved; returns the engine's exit code.

    Where the system can, the engine takes this process's place, so that whoever ends the one ends the other.
    """
    command = _engine(root, "serve", "--livereload", "--dev-addr", address)
    if os.name == "posix":
        os.execve(command[0], command, _environment())
    return subprocess.run(command, env=_environment(), check=False).returncode
