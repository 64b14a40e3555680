"""Evidence that holds: what is said when data, lock or text are tampered with, case by case, and what the lock is.

UPDATE=1 writes what is said into the cases anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.evidence.evidence_matcher import MatchResult
from generator.evidence.source_text import parse_source_text
from generator.evidence.source_versions import migrate, update_lock
from generator.loading import lock_reader as lockreader
from generator.model import lockfile as lock
from support.commands import output_of
from support.project import EXAMPLES, ROOT

CASES = sorted((ROOT / "tests/cases/evidence").glob("*.yml"))


def change(root: Path, edit: dict[str, Any]) -> None:
    if "delete" in edit:
        (root / edit["delete"]).unlink()
        return
    file = root / edit["file"]
    before = file.read_text(encoding="utf-8")
    if "encoding" in edit:
        file.write_text(before, encoding=edit["encoding"], errors="replace")
        return
    pattern = edit.get("pattern") or re.escape(edit["old"])
    after, count = re.subn(pattern, edit["new"] if "pattern" in edit else lambda _: edit["new"], before)
    assert count == 1, f"{edit} fits {count} times"
    file.write_text(after, encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_tampering_is_reported_at_its_line(case: Path, tmp_path: Path) -> None:
    given = yaml.load(case.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for folder in ("seeds", "texts"):
        shutil.copytree(EXAMPLES / given.get("base", "strait") / folder, tmp_path / folder)
    for edit in given.get("change", ()):
        change(tmp_path, edit)
    said = []
    for one in given["runs"]:
        for edit in one.get("change", ()):
            change(tmp_path, edit)
        said.append({**one, "says": output_of(tmp_path, one["command"])})
    if os.environ.get("UPDATE"):
        case.write_text(_written(case.read_text(encoding="utf-8"), said), encoding="utf-8")
    else:
        assert said == given["runs"]


def _written(before: str, said: list[dict[str, Any]]) -> str:
    """The case's text with what is said, each line on a line of its own."""
    lines = [before.partition("runs:\n")[0] + "runs:"]
    for one in said:
        lines += [f'  - command: "{one["command"]}"']
        lines += ["    change:", *(f"      - {json.dumps(edit)}" for edit in one["change"])] if "change" in one else []
        lines += ["    says: |"]
        lines += [f"      {line}" for line in one["says"].splitlines()]
    return "\n".join(lines) + "\n"


def strait(root: Path) -> Path:
    for folder in ("seeds", "texts"):
        shutil.copytree(EXAMPLES / "strait" / folder, root / folder)
    return root


def git(root: Path, *arguments: str) -> str:
    """Runs git in a folder, with nobody's own settings."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
    named = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, env={**settings, **named}, check=True, capture_output=True, text=True).stdout


VERIFY = "verify ostrel-gazette {root}/texts/ostrel-gazette.txt"


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"\n", b"\r"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n\n", b"\n \t\n\n"),
        lambda raw: raw.replace(b"\n\n", b"\n"),  # a paragraph a line
        lambda raw: b"\n\n" + raw.replace(b". ", b".\n  "),  # broken within paragraphs
    ],
    ids=["CR LF", "CR", "byte-order mark", "blank lines", "a paragraph a line", "hard breaks"],
)
def test_the_same_text_gives_the_same_lock_however_it_is_broken(rewritten: Any, tmp_path: Path) -> None:
    root = strait(tmp_path)
    before = (root / lock.PATH).read_bytes()
    text = root / "texts/ostrel-gazette.txt"
    text.write_bytes(rewritten(text.read_bytes()))
    assert output_of(root, VERIFY).endswith(f"{lock.PATH}: unchanged\n")
    (root / lock.PATH).write_text(lock.serialize(lockreader.read(before).lock), encoding="utf-8")
    assert (root / lock.PATH).read_bytes() == before


def _wrapped(raw: bytes) -> bytes:
    return b"\n".join(re.findall(rb"\S(?:.{0,50}\S)?(?=\s|$)", raw.replace(b"\n\n", b" ")))


@pytest.mark.parametrize(
    ("rewritten", "expected"),
    [
        (lambda raw: b"Talks on the strait\n\nBy A. Reporter\n\n" + raw, ":1:1: E060: the text has 8 paragraphs, the record lists 6; paragraph 1 of the record is paragraph 3 of the text: delete"),
        (_wrapped, ": its lines are wrapped; write each paragraph"),
        (lambda raw: raw.replace(b"\n\n", b"\n").replace(b"\n", b"\n\n", 1), ":1:1: E060: the text has 2 paragraphs, the record lists 6: empty lines are missing; put one between"),
        (lambda raw: raw.replace(b"overnight", b"over-\nnight"), ": E060: 1 line of the text ends inside a word: write"),
        (lambda raw: raw.replace(b"its fees", b"its <b>fees</b>"), ": E060: the text has HTML ('<b>'): save it as plain text"),
        (lambda raw: raw.replace(b"its fees", b"its&nbsp;fees"), ": E060: the text has HTML ('&nbsp;'): save it as plain text"),
        (lambda raw: b"<!DOCTYPE html><p>" + raw, ": E060: this file is HTML, not plain text: read it with: briefing new sources ID --text FILE"),
        (lambda raw: raw.decode().replace("its fees", "its f\u00e9es").encode("utf-16"), ": E060: this file is text in UTF-16, not plain text: read it with: briefing"),
        (lambda raw: raw.decode().encode("utf-16-be"), ": E060: this file is text in UTF-16 without a byte-order mark: read it with"),
        (lambda raw: b"{\\rtf1\\ansi " + raw, ": E060: this file is RTF, not plain text: open it"),
        (lambda raw: b"PK\x03\x04....content.xml mimetypeapplication/vnd.oasis.opendocument.text" + raw, ": E060: this file is an OpenDocument file"),
        (lambda raw: raw.replace("Béla".encode(), "B\ufffdla".encode()), ": E060: a letter was lost here (U+FFFD)"),
        (lambda _: b" \n", ": E060: this file is empty; it must hold"),
    ],
    ids=["headline", "wrapped", "merged", "hyphen", "tag", "entity", "HTML", "UTF-16", "UTF-16-BE", "RTF", "ODT", "lost", "empty"],
)  # fmt: skip
def test_a_text_that_was_cut_differently_is_reported_once(rewritten: Any, expected: str, tmp_path: Path) -> None:
    root = strait(tmp_path)
    text = root / "texts/ostrel-gazette.txt"
    text.write_bytes(rewritten(text.read_bytes()))
    lines = output_of(root, VERIFY).splitlines()
    assert expected in lines[0]
    assert [line for line in lines if " E0" in line] == lines[:1]


def test_letters_in_another_encoding_are_reported_once(tmp_path: Path) -> None:
    root = strait(tmp_path)
    text = root / "texts/ostrel-gazette.txt"
    text.write_bytes(text.read_bytes().replace(b"its fees", "its fées".encode()))
    change(
        root,
        {"file": "seeds/events/fees-doubled.yml", "old": "exact: doubled its fees", "new": "exact: doubled its fées"},
    )
    assert output_of(root, VERIFY).splitlines()[-1].endswith("written")
    read = (
        bytes([byte]).decode("cp1252" if byte not in b"\x81\x8d\x8f\x90\x9d" else "latin-1")
        for byte in text.read_bytes()
    )
    text.write_text("".join(read), encoding="utf-8")
    lines = output_of(root, VERIFY).splitlines()
    assert ": E060: the text was opened in another encoding than UTF-8 (" in lines[0]
    assert lines[1:] == ["1 error, 0 warnings", "exit 1"]


def test_the_lock_is_the_same_from_any_order_of_sources_and_from_nothing(tmp_path: Path) -> None:
    root = strait(tmp_path)
    before = (root / lock.PATH).read_bytes()
    (root / lock.PATH).unlink()
    for source in ("ostrel-gazette", "strait-wire", "council-minutes", "harbour-blog"):
        output_of(root, f"verify {source} {{root}}/texts/{source}.txt --retrieved 2031-03-09")
    assert (root / lock.PATH).read_bytes() == before


def test_a_lock_of_the_form_before_is_valid_and_the_next_verification_migrates_it(tmp_path: Path) -> None:
    """One source is migrated at a time, because only its text is at hand."""
    root = strait(tmp_path)
    now = (root / lock.PATH).read_text(encoding="utf-8")
    found = lockreader.read(now.encode()).lock
    versions = {
        name: tuple(one.model_copy(update={"normal_form": "bn-1"}) for one in each)
        for name, each in found.sources.items()
    }
    before = lock.serialize(lock.Lock(versions, found.evidence)).replace('"bn-2"', '"bn-1"')
    assert "bn-2" not in before
    (root / lock.PATH).write_text(before, encoding="utf-8")
    assert output_of(root, "check --strict").startswith("0 errors, 0 warnings")
    assert output_of(root, VERIFY).endswith("written\n")
    assert (root / lock.PATH).read_text(encoding="utf-8").count('"bn-2"') == 2
    assert output_of(root, "check --strict").startswith("0 errors, 0 warnings")
    for source in ("council-minutes", "strait-wire", "harbour-blog"):
        output_of(root, f"verify {source} {{root}}/texts/{source}.txt")
    assert (root / lock.PATH).read_text(encoding="utf-8") == now


def test_a_paragraph_whose_form_has_changed_is_the_same_paragraph() -> None:
    text = parse_source_text("与会者\n一致 同意。\n\n第二段。\n\nThird.\n".encode())
    former = lock.SourceVersion(retrieved="2031", sha256="0" * 64, words=3, paragraphs=text.former_digests)
    place = lock.EvidenceLocation(record="a", source="s", paragraph=1, paragraph_sha256=text.former_digests[0])
    migrated = migrate(lock.Lock({"s": (former,)}, {"k": place}), text)
    assert text.former_digests[0] != text.digests[0]
    assert migrated.sources["s"][0].paragraphs == text.digests
    assert migrated.evidence["k"].paragraph_sha256 == text.digests[0]
    new = update_lock(migrated, "s", text, MatchResult(migrated.evidence, ()), None, {})
    assert [(one.retrieved, one.normal_form, one.words, one.unit) for one in new.sources["s"]] == [
        ("2031", "bn-2", 11, "characters")
    ]


def test_nothing_is_written_when_something_is_missed(tmp_path: Path) -> None:
    root = strait(tmp_path)
    change(
        root,
        {"file": "seeds/events/fees-doubled.yml", "old": "paragraph: 3\n    exact", "new": "paragraph: 4\n    exact"},
    )
    change(root, {"file": "seeds/events/mayor-writes.yml", "old": "a hall", "new": "a hut"})
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert "is not in the text" in output_of(root, VERIFY + " --fix")
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_fix_changes_paragraph_numbers_and_no_other_byte(tmp_path: Path) -> None:
    root = strait(tmp_path)
    file = root / "seeds/events/fees-doubled.yml"
    before = (
        b"\xef\xbb\xbf# paragraph: 4\r\n"
        + file.read_bytes().replace(b"\n", b"\r\n").rpartition(b"evidence:")[0]
        + b"evidence: [ {source: ostrel-gazette, paragraph: 12 , exact: doubled its fees overnight},   # 12\r\n"
        + b"  {paragraph: 1,source: ostrel-gazette, exact: kept a quiet channel open} , "
        + b'  {source: "ostrel-gazette", "paragraph": 1, exact: four in ten transits}]\t\r\n\r\n'
    )
    file.write_bytes(before)
    assert output_of(root, VERIFY + " --fix").startswith("seeds/events/fees-doubled.yml: paragraph numbers corrected\n")
    mended = before.replace(b"paragraph: 12", b"paragraph: 3").replace(b"{paragraph: 1,", b"{paragraph: 3,")
    assert file.read_bytes() == mended.replace(b'"paragraph": 1,', b'"paragraph": 4,')


def test_the_lock_has_no_word_of_the_source() -> None:
    """All its strings are digests, dates, ids of the project's own, and names of fields."""
    text = (EXAMPLES / "strait" / lock.PATH).read_text(encoding="utf-8")
    strings = set(re.findall(r'"([^"]*)"', text))
    allowed = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}|[0-9-]{10}|bn-2|[a-z0-9]+(-[a-z0-9]+)*|[a-z_]+|paragraph_sha256")
    assert [one for one in strings if not allowed.fullmatch(one)] == []


def test_two_branches_that_add_evidence_merge(tmp_path: Path) -> None:
    root = strait(tmp_path)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "seeds")
    git(root, "commit", "-qm", "begun")
    for branch, file in (("one", "anna-tol"), ("two", "varenna")):
        git(root, "switch", "-qc", branch, "main")
        path = root / f"seeds/actors/{file}.yml"
        added = "\n  - source: ostrel-gazette\n    paragraph: 5\n"
        path.write_text(path.read_text(encoding="utf-8").rstrip() + added, encoding="utf-8")
        assert output_of(root, VERIFY).endswith("written\n")
        git(root, "commit", "-qam", branch)
    git(root, "merge", "-q", "one", "-m", "both")
    assert output_of(root, "check --strict").startswith("0 errors, 0 warnings")
    assert output_of(root, VERIFY).endswith("unchanged\n")


def test_a_merge_of_new_evidence_into_a_changed_source_is_reported(tmp_path: Path) -> None:
    root = strait(tmp_path)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "seeds")
    git(root, "commit", "-qm", "begun")
    git(root, "switch", "-qc", "updated")
    text = root / "texts/ostrel-gazette.txt"
    old = text.read_text(encoding="utf-8")
    text.write_text(old.replace("behind closed doors", "in public"), encoding="utf-8")
    output_of(root, VERIFY)
    git(root, "commit", "-qam", "updated")
    git(root, "switch", "-qc", "added", "main")
    text.write_text(old, encoding="utf-8")
    path = root / "seeds/actors/varenna.yml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n  - source: ostrel-gazette\n    paragraph: 5\n")
    output_of(root, VERIFY)
    git(root, "commit", "-qam", "added")
    git(root, "merge", "-q", "updated", "-m", "both")
    lines = path.read_text(encoding="utf-8").splitlines()
    place = f"seeds/actors/varenna.yml:{len(lines)}:16"
    command = "briefing verify ostrel-gazette TEXTFILE"
    assert output_of(root, "check").splitlines()[0] == (
        f"{place}: W103 actor varenna: not verified since it changed; with the text, run: {command}"
    )
