"""The downloads on the data page are the files that the commands make, with size and checksum."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from generator import pipeline
from generator.commands.export import export
from generator.formats.downloads import BUNDLES
from generator.formats.editions import EDITIONS, MissingExtraError, pdf
from generator.formats.escaping import unguard_formula
from generator.site.engine_run import BuildOptions
from generator.storage.page_writer import WriteCounts
from support.project import EXAMPLES, ROOT

MINIMAL = EXAMPLES / "minimal" / "seeds"


def seeds(folder: Path, *downloads: str) -> Path:
    """A project of the smallest example that offers these."""
    shutil.copytree(MINIMAL, folder / "seeds")
    offering(folder, *downloads)
    return folder


def offering(root: Path, *downloads: str) -> None:
    head = root / "seeds/briefing.yml"
    text = head.read_text(encoding="utf-8")
    head.write_text(f"{text}downloads: [{', '.join(downloads)}]\n", encoding="utf-8")


def told(data: Path) -> dict[str, tuple[int, str]]:
    """The files that a data page's Markdown lists: path -> size and checksum."""
    page = (data / "index.md").read_text(encoding="utf-8")
    found = re.findall(r"^- \[[^]]*\]\((\S+)\), (\d+) bytes: .* SHA-256: <code>(\w+)</code>$", page, re.MULTILINE)
    return {path: (int(size), digest) for path, size, digest in found}


def there(data: Path, path: str) -> tuple[int, str]:
    content = (data / path).read_bytes()
    return len(content), sha256(content).hexdigest()


@pytest.mark.slow
def test_each_edition_is_offered_as_the_command_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF has only its first chapters here, because all of them take ten seconds."""
    short = replace(EDITIONS["pdf"], write=lambda book, _: pdf.write(replace(book, chapters=book.chapters[:2]), ""))
    monkeypatch.setitem(EDITIONS, "pdf", short)
    root = seeds(tmp_path, *EDITIONS, "json")
    pipeline.generate(root)
    data = root / "docs/data"
    files = {BUNDLES[name].file for name in EDITIONS} | {"briefing.json"}
    assert told(data) == {path: there(data, path) for path in files}
    for name in EDITIONS:
        (content,) = export(root, name).content.values()
        assert (data / BUNDLES[name].file).read_bytes() == content, name


def test_a_second_run_with_downloads_changes_nothing(tmp_path: Path) -> None:
    root = seeds(tmp_path, "html", "json")
    pipeline.generate(root)
    _, written = pipeline.generate(root)
    assert written == WriteCounts(0, 0, written.unchanged)


def test_while_pages_are_served_none_is_made(tmp_path: Path) -> None:
    root = seeds(tmp_path, "html", "json")
    pipeline.generate(root, with_editions=False)
    assert set(told(root / "docs/data")) == {"briefing.json"}
    assert not (root / "docs/data/briefing.html").exists()


def test_without_what_an_edition_needs_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = seeds(tmp_path, "pdf")
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(
        MissingExtraError, match=r"^the PDF needs WeasyPrint and Pango: pip install 'briefing-site\[pdf\]'"
    ):
        pipeline.generate(root)
    assert not (root / "docs").exists()


def test_the_offline_zip_is_the_one_of_the_offline_build_and_has_not_itself_in_it(
    project_with: Callable[[Path], Path],
) -> None:
    root = project_with(MINIMAL)
    offering(root, "offline", "json")
    pipeline.build(root)
    data = root / "docs/data"
    assert told(data) == {path: there(data, path) for path in ("offline.zip", "briefing.json")}
    content = (root / "site/data/offline.zip").read_bytes()
    with zipfile.ZipFile(root / "site/data/offline.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert "ferry/index.html" in names
        assert [name for name in names if name.endswith(".zip")] == []
        assert b"offline.zip" not in archive.read("ferry/data/index.html")
    page = pipeline.build(root, BuildOptions(offline=True))
    assert page.parent.with_suffix(".zip").read_bytes() == content
    assert not (root / "offline/ferry/data/offline.zip").exists()


def test_the_first_article_offers_what_needs_no_extra() -> None:
    head = pipeline.load_briefing(ROOT).head
    assert {"html", "epub", "markdown"} <= set(head.downloads)
    assert "pdf" not in head.downloads


@pytest.mark.parametrize("example", ["minimal", "strait"])
def test_each_page_offers_its_own_records_as_they_are_in_the_whole(example: str) -> None:
    docs = EXAMPLES / example / "expected/docs"
    whole = json.loads((docs / "data/briefing.json").read_text(encoding="utf-8"))
    records = {whole["briefing"]["id"]: whole["briefing"]} | {
        record["id"]: record for name, found in whole.items() if name != "briefing" for record in found
    }
    linked: set[str] = set()
    for page in docs.rglob("*.md"):
        line = re.search(r"Data of this page: (.*?)\. \[Data of the whole", page.read_text(encoding="utf-8"))
        files = [(page.parent / path).resolve() for path in re.findall(r"\]\((\S+)\)", line[1] if line else "")]
        linked |= {file.relative_to(docs / "data").as_posix() for file in files}
        for file in files:
            if file.suffix == ".json":
                data = json.loads(file.read_text(encoding="utf-8"))
                assert data == (whole[file.stem] if isinstance(data, list) else records[file.stem]), file
            elif file.parent.name != "csv":
                rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
                assert {row["field"]: row["value"] for row in rows}.items() >= {"id": file.stem}.items()
                assert sorted(unguard_formula(row["value"]) for row in rows) == sorted(values(records[file.stem]))
    there = {file.relative_to(docs / "data").as_posix() for file in (docs / "data").rglob("*.*") if file.is_file()}
    pages = [page for page in docs.rglob("*.md") if "from seeds/" in page.read_text(encoding="utf-8")]
    assert (
        {path for path in there if path.count("/") == 1 and not path.startswith(("csv/", "jsonl/"))} <= linked <= there
    )
    assert len([path for path in linked if path.count("/") == 1 and path.endswith(".json")]) == len(pages) > 2


def values(data: object) -> list[str]:
    """Every value of a record, as a table writes it."""
    if isinstance(data, dict | list):
        inside = data.values() if isinstance(data, dict) else data
        return [value for one in inside for value in values(one)]
    return [] if data in (None, "") else [str(data).lower() if isinstance(data, bool) else str(data)]
