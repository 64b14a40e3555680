"""The messages of the set-up if something is missing, with nothing else on the PATH."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.project import ROOT

BASH = shutil.which("bash") or "/bin/bash"
TOOLS = ("bash", "env", "dirname", "cat", "rm", "mkdir", "touch", "chmod", "true")
OLD = "echo 'Python 3.9.2'; [ \"$1\" = --version ]"
WITHOUT_VENV = """case "$*" in *version_info*) exit 0 ;; *--version*) echo 'Python 3.12.1' ;; *) exit 1 ;; esac"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with the scripts only, and a folder `bin` with the tools that every system has."""
    for script in ("requirements/venv.sh", "tests/support/browser.sh", "tests/support/apt.sh"):
        (tmp_path / script).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / script, tmp_path / script)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    return tmp_path


def run(folder: Path, script: str, programs: Mapping[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a script with only the tools and these programs on the PATH."""
    for name, body in programs.items():
        file = folder / "bin" / name
        file.write_text(f"#!{BASH}\n{body}\n")
        file.chmod(0o755)
    where = {"PATH": str(folder / "bin"), **environment}
    return subprocess.run([folder / script], cwd=folder, env=where, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("programs", "found"), [({}, "none"), ({"python3": OLD}, "Python 3.9.2")], ids=["none", "old"])
def test_a_python_that_is_missing_or_too_old(folder: Path, programs: Mapping[str, str], found: str) -> None:
    done = run(folder, "requirements/venv.sh", programs)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Python 3.11 or newer is needed; found: {found}. To get it:\n"
        "  Debian 12, Ubuntu 24.04   sudo apt-get install python3 python3-venv\n"
        "  Fedora                    sudo dnf install python3\n"
        "  macOS                     brew install python\n"
        "  elsewhere                 https://www.python.org/downloads/\n"
        "If it is there under another name: make site PYTHON=/path/to/python3\n"
    )
    assert not (folder / ".venv").exists()


def test_a_python_without_venv(folder: Path) -> None:
    done = run(folder, "requirements/venv.sh", {"python3": WITHOUT_VENV})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Python 3.12.1 is there, but it can't make a virtual environment (venv or ensurepip is missing).\n"
        "  Debian, Ubuntu   sudo apt-get install python3-venv\n"
        "  elsewhere        install Python from https://www.python.org/downloads/\n"
    )


def test_a_newer_python_beside_an_old_one_is_taken(folder: Path) -> None:
    new = 'if [ "$2" = venv ]; then mkdir -p "$3" && touch "$3/made"; fi'
    done = run(folder, "requirements/venv.sh", {"python3": OLD, "python3.12": new})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / ".venv" / "made").exists()


def test_a_broken_venv_is_made_again(folder: Path) -> None:
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    done = run(folder, "requirements/venv.sh", {"python3": 'if [ "$2" = venv ]; then mkdir -p "$3"; fi'})
    assert (done.returncode, done.stderr) == (0, "")
    assert list((folder / ".venv").iterdir()) == []


def test_a_browser_that_is_missing_and_may_not_be_installed(folder: Path) -> None:
    if Path("/Applications").is_dir():
        pytest.skip("macOS may have a browser among its applications")
    done = run(folder, "tests/support/browser.sh", {"id": "echo 1000"})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "The browser tests need Chromium or Chrome, and none was found. Install one:\n"
        "  Debian, Ubuntu   sudo apt-get install chromium   (Ubuntu: chromium-browser)\n"
        "  Fedora           sudo dnf install chromium\n"
        "  macOS            brew install --cask chromium\n"
        "or set CHROMIUM to the path of one that is there.\n"
    )


def installs(folder: Path, name: str = "chromium") -> str:
    """An apt-get that knows a browser by this name only."""
    file = folder / "bin" / name
    return f'case "$*" in *update*) ;; *" {name} "*) touch {file}; chmod +x {file} ;; *) exit 100 ;; esac'


@pytest.mark.parametrize("name", ["chromium", "chromium-browser"], ids=["Debian", "Ubuntu"])
def test_root_gets_one(folder: Path, name: str) -> None:
    done = run(folder, "tests/support/browser.sh", {"id": "echo 0", "apt-get": installs(folder, name)})
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "Installing Debian's chromium for the browser tests\n",
        "",
    )


def test_root_gets_the_fastest_one(folder: Path) -> None:
    name = "chromium-headless-shell"
    programs = {"id": "echo 0", "apt-cache": "", "apt-get": installs(folder, name), "chromium": ""}
    done = run(folder, "tests/support/browser.sh", programs)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Installing Debian's {name} for the browser tests\n"
    assert (folder / "bin" / name).exists()
    assert run(folder, "tests/support/browser.sh", {}).stdout == ""


def test_without_a_network_another_one_is_taken(folder: Path) -> None:
    programs = {"id": "echo 0", "apt-cache": "", "apt-get": "exit 100", "chromium": ""}
    done = run(folder, "tests/support/browser.sh", programs)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_runner_that_may_become_root_gets_one(folder: Path) -> None:
    programs = {"id": "echo 1000", "apt-get": installs(folder), "sudo": '[ "$1" = -n ] && shift && exec "$@"'}
    done = run(folder, "tests/support/browser.sh", programs, CI="true")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "Installing Debian's chromium for the browser tests\n",
        "",
    )


@pytest.mark.parametrize(
    ("sudo", "environment"),
    [("exit 1", {"CI": "true"}), ('shift; exec "$@"', {})],
    ids=["sudo wants a password", "somebody's own machine"],
)
def test_nobody_else_is_made_to_install(folder: Path, sudo: str, environment: Mapping[str, str]) -> None:
    if Path("/Applications").is_dir():
        pytest.skip("macOS may have a browser among its applications")
    programs = {"id": "echo 1000", "apt-get": installs(folder), "sudo": sudo}
    done = run(folder, "tests/support/browser.sh", programs, **environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The browser tests need Chromium or Chrome, and none was found.")


def test_a_browser_that_is_there_is_enough(folder: Path) -> None:
    done = run(folder, "tests/support/browser.sh", {"google-chrome": ""})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_browser_that_is_named_must_run(folder: Path) -> None:
    done = run(folder, "tests/support/browser.sh", {}, CHROMIUM="/nowhere/chromium")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "CHROMIUM is set to /nowhere/chromium, which can't be run\n"
