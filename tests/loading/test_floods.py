"""Very many problems: time grows with their number and not with its square, and the output stays short."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.commands import briefing
from support.faults import BASE
from support.project import ROOT

EVENT = (
    "id: flood\ntitle: A flood\ndate: 2031-03\ndate_basis: stated\nstatus: occurred\nsummary: It was.\n"
    "evidence: [harbour-news#p1]\n"
)
FLOODS = {
    "unknown references": (
        {"seeds/events/flood.yml": EVENT + "statements:\n" + "".join(f"  - harbour-compani-{n}\n" for n in range(20_000))},
        "E013",
        20_000,
    ),
    "unknown references in many files": (
        {f"seeds/events/flood-{n}.yml": EVENT.replace("id: flood", f"id: flood-{n}") + f"statements: [x{n}]\n" for n in range(2_000)},
        "E013",
        2_000,
    ),
    "unknown references in a list": (
        {
            "seeds/relations.yml": "".join(
                f"- id: r-{n}\n  from: harbour-company\n  to: x-{n}\n  type: cooperates-with\n  status: current\n"
                f"  summary: They do.\n  evidence: [harbour-news#p1]\n"
                for n in range(5_000)
            )
        },
        "E013",
        5_000,
    ),
    "unknown fields": ({"seeds/events/flood.yml": EVENT + "".join(f"titel{n}: x\n" for n in range(100_000))}, "E011", 100_000),
    "duplicate keys": ({"seeds/events/flood.yml": EVENT + "x: 1\n" * 400_001}, "E002", 400_000),
    "stray files": ({f"seeds/events/x{n}.txt": "" for n in range(2_000)}, "E027", 2_000),
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
    assert time.monotonic() - start < 60


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
    lines = f"ulimit -v 1500000; exec {sys.executable} -m generator {shlex.join(command)}"
    done = subprocess.run(
        ["bash", "-c", lines], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (1 if reported else 0, False), done.stderr[-3000:]
    assert reported in done.stdout + done.stderr
