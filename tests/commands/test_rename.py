"""`briefing rename`: the cases in tests/cases/rename, each with its output and all that it changes in the files.

A case changes the example `strait`, runs a command, and then the check. `files` is the difference that the command makes,
without context; of the lock only the number of lines. UPDATE=1 writes `output` and `files`: read them.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.commands.rename import rename
from generator.storage import atomic_files
from support.commands import briefing, output_of
from support.project import EXAMPLES, ROOT

CASES = sorted((ROOT / "tests/cases/rename").glob("*.yml"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds")
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def prepare(root: Path, edit: dict[str, Any]) -> None:
    file = root / edit["file"]
    if "to" in edit:
        file.rename(root / edit["to"])
    elif "text" in edit:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(edit["text"].encode())
    else:
        before = file.read_bytes().decode()
        assert before.count(edit["old"]) >= 1, edit
        file.write_bytes(before.replace(edit["old"], edit["new"]).encode())


def difference(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """The changed lines of each file; a moved file is compared with the most similar one that is gone."""
    found = []
    gone = sorted(path for path in before if path not in after)
    for path in sorted({*before, *after} - {*gone}):
        former = path if path in before else gone.pop() if gone else ""
        old, new = before.get(former, b""), after[path]
        if old == new and former == path:
            continue
        found.append(f"== {path}" + (f" (was {former})" if former not in ("", path) else ""))
        lines = list(difflib.ndiff(old.decode().split("\n"), new.decode().split("\n")))
        changed = [line.replace("\r", "␍").rstrip() for line in lines if line[:2] in ("- ", "+ ")]
        found += [f"{len(changed)} lines"] if path.endswith(".json") else changed
    return "\n".join([*found, *(f"== {path} is gone" for path in gone)]) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_record_is_renamed_everywhere_or_nowhere(case: Path, project: Path) -> None:
    text = case.read_text(encoding="utf-8")
    given = yaml.safe_load(text)
    for edit in given.get("change", ()):
        prepare(project, edit)
    before = contents(project)
    output = output_of(project, given["run"])
    files = difference(before, contents(project)) if before != contents(project) else "none\n"
    found = {"output": output, "files": files, "check": output_of(project, "check")}
    if os.environ.get("UPDATE"):
        blocks = (f"{name}: |2\n" + "".join(f"  {line}\n" for line in of.splitlines()) for name, of in found.items())
        case.write_text(text.partition("\noutput:")[0].rstrip() + "\n" + "".join(blocks), encoding="utf-8")
    else:
        assert found == {name: given[name] for name in found}


def test_there_and_back_changes_nothing_but_the_former_id(project: Path) -> None:
    before = contents(project)
    rename(project, "varenna", "republic-of-varenna")
    rename(project, "republic-of-varenna", "varenna")
    after = contents(project)
    assert (
        (project / "seeds/actors/varenna.yml")
        .read_text()
        .startswith("id: varenna\nformer_ids: [republic-of-varenna]\n")
    )
    path = "seeds/actors/varenna.yml"
    after[path] = after[path].replace(b"former_ids: [republic-of-varenna]\n", b"")
    assert after == before


@pytest.mark.parametrize("step", range(12))
def test_a_system_that_refuses_a_step_leaves_every_file_as_it_was(
    step: int, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(project)
    steps = iter(range(100))
    for name in ("replace", "rename"):
        done = getattr(Path, name)

        def refuse(self: Path, target: Path, done: Any = done) -> Path:
            if next(steps) == step:
                raise PermissionError(13, "Permission denied", str(target))
            return Path(done(self, target))

        monkeypatch.setattr(Path, name, refuse)
    if step < 9:
        with pytest.raises(PermissionError):
            rename(project, "varenna", "republic-of-varenna")
        assert contents(project) == before
    else:
        rename(project, "varenna", "republic-of-varenna")
        assert "seeds/actors/varenna.yml" not in contents(project)


def test_a_killed_run_can_be_repeated(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """After each step of the writing, the same command brings the files into the state of an unbroken run."""
    done: dict[str, Any] = {}
    replace_files = atomic_files.replace_files

    def note(root: Path, changed: dict[str, bytes], moves: dict[str, str]) -> None:
        done.update(changed=changed, moves=moves)
        replace_files(root, changed, moves)

    start = contents(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic_files, "replace_files", note)
        rename(project, "varenna", "republic-of-varenna")
    end = contents(project)
    for number in range(1, len(done["changed"]) + 1):
        root = tmp_path_factory.mktemp("killed")
        partly = {**start, **dict(list(done["changed"].items())[:number])}
        for path, content in partly.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        rename(root, "varenna", "republic-of-varenna")
        assert contents(root) == end, number


def test_the_text_of_a_source_moves_with_it(project: Path) -> None:
    (project / "texts").mkdir()
    (project / "texts/ostrel-gazette.txt").write_text("x")
    assert (
        "texts/ostrel-gazette.txt: renamed to texts/gazette.txt\n"
        in briefing(project, "rename", "ostrel-gazette", "gazette").stdout
    )
    assert (project / "texts/gazette.txt").read_text() == "x"


def test_no_scaffold_and_no_new_record_takes_a_former_id(project: Path) -> None:
    assert briefing(project, "rename", "varenna", "republic-of-varenna").returncode == 0
    done = briefing(project, "new", "actors", "varenna")
    assert (done.returncode, done.stdout) == (
        1,
        'seeds/actors/varenna.yml: E018: "varenna" is a former id of "republic-of-varenna", to which its address leads\n',
    )
    assert re.search("former_ids", briefing(project, "new", "actors", "another").stdout) is None
