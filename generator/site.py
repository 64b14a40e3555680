"""From a folder to its site: reads, checks, renders, writes, and runs the engine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import lock
from . import verify as verifying
from .check import check
from .errors import BriefingError, Code, Problem
from .kinds import KINDS
from .load import load
from .model import Briefing, Kind
from .quotations import SourceText, read_text
from .render import render
from .repeats import Fingerprint
from .source import read_repository, read_seeds
from .write import Written, replace_file, write

FEW_PAGES = 200
"""Up to so many pages a section's records stand in the sidebar; beyond, only the sections do."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CLOCKED = ("sitemap.xml", "sitemap.xml.gz")


class EngineError(Exception):
    """The engine failed or warned; `output` is what it printed."""

    def __init__(self, output: str) -> None:
        self.output = output
        super().__init__(output)


@dataclass(frozen=True)
class Verification:
    """What a verification did: what to tell of it, which files it mended, whether the lock has changed."""

    told: tuple[str, ...]
    mended: tuple[str, ...]
    changed: bool


def briefing_in(root: Path) -> tuple[Briefing, tuple[Problem, ...]]:
    """The briefing under `root` and its warnings. Raises BriefingError with all problems if there is an error."""
    loaded = load(read_seeds(root), KINDS)
    problems = check(loaded)
    if any(not problem.is_warning for problem in problems):
        raise BriefingError(problems)
    return loaded.briefing, problems


def verify(root: Path, source: str, text_file: Path, retrieved: str | None, fix: bool) -> Verification:
    """Finds all evidence of a source in its text and writes the lock; mends paragraph numbers first if `fix`.

    Raises BriefingError with every miss that is left, and nothing is written then; OSError.
    """
    text = _text_in(text_file)
    files = read_seeds(root)
    loaded = load(files, KINDS)
    mended = verifying.mended(loaded, source, text, files) if fix else {}
    if mended:
        loaded = load({**files, **mended}, KINDS)
    outcome = verifying.verify_source(loaded, source, text, retrieved)
    for path, content in mended.items():
        replace_file(root / path, content)
    changed = replace_file(root / lock.PATH, outcome.lock.encode())
    return Verification(outcome.told, tuple(mended), changed)


def check_texts(root: Path, texts: Mapping[str, Path]) -> tuple[Problem, ...]:
    """What evidence is not in its source's text, and what in the repository repeats too much of one, if any."""
    loaded = load(read_seeds(root), KINDS)
    problems: list[Problem] = []
    most = loaded.briefing.head.quotation_words_max if loaded.briefing.head else 12
    prints: dict[str, Fingerprint] = {}
    for source, file in texts.items():
        text = _text_in(file)
        problems += verifying.misses(loaded, source, text)
        prints[source] = Fingerprint(text.paragraphs, most)
    for path, content in read_repository(root, but=texts.values()):
        for source, fingerprint in prints.items():
            for found in fingerprint.repeats(content):
                message = f"repeats {found.words} words of {source} in a row; at most {most} may be: use your own words"
                problems.append(Problem(path, found.line, found.column, Code.REPEATS_SOURCE, "", message))
    return tuple(sorted(problems))


def _text_in(file: Path) -> SourceText:
    try:
        return read_text(file.read_bytes())
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8; save the text as UTF-8"
        raise BriefingError([Problem(file.as_posix(), 0, 0, Code.CHARACTER, "", message)]) from error


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


def _run_engine(root: Path, folder: Path, offline: bool) -> None:
    environment = {**os.environ, "OFFLINE": "true" if offline else "false", "NO_MKDOCS_2_WARNING": "1"}
    command = _engine(root, "build", "--strict", "--site-dir", str(folder.resolve()))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EngineError(done.stdout + done.stderr)


def serve(root: Path, address: str) -> int:
    """Serves the site and rebuilds it when a record is saved; returns the engine's exit code."""
    return subprocess.run(_engine(root, "serve", "--livereload", "--dev-addr", address), check=False).returncode


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
