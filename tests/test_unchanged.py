"""A run with nothing to do says so at once; whatever may matter makes a full run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT

from generator.site import clean, generate
from generator.unchanged import unchanged


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds")
    generate(tmp_path)
    return tmp_path


def _appended(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write("\n")

    return change


def _rewritten(root: Path) -> None:
    """The same bytes, written again: nothing tells that they are the same without reading them."""
    page = root / "docs/index.md"
    page.write_bytes(page.read_bytes())


CHANGES: dict[str, Callable[[Path], None]] = {
    "a record": _appended("seeds/risks/ferry-strike.yml"),
    "the lock": _appended("seeds/evidence.lock.json"),
    "a new file in seeds": lambda root: (root / "seeds/risks/new.yml").write_text("id: new"),
    "a record less": lambda root: (root / "seeds/risks/ferry-strike.yml").unlink(),
    "a record renamed": lambda root: (root / "seeds/risks/ferry-strike.yml").rename(root / "seeds/risks/other.yml"),
    "a link in seeds": lambda root: (root / "seeds/x").symlink_to(root),
    "a page": _appended("docs/index.md"),
    "a page rewritten": _rewritten,
    "a page less": lambda root: (root / "docs/risks/ferry-strike.md").unlink(),
    "a file beside the pages": lambda root: (root / "docs/own.md").write_text("mine"),
    "what a killed run left": lambda root: (
        (root / "docs/.briefing-new").mkdir() or (root / "docs/.briefing-new/0").touch()
    ),
    "the list of digests": lambda root: (root / "docs/.generated.json").write_text("{}"),
    "the note itself": lambda root: (root / ".cache/briefing/generated.json").write_text("{"),
}


def test_nothing_has_changed(root: Path) -> None:
    pages = generate(root)[1].unchanged
    assert unchanged(root) == pages


def test_what_an_editor_leaves_behind_is_no_change(root: Path) -> None:
    (root / "seeds/risks/ferry-strike.yml~").write_text("old")
    (root / "seeds/.swap").write_text("open")
    assert unchanged(root) is not None


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(root: Path, change: Callable[[Path], None]) -> None:
    change(root)
    assert unchanged(root) is None


def test_another_generator_is_a_change(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(ROOT / "generator", other / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    command = [
        sys.executable,
        "-c",
        "import sys; from generator.unchanged import *; print(unchanged(Path(sys.argv[1])))",
        str(root),
    ]
    ask = lambda: subprocess.run(command, cwd=other, capture_output=True, text=True, check=True).stdout  # noqa: E731
    assert ask() != "None\n"
    _appended("generator/templates/page.md.j2")(other)
    assert ask() == "None\n"


def test_the_models_are_not_imported(root: Path) -> None:
    program = (
        "import sys; from generator.__main__ import main; sys.argv[1:] = ['generate', '--root', sys.argv[1]]; main(); "
        "print(sorted({'pydantic', 'jinja2', 'yaml', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(root)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (done.stdout.splitlines()[1:], done.stderr) == (["[]"], "")


def test_clean_removes_the_note(root: Path) -> None:
    clean(root)
    assert not (root / ".cache").exists()


def test_a_program_that_changes_while_it_runs_notes_nothing(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As a live server does; what it makes is the old program's, and must not count for the new one's."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "generator", copy / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    program = (
        "import sys\nfrom pathlib import Path\nfrom generator.site import generate\nfrom generator.unchanged import unchanged\n"
        "root = Path(sys.argv[1])\ngenerate(root)\nprint(unchanged(root) is None)\n"
        "with Path('generator/urls.py').open('a') as file: file.write('# new')\n"
        "generate(root)\nprint(unchanged(root) is None)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(root)], cwd=copy, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\nTrue\n"
