"""The wheel: what is in it, and that it works in an empty environment, in a folder without this repository."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.parser import Parser
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest

from generator.storage import project_lock
from support.forks import files
from support.project import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")


def run(*command: str | Path, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command without anything of this environment; `path` is the folder that holds its programs."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    if path:
        environment |= {"PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def pip(programs: Path) -> tuple[str | Path, ...]:
    """This environment's pip, for the environment with these programs: to install one there takes some seconds."""
    return (sys.executable, *PIP, "--python", programs / "python")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder)
    done = run(sys.executable, *PIP, "wheel", *options, ROOT, cwd=folder)
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.whl")
    return file


def test_it_holds_all_files_of_the_package_and_nothing_else(wheel: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "generator"], cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == set(listed.stdout.split())


def test_its_metadata_say_what_it_is_and_where_it_comes_from(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    assert metadata["Author"] == "The briefing-site authors"
    assert metadata["License-Expression"] == "MIT"
    assert [url.partition(",")[0] for url in metadata.get_all("Project-URL", [])] == ["Homepage"]
    assert "Framework :: MkDocs" in metadata.get_all("Classifier", [])


def test_every_import_is_a_declared_dependency() -> None:
    """From `dependencies`, or from an extra if the import waits until a function is called."""
    named = {re.match(r"[\w-]+", one)[0].lower() for one in PYPROJECT["dependencies"]}  # type: ignore[index]
    extras = {
        re.match(r"[\w-]+", one)[0].lower()  # type: ignore[index]
        for name in ("pdf", "read", "properdocs", "zensical", "hosted-search")
        for one in PYPROJECT["optional-dependencies"][name]
    }
    distributions = packages_distributions()
    undeclared = set()
    for file in (ROOT / "generator").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        at_the_top = set(tree.body)
        for node in ast.walk(tree):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules = [str(node.module)]
            for top in {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names):
                known = named if node in at_the_top else named | extras
                if not known & {one.lower().replace("_", "-") for one in distributions.get(top, [])}:
                    undeclared.add((file.relative_to(ROOT).as_posix(), top))
    assert undeclared == set()


@pytest.fixture(scope="session")
def installed(wheel: Path, shared_folder: Path) -> Path:
    """The folder of programs of an environment that holds the wheel and what it depends on, once for all workers.

    What it depends on is linked from this environment, into which `make` installs the same lock: pip takes most of a minute.
    """
    shared = shared_folder / "installed"
    shared.mkdir(exist_ok=True)
    with project_lock(shared):
        programs = shared / "environment" / "bin"
        if not (shared / "done").exists():
            run(sys.executable, "-m", "venv", "--without-pip", shared / "environment", cwd=shared)
            (packages,) = (shared / "environment/lib").glob("python*/site-packages")
            for entry in locked_packages():
                (packages / entry.name).symlink_to(entry)
            done = run(*pip(programs), "install", "--no-compile", "--no-index", wheel, cwd=shared)
            assert done.returncode == 0, done.stderr
            (shared / "done").touch()
    return programs


def locked_packages() -> set[Path]:
    """The files and folders in this environment of all that the lock installs."""
    found = set()
    for name in re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements/site.txt").read_text("utf-8")):
        with suppress(PackageNotFoundError):  # one for another system
            one = distribution(name)
            tops = {file.parts[0] for file in one.files or ()} - {"..", "__pycache__"}
            found |= {Path(str(one.locate_file(top))) for top in tops}
    return found


def test_it_needs_no_more_than_it_declares(installed: Path, tmp_path: Path) -> None:
    done = run(*pip(installed), "check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def folder(installed: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program of the environment in a new briefing's folder."""
    done = run(installed / "briefing", "init", "harbour", "--title", "The harbour", cwd=tmp_path, path=installed)
    assert done.returncode == 0, done.stdout + done.stderr

    def call(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = run(installed / program, *arguments, cwd=tmp_path / "harbour", path=installed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    return call


def test_a_new_briefing_builds_the_same_by_each_command(
    folder: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    root = tmp_path / "harbour"
    folder("briefing", "check")
    folder("briefing", "build")
    built = files(root / "site")
    assert b"The harbour" in built["index.html"]
    assert b"briefing.css" in built["index.html"]
    folder("python", "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "bare")
    bare = files(root / "bare")
    assert [path for path in sorted({*built, *bare}) if built.get(path) != bare.get(path)] == []
    folder("briefing", "build", "--offline")
    assert [*(root / "offline").glob("*.zip")]
    (root / "bare").rename(tmp_path / "bare")
    assert subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, check=True).stdout == b""


def test_exports_need_no_repository(folder: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert json.loads(folder("briefing", "export", "json").stdout)["briefing"]["title"] == "The harbour"
    for name in ("html", "markdown", "epub", "sqlite"):
        folder("briefing", "export", name, "--output", f"export.{name}")


OVERRIDES: Mapping[str, str] = {
    "mkdocs.yml": (
        "site_name: x\ntheme:\n  name: material\n  custom_dir: overrides\n  palette: {primary: teal, scheme: default}\n"
        "  logo: assets/mine.svg\nplugins: [briefing, search]\nextra_css: [assets/mine.css]\n"
    ),
    "overrides/main.html": '{% extends "briefing.html" %}\n{% block announce %}Read me first{% endblock %}\n',
    "docs/assets/mine.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "docs/assets/mine.css": ".mine { color: teal }\n",
    "docs/assets/stylesheets/briefing.css": "/* mine */\n",
    "docs/notes.md": "# My notes\n\nA page of my own.\n",
}


def test_what_the_user_adds_or_changes_wins(
    folder: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    root = tmp_path / "harbour"
    for path, text in OVERRIDES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    folder("briefing", "build")
    home = (root / "site/index.html").read_text(encoding="utf-8")
    assert "Read me first" in home
    assert 'data-md-color-primary="teal"' in home
    assert 'src="assets/mine.svg"' in home
    assert home.index("assets/stylesheets/briefing.css") < home.index("assets/mine.css")
    assert "Content-Security-Policy" in home
    assert 'href="notes.html"' in home
    assert (root / "site/assets/stylesheets/briefing.css").read_text(encoding="utf-8") == "/* mine */\n"
    seen = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=root, capture_output=True, text=True, check=True
    )
    assert sorted(line[3:] for line in seen.stdout.splitlines()) == sorted(OVERRIDES)
