"""Very many problems: time grows with their number and not with its square, and the output stays short."""

from __future__ import annotations

import os
import resource
import shutil
import time
from pathlib import Path

import pytest

from generator.commands import console
from generator.loading import reporters
from generator.problems import Code, Problem
from support.commands import briefing, output_of
from support.faults import BASE
from support.forks import at_once, run_limited

EVENT = (
    "id: flood\ntitle: A flood\ndate: 2031-03\ndate_basis: stated\nstatus: occurred\nsummary: It was.\n"
    "evidence: [harbour-news#p1]\n"
)
FLOODS = {
    "unknown references": (
        {"seeds/events/flood.yml": EVENT + "statements:\n" + "".join(f"  - harbour-compani-{n}\n" for n in range(10_000))},
        "E013",
        10_000,
    ),
    "unknown references in many files": (
        {f"seeds/events/flood-{n}.yml": EVENT.replace("id: flood", f"id: flood-{n}") + f"statements: [x{n}]\n" for n in range(1_200)},
        "E013",
        1_200,
    ),
    "unknown references in a list": (
        {
            "seeds/relations.yml": "".join(
                f"- id: r-{n}\n  from: harbour-company\n  to: x-{n}\n  type: cooperates-with\n  status: current\n"
                f"  summary: They do.\n  evidence: [harbour-news#p1]\n"
                for n in range(2_000)
            )
        },
        "E013",
        2_000,
    ),
    "mistakes in evidence": (
        {"seeds/events/flood.yml": EVENT.partition("evidence")[0] + "evidence:\n" + "".join(f"  - 'harbour-news#p1: a {n}'\n" for n in range(10_000))},
        "E016",
        10_000,
    ),
    "unknown fields": ({"seeds/events/flood.yml": EVENT + "".join(f"titel{n}: x\n" for n in range(20_000))}, "E011", 20_000),
    "duplicate keys": ({"seeds/events/flood.yml": EVENT + "x: 1\n" * 100_001}, "E002", 100_000),
    "stray files": ({f"seeds/events/x{n}.txt": "" for n in range(1_200)}, "E027", 1_200),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_short_and_soon_over(name: str, tmp_path: Path) -> None:
    files, code, number = FLOODS[name]
    for file in BASE.rglob("*.yml"):
        files = {f"seeds/{file.relative_to(BASE).as_posix()}": file.read_text(encoding="utf-8"), **files}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    start = time.monotonic()
    done = briefing(tmp_path, "check")
    assert done.returncode == 1, done.stderr[-1000:]
    more = f": {code}: and {number - 20:,} more problems with this code; correct the first ones, and check again"
    assert sum(line.endswith(more) for line in done.stdout.splitlines()) == 1, done.stdout[-2000:]
    assert len(done.stdout) < 30_000
    assert time.monotonic() - start < 15


IDENTITY = '{"type": "identity", "id": "identity--1", "name": "Jo", "identity_class": "individual"'
IMPORTS = {
    "columns": ("csv", "actors.csv", ",".join(f"c{n}" for n in range(100_000)) + "\n" + "x," * 99_999, "E009: this row has 100,000 cells; a table has at most 1,000 columns"),
    "some columns": ("csv", "actors.csv", "id,name,kind,summary," + ",".join(f"c{n}" for n in range(900)) + "\na,A,person,S.\n", "skipped: 900 column: no field is called so: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19 and 880 more; --map"),
    "columns of one name": ("csv", "actors.csv", "id," * 50_000 + "\n", "E009: this row has 50,001 cells"),
    "keys twice": ("stix", "x.json", '{"type": "bundle", "objects": [' + IDENTITY + "".join(f', "k{n}": 1, "k{n}": 2' for n in range(20_000)) + "}]}", '"k19" and 19,980 more'),
    "unknown types": ("stix", "x.json", '{"type": "bundle", "objects": [' + ", ".join(f'{{"type": "x{n}", "id": "x--{n}"}}' for n in range(20_000)) + "]}", "and 19,980 more reasons"),
    "unknown schemata": ("ftm", "x.json", "".join(f'{{"id": "a{n}", "schema": "X{n}"}}\n' for n in range(20_000)), "and 19,980 more reasons"),
    "a long schema": ("ftm", "x.json", f'{{"id": "a", "schema": "{"X" * 1_000_000}"}}\n', "XXX: "),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPORTS)
def test_a_flood_in_an_import_is_short_and_soon_over(name: str, tmp_path: Path) -> None:
    format, file, text, reported = IMPORTS[name]
    (tmp_path / file).write_text(text, encoding="utf-8")
    start = time.monotonic()
    done = briefing(tmp_path, "import", format, str(tmp_path / file), "--as-of", "2031")
    assert done.returncode in (0, 1), done.stderr[-1000:]
    assert reported in done.stdout, done.stdout[-2000:]
    assert len(done.stdout) < 30_000
    assert time.monotonic() - start < 30


def test_of_many_lines_the_first_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_lines(map(str, range(1_000)), "files")
    assert capsys.readouterr().out == "".join(f"{n}\n" for n in range(1_000))
    console.print_lines(map(str, range(2_000)), "files")
    assert capsys.readouterr().out == "".join(f"{n}\n" for n in range(20)) + "and 1,980 more files\n"


def test_a_message_of_many_names_is_cut() -> None:
    problem = Problem("x.yml", 1, 1, Code.UNKNOWN_FIELD, "", "x" * 1_000_000)
    (shown,) = reporters.fold([problem])
    assert shown.message == "x" * 5_000 + " ... (1,000,000 characters)"


HUGE = 3_000_000_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "command", "reported"),
    [
        ("seeds/events/huge.yml", ("check",), "E009: the file is larger than 20 MB"),
        ("seeds/evidence.lock.json", ("check",), "E035"),
        ("mkdocs.yml", ("check",), "mkdocs.yml: E009: the file is larger than 5 MB"),
        ("docs/assets/stylesheets/briefing.css", ("generate",), "E009: the file is larger than 5 MB"),
        ("docs/index.md", ("generate",), "docs/index.md: E033"),
        ("docs/data/kesh.json", ("generate",), ""),
        ("docs/.generated.json", ("generate",), ""),
        ("docs/.gitignore", ("generate",), ""),
        ("text.txt", ("check", "--text", "harbour-news=text.txt"), "E060: this file is larger than 50 MB"),
        ("text.txt", ("verify", "harbour-news", "text.txt"), "E060: this file is larger than 50 MB"),
        ("text.txt", ("new", "sources", "x", "--text", "text.txt"), "E060: this file is larger than 50 MB"),
        ("text.txt", ("import", "stix", "text.txt"), "E009"),
        ("text.txt", ("import", "ftm", "text.txt"), "E009"),
        ("text.txt", ("import", "csv", "text.txt"), "E009"),
        ("text.txt", ("import", "json", "text.txt"), "E061"),
    ],
)
def test_no_huge_file_is_read_whole(name: str, command: tuple[str, ...], reported: str, tmp_path: Path) -> None:
    """A sparse file of 3 GB; the process may have 1.5 GB of memory."""
    shutil.copytree(BASE, tmp_path / "seeds")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    with (tmp_path / name).open("ab") as file:
        file.truncate(HUGE)
    limits = (resource.RLIMIT_AS, 1_500_000_000)
    ((code, printed, error),) = at_once(run_limited, (*limits, tmp_path, {**os.environ}, *command))
    assert code == (1 if reported else 0), error[-3000:]
    assert reported in printed + error


@pytest.mark.parametrize("line", ["a" * 1_000_000, "a " * 500_000, " " * 1_000_000 + "a"])
def test_a_syntax_error_in_a_long_line_is_soon_found(line: str, tmp_path: Path) -> None:
    file = tmp_path / "seeds" / "events" / "long.yml"
    file.parent.mkdir(parents=True)
    file.write_text(f"summary: [{line}\nname: x\n", encoding="utf-8")
    assert "E001" in output_of(tmp_path, "check")
