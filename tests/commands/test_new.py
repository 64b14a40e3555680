"""`briefing new`: each starter, its blanks filled in place, passes the check; and nothing that is there is harmed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from generator.authoring.scaffold import scaffold_record
from generator.kinds import KINDS
from generator.loading.yaml_reader import read
from generator.model.kind import Kind, Layout
from generator.pipeline import load_briefing
from generator.records.fields import Data, Evidence, RefTo, unwrap_annotation
from generator.records.traversal import part_type
from support.commands import briefing
from support.forks import at_once
from support.project import EXAMPLES, ROOT

FILED = [kind for kind in KINDS if kind.seeds_path]
NEW = "a-new-one"
by_kind = pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.name)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all that is empty."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inside in steps:
        yield from leaves(inside, (*path, step))
    if value is None:
        yield path


def answer(record: type[Data], path: tuple[str | int, ...], ids: dict[str, str], n: int) -> str:
    """A value that a person might put into the blank at `path` of a record: by its type, as YAML."""
    at = max(n for n, step in enumerate(path) if isinstance(step, str))
    part = part_type(record, path[:at])
    assert part
    name, info = next((name, info) for name, info in part.model_fields.items() if path[at] == (info.alias or name))
    of, metadata, _ = unwrap_annotation(info.annotation)
    to = next((one for one in (*info.metadata, *metadata) if isinstance(one, RefTo)), None)
    if of is Evidence:
        source = next(known for known, kind in ids.items() if kind == "sources")
        return f"{source}#p1"
    if to:
        choices = [known for known, kind in ids.items() if to.allows(kind)]
        return choices[n % len(choices)]
    if isinstance(of, type) and issubclass(of, Enum):
        return str(next(iter(of)).value)
    if name in ("id", "supersedes"):
        return f"{NEW}-{n}"
    if of is bool:
        return "true"
    if of is int:
        return str(info.default) if isinstance(info.default, int) else "1"
    if name == "as_of":
        return "2031-03-09"  # the events of the example are over by then
    examples = info.examples or [e for one in metadata for e in getattr(one, "examples", None) or ()]
    return str(examples[0]) if examples else "Four plain words here"


def filled(text: str, kind: Kind, ids: dict[str, str]) -> str:
    """The file with every blank of its last record filled where it stands."""
    document = read(text.encode())
    assert document.problems == ()
    prefix: tuple[int, ...] = (len(document.data) - 1,) if kind.layout is Layout.LIST else ()
    data = document.data[prefix[0]] if prefix else document.data
    lines = text.split("\n")
    for n, path in enumerate(leaves(data)):
        line, column = document.position((*prefix, *path))
        before = lines[line - 1][: column - 1]
        assert lines[line - 1] == before
        lines[line - 1] = f"{before} {answer(kind.record, path, ids, n)}"
    return "\n".join(lines)


def opened(text: str) -> str:
    """The file with its optional lines brought back, one # taken from each, until none is left."""
    while (more := re.sub(r"^( *(?:- )?)#(?! \S)", r"\1", text, flags=re.MULTILINE)) != text:
        text = more
    return text


@pytest.fixture
def strait(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A copy of the example, without its lock, and its ids with the kind of each."""
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("*.json"))
    found = load_briefing(tmp_path)
    return tmp_path, {record_id: entry.kind.name for record_id, entry in found.entries.items()}


def started(root: Path, kind: Kind) -> Path:
    """The file that the command wrote, in place of the example's own where there can only be one."""
    if kind.layout is Layout.ONE:
        (root / kind.seeds_path).unlink()
    done = briefing(root, "new", kind.name, NEW)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{kind.file_of(NEW)}: fill in the blanks, then run: briefing check\n"
    return root / kind.file_of(NEW)


@by_kind
def test_a_scaffold_passes_the_check_once_its_blanks_are_filled(
    strait: tuple[Path, dict[str, str]], kind: Kind
) -> None:
    root, ids = strait
    file = started(root, kind)
    file.write_text(filled(file.read_text(encoding="utf-8"), kind, ids), encoding="utf-8")
    done = briefing(root, "check")
    assert done.returncode == 0, done.stdout


@by_kind
def test_an_unfilled_scaffold_gives_one_problem_for_each_blank(strait: tuple[Path, dict[str, str]], kind: Kind) -> None:
    root, _ = strait
    file = started(root, kind)
    done = briefing(root, "check")
    document = read(file.read_bytes())
    places = {"{}:{}".format(*document.position(path)) for path in leaves(document.data)}
    said = [line for line in done.stdout.splitlines() if line.startswith("seeds/") and ": W" not in line]
    path, subject = file.relative_to(root).as_posix(), f"{kind.singular} {NEW}"
    assert {":".join(line.split(":")[1:3]) for line in said} == places
    assert [
        line for line in said if not re.match(rf"{path}:\d+:\d+: E010 {subject}: \S+ is empty; fill it", line)
    ] == []


@by_kind
def test_its_optional_fields_can_be_brought_back_and_filled(strait: tuple[Path, dict[str, str]], kind: Kind) -> None:
    """Every field of the record and its parts is in the starter; only the rules between fields remain to be kept."""
    root, ids = strait
    file = started(root, kind)
    file.write_text(filled(opened(file.read_text(encoding="utf-8")), kind, ids), encoding="utf-8")
    done = briefing(root, "check")
    codes = set(re.findall(r": (E\d+)", done.stdout))
    assert codes <= {"E013", "E030", "E031", "E046"}, done.stdout


@pytest.mark.slow
def test_an_empty_folder_becomes_a_site(tmp_path: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    ids: dict[str, str] = {}
    for kind in (kind for kind in FILED if kind.name in ("briefing", "sources", "actors")):
        file = started_anew(tmp_path, kind)
        ids[file.stem if kind.layout is Layout.FOLDER else kind.name] = kind.name
        file.write_text(
            filled(file.read_text(encoding="utf-8"), kind, ids | {"my-sources": "sources"}), encoding="utf-8"
        )
    done = briefing(tmp_path, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "actors" / "my-actors.html").is_file()


def started_anew(root: Path, kind: Kind) -> Path:
    record_id = f"my-{kind.name}"
    assert briefing(root, "new", kind.name, record_id).returncode == 0
    return root / kind.file_of(record_id)


def contents(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


KINDS_TOLD = "There are " + ", ".join(kind.name for kind in FILED)
REFUSED = {
    "taken": (["actors", "anna-tol"], 1, 'seeds/actors/anna-tol.yml: E018: the file exists already; edit it'),
    "taken in another kind": (
        ["events", "anna-tol"], 1,
        'seeds/events/anna-tol.yml: E018: seeds/actors/anna-tol.yml already has the id "anna-tol"; ids are unique across all kinds',
    ),
    "taken inside a record": (
        ["actors", "lindqvist-arrears"], 1,
        'seeds/actors/lindqvist-arrears.yml: E018: seeds/experts/bo-lindqvist.yml already has the id "lindqvist-arrears"; ids are unique across all kinds',
    ),
    "taken in a list": (
        ["glossary", "rel-tol-leads"], 1,
        'seeds/glossary.yml: E018: seeds/relations.yml already has the id "rel-tol-leads"; ids are unique across all kinds',
    ),
    "only one": (["briefing", "another"], 1, "seeds/briefing.yml: E018: the file exists already; edit it"),
    "capitals": (
        ["actors", "Šárka Nová"], 1,
        'seeds/actors/: E016: "Šárka Nová" is not an id: lower-case letters, digits and single hyphens, at most 80 characters; for example "sarka-nova"',
    ),
    "a way out": (
        ["actors", "../../etc/passwd"], 1,
        'seeds/actors/: E016: "../../etc/passwd" is not an id: lower-case letters, digits and single hyphens, at most 80 characters; for example "etc-passwd"',
    ),
    "a line break": (
        ["actors", "x\n"], 1,
        'seeds/actors/: E016: "x" is not an id: lower-case letters, digits and single hyphens, at most 80 characters; for example "x"',
    ),
    "empty": (["actors", ""], 1, 'seeds/actors/: E016: "" is not an id: lower-case letters, digits and single hyphens, at most 80 characters'),
    "long": (
        ["actors", "x" * 81], 1,
        f'seeds/actors/: E016: "{"x" * 57}..." is not an id: lower-case letters, digits and single hyphens, at most 80 characters; for example "{"x" * 80}"',
    ),
    "one for many": (["actor", "x"], 2, f'Error: unknown kind "actor"; did you mean "actors"? {KINDS_TOLD}'),
    "mistyped": (["qestions", "x"], 2, f'Error: unknown kind "qestions"; did you mean "questions"? {KINDS_TOLD}'),
    "unknown": (["zzz", "x"], 2, f'Error: unknown kind "zzz"; {KINDS_TOLD[0].lower()}{KINDS_TOLD[1:]}'),
    "nested": (
        ["statements", "x"], 2,
        "Error: statements are nested in other records; add one to its list in a file of seeds/actors/ or seeds/experts/",
    ),
    "without records": (["method", "x"], 2, f'Error: unknown kind "method"; {KINDS_TOLD[0].lower()}{KINDS_TOLD[1:]}'),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "code", "message"), REFUSED.values(), ids=list(REFUSED))
def test_an_unusable_id_or_kind_is_refused_and_nothing_is_written(
    strait: tuple[Path, dict[str, str]], arguments: list[str], code: int, message: str
) -> None:
    root, _ = strait
    before = contents(root)
    done = briefing(root, "new", *arguments)
    assert done.returncode == code
    assert message in (done.stdout + done.stderr).splitlines()
    assert contents(root) == before


LIST = "seeds/glossary.yml"
BROKEN = {
    "not YAML": (b"- id: a\n  term: \"open\n", f"{LIST}:2:9: E001: this quotation mark is never closed; add the closing one"),
    "not UTF-8": (b"- id: caf\xe9\n", f"{LIST}:1:10: E008: byte 0xE9 is not UTF-8; save the file as UTF-8"),
    "not a list": (b"id: a\nterm: b\n", f"{LIST}: E007: is not a list of lines that begin with '- id:'; nothing can be added at its end"),
    "a list in brackets": (b"[]\n", f"{LIST}: E007: is not a list of lines that begin with '- id:'; nothing can be added at its end"),
    "an indented list": (b"  - id: a\n", f"{LIST}: E007: is not a list of lines that begin with '- id:'; nothing can be added at its end"),
    "an ended document": (b"- id: a\n...\n", f"{LIST}: E007: is not a list of lines that begin with '- id:'; nothing can be added at its end"),
    "text that keeps its end": (b"- id: a\n  term: |+\n    b\n", f"{LIST}: E007: is not a list of lines that begin with '- id:'; nothing can be added at its end"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=list(BROKEN))
def test_a_list_that_cannot_take_a_record_stays_as_it_is(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / LIST).write_bytes(content)
    done = briefing(tmp_path, "new", "glossary", "tide")
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, message)
    assert (tmp_path / LIST).read_bytes() == content


STARTED = b"".join(
    line + b"\n"
    for line in scaffold_record(next(k for k in KINDS if k.name == "glossary"), "tide").encode().splitlines()
)
GROWN = {
    "no final newline": (b"- id: a", b"- id: a\n\n" + STARTED),
    "an empty file": (b"", STARTED),
    "white space": (b"\n\n", b"\n\n" + STARTED),
    "comments alone": (b"# Terms\n", b"# Terms\n\n" + STARTED),
    "Windows line ends": (b"- id: a\r\n", b"- id: a\r\n\r\n" + STARTED.replace(b"\n", b"\r\n")),
    "a byte-order mark": (b"\xef\xbb\xbf- id: a\n", b"\xef\xbb\xbf- id: a\n\n" + STARTED),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), GROWN.values(), ids=list(GROWN))
def test_a_list_grows_at_its_end(tmp_path: Path, before: bytes, after: bytes) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / LIST).write_bytes(before)
    assert briefing(tmp_path, "new", "glossary", "tide").returncode == 0
    assert (tmp_path / LIST).read_bytes() == after


def _folder(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "seeds").mkdir()
    (root / "seeds/actors").symlink_to(root / "elsewhere")


def _seeds(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "seeds").symlink_to(root / "elsewhere")


def _dangling(root: Path) -> None:
    (root / "seeds/actors").mkdir(parents=True)
    (root / "seeds/actors/x.yml").symlink_to(root / "elsewhere")


@pytest.mark.parametrize(
    ("lay", "place"), [(_folder, "seeds/actors"), (_seeds, "seeds"), (_dangling, "seeds/actors/x.yml")]
)
def test_a_symbolic_link_is_not_followed(tmp_path: Path, lay: Callable[[Path], None], place: str) -> None:
    lay(tmp_path)
    done = briefing(tmp_path, "new", "actors", "x")
    message = f"{place}: E027: is a symbolic link; records are plain files in plain folders\n"
    assert (done.returncode, done.stdout) == (1, message)
    assert contents(tmp_path) == {}


def test_of_many_at_once_one_writes_and_the_others_are_refused(tmp_path: Path) -> None:
    runs = at_once(briefing, *[(tmp_path, "new", "actors", "x")] * 4)
    assert sorted(run.returncode for run in runs) == [0, 1, 1, 1]
    assert list(contents(tmp_path)) == [str(tmp_path / "seeds/actors/x.yml")]


def test_several_at_once_are_all_there(strait: tuple[Path, dict[str, str]]) -> None:
    root, _ = strait
    ids = [f"term-{n}" for n in range(4)]
    runs = at_once(briefing, *[(root, "new", "glossary", one) for one in ids])
    assert [run.returncode for run in runs] == [0] * 4
    there = [one["id"] for one in read((root / "seeds/glossary.yml").read_bytes()).data]
    assert sorted(there[-4:]) == ids
