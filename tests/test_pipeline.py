"""The examples in tests/examples: what their seeds must become, file by file. UPDATE=1 writes the expected files anew."""

from __future__ import annotations

import os
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from generator.pipeline import generate, load_briefing, site_settings
from generator.records.record import Record
from support.commands import briefing
from support.project import EXAMPLE_NAMES, EXAMPLES, ROOT


def tree(folder: Path) -> dict[str, str]:
    """The files of a folder, pictures as their bytes' numbers."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes().hex()
        if file.suffix == ".png"
        else file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(params=EXAMPLE_NAMES)
def example(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """A copy of an example with its seeds only, and the folder of what is expected of it."""
    shutil.copytree(EXAMPLES / request.param / "seeds", tmp_path / "seeds")
    return tmp_path, EXAMPLES / request.param / "expected"


def test_pages_and_exports_are_the_expected_ones(example: tuple[Path, Path]) -> None:
    root, expected = example
    done = briefing(root, "generate")
    assert (done.returncode, done.stderr) == (0, "")
    for name in (".generated.json", ".gitignore"):  # the second would hide the expected files from git
        (root / "docs" / name).unlink()
    if os.environ.get("UPDATE"):
        shutil.rmtree(expected / "docs", ignore_errors=True)
        shutil.copytree(root / "docs", expected / "docs")
    wanted, got = tree(expected / "docs"), tree(root / "docs")
    assert sorted(got) == sorted(wanted)
    changed = [name for name in wanted if wanted[name] != got[name]]
    first = changed[:1] and "\n".join(
        unified_diff(wanted[changed[0]].splitlines(), got[changed[0]].splitlines(), "expected", "got", lineterm="")
    )
    assert not changed, f"{len(changed)} differ: {changed}\n{first}"


def test_no_problem_is_found(example: tuple[Path, Path]) -> None:
    done = briefing(example[0], "check", "--strict")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_second_run_touches_nothing(example: tuple[Path, Path]) -> None:
    root, _ = example
    generate(root)
    before = {file: file.stat().st_mtime_ns for file in (root / "docs").rglob("*")}
    _, written = generate(root)
    pages = len(tree(root / "docs")) - 2  # .generated.json and .gitignore
    assert (written.changed, written.removed, written.unchanged) == (0, 0, pages)
    assert {file: file.stat().st_mtime_ns for file in (root / "docs").rglob("*")} == before


def test_a_removed_record_takes_its_page_along(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds")
    generate(tmp_path)
    assert (tmp_path / "docs/risks/ferry-strike.md").is_file()
    (tmp_path / "seeds/risks/ferry-strike.yml").unlink()
    assert generate(tmp_path)[1].removed == 3, "the page, and its data as JSON and CSV"
    assert not (tmp_path / "docs/risks/ferry-strike.md").exists()


def test_export_prints_what_the_data_page_offers(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds")
    done = briefing(tmp_path, "export", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (EXAMPLES / "strait/expected/docs/data/briefing.json").read_text(encoding="utf-8")


def test_every_field_of_every_kind_is_used_in_the_strait() -> None:
    """The example shows each field once, so that the expected pages show how each reads."""
    found = load_briefing(EXAMPLES / "strait")
    unused = []
    for kind in found.kinds:
        records = [entry.record for entry in found.entries.values() if entry.kind is kind]
        own = kind.record.model_fields if kind.seeds_path or records else ()
        for name in [name for name in own if name not in Record.model_fields]:
            if not any(getattr(record, name) for record in records):
                unused.append(f"{kind.name}.{name}")
    shared = [n for n in Record.model_fields if not any(getattr(one.record, n) for one in found.entries.values())]
    # It would hide problems of the lock, to which the strait is put; its pages are in tests/evidence/test_publication.py.
    assert unused + shared == ["briefing.publish_unverified"]


def test_the_settings_of_the_site_come_from_the_data(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/more.md").write_text("# More\n", "utf-8")
    pages, _ = generate(tmp_path, with_editions=False)
    settings = dict(site_settings(tmp_path, pages))
    nav = settings.pop("nav")
    assert settings == {
        "site_name": "Lume Strait &lt;talks&gt;: what a deal on pilot* fees* would change",
        "site_author": "Nia Brink* &amp; [Sons*]",
        "site_url": "https://strait.example/",
        "copyright": (
            'Content under <a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>. '
            "Facts in our own words, each with the paragraph of the source that supports it."
        ),
        "theme": {"language": "en"},
    }
    assert (nav[0], nav[-1]) == ({"Briefing": "index.md"}, "more.md")
    assert {"Actors": ["actors/index.md", *nav[1]["Actors"][1:]]} == nav[1]
