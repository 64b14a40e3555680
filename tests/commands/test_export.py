"""`briefing export`: files and folders, and wrong usage."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.formats.exports import FORMATS
from generator.pipeline import load_briefing
from support.briefings import STRAIT
from support.commands import briefing


def test_one_file_is_printed_or_written_and_several_need_a_folder(tmp_path: Path) -> None:
    found = load_briefing(STRAIT)
    expected = {name: FORMATS[name].files(found) for name in ("json", "csv")}
    target = tmp_path / "out"
    done = briefing(STRAIT, "export", "csv", "--output", str(target / "csv"))
    assert (done.returncode, done.stderr) == (0, "")
    assert {f"csv/{file.name}": file.read_bytes() for file in (target / "csv").iterdir()} == expected["csv"]
    again = briefing(STRAIT, "export", "csv", "--output", str(target / "csv"))
    assert {line.rpartition(": ")[2] for line in again.stdout.splitlines()} == {"unchanged"}
    for place, file in (
        (f"{target}", "briefing.json"),
        (f"{target}/other.json", "other.json"),
        (f"{target}/new/", "new/briefing.json"),
    ):
        file = target / file
        done = briefing(STRAIT, "export", "json", "--output", place)
        assert done.stdout == f"{file}: written\n"
        assert file.read_bytes() == expected["json"]["briefing.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["csv"], "csv is a folder of files; name a folder to write: --output FOLDER"),
        (["csv", "--output", str(Path(__file__))], "test_export.py is a file; choose another --output"),
        (
            ["json", "--output", str(STRAIT / "seeds/briefing.yml")],
            "seeds/briefing.yml is among the records; choose another",
        ),
        (["xlsx"], "'xlsx' is not one of 'json'"),
    ],
)
def test_wrong_usage_is_reported(arguments: list[str], said: str) -> None:
    done = briefing(STRAIT, "export", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    assert briefing(STRAIT, "export", "json", "--output", str(pipe)).returncode == 0
    assert reader.communicate()[0] == FORMATS["json"].files(load_briefing(STRAIT))["briefing.json"]
    assert pipe.is_fifo()


def test_a_link_stays_a_link_and_standard_output_has_nothing_else(tmp_path: Path) -> None:
    expected = FORMATS["csl"].files(load_briefing(STRAIT))["sources.csl.json"]
    link = tmp_path / "latest.json"
    link.symlink_to("2031.json")
    assert briefing(STRAIT, "export", "csl", "--output", str(link)).returncode == 0
    assert (link.readlink(), (tmp_path / "2031.json").read_bytes()) == (Path("2031.json"), expected)
    for output in ("-", "/dev/stdout"):
        assert briefing(STRAIT, "export", "csl", "--output", output).stdout.encode() == expected
