"""The output of `briefing diff` for a change: the cases in tests/cases/diff, each a patch on an example and the whole answer.

A case begins with a sentence. `@ PATH` begins a patch of one file of the example `strait`: lines after `-` must stand
there once, one below the other, and lines after `+` take their place; a line of `...` begins the next place. `@ PATH gone` and
`@ PATH -> PATH` delete and move a file, `@old PATH` patches the old side. Lines after `+` alone make a new file.
`= text`, `= markdown` and `= json` begin what is expected. UPDATE=1 writes it anew: read it.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from generator.diff.review import Review, review_changes
from generator.diff.review_formats import FORMATS
from generator.kinds import KINDS
from generator.loading.load_result import Loaded
from generator.loading.loader import load
from generator.model.content_changes import ChangeKind
from generator.storage.seed_files import read_seeds
from support.project import EXAMPLES, ROOT

CASES = sorted((ROOT / "tests" / "cases" / "diff").glob("*.txt"))


@dataclass
class Case:
    """A case as its file has it: `patches` are (side, path, what becomes of it, lines)."""

    file: Path
    says: str = ""
    patches: list[tuple[str, str, str, list[str]]] = field(default_factory=list)
    expected: dict[str, str] = field(default_factory=dict)

    def sides(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        old, new = dict(strait()), dict(strait())
        for side, path, becomes, lines in self.patches:
            for files in (old, new) if side == "@old" else (new,):
                text = files.pop(path, b"").decode()
                if becomes != "gone":
                    files[becomes or path] = patched(text, lines).encode()
        # What the old side alone has, the new side's own patch of the same lines takes away again.
        return old, new

    def written(self, answers: dict[str, str]) -> str:
        head = self.file.read_text(encoding="utf-8").split("\n= ", 1)[0].rstrip("\n")
        return head + "".join(f"\n\n= {form}\n{answer.rstrip()}" for form, answer in answers.items()) + "\n"


@cache
def loaded(side: frozenset[tuple[str, bytes]]) -> Loaded:
    """A side of a case; the example itself is one side of nearly all."""
    return load(dict(side), KINDS)


@cache
def reviewed(file: Path) -> tuple[Loaded, Loaded, Review]:
    """Both sides of a case, and what the review says of them."""
    old, new = (loaded(frozenset(side.items())) for side in parsed(file).sides())
    return old, new, review_changes(old, new, "old", "new")


@cache
def strait() -> dict[str, bytes]:
    return read_seeds(EXAMPLES / "strait")


def patched(text: str, lines: list[str]) -> str:
    """The text with the lines replaced; each place must be there once."""
    for place in "\n".join(lines).split("\n...\n"):
        rows = [line for line in place.split("\n") if line]
        old = "".join(row[1:] + "\n" for row in rows if row[0] in "- ")
        new = "".join(row[1:] + "\n" for row in rows if row[0] in "+ ")
        if old:
            assert ("\n" + text).count("\n" + old) == 1, f"stands not once: {old}"
            text = ("\n" + text).replace("\n" + old, "\n" + new)[1:]
        else:
            text += new
    return text


def parsed(file: Path) -> Case:
    case = Case(file)
    into: list[str] = []
    answers: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        start = re.fullmatch(r"(@|@old|=) (\S+)(?: (?:-> )?(\S+))?", line)
        if start and start[1] == "=":
            into = answers.setdefault(start[2], [])
        elif start and not answers:
            into = []
            case.patches.append((start[1], start[2], start[3] or "", into))
        elif not case.patches:
            case.says += line
        else:
            into.append(line)
    case.expected = {form: "\n".join(answer).strip("\n") + "\n" for form, answer in answers.items()}
    return case


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_change_is_reported(file: Path) -> None:
    case = parsed(file)
    *_, found = reviewed(file)
    answers = {form: FORMATS[form](found) for form in case.expected or ("text",)}
    if os.environ.get("UPDATE"):
        file.write_text(case.written(answers), encoding="utf-8")
    assert answers == case.expected or os.environ.get("UPDATE")


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_case_says_what_it_shows(file: Path) -> None:
    case = parsed(file)
    assert case.says.endswith(".")
    assert case.patches


def test_there_are_cases_for_each_kind_of_change_and_for_no_change() -> None:
    found = [reviewed(file)[2] for file in CASES]
    assert len(found) >= 60
    assert {kind for one in found for kind in one.counts} == set(ChangeKind)
    assert sum(not one.groups for one in found) >= 10


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_revision_does_not_differ_from_itself(file: Path) -> None:
    for side in reviewed(file)[:2]:
        # The example is a side of nearly all cases, and compared with itself in the first.
        if side is not loaded(frozenset(strait().items())) or file is CASES[0]:
            found = review_changes(side, side, "old", "new")
            assert {change.kind for change in found.changes} <= {ChangeKind.UNREADABLE}
            assert (found.new_problems, found.fixed_problems) == ((), ())


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_way_back_touches_the_same_records(file: Path) -> None:
    old, new, there = reviewed(file)
    back = review_changes(new, old, "new", "old")
    renamed = {
        name for change in there.changes if change.kind is ChangeKind.RENAMED for name in (change.old, change.new)
    }
    assert {one.record_id for one in there.changes} - renamed == {one.record_id for one in back.changes} - renamed
    assert [str(one) for one in there.new_problems] == [str(one) for one in back.fixed_problems]


def test_json_holds_every_change() -> None:
    for file in CASES:
        *_, found = reviewed(file)
        document = json.loads(FORMATS["json"](found))
        assert sum(len(record["changes"]) for record in document["records"]) == sum(document["counts"].values())


def test_the_guide_lists_the_kinds_of_change_in_their_order() -> None:
    guide = (ROOT / "handbook/docs/review/reviewing.md").read_text(encoding="utf-8")
    section = guide.split("## The kinds of change")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", section, re.MULTILINE)
    assert rows == [(kind.value, kind.description) for kind in ChangeKind]
