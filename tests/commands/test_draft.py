"""`briefing draft`: the table, the records that it writes, and what it never touches."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands import draft_writer, main
from generator.storage import atomic_files
from support.project import EXAMPLES, ROOT

TABLE = ROOT / "tests" / "cases" / "drafting" / "table.expected"
SOURCE = "narrow-water"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


def content(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted((root / "seeds").rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A new briefing with the text of an invented article."""
    folder = tmp_path / "briefing"
    assert CliRunner().invoke(main, ["init", str(folder), "--no-git", "--title", "Strait"]).exit_code == 0
    text = EXAMPLES / "articles" / "1" / "article.txt"
    facts = ("--title", "The Narrow Water", "--issued", "2026-05-12", "--publication", "Foreign Ledger")
    assert run(folder, "new", "sources", SOURCE, "--text", str(text), *facts).exit_code == 0
    return folder


def test_the_table_lists_all_by_paragraph_and_nothing_is_written(root: Path) -> None:
    before = content(root)
    result = run(root, "draft", SOURCE)
    assert result.exit_code == 0
    if os.environ.get("UPDATE"):
        TABLE.write_text(result.output, encoding="utf-8")
    assert result.output == TABLE.read_text(encoding="utf-8")
    assert content(root) == before


def test_the_drafts_pass_the_check_and_their_evidence_is_verified(root: Path) -> None:
    assert run(root, "draft", SOURCE, "--write").exit_code == 0
    result = run(root, "check")
    assert (result.exit_code, [line for line in result.output.splitlines() if ": E" in line]) == (0, [])
    drafted = [raw for path, raw in content(root).items() if path.startswith(("seeds/actors/", "seeds/experts/"))]
    assert drafted
    assert all(b"draft: true" in raw for raw in drafted)
    assert b"narrow-water" in content(root)["seeds/evidence.lock.json"]
    text = root / "texts" / f"{SOURCE}.txt"
    assert run(root, "verify", SOURCE, str(text)).output.endswith("seeds/evidence.lock.json: unchanged\n")


def test_a_second_run_writes_nothing_and_changes_nothing(root: Path) -> None:
    run(root, "draft", SOURCE, "--write")
    before = content(root)
    result = run(root, "draft", SOURCE, "--write")
    assert result.output.splitlines()[-1].startswith("0 drafts written")
    assert "not written" not in result.output
    assert content(root) == before


def test_an_existing_actor_is_matched_by_its_alias_and_referred_to(root: Path) -> None:
    record = root / "seeds" / "actors" / "calder.yml"
    record.parent.mkdir(exist_ok=True)
    record.write_text(
        "id: calder\ndraft: true\nkind: organisation\nname: The Calder\naliases: [Calder Institute for Maritime-Security]\n"
        f"summary: An institute.\nevidence:\n  - source: {SOURCE}\n    paragraph: 4\n",
        encoding="utf-8",
    )
    before = record.read_bytes()
    assert run(root, "draft", SOURCE, "--write").exit_code == 0
    assert record.read_bytes() == before
    assert b"affiliation: calder\n" in (root / "seeds" / "experts" / "hannah-whitlock.yml").read_bytes()


def test_statements_of_an_existing_actor_can_be_pasted_into_its_file(root: Path) -> None:
    record = root / "seeds" / "actors" / "reiniger.yml"
    record.parent.mkdir(exist_ok=True)
    record.write_text(
        f"id: reiniger\nkind: person\nname: Tomas Reiniger\nsummary: A diplomat.\nevidence:\n  - {SOURCE}#p10\n",
        encoding="utf-8",
    )
    lines = run(root, "draft", SOURCE, "--write").output.splitlines()
    at = lines.index(
        "not written: 6 statements: it belongs in seeds/actors/reiniger.yml, which exists already: add it there"
    )
    pasted = "\n".join(lines[at + 1 : -1])
    assert pasted.startswith("statements:\n  - id: reiniger-when-the-minister-takes\n    draft: true\n    text: TODO\n")
    record.write_text(record.read_text(encoding="utf-8") + pasted + "\n", encoding="utf-8")
    assert run(root, "verify", SOURCE).exit_code == 0
    assert run(root, "check").exit_code == 0


def test_if_a_file_cannot_be_written_none_is(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(root)
    written: list[Path] = []
    replace_file = atomic_files.replace_file

    def fail_at_the_tenth(file: Path, raw: bytes) -> bool:
        written.append(file)
        if len(written) == 10:
            raise OSError(28, "No space left on device", str(file))
        return replace_file(file, raw)

    monkeypatch.setattr(draft_writer.atomic_files, "replace_file", fail_at_the_tenth)
    result = run(root, "draft", SOURCE, "--write")
    assert result.exit_code == 1
    assert "No space left on device" in result.output
    assert content(root) == before


def test_a_paragraph_that_is_too_long_is_reported(root: Path) -> None:
    text = root / "texts" / f"{SOURCE}.txt"
    text.write_text("Ann Lee said the port is open. " * 400 + "\n\nBen Ott said it is closed.\n", encoding="utf-8")
    result = run(root, "draft", SOURCE)
    assert "(it is a paragraph of more than 10,000 characters)" in result.stdout
    assert result.stderr == (
        f"p1 is too long to be read; divide it by blank lines in texts/{SOURCE}.txt, and number the paragraphs of the source again\n"
    )


def test_an_unknown_source_gets_a_suggestion(root: Path) -> None:
    result = run(root, "draft", "narow-water")
    assert (result.exit_code, result.output) == (
        1,
        'seeds/: E013: there is no source "narow-water"; did you mean "narrow-water"?\n1 error, 0 warnings\n',
    )


def test_a_source_without_a_text_says_where_it_belongs(root: Path) -> None:
    (root / "texts" / f"{SOURCE}.txt").unlink()
    result = run(root, "draft", SOURCE)
    assert result.exit_code == 1
    assert f"texts/{SOURCE}.txt: " in result.output


def test_a_hostile_text_is_printed_as_plain_text(root: Path) -> None:
    text = root / "texts" / f"{SOURCE}.txt"
    text.write_text('Ann \x1b[31mLee said: "\x1b]0;title\x07 We \u202e come back <script>."\n\n' * 3, encoding="utf-8")
    result = run(root, "draft", SOURCE)
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


def test_an_event_that_another_source_dates_differently_is_reported(tmp_path: Path) -> None:
    grid = EXAMPLES / "northern-grid"
    root = shutil.copytree(grid / "one-source", tmp_path / "grid")
    text = grid / "two-sources" / "texts" / "harbour-post.txt"
    facts = ("--title", "Two arrests", "--issued", "2026-04-23", "--publication", "Harbour Post")
    assert run(root, "new", "sources", "harbour-post", "--text", str(text), *facts).exit_code == 0
    expected = (
        'seeds/events/spare-transformer.yml:3:7: W112 event spare-transformer: sources may disagree: "2027-21/.." here, '
        '"in August" (2026-08) in paragraph 9 of harbour-post; if it is the same event, record the accounts in `disputed`'
    )
    result = run(root, "draft", "harbour-post")
    assert [line for line in result.output.splitlines() if line.startswith("seeds/") and ": W" in line] == [expected]
    event = {"paragraph": 9, "title": "Delivery of the spare transformer", "date": "2026-08", "date_words": "in August"}
    event |= {
        "date_basis": "resolved-from-report-date",
        "status": "expected",
        "exact": "it will be delivered in August",
    }
    (tmp_path / "answer.json").write_text(json.dumps({"source": "harbour-post", "events": [event]}), encoding="utf-8")
    result = run(root, "import", "json", str(tmp_path / "answer.json"))
    assert (
        result.exit_code,
        [line for line in result.output.splitlines() if line.startswith("seeds/") and ": W" in line],
    ) == (0, [expected])
