"""Fixtures that build the real site, from copies of the project that no other test shares; and the markers."""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from generator.storage import project_lock
from support.browsers import chromium, served
from support.commands import briefing_process
from support.project import EXAMPLES, ROOT, Built

sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
"""Checks addresses with letters of any language, which no schema here asks of jsonschema; its import takes two seconds."""

settings.register_profile("suite", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=5000)  # pytest --hypothesis-profile=thorough

LONGEST = ("test_start", "test_wheel", "test_mkdocs_cache", "test_editions", "test_accessibility", "test_interrupted")
"""The files of tests with the longest single tests."""


def pytest_configure(config: pytest.Config) -> None:
    """The suite's own profile of hypothesis, unless another one is asked for."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("suite")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A process more than there are processors, unless the tests that wait for a browser or an engine are left out."""
    waits = "not browser and not slow" not in config.option.markexpr
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors + int(waits)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that use the browser, and as slow those that run an engine, by their fixtures and folders.

    Those run first, the longest of them before the others: so no process waits for another's long test at the end.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
        if "project_with" in fixtures or "builds" in item.path.parts:
            item.add_marker(pytest.mark.slow)

    def order(item: pytest.Item) -> tuple[bool, bool]:
        is_slow = any(item.get_closest_marker(name) for name in ("slow", "browser"))
        return not is_slow, item.path.stem not in LONGEST

    items.sort(key=order)


@pytest.fixture(scope="session")
def project_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Makes a fresh checkout of the project, without generated files, with the seeds of a folder."""

    def make(seeds: Path) -> Path:
        root = tmp_path_factory.mktemp("project")
        (root / "docs").mkdir()
        for name in ("mkdocs.yml", "docs/.gitignore"):
            shutil.copy(ROOT / name, root / name)
        shutil.copytree(seeds, root / "seeds")
        return root

    return make


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one test run share; take `project_lock` to write into it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def built_once(project_with: Callable[[Path], Path], shared_folder: Path) -> Callable[..., Built]:
    """Builds seeds with options of `briefing build`, once for all processes that run tests; nobody may write into it."""

    def build(seeds: Path, *options: str) -> Built:
        name = sha256(repr((str(seeds), options)).encode()).hexdigest()[:12]
        folder = shared_folder / f"built-{name}"
        folder.mkdir(exist_ok=True)
        with project_lock(folder):
            note = folder / "note.json"
            if not note.exists():
                root = project_with(seeds)
                done = briefing_process(root, "build", *options)
                assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
                (site,) = [
                    one for place in ("site", "offline/*", "shares/*") for one in root.glob(place) if one.is_dir()
                ]
                note.write_text(json.dumps([str(root), done.stdout, str(site)]))
            root, said, site = json.loads(note.read_text())
        return Built(Path(root), said, Path(site))

    return build


@pytest.fixture(scope="session")
def hosted_site(built_once: Callable[..., Built]) -> Path:
    """The first article's site, as `briefing build` makes it."""
    return built_once(ROOT / "seeds").site


@pytest.fixture(scope="session")
def offline_site(built_once: Callable[..., Built]) -> Path:
    """The first article's offline edition, as `briefing build --offline` makes it."""
    return built_once(ROOT / "seeds", "--offline").site


@pytest.fixture(scope="session")
def strait_site(built_once: Callable[..., Built]) -> Path:
    """The invented example's site, as `briefing build` makes it."""
    return built_once(EXAMPLES / "strait" / "seeds").site


@pytest.fixture(scope="session")
def strait_by_pagefind(built_once: Callable[..., Built]) -> Path:
    """The invented example's site, searched by Pagefind."""
    return built_once(EXAMPLES / "strait" / "seeds", "--search", "pagefind").site


@pytest.fixture(scope="session")
def merged_shares(built_once: Callable[..., Built], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented example's site, built in two shares as by two machines, the folders copied over one another."""
    site = tmp_path_factory.mktemp("merged") / "site"
    for share in ("1/2", "2/2"):
        made = built_once(EXAMPLES / "strait" / "seeds", "--search", "pagefind", "--only", share)
        shutil.copytree(made.site, site, dirs_exist_ok=True)
    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that reaches this machine only."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def hosted(hosted_site: Path) -> Iterator[str]:
    """The address of the first article's site on a web server."""
    with served(hosted_site) as address:
        yield address


@pytest.fixture(scope="session")
def offline(offline_site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the offline edition's first page, unpacked from its zip into a folder with a difficult name."""
    folder = tmp_path_factory.mktemp("unpacked") / "Läsning & more (1)"
    with zipfile.ZipFile(offline_site.with_suffix(".zip")) as archive:
        archive.extractall(folder)
    return (folder / offline_site.name / "index.html").as_uri()
